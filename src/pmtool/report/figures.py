"""`pm stats` for people, as JSON and as CSV."""

from collections.abc import Mapping, Sequence
import csv
from dataclasses import dataclass
from typing import Any, TextIO

from pmtool.features.audit import Coverage
from pmtool.features.durations import BIN_NAMES, DurationFigures, bounded, histogram
from pmtool.features.figures import ActionMix, Figures, Group, UnitRate
from pmtool.report import Style
from pmtool.report.bars import write_bars
from pmtool.report.table import write_json, write_table
from pmtool.stats.quantiles import Duration
from pmtool.vocab import FiguresFormat

_SHOWN = 10
_VERBS = {"detect": "detected", "acknowledge": "acknowledged", "mitigate": "mitigated", "resolve": "resolved"}
_CSV = ("n", "missing", "contradictory", "estimated", "day_only")


@dataclass(frozen=True)
class Shown:
    """What `pm stats` found. to_review: None where git cannot tell. rates: None where there is no exposure file."""

    figures: Figures
    by: str | None
    groups: Sequence[Group]
    to_review: DurationFigures | None
    rates: Sequence[UnitRate] | None
    coverage: Coverage | None
    drawn: str | None


def write_figures(shown: Shown, chosen: FiguresFormat, style: Style, out: TextIO) -> None:
    """One screen of figures, an object, or a row for each measure of each group."""
    match chosen:
        case FiguresFormat.JSON:
            write_json(_as_json(shown), out)
        case FiguresFormat.CSV:
            _write_csv(shown, out)
        case _ if shown.by is not None:
            _write_groups(shown, style, out)
        case _:
            _write_text(shown, style, out)


# -- for people


def _write_text(shown: Shown, style: Style, out: TextIO) -> None:
    found = shown.figures
    out.write(_headline(found) + "\n\n")
    for sentence in _sentences(found):
        out.write(sentence + "\n")
    out.write("\n")
    _write_durations([*found.durations, *([shown.to_review] if shown.to_review else [])], style, out)
    _write_distribution(found, shown.drawn, out)
    _write_counts("found by", found.found_by, out)
    _write_factors(found, out)
    _write_actions(found, out)
    _write_reviewing(shown, out)


def _headline(found: Figures) -> str:
    days = f", {found.first} to {found.last}" if found.first else ""
    others = ", ".join(f"{count} {name}" for name, count in found.others.items())
    beside = f" (left aside: {others})" if others else ""
    undated = f" ({found.undated} without a day)" if found.undated else ""
    return f"{_count(found.reviews, 'review')}{days}{undated}{beside}"


def _sentences(found: Figures) -> list[str]:
    said = []
    for item in found.durations:
        if item.median is not None and item.measure.name in ("detect", "resolve"):
            origin = "the start" if item.measure.begin == "started" else "detection"
            said.append(
                f"Half were {_VERBS[item.measure.name]} within {bounded(item.median)} of {origin} "
                f"(n = {item.n}{_left_out(item)})."
            )
    outside, known = found.outside
    if known:
        said.append(
            f"{outside} of {known} were found by people outside before we noticed ({outside / known:.0%})."
        )
    return said


def _left_out(item: DurationFigures) -> str:
    parts = [f"{item.missing} without a time"] if item.missing else []
    parts += [f"{item.contradictory} contradictory"] if item.contradictory else []
    parts += [f"{item.estimated} estimated"] if item.estimated else []
    return "; " + ", ".join(parts) if parts else ""


def _write_durations(durations: Sequence[DurationFigures], style: Style, out: TextIO) -> None:
    headers = [
        "to",
        "from → to",
        "n",
        "missing",
        "estimated",
        "day only",
        "median",
        "middle half",
        "9 in 10 within",
    ]
    rows = [
        [
            item.measure.name,
            f"{item.measure.begin} → {item.measure.end}",
            str(item.n),
            str(item.missing) + (f" (+{item.contradictory} contradictory)" if item.contradictory else ""),
            str(item.estimated),
            str(item.day_only),
            bounded(item.median),
            f"{bounded(item.quartiles[0])} – {bounded(item.quartiles[1])}" if item.quartiles else "too few",
            bounded(item.ninth) if item.ninth else "too few",
        ]
        for item in durations
    ]
    write_table(headers, rows, style, out)
    out.write("\n")


