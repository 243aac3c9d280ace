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

from collections.abc import Iterator
from dataclasses import replace

from pmtool.model.blocks import BlockKind, Sentence
from pmtool.model.diagnostic import Finding, Fix
from pmtool.parse import Document
from pmtool.prose.naming import Mention, follows_title, mentions, roster
from pmtool.prose.not_people import called_things, small_words
from pmtool.prose.trace import Trace, make_trace
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.privacy._fields import PeopleFields, unbroken
from pmtool.vocab import SectionKind, Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Names in the narrative; fields, participants, sources and quoted text are left alone."""
    options = context.config.privacy
    if options.names == "off":
        return
    people = [*options.people, *options.roles, *context.collection.people()]
    known = roster(people)
    extra = frozenset(known.first)
    allowed = {name.casefold() for name in options.allow}
    fields = PeopleFields(document)
    small: frozenset[str] | None = None
    things: frozenset[str] | None = None
    for sentence in document.sentences:
        if sentence.section in (SectionKind.PEOPLE, SectionKind.SOURCES):
            continue
        if options.names == "timeline-ok" and sentence.section is SectionKind.TIMELINE:
            continue
        if not any(character.isupper() or character == "@" for character in sentence.text):
            continue
        trace = make_trace(sentence.text, extra=extra)
        for found in mentions(trace, known, allowed):
            mention = _within_line(document, sentence, found)
            span = sentence.span(mention.start, mention.end)
            if fields.covers(span):
                continue
            things = called_things(document.text) if things is None else things
            if mention.text.lower() in things:
                continue
            if mention.plain:
                small = small_words(document.text) if small is None else small
                if sentence.kind is BlockKind.HEADING or mention.plain in small:
                    continue
            yield Finding(
                span,
                f'"{mention.text}" names a person in the narrative; write the role that matters here',
                ask="Which role or vantage point matters here?",
                rewrite="the {role} (what they saw and did stays)",
                fix=_fix(document, sentence, trace, mention, options.roles),
                why={"slots": {"who": mention.text, "known by": mention.cue}},
            )


def _within_line(document: Document, sentence: Sentence, mention: Mention) -> Mention:
    """A name without what follows on another line, after a colon or in other markup."""
    if mention.cue in ("mail address", "handle"):
        return mention
    raw = sentence.span(mention.start, mention.end).of(document.text)
    words = mention.text.split()
    kept = len(unbroken(raw).split())
    if not 0 < kept < len(words):
        return mention
    # The words of a name in a sentence's text stand one blank apart, or the name ends there.
    text = " ".join(words[:kept])
    if not mention.text.startswith(text):
        return mention
    return replace(mention, end=mention.start + len(text), text=text)


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
        "**Date:** 3 March 2025\nWritten up after a call with «Tom»\n**Status:** final",
        "«Justin England» forwarded the mail, and «Marta», the lead of our server team, read it.",
        "«Mr. Haddad» saw the error at 15:20.",
        Example("The fleet was rolled back by «@infra-jo».", people=("@infra-jo",)),
    ],
    good=[
        "The on-call engineer restarted the broker at 14:02.",
        "Jenkins retried the build twice, and Austin and Dublin served traffic throughout.",
        "The package `@scope/name` and the team @example/platform are named in CODEOWNERS.",
        "Mail to support@example.org was answered.",
        "Support told customers that orders would be delivered with a delay. Finance noticed it, and Legal asked for a copy.",
        "In 2022 a customer of Air Canada asked the chatbot about refunds, and Air Canada decided to pay.",
        "**Date:** 3 March 2025\n**Authors:** Maria Lopez, Tom\n**Status:** final",
        "Attendees:\n\n- Maria Lopez\n- Tom\n\nIncident commander: Maria Lopez",
        "Paged: @infra, @platform-team, @org/team and @v1.2 of `@scope/name`.",
        "On Thu 25 Jan 14:00 the job ran in Travis CI; Adam states and the JupyterHub pods told us little.",
        "Application decided on a retry.\n\nThe application was slow.",
        "### Long Term",
        "Alice, our main server with eight disks, was slow. The disks of Alice had failed.",
        "We named the agent “Bob” and spoke of what Bob wanted.",
        "The ferry Marta was late, and the São Paulo mirror took the truncated index.",
        "- [ ] **A1** Add a canary\n  - owner: Marta",
    ],
)
