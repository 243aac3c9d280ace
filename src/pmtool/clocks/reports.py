"""What the reports of each regime ask for, from the data."""

from collections.abc import Sequence
from dataclasses import dataclass
import datetime as dt
from functools import cache
from importlib.resources import files

PHASES = ("initial", "intermediate", "final")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a report asks. places: where in a review an answer may stand; none: only people know."""

    ask: str
    places: tuple[str, ...]
    law: str


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A report of a regime in one phase. template: which official form there is, and whether it was seen."""

    regime: str
    phase: str
    title: str
    law: str
    source: str
    confidence: str
    template: str
    questions: tuple[Question, ...]


@cache
def forms() -> tuple[ReportForm, ...]:
    """All reports, in the order of the file."""
    import tomllib

    text = (files("pmtool.clocks") / "data" / "reports.toml").read_text(encoding="utf-8")
    return tuple(
        ReportForm(
            **{key: value for key, value in item.items() if key != "fields"},
            questions=tuple(Question(one["ask"], tuple(one["from"]), one["law"]) for one in item["fields"]),
        )
        for item in tomllib.loads(text)["report"]
    )


def version() -> dt.date:
    """The date on which the data was last checked."""
    import tomllib

    text = (files("pmtool.clocks") / "data" / "reports.toml").read_text(encoding="utf-8")
    day: dt.date = tomllib.loads(text)["version"]
    return day


def forms_of(regime: str) -> Sequence[ReportForm]:
    """The reports of a regime in the order of their phases; a team's own regimes share one."""
    found = [form for form in forms() if form.regime == regime]
    return found or [form for form in forms() if form.regime == "own"]