def _write_distribution(found: Figures, drawn: str | None, out: TextIO) -> None:
    item = next((item for item in found.durations if item.measure.name == drawn), None)
    if item is None or not item.values:
        return
    counts = histogram(item.values)
    used = [number for number, count in enumerate(counts) if count]
    out.write(f"time to {item.measure.name}, {item.measure.begin} → {item.measure.end} (n = {item.n})\n")
    span = range(used[0], used[-1] + 1)
    write_bars([(BIN_NAMES[number], counts[number]) for number in span], out)
    out.write("\n")


def _write_counts(title: str, counts: Mapping[str, int], out: TextIO) -> None:
    whole = sum(counts.values())
    if whole:
        out.write(f"{title} (n = {whole})\n")
        write_bars([(name or "(not stated)", count) for name, count in counts.items()], out, whole=whole)
        out.write("\n")


def _write_factors(found: Figures, out: TextIO) -> None:
    if not found.factors:
        return
    out.write(f"contributing factors (of {_count(found.reviews, 'review')}; several to each)\n")
    write_bars(list(found.factors[:_SHOWN]), out, whole=found.reviews)
    if len(found.factors) > _SHOWN:
        out.write(f"  and {len(found.factors) - _SHOWN} more: pm stats --by factor\n")
    if found.pairs:
        pairs = "; ".join(f"{one} + {other} ({count})" for (one, other), count in found.pairs[:5])
        out.write(f"  together: {pairs}\n")
    if found.single_factor:
        out.write(f"  {_count(found.single_factor, 'review')} with a single factor\n")
    before, said = found.existed_before
    if said:
        out.write(f"  there before the event: in {before} of the {_count(said, 'review')} that say\n")
    out.write("\n")


def _write_actions(found: Figures, out: TextIO) -> None:
    mix = found.actions
    whole = sum(mix.strengths.values())
    if not whole:
        return
    out.write(f"actions by strength (n = {whole}, without {mix.declined} declined)\n")
    write_bars([(name or "(not stated)", count) for name, count in mix.strengths.items()], out, whole=whole)
    failed = f", {mix.not_effective} found not effective" if mix.not_effective else ""
    out.write(f"  {mix.done} done, of which {mix.verified} verified{failed}\n\n")


def _write_reviewing(shown: Shown, out: TextIO) -> None:
    statuses = ", ".join(
        f"{count} {name.replace('_', ' ')}" for name, count in shown.figures.statuses.items()
    )
    if statuses:
        out.write(f"status: {statuses}\n")
    if shown.to_review is None:
        out.write("time to review: unknown without the history of a git repository\n")
    if shown.coverage is None:
        out.write(
            "share of qualifying incidents with a review: unknown without a list of incidents (audit.incidents)\n"
        )
    else:
        with_review, qualifying = shown.coverage.reviewed, shown.coverage.qualifying
        share = f" ({with_review / qualifying:.0%})" if qualifying else ""
        out.write(f"qualifying incidents with a review: {with_review} of {qualifying}{share}\n")
    for item in shown.rates or ():
        out.write(f"rate: {rate_words(item)}\n")
    out.write("No trend is read from these figures; 'pm recurrence' tests whether something became rarer.\n")


def rate_words(item: UnitRate) -> str:
    """A rate per a round number of units, with its interval."""
    per = 1
    while item.rate.rate and item.rate.rate * per < 1:
        per *= 10
    low, rate, high = (round(value * per, 2) for value in (item.rate.low, item.rate.rate, item.rate.high))
    return (
        f"{rate:g} per {per:,} {item.unit} (95 % {low:g} to {high:g}; {item.rate.events} in "
        f"{item.rate.exposure:,.0f} {item.unit}, {item.begin} to {item.end})"
    )


def _write_groups(shown: Shown, style: Style, out: TextIO) -> None:
    headers = [
        str(shown.by).replace("_", " "),
        "reviews",
        *(item.measure.name for item in shown.figures.durations),
    ]
    rows = [
        [
            group.name or "(none)",
            str(group.figures.reviews),
            *(f"{bounded(item.median)} (n {item.n})" if item.n else "-" for item in group.figures.durations),
        ]
        for group in shown.groups
    ]
    out.write(_headline(shown.figures) + "\n")
    out.write("medians; " + ", ".join(_anchors(item) for item in shown.figures.durations) + "\n\n")
    write_table(headers, rows, style, out)
    if shown.by in ("service", "factor"):
        out.write(
            f"\na review with several {'services' if shown.by == 'service' else 'factors'} counts in each\n"
        )
    out.write("\nsmall n says little, and no trend is read from these figures\n")


