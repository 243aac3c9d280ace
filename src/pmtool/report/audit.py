"""`pm audit` for people and as JSON."""

from collections.abc import Mapping
from typing import TextIO

from pmtool.features.audit import Audit, Gap
from pmtool.report import Style
from pmtool.report.table import Fitting, write_json, write_table
from pmtool.vocab import TableFormat

_TITLES = {
    Gap.NO_REVIEW: "incidents without a review",
    Gap.NO_ANALYSIS: "reviews without an analysis",
    Gap.LATE_REVIEW: "reviews past their deadline",
    Gap.NOT_VERIFIED: "published reviews without a verified action",
}


def write_audit(
    found: Audit,
    chosen: TableFormat,
    style: Style,
    out: TextIO,
    names: Mapping[str, str] | None = None,
) -> None:
    """A table for each kind of gap, or an object with `findings` and `coverage`.

    names: short names of reviews by stem, for a narrow terminal.
    """
    if chosen is TableFormat.JSON:
        coverage = found.coverage.as_json() if found.coverage else None
        write_json({"findings": [item.as_json() for item in found.findings], "coverage": coverage}, out)
        return
    if found.coverage is not None:
        counts = found.coverage
        out.write(
            f"{counts.incidents} incidents, {counts.qualifying} qualify for a review: {counts.reviewed} have one, "
            f"{counts.published} published, {counts.pending} within the deadline\n"
        )
    for gap, title in _TITLES.items():
        rows = [item for item in found.findings if item.gap is gap]
        if rows:
            out.write(f"\n{title}: {len(rows)}\n")
            table = [
                [
                    str(item.due or "-"),
                    f"{item.days_late} d" if item.days_late is not None else "-",
                    item.severity or "-",
                    (item.review or item.incident or "-"),
                    item.message,
                ]
                for item in rows
            ]
            which = [item.review or item.incident or "-" for item in rows]
            short = {"which": [(names or {}).get(name, name) for name in which]}
            fitting = Fitting(["which", "severity"], short, cut=["which"], room=36, wrap=True)
            write_table(["due", "late", "severity", "which", "what"], table, style, out, fitting)
    if not found.findings:
        out.write("nothing is missing\n")
