"""Reviews for others: the AI Incident Database, the OECD framework, a regulator.

Each export says what it leaves out and which limits it does not meet; nothing is cut or invented silently.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
import datetime as dt
import re
from typing import Any

from pmtool.catalogue import reading
from pmtool.clocks import DISCLAIMER
from pmtool.config import Config
from pmtool.features.answering import Answers
from pmtool.features.clocks import as_json, rows_of
from pmtool.model.front_matter import Value
from pmtool.parse import Document
from pmtool.rules.deadlines import table_of
from pmtool.rules.schema._factors import catalogue_of
from pmtool.schema.brief import read_brief

AIID_SOURCE = "responsible-ai-collaborative/aiid, site/gatsby-site/src/components/submissions/schemas.js"
OECD_SOURCE = (
    "OECD AI Papers No. 34 (February 2025), read through a summary; the wording of its 29 criteria and which seven "
    "are mandatory are not confirmed, so only fields named in that summary are filled"
)
# The limits of the submission form, in characters.
_LIMITS = {
    "title": (6, 500), "incident_title": (6, 500), "description": (3, 500), "text": (80, 50_000),
    "developers": (3, 200), "deployers": (3, 200), "harmed_parties": (3, 200), "implicated_systems": (3, 200),
    "authors": (3, 200), "submitters": (3, 200),
}  # fmt: skip
_REQUIRED = (
    "title", "incident_title", "description", "developers", "deployers", "harmed_parties", "authors", "text", "url",
    "date_published", "date_downloaded", "incident_date",
)  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True)
class Export:
    """A record. problems: what its receiver would refuse; notes: what to know before it is sent."""

    record: Mapping[str, Any]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def to_aiid(document: Document, config: Config, now: dt.datetime) -> Export:
    """The fields of a submission to the AI Incident Database.

    Address, publisher and publication day are the submitter's: they stay empty and are named as problems.
    """
    answers = Answers(document, catalogue_of(config))
    brief = read_brief(document)
    summary = answers.text("summary") or ""
    description, cut = _shortened(" ".join(summary.split()), _LIMITS["description"][1])
    text = "\n\n".join(
        f"{name.capitalize()}\n\n{told}"
        for name in ("summary", "impact", "timeline")
        if (told := answers.text(name))
    )
    role = answers.value("role")
    record: dict[str, Any] = {
        "title": brief.title or "",
        "incident_title": brief.title or "",
        "description": description,
        "incident_date": brief.date.isoformat() if brief.date else "",
        "developers": answers.texts("developers"),
        "deployers": answers.texts("deployers"),
        "harmed_parties": answers.texts("harmed_parties"),
        "implicated_systems": answers.texts("system"),
        "text": text,
        "language": "en",
        "authors": list(brief.authors),
        "submitters": [],
        "tags": [*brief.tags, *(f"factor:{factor}" for factor in brief.factors)],
        "url": "",
        "date_published": "",
        "date_downloaded": now.date().isoformat(),
        "editor_notes": _editor_notes(document, answers),
    }
    notes = []
    if cut:
        notes.append("the description is the summary up to its last sentence within 500 characters")
    if not record["developers"] and role in ("deployer", "user"):
        notes.append("our role is not that of the developer: add ai.developers where it is public")
    return Export(record, tuple(_aiid_problems(record, now.date())), tuple(notes))


def _editor_notes(document: Document, answers: Answers) -> str:
    told = [f"From the review {document.stem}."]
    autonomy = answers.value("autonomy")
    words = {entry.id: entry for entry in reading.entries() if entry.kind == "autonomy"}
    if isinstance(autonomy, str) and autonomy in words:
        told.append(f"CSETv1 autonomy: {', '.join(words[autonomy].crosswalk['cset'])}.")
    harms = {entry.id: entry for entry in reading.entries() if entry.kind == "harm"}
    named = [harms[harm].crosswalk.get("cset", ()) for harm in answers.texts("harm") if harm in harms]
    if named:
        told.append(f"CSETv1 harm: {', '.join(dict.fromkeys(word for words in named for word in words))}.")
    return " ".join(told)


def _shortened(text: str, most: int) -> tuple[str, bool]:
    """The text, or its sentences that fit into `most` characters; where not even one does, the text as it is."""
    if len(text) <= most:
        return text, False
    ends = [match.start() for match in _SENTENCE_END.finditer(text[: most + 1])]
    return (text[: ends[-1]], True) if ends else (text, False)


def _aiid_problems(record: Mapping[str, Any], today: dt.date) -> list[str]:
    """What the submission form would refuse."""
    problems = [f"{key} is missing" for key in _REQUIRED if not record[key]]
    for key, (least, most) in _LIMITS.items():
        values = record[key] if isinstance(record[key], list) else [record[key]]
        problems += [
            f"{key} has {len(value)} characters; allowed are {least} to {most}"
            for value in values
            if value and not least <= len(value) <= most
        ]
    days = ("incident_date", "date_published", "date_downloaded")
    late = [key for key in days if record[key] and record[key] > today.isoformat()]
    return [*problems, *(f"{key} {record[key]} lies in the future" for key in late)]


# -- OECD


def to_oecd(document: Document, config: Config) -> Export:
    """The part of the OECD framework that is confirmed, by its eight dimensions; None for what is not known."""
    answers = Answers(document, catalogue_of(config))
    brief = read_brief(document)
    kind = "incident" if brief.kind == "incident" else "hazard" if brief.kind else None
    record = {
        "framework": "OECD AI Papers No. 34, confirmed subset",
        "source": OECD_SOURCE,
        "metadata": {
            "title": brief.title,
            "description": answers.text("summary"),
            "date_of_occurrence": brief.date.isoformat() if brief.date else None,
            "supporting_materials": document.path.as_posix(),
            "system": answers.text("system"),
            "model_version": answers.text("model"),
        },
        "harm": {
            "kind": kind,
            "types": answers.texts("harm"),
            "definition_limbs": _limbs(answers.texts("harm")),
            "severity": brief.severity,
            "quantification": answers.text("harmed"),
            "reversibility": answers.text("reversibility"),
        },
        "people_and_planet": {"affected_stakeholders": answers.texts("harmed_parties")},
        "economic_context": {
            "business_function": None,
            "industry_isic": None,
            "breadth_of_deployment": answers.text("exposure"),
        },
        "data_and_input": {
            "training_data_linked": _linked(brief.factors, ("data", "label", "historical", "retrieval"))
        },
        "ai_model": {
            "model_linked": _linked(brief.factors, ("model", "reward", "concept", "hallucination", "out_of"))
        },
        "task_and_output": {
            "tasks": answers.texts("tools") or None,
            "highest_autonomy": answers.text("autonomy"),
        },
        "other": {"actions_taken": answers.text("actions_done"), "notes": answers.text("actions_open")},
    }
    empty = [
        f"{dimension}.{key}"
        for dimension, fields in record.items()
        if isinstance(fields, dict)
        for key, value in fields.items()
        if value in (None, "", [])
    ]
    notes = [f"not filled: {', '.join(empty)}"] if empty else []
    return Export(record, (), (*notes, OECD_SOURCE))


def _limbs(harms: Sequence[str]) -> list[str]:
    known = {entry.id: entry.crosswalk.get("oecd", ()) for entry in reading.entries() if entry.kind == "harm"}
    return sorted({limb for harm in harms for limb in known.get(harm, ())})


def _linked(factors: Sequence[str], beginnings: Sequence[str]) -> bool | None:
    """Whether a factor speaks for a link; None where none does, for its absence proves nothing."""
    return True if any(factor.startswith(tuple(beginnings)) for factor in factors) else None


# -- a regulator


def to_regulator(document: Document, config: Config, now: dt.datetime) -> Export:
    """A review in the words of regulators: what we call contributing factors stands under `root_causes`."""
    answers = Answers(document, catalogue_of(config))
    brief = read_brief(document)
    record = {
        "reference": document.stem,
        "title": brief.title,
        "kind": brief.kind,
        "severity": brief.severity,
        "services": list(brief.services),
        "times": {name: moment.isoformat() for name, moment in brief.times.items()},
        "estimated_times": [name for name, moment in brief.times.items() if moment.estimated],
        "detected_by": brief.detected_by,
        "summary": answers.text("summary"),
        "impact": answers.text("impact"),
        "root_causes": [_root_cause(item, answers) for item in _items(answers.data.get("factors"))],
        "measures_taken": _lines(answers.text("actions_done")),
        "measures_planned": _lines(answers.text("actions_open")),
        "ai_system": {
            key: answers.text(key)
            for key in (
                "system",
                "role",
                "risk_class",
                "model",
                "autonomy",
                "oversight",
                "exposure",
                "harmed",
            )
            if answers.text(key) is not None
        },
        "earlier_incidents": list(answers.texts("recurrence_of")),
        "clocks": [as_json(row, config) for row in rows_of(document, config, now)],
        "as_of": table_of(config).version.isoformat(),
        "disclaimer": DISCLAIMER,
    }
    missing = [key for key in ("summary", "impact", "root_causes") if not record[key]]
    return Export(record, tuple(f"{key} is missing" for key in missing))


def _items(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _root_cause(item: Value, answers: Answers) -> dict[str, Any]:
    fields: Mapping[str, Value] = item if isinstance(item, dict) else {"class": item}
    ident = str(fields.get("class") or "")
    known = answers.catalogue.get(ident)
    return {
        "class": ident,
        "statement": fields.get("statement"),
        "definition": known.definition if known else None,
        "confidence": fields.get("confidence"),
        "existed_before": fields.get("existed_before"),
        "pillar": fields.get("pillar") or (known.pillar if known else None),
        "crosswalk": {key: list(ids) for key, ids in known.crosswalk.items()} if known else {},
    }


def _lines(text: str | None) -> list[str]:
    return [line.removeprefix("- ") for line in (text or "").splitlines()]
