"""The words a collection uses for sections, severities and statuses, and what they mean.

Defaults come from what real reviews write; `pm.toml` adds to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
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
        "actions taken",
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

# Wider forms, tried in this order where no spelling above is met whole: what a heading is about, by its
# head words. Each is anchored on words that name the part of a review, so that a heading that merely
# mentions one stays OTHER.
_SECTION_PATTERNS: tuple[tuple[SectionKind, str], ...] = (
    (
        SectionKind.TIMELINE,
        (
            r"(?:\w+ ){0,3}(?:time ?lines?|chronology)(?: (?:of|for|summary|highlights|"
            r"overview|utc|"
            r"in)\b.*)?"
        ),
    ),
    (SectionKind.TIMELINE, r"(?:sequence|order|chronology|log) of events"),
    (
        SectionKind.RESPONSE,
        (
            r"(?:\w+ )?(?:actions?|steps|measures|mitigations?) (?:we )?(?:took|taken|"
            r"performed|"
            r"applied)\b.*"
        ),
    ),
    (SectionKind.RESPONSE, r"(?:mitigation|recovery|response|resolution|containment) (?:actions?|steps)\b.*"),
    (
        SectionKind.LESSONS,
        (
            r"what (?:could|can|should) (?:be|have been|we|have) .*|(?:what|things that|"
            r"where things) "
            r"(?:(?:did not go|didnt go|went less) (?:so |as )?well|went (?:poorly|badly|wrong))"
        ),
    ),
    (SectionKind.LESSONS, r"(?:\w+ )?(?:lessons?|learnings?|takeaways?|reflections?|insights)\b.*"),
    (
        SectionKind.LIMITED_HARM,
        (
            r"(?:what|where|things that) .*(?:well|right|lucky|helped|worked)(?: and "
            r".*)?"
        ),
    ),
    (SectionKind.ACTIONS, r"recommended (?:solutions|fixes|plan|implementation plan|measures|changes)"),
    (
        SectionKind.ACTIONS,
        (
            r"(?:\w+[ -]){0,2}(?:action (?:items?|points?|plan|list)|actionables?|actions|follow ?ups?|next "
            r"steps?|to ?dos?|resulting actions?|proposed (?:changes|improvements)|"
            r"recommendations?|improvements?|future work|task list)(?: (?:and|for|from|to|items?|tasks?|"
            r"actions?|list|plan|planned|required|needed|proposed|implemented)\b.*)?"
        ),
    ),
    (
        SectionKind.ACTIONS,
        (
            r"(?:\w+ ){0,3}(?:prevent(?:ing|ion|ive|ative|ion)|corrective|remedial|remediation)"
            r"(?: (?:and|or|of|in|for|measures?|actions?|steps?|plan|items?|tasks?|work|this|future|"
            r"recurrence|it|similar|\w+ again)\b.*)?"
        ),
    ),
    (
        SectionKind.ACTIONS,
        (
            r"(?:how|what) (?:do|can|will|are|to) .*(?:prevent|avoid|doing about)\b.*|"
            r"what (?:(?:were|we "
            r"are) (?:doing|planning)|we (?:will|plan)|is next|comes next)\b.*|whats (?:next)\b.*"
        ),
    ),
    (
        SectionKind.DETECTION,
        (
            r"(?:\w+ )?detection\b.*|(?:how|when) .*(?:detected|noticed|discovered|found "
            r"out)\b.*"
        ),
    ),
    (
        SectionKind.CAUSES,
        (
            r"(?:\w+ ){0,2}(?:root )?causes?(?: (?:analysis|of|s|identified|and|summary|"
            r"chain|tree|"
            r"details?)\b.*)?"
        ),
    ),
    (
        SectionKind.CAUSES,
        (
            r"(?:why (?:did|it|this|was|were|wasnt|we|nobody)\b.*|contributing .*|(?:\w+ "
            r")?factors|what "
            r"(?:caused|went wrong)\b.*)"
        ),
    ),
    (SectionKind.IMPACT, r"(?:\w+ ){0,2}impacts?(?: (?:on|of|and|assessment|analysis|summary|scope)\b.*)?"),
    (
        SectionKind.IMPACT,
        (
            r"(?:affected|impacted) (?:users?|customers?|services?|systems?|parties)\b.*|"
            r"who (?:was|is|were) "
            r".*affected"
        ),
    ),
    (SectionKind.SUMMARY, r"(?:\w+ ){0,2}(?:summary|overview|synopsis|tl dr|tldr)(?: of\b.*)?"),
    (
        SectionKind.RESPONSE,
        (
            r"(?:\w+ )?(?:resolution|recovery|mitigation|remedy|solution|fix|fixes|workaround|rollback|"
            r"containment|response)"
            r"(?: (?:and|of|applied|implemented|steps?|process|details?|s|plan|recovery)\b.*)?"
        ),
    ),
    (
        SectionKind.PEOPLE,
        (
            r"(?:\w+ )?(?:attendees|responders|participants|involved parties|people involved|"
            r"contributors)"
        ),
    ),
    (
        SectionKind.SOURCES,
        (
            r"(?:\w+ )?(?:references?|sources|further reading|supporting \w+|appendi(?:x|"
            r"ces)(?: \w+)?|"
            r"related (?:links|issues|files|documents?))"
        ),
    ),
    (SectionKind.SYSTEM, r"(?:the )?(?:ai )?system(?: (?:description|at the time|card))?|model card"),
)

_APOSTROPHE = re.compile(r"['’‘`]")
_DECORATION = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|[^\w\s&]|_")
_NUMBERING = re.compile(
    r"^\W*(?:(?:phase|step|part|section)\s+)?(?:\d+|[ivx]+(?=[.):])|[a-z](?=[.):]))(?:\s*[.):]\s*|"
    r"\s+(?=\d))+(?=\W*\w)"
)


def normalise_title(title: str) -> str:
    """A heading for comparison: lower case, no numbering, emoji, marks, dates or parentheses."""
    plain = _NUMBERING.sub("", title.casefold().strip())
    plain = _DECORATION.sub(" ", _APOSTROPHE.sub("", plain)).replace("&", " and ")
    return " ".join(plain.split())


@cache
def _patterns() -> tuple[tuple[SectionKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _SECTION_PATTERNS)


def _default_sections() -> dict[str, SectionKind]:
    return {title: kind for kind, titles in _SECTION_TITLES.items() for title in titles}


@dataclass(frozen=True)
class Vocabulary:
    """What the words of one collection mean.

    sections: normalised heading -> kind. severities: canonical names, gravest first. severity_aliases and
    status_aliases: folded word -> canonical name. zone: of clock times that name none, an IANA name.
    day_first: whether 03/04/2026 is the 3rd of April.
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
    zone: str = "UTC"
    day_first: bool = False

    def section_kind(self, title: str) -> SectionKind:
        """What a heading announces; OTHER when nothing fits."""
        plain = normalise_title(title)
        found = self.sections.get(plain)
        if found is not None:
            return found
        if not plain or len(plain) > 80:  # a sentence is no name of a section
            return SectionKind.OTHER
        for kind, pattern in _patterns():
            if pattern.fullmatch(plain):
                return kind
        # "Impact on customers", "Timeline, all times in UTC": the name with something said about it.
        for lead in (plain.split(" of ")[0], plain.split(" and ")[0], plain.split(" all ")[0]):
            if lead in self.sections:
                return self.sections[lead]
        return SectionKind.OTHER

    def names_section(self, title: str) -> SectionKind:
        """What a bold lead or a line with a colon announces: only spellings met whole count."""
        return self.sections.get(normalise_title(title), SectionKind.OTHER)

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
