"""`pm clock report`: the skeleton of a report to an authority, filled from the review, with what is unknown."""

from collections.abc import Iterator
from dataclasses import dataclass
import datetime as dt

from pmtool.clocks import DISCLAIMER
from pmtool.clocks.reports import PHASES, Question, ReportForm, forms_of, version
from pmtool.config import Config
from pmtool.errors import PmError
from pmtool.features.answering import SECTIONS, Answers
from pmtool.features.clocks import ClockRow, rfc3339, rows_of
from pmtool.parse import Document
from pmtool.rules.deadlines import table_of
from pmtool.rules.schema._factors import catalogue_of

_LABELS = {
    "actions": "Actions",
    "actions_done": "Done",
    "actions_open": "Planned",
    "factors": "Contributing factors",
    "harmed": "Number harmed",
    "harmed_parties": "Who was harmed",
    "kind": "Kind",
    "stem": "Our reference",
}


@dataclass(frozen=True)
class Report:
    """A skeleton. text: Markdown; unknown: the questions without an answer."""

    text: str
    unknown: tuple[str, ...]


def report(document: Document, regime: str, phase: str | None, config: Config, now: dt.datetime) -> Report:
    """The report of a review to a regime. Raises PmError for a regime or phase that is not known.

    phase: initial, intermediate or final; None for the first one that is not submitted yet.
    """
    rows = [row for row in rows_of(document, config, now) if row.outcome.clock.regime == regime]
    form = _form(regime, phase, rows, config)
    answers = Answers(document, catalogue_of(config))
    answered = [(question, _answer(question, answers)) for question in form.questions]
    unknown = tuple(gap for question in form.questions for gap in _gaps(question, answers))
    origin = (
        f"{phase_name(form)} to the regime {regime}; {form.law}. Filled from the review {document.stem} at "
        f"{rfc3339(now)}. {DISCLAIMER.capitalize()}; as of {version().isoformat()}; {form.template}."
    )
    parts = [
        f"# {form.title}: {answers.text('title') or document.stem}",
        origin,
        "\n".join(_deadlines(rows)),
    ]
    for number, (question, told) in enumerate(answered, start=1):
        law = f" ({question.law})" if question.law else ""
        parts.append(f"## {number}. {question.ask}{law}\n\n{told or '_Unknown._'}")
    parts.append(
        "## Still unknown\n\n" + ("\n".join(f"- {ask}" for ask in unknown) or "Nothing that is asked here.")
    )
    return Report("\n\n".join(part for part in parts if part) + "\n", unknown)


def phase_name(form: ReportForm) -> str:
    """`Initial report`."""
    return f"{form.phase.capitalize()} report"


def _form(regime: str, phase: str | None, rows: list[ClockRow], config: Config) -> ReportForm:
    known = table_of(config).regimes()
    if regime not in known:
        clock = table_of(config).get(regime)
        hint = f"the regime of that clock: {clock.regime}" if clock else f"known: {', '.join(known)}"
        raise PmError(f"there is no regime '{regime}'", hint)
    forms = {form.phase: form for form in forms_of(regime)}
    if phase is None:
        done = {row.outcome.clock.phase for row in rows if row.outcome.submitted is not None}
        phase = next((name for name in PHASES if name in forms and name not in done), list(forms)[-1])
    if phase not in forms:
        raise PmError(f"{regime} has no {phase} report", f"known: {', '.join(forms)}")
    return forms[phase]


def _deadlines(rows: list[ClockRow]) -> Iterator[str]:
    for row in rows:
        clock = row.outcome.clock
        due = f"due {rfc3339(row.outcome.due)}" if row.outcome.due else clock.promptly or "no deadline yet"
        sent = f", submitted {rfc3339(row.outcome.submitted)}" if row.outcome.submitted else ""
        yield f"- {clock.id}: {row.state.replace('_', ' ')}, {due}{sent}; to {clock.recipient}"


def _answer(question: Question, answers: Answers) -> str | None:
    """All that the review says to a question, each with its name where there are several places."""
    found = [(place, text) for place in question.places if (text := answers.text(place)) is not None]
    if not found:
        return None
    if len(question.places) == 1:
        return found[0][1]
    return "\n\n".join(_labelled(place, text) for place, text in found)


def _gaps(question: Question, answers: Answers) -> list[str]:
    """What of a question the review does not answer: all of it, or single facts."""
    missing = [place for place in question.places if answers.text(place) is None]
    if len(missing) == len(question.places):
        return [question.ask]
    return [f"{question.ask}: {_label(place).lower()}" for place in missing if place not in SECTIONS]


def _label(place: str) -> str:
    return _LABELS.get(place, place.replace("_", " ").capitalize())


def _labelled(place: str, text: str) -> str:
    label = _label(place)
    return f"**{label}**:\n\n{text}" if "\n" in text or len(text) > 100 else f"**{label}**: {text}"
