"""The rows of `pm actions`: a table, JSON, CSV, and the summary."""

from collections.abc import Mapping, Sequence
import csv
import json
from typing import TYPE_CHECKING, TextIO

from pmtool.features.actions.rows import JSON_KEYS, ActionRow
from pmtool.features.actions.summary import Summary
from pmtool.report import Style
from pmtool.report.table import Fitting, write_json, write_table
from pmtool.vocab import ActionsFormat

if TYPE_CHECKING:
    from pmtool.features.actions.slippage import Slippage

_BAR = 24


def write_actions(
    groups: Sequence[tuple[str, Sequence[ActionRow]]],
    chosen: ActionsFormat,
    style: Style,
    out: TextIO,
    slippage: "Slippage | None" = None,
    names: Mapping[str, str] | None = None,
) -> None:
    """The rows, by group; without grouping there is one group with an empty name.

    names: short names of reviews by stem, for the ids on a narrow terminal.

    JSON is an array of objects, CSV has one line for each action; `group` and `history` are further keys
    where they were asked for.
    """
    if chosen is ActionsFormat.TABLE:
        _write_tables(groups, style, out, slippage, names or {})
        return
    rows = []
    for name, members in groups:
        for row in members:
            values = row.as_json()
            if len(groups) > 1 or name:
                values["group"] = name or None
            if slippage is not None:
                values["history"] = slippage.as_json(row)
            rows.append(values)
    if chosen is ActionsFormat.JSON:
        _write_json_rows(rows, out)
    else:
        _write_csv(rows, out)


def _write_json_rows(rows: Sequence[dict[str, object]], out: TextIO) -> None:
    """An array with one object a line: quick to write, and to look through."""
    lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    out.write(f"[\n{lines}\n]\n" if lines else "[]\n")


def _write_tables(
    groups: Sequence[tuple[str, Sequence[ActionRow]]],
    style: Style,
    out: TextIO,
    slippage: "Slippage | None",
    names: Mapping[str, str],
) -> None:
    named = len(groups) > 1 or any(name for name, _ in groups)
    for number, (name, rows) in enumerate(groups):
        if named:
            out.write(("\n" if number else "") + f"{name or '(none)'}: {len(rows)}\n")
        if rows:
            _write_rows(rows, style, out, slippage, names)


def _write_rows(
    rows: Sequence[ActionRow],
    style: Style,
    out: TextIO,
    slippage: "Slippage | None",
    names: Mapping[str, str],
) -> None:
    headers = ["state", "due", "overdue", "age", "severity", "strength", "owner", "id", "text"]
    table = []
    for row in rows:
        due = row.due.isoformat() if row.due else row.get("due") or "-"
        text = row.text
        if slippage is not None:
            said = slippage.in_words(row)
            text = f"{text} [{said}]" if said else text
        table.append(
            [
                str(row.state).replace("_", " "),
                due,
                f"{row.days_overdue} d" if row.overdue else "-",
                f"{row.age_days} d" if row.age_days is not None else "-",
                row.severity or "-",
                row.get("strength") or "-",
                row.get("owner") or "-",
                row.id,
                text,
            ]
        )
    short = {"id": [f"{names.get(row.review, row.review)}/{row.id.rpartition('/')[2]}" for row in rows]}
    way = ["id", "age", "strength", "severity", "overdue"]
    fitting = Fitting(way, short, cut=["owner"], room=24, wrap=slippage is not None)
    write_table(headers, table, style, out, fitting)


def _write_csv(rows: Sequence[dict[str, object]], out: TextIO) -> None:
    more = [key for key in ("group", "history") if rows and key in rows[0]]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*JSON_KEYS, *more])
    for row in rows:
        writer.writerow([_cell(row[key]) for key in [*JSON_KEYS, *more]])


def _cell(value: object) -> str:
    """A value as text that a spreadsheet does not take for a formula."""
    if value is None:
        return ""
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if isinstance(value, dict):
        value = str(value.get("summary") or "")
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write_summary(summary: Summary, chosen: ActionsFormat, out: TextIO) -> None:
    """One screen with plain bars, or the same as a JSON object."""
    if chosen is not ActionsFormat.TABLE:
        from dataclasses import asdict

        values = asdict(summary)
        values["strengths"] = {key or "not_stated": count for key, count in summary.strengths.items()}
        values["overdue_owners"] = [
            {"owner": owner or None, "overdue": count} for owner, count in summary.overdue_owners
        ]
        write_json(values, out)
        return
    out.write(f"{_count(summary.actions, 'action')} in {_count(summary.reviews, 'review')}\n\n")
    states = {state.replace("_", " "): count for state, count in summary.states.items()}
    _bars("state", states, summary.actions, out)
    left = {
        "work left": summary.unfinished,
        "overdue": summary.overdue,
        "no owner": summary.no_owner,
        "no due date": summary.no_due,
    }
    _bars("of the work left", left, summary.unfinished, out)
    made = {"implemented": summary.implemented, "verified": summary.verified}
    _bars("of what was done", made, summary.implemented, out)
    strengths = {level or "not stated": count for level, count in summary.strengths.items()}
    _bars("strength, without the declined", strengths, sum(strengths.values()), out)
    if summary.overdue_owners:
        owners = {owner or "(no owner)": count for owner, count in summary.overdue_owners[:5]}
        _bars("overdue, by owner", owners, summary.overdue, out)
    if summary.median_age_days is not None:
        out.write(f"median age of the work left: {summary.median_age_days} days (n = {summary.aged})\n")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _bars(title: str, counts: dict[str, int], whole: int, out: TextIO) -> None:
    """A bar a line; its full length is `whole`. What is there at all has at least one mark."""
    out.write(f"{title}\n")
    width = max(map(len, counts), default=0)
    digits = max((len(str(count)) for count in counts.values()), default=1)
    for name, count in counts.items():
        share = count / whole if whole else 0
        marks = max(1, round(share * _BAR)) if count else 0
        percent = f" {share:4.0%}" if whole else ""
        out.write(f"  {name:<{width}}  {count:>{digits}}{percent}  {'#' * marks}\n")
    out.write("\n")
