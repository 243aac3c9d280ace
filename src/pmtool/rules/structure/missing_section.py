"""A section that a review in review should have, and has not.

Which sections: `[sections] required` in `pm.toml` (by default Summary, Impact, Timeline, Contributing
factors, Actions, Lessons). Headings are compared without case, numbering or decoration, and with synonyms,
to which `[sections.aliases]` adds yours. Drafts are not asked.

## Why

Readers of many reviews look for the same answers in the same places. A section that is not there is also a
question that nobody asked: reviews without a section on impact or on lessons seldom have them elsewhere.

## Instead

Add the heading, at level 2, and one honest sentence below it: "not known yet, the vendor was asked on 3
March" is an answer.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import SectionKind, Severity, Status

TITLES: dict[str, str] = {
    SectionKind.SUMMARY: "Summary",
    SectionKind.IMPACT: "Impact",
    SectionKind.TIMELINE: "Timeline",
    SectionKind.SYSTEM: "System at the time",
    SectionKind.CAUSES: "Contributing factors",
    SectionKind.DETECTION: "Detection",
    SectionKind.RESPONSE: "Response",
    SectionKind.LIMITED_HARM: "What limited the harm",
    SectionKind.ACTIONS: "Actions",
    SectionKind.LESSONS: "Lessons",
    SectionKind.PEOPLE: "People",
    SectionKind.SOURCES: "Sources",
}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding for all missing sections, at the status that asks for them."""
    if not document.front.readable or not document.status.reached(Status.IN_REVIEW):
        return
    present = {str(section.kind) for section in document.sections}
    absent = [TITLES.get(kind, kind) for kind in context.config.sections.required if kind not in present]
    if absent:
        listed = ", ".join(f"'## {title}'" for title in absent)
        noun = "section" if len(absent) == 1 else "sections"
        message = f"status '{document.status}' asks for the {noun} {listed}; add what is missing"
        yield Finding(document.front.value_span(("status",)), message, why={"missing": absent})


_ALL = "\n\n".join(
    f"## {TITLES[kind]}\n\nText." for kind in ("summary", "impact", "timeline", "causes", "lessons")
)

RULE = Rule(
    "structure/missing-section",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"---\ntitle: Slow\nstatus: «in_review»\n---\n\n{_ALL}\n",
        "---\ntitle: Slow\nstatus: «published»\n---\n\n# Slow answers\n\nText.\n",
        Example(
            f"---\ntitle: Slow\nstatus: «closed»\n---\n\n{_ALL}\n\n## Next steps\n",
            config="[sections]\nrequired = ['summary', 'limited_harm']\n",
        ),
    ],
    good=[
        f"---\ntitle: Slow\nstatus: in_review\n---\n\n{_ALL}\n\n## Action items\n\n- Alert.\n",
        f"---\ntitle: Slow\nstatus: in_review\n---\n\n{_ALL}\n\n## 1. WHAT WE WILL DO\n",
        "---\ntitle: Slow\nstatus: draft\n---\n\n## Summary\n",
        Example(
            "---\ntitle: Slow\nstatus: published\n---\n\n## Chronik\n\nText.\n",
            config="[sections]\nrequired = ['timeline']\n[sections.aliases]\nChronik = 'timeline'\n",
        ),
    ],
)
