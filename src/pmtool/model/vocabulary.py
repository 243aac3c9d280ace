"""The words a collection uses for sections, severities and statuses, and what they mean.

Defaults come from what real reviews write; `pm.toml` adds to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
import re

from pmtool.vocab import SectionKind, Status

# Spellings met in public reviews, by what the section is for. Compared after `normalise_title`.
_SECTION_TITLES: dict[SectionKind, tuple[str, ...]] = {
    SectionKind.SUMMARY: (
        "summary",
        "executive summary",
        "issue summary",
        "incident summary",
        "overview",
        "tl dr",
        "tldr",
        "abstract",
        "what happened",
        "description",
        "in short",
        "synopsis",
        "problem statement",
    ),
    SectionKind.IMPACT: (
        "impact",
        "impacts",
        "user impact",
        "customer impact",
        "business impact",
        "impact assessment",
        "scope of impact",
        "what users saw",
        "who was affected",
        "affected services",
        "blast radius",
    ),
    SectionKind.TIMELINE: (
        "timeline",
        "timeline of events",
        "incident timeline",
        "chronology",
        "chronology of events",
        "key events",
        "events",
        "events timeline",
        "event timeline",
        "sequence of events",
        "key timeline",
        "time line",
        "detailed timeline",
        "timeline of incident",
        "log",
    ),
    SectionKind.SYSTEM: (
        "system at the time",
        "ai system at the time",
        "ai system",
        "system description",
        "the system",
        "model and system",
        "model card",
    ),
    SectionKind.CAUSES: (
        "contributing factors",
        "contributing factor",
        "contributing causes",
        "causes",
        "cause",
        "cause of incident",
        "root cause",
        "root causes",
        "root cause analysis",
        "root cause s",
        "analysis",
        "causal analysis",
        "why it happened",
        "why did it happen",
        "why",
        "trigger",
        "what caused it",
        "five whys",
        "5 whys",
        "what went wrong",
        "underlying factors",
        "factors",
    ),
    SectionKind.DETECTION: (
        "detection",
        "how it was detected",
        "how we noticed",
        "how was it detected",
        "monitoring",
    ),
    SectionKind.RESPONSE: (
        "resolution",
        "resolution and recovery",
        "recovery",
        "response",
        "mitigation",
        "incident response",
        "fix",
        "the fix",
        "details of fix",
        "how it was fixed",
        "remediation",
        "what we did",
    ),
    SectionKind.LIMITED_HARM: (
        "what limited the harm",
        "what limited the impact",
        "what went well",
        "what went right",
        "where we got lucky",
        "got lucky",
        "what helped",
        "what worked",
        "what worked well",
        "mitigating factors",
    ),
    SectionKind.ACTIONS: (
        "actions",
        "action items",
        "action item",
        "action points",
        "action plan",
        "corrective actions",
        "corrective and preventative measures",
        "corrective and preventive measures",
        "corrective and preventive actions",
        "corrective and preventative actions",
        "corrective measures",
        "preventive measures",
        "preventative measures",
        "prevention measures",
        "prevention",
        "follow up",
        "follow ups",
        "follow up actions",
        "follow up items",
        "followups",
        "next steps",
        "todo",
        "to do",
        "todos",
        "recommendations",
        "remediation items",
        "review actions",
        "immediate actions",
        "improvements",
        "process improvements",
        "proposal improvements",
        "future work",
        "what we are doing about it",
        "what are we doing about this",
        "what we will do",
        "tasks",
    ),
    SectionKind.LESSONS: (
        "lessons",
        "lessons learned",
        "lessons learnt",
        "learnings",
        "what we learned",
        "what we learnt",
        "takeaways",
        "key takeaways",
        "conclusion",
        "conclusions",
        "reflections",
        "what could have gone better",
        "what went poorly",
        "what did not go well",
    ),
    SectionKind.PEOPLE: (
        "attendees",
        "responders",
        "participants",
        "authors",
        "involved parties",
        "people",
        "people involved",
        "roles",
    ),
    SectionKind.SOURCES: (
        "sources",
        "references",
        "links",
        "supporting information",
        "appendix",
        "evidence",
        "further reading",
    ),
}

_DECORATION = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|[^\w\s&]|_")
_NUMBERING = re.compile(r"^(?:\d+|[ivx]+|[a-z])(?:\s*[.):]\s*|\s+(?=\d))+(?=\w)")


def normalise_title(title: str) -> str:
    """A heading for comparison: lower case, no numbering, emoji, marks, dates or parentheses."""
    plain = _NUMBERING.sub("", title.casefold().strip())
    plain = _DECORATION.sub(" ", plain).replace("&", " and ")
    return " ".join(plain.split())


def _default_sections() -> dict[str, SectionKind]:
    return {title: kind for kind, titles in _SECTION_TITLES.items() for title in titles}


@dataclass(frozen=True)
class Vocabulary:
    """What the words of one collection mean.

    sections: normalised heading -> kind. severities: canonical names, gravest first. severity_aliases and
    status_aliases: folded word -> canonical name.
    """

    sections: Mapping[str, SectionKind] = field(default_factory=_default_sections)
    severities: tuple[str, ...] = ("sev1", "sev2", "sev3", "sev4")
    severity_aliases: Mapping[str, str] = field(
        default_factory=lambda: {
            "p1": "sev1",
            "critical": "sev1",
            "p2": "sev2",
            "major": "sev2",
            "high": "sev2",
            "p3": "sev3",
            "minor": "sev3",
            "medium": "sev3",
            "p4": "sev4",
            "trivial": "sev4",
            "low": "sev4",
        }
    )
    status_aliases: Mapping[str, str] = field(
        default_factory=lambda: {
            "in review": "in_review",
            "in-review": "in_review",
            "review": "in_review",
            "final": "published",
            "completed": "published",
            "complete": "published",
            "wip": "draft",
            "in progress": "draft",
        }
    )

    def section_kind(self, title: str) -> SectionKind:
        """What a heading announces; OTHER when nothing fits."""
        plain = normalise_title(title)
        found = self.sections.get(plain)
        if found is not None:
            return found
        for lead in (plain.split(" of ")[0], plain.split(" and ")[0], " ".join(plain.split()[:2])):
            if lead in self.sections:
                return self.sections[lead]
        return self.sections.get(plain.split(" ")[0], SectionKind.OTHER) if plain else SectionKind.OTHER

    def severity(self, word: str) -> str | None:
        """The canonical severity of a word, None for an unknown one."""
        plain = word.strip().casefold()
        if plain in self.severities:
            return plain
        for key in (plain, plain.replace("-", ""), plain.replace(" ", "")):
            if key in self.severities:
                return key
            if key in self.severity_aliases:
                return self.severity_aliases[key]
        return None

    def status(self, word: str) -> Status | None:
        """The canonical status of a word, None for an unknown one."""
        plain = word.strip().casefold()
        plain = self.status_aliases.get(plain, plain)
        return Status(plain) if plain in tuple(Status) else None


DEFAULT_VOCABULARY = Vocabulary()