def _anchors(item: DurationFigures) -> str:
    return f"{item.measure.name} = {item.measure.begin} → {item.measure.end}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


# -- for programs


def _as_json(shown: Shown) -> dict[str, Any]:
    values = _figures_json(shown.figures)
    values["time_to_review"] = _duration_json(shown.to_review) if shown.to_review else None
    values["qualifying"] = shown.coverage.as_json() if shown.coverage else None
    values["rates"] = [_rate_json(item) for item in shown.rates] if shown.rates is not None else None
    if shown.by is not None:
        values["by"] = shown.by
        values["groups"] = [
            {"group": group.name or None, **_figures_json(group.figures)} for group in shown.groups
        ]
    return values


def _figures_json(found: Figures) -> dict[str, Any]:
    outside, known = found.outside
    return {
        "reviews": found.reviews,
        "first": found.first,
        "last": found.last,
        "undated": found.undated,
        "left_aside": dict(found.others),
        "status": dict(found.statuses),
        "severity": {name or "not_stated": count for name, count in found.severities.items()},
        "durations": [_duration_json(item) for item in found.durations],
        "detected_by": {name or "not_stated": count for name, count in found.found_by.items()},
        "found_outside": outside,
        "found_known": known,
        "factors": [{"factor": name, "reviews": count} for name, count in found.factors],
        "factor_pairs": [{"factors": list(pair), "reviews": count} for pair, count in found.pairs],
        "single_factor": found.single_factor,
        "existed_before": {"yes": found.existed_before[0], "stated": found.existed_before[1]},
        "actions": _mix_json(found.actions),
        "without_actions": found.without_actions,
    }


def _mix_json(mix: ActionMix) -> dict[str, Any]:
    return {
        "strength": {name or "not_stated": count for name, count in mix.strengths.items()},
        "done": mix.done,
        "verified": mix.verified,
        "not_effective": mix.not_effective,
        "declined": mix.declined,
    }


def _duration_json(item: DurationFigures) -> dict[str, Any]:
    values: dict[str, Any] = {
        "measure": item.measure.name,
        "from": item.measure.begin,
        "to": item.measure.end,
    }
    values |= {name: getattr(item, name) for name in _CSV}
    for name, found in _quantiles(item).items():
        values[f"{name}_seconds"] = round(found.middle) if found else None
        values[f"{name}_low_seconds"] = round(found.low) if found else None
        values[f"{name}_high_seconds"] = round(found.high) if found else None
    values["distribution"] = dict(zip(BIN_NAMES, histogram(item.values), strict=True))
    return values


def _quantiles(item: DurationFigures) -> dict[str, Duration | None]:
    lower, upper = item.quartiles or (None, None)
    return {"median": item.median, "q25": lower, "q75": upper, "q90": item.ninth}


def _rate_json(item: UnitRate) -> dict[str, Any]:
    return {
        "unit": item.unit,
        "from": item.begin,
        "to": item.end,
        "events": item.rate.events,
        "exposure": item.rate.exposure,
        "rate": item.rate.rate,
        "low": item.rate.low,
        "high": item.rate.high,
    }


def _write_csv(shown: Shown, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\r\n")
    names = ["median", "q25", "q75", "q90"]
    ends = ["", "_low", "_high"]
    writer.writerow(
        [shown.by or "group", "reviews", "measure", "from", "to", *_CSV]
        + [f"{name}{end}_seconds" for name in names for end in ends]
    )
    groups = shown.groups if shown.by is not None else [Group("all", shown.figures)]
    for group in groups:
        for item in group.figures.durations:
            row = _duration_json(item)
            cells = [
                group.name,
                group.figures.reviews,
                *(row[key] for key in ("measure", "from", "to", *_CSV)),
            ]
            cells += [row[f"{name}{end}_seconds"] for name in names for end in ends]
            writer.writerow([_cell(cell) for cell in cells])


def _cell(value: object) -> str:
    """A value as text that a spreadsheet does not take for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
