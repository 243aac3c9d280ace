"""An individual is named in the narrative, by name, handle or mail address.

Names of owners, authors and reviewers in their fields are fine: they say who does the work. In the story of the event the
role and the vantage point matter, not the person.

## Why
A named person carries the event in every search for years, and readers explain by persons what they can name. Against it
stands that names carry knowledge of who saw what; the role keeps that. The rule is a policy switch: `privacy.names` is
`warn`, `timeline-ok` or `off`.

## Instead
Write the role: "the on-call engineer restarted the broker at 14:02". Where `privacy.roles` maps a name to a role,
`pm lint --fix` puts it in its place. Products, places and teams are not meant; `privacy.allow` lists names that are none
of a person.

## Source
PagerDuty, *Postmortem documentation*, on abstracting to a non-specific responder. Henrichs, *Beyond Blameless* (2021), for
the other side.
"""

# ruff: noqa: SIM905 -- word lists read better as text

from collections.abc import Iterator

from pmtool.model.blocks import BlockKind, Sentence
from pmtool.model.diagnostic import Finding, Fix
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.prose.naming import Mention, follows_title, mentions, roster
from pmtool.prose.trace import Trace, make_trace
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import SectionKind, Severity

# What stands before a colon where a name says who does the work.
_FIELDS = frozenset(
    "owner owners author authors assignee assigned reviewer reviewers facilitator scribe participants attendees responders "
    "prepared reviewed approved written contact lead signed who by reporter editor".split()
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Names in the narrative; fields, participants, sources and quoted text are left alone."""
    options = context.config.privacy
    if options.names == "off":
        return
    people = [*options.people, *options.roles, *context.collection.people()]
    known = roster(people)
    extra = frozenset(known.first)
    allowed = {name.casefold() for name in options.allow}
    fields = [field.span for action in document.actions for field in action.fields.values()]
    columns = _owner_columns(document)
    for sentence in document.sentences:
        if sentence.section in (SectionKind.PEOPLE, SectionKind.SOURCES):
            continue
        if options.names == "timeline-ok" and sentence.section is SectionKind.TIMELINE:
            continue
        if not any(character.isupper() or character == "@" for character in sentence.text) or _is_field(
            sentence
        ):
            continue
        trace = make_trace(sentence.text, extra=extra)
        for mention in mentions(trace, known, allowed):
            span = sentence.span(mention.start, mention.end)
            if any(span.overlaps(other) for other in (*fields, *columns)):
                continue
            yield Finding(
                span,
                f'"{mention.text}" names a person in the narrative; write the role that matters here',
                ask="Which role or vantage point matters here?",
                rewrite="the {role} (what they saw and did stays)",
                fix=_fix(document, sentence, trace, mention, options.roles),
                why={"slots": {"who": mention.text, "known by": mention.cue}},
            )


def _is_field(sentence: Sentence) -> bool:
    label, colon, _ = sentence.text.partition(":")
    words = label.lower().replace("*", " ").split()
    return bool(colon) and 0 < len(words) <= 3 and not _FIELDS.isdisjoint(words)


def _owner_columns(document: Document) -> list[Span]:
    """The spans of table cells below a header that names owners."""
    wanted: set[tuple[int, int]] = set()
    spans: list[Span] = []
    for block in document.blocks:
        if block.kind is not BlockKind.CELL or block.cell is None:
            continue
        place = (block.cell.table, block.cell.column)
        if block.cell.row == 0 and not _FIELDS.isdisjoint(block.text.lower().split()):
            wanted.add(place)
        elif place in wanted:
            spans.append(block.span)
    return spans


def _fix(
    document: Document, sentence: Sentence, trace: Trace, mention: Mention, roles: dict[str, str]
) -> Fix | None:
    """The configured role in place of the name, where the sentence stays grammatical."""
    folded = {name.casefold().lstrip("@"): role for name, role in roles.items()}
    role = folded.get(mention.text.casefold().lstrip("@"))
    span = sentence.span(mention.start, mention.end)
    if role is None or follows_title(trace, mention.start) or span.of(document.text) != mention.text:
        return None
    first = not any(character.isalnum() for character in sentence.text[: mention.start])
    return Fix(span, role[:1].upper() + role[1:] if first else role)


RULE = Rule(
    "privacy/named-individual",
    Severity.WARNING,
    check,
    fixable=True,
    bad=[
        "«Marta» restarted the broker at 14:02.",
        Example("The change was approved by «Jo Ortega».", people=("Jo Ortega", "jo@example.org")),
        "«@ksmith» rolled the fleet back, and «k.smith@example.org» told the customers.",
    ],
    good=[
        "The on-call engineer restarted the broker at 14:02.",
        "Jenkins retried the build twice, and Austin and Dublin served traffic throughout.",
        "The package `@scope/name` and the team @example/platform are named in CODEOWNERS.",
        "Mail to support@example.org was answered.",
        "- [ ] **A1** Add a canary\n  - owner: Marta",
    ],
)
