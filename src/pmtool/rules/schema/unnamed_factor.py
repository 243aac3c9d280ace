"""The text tells of a condition whose class is not among the factors.

Information only. The words that led there are underlined; looked at is the section on contributing factors. At most
three classes are suggested, those that most phrases speak for first.

## Why

What is told and not classed is in no figure: the next review with the same condition will not find this one.

## Instead

If the class is meant, add it under `factors` (`pm explain CLASS` says what it means). If it is not, leave the text as
it is; nothing is held up by this.
"""

from collections.abc import Iterator
import re

from pmtool.model.diagnostic import Finding
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._factors import catalogue_of, factors_of
from pmtool.schema.wording import quote
from pmtool.vocab import SectionKind, Severity

_SHOWN = 3
_PLACEHOLDER = re.compile(r"_\[[^\]]{0,2000}\]_")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a class, at the first words that led to it."""
    section = document.section(SectionKind.CAUSES)
    if section is None or not document.front.readable:
        return
    named = {factor.ident for factor in factors_of(document)}
    # What a template proposes is not yet told.
    text = _PLACEHOLDER.sub(lambda match: " " * len(match.group()), section.span.of(document.text))
    found = [item for item in catalogue_of(context.config).suggest(text) if item.factor.id not in named]
    for item in found[:_SHOWN]:
        spans = [
            Span(section.span.start + start, section.span.start + end)
            for start, end in item.places
            if not document.is_code(section.span.start + start)
        ]
        if not spans:
            continue
        words = ", ".join(quote(span.of(document.text)) for span in spans)
        yield Finding(
            spans[0],
            f"{words} may speak for the factor class {item.factor.id}; add it if it is meant",
            ask=f"Is this it: {item.factor.definition}",
            why={"class": item.factor.id, "words": [span.of(document.text) for span in spans]},
        )


_HEAD = "---\ntitle: Slow\nstatus: draft\nfactors: [{}]\n---\n\n## Contributing factors\n\n"

RULE = Rule(
    "schema/unnamed-factor",
    Severity.INFO,
    check,
    needs_front_matter=True,
    bad=[
        _HEAD.format("evaluation_gap") + "The «index was stale» for nine days.\n",
        _HEAD.format("") + "There was «no alert» for it, and the dashboard was green.\n",
    ],
    good=[
        _HEAD.format("retrieval_staleness") + "The index was stale for nine days.\n",
        _HEAD.format("evaluation_gap") + "- _[**A signal that was missing**: no alert, for example.]_\n",
        _HEAD.format("evaluation_gap") + "```\nno alert\n```\n",
        _HEAD.format("evaluation_gap") + "The alert paged the on-call engineer at once.\n",
        _HEAD.format("evaluation_gap").replace("Contributing factors", "Timeline")
        + "- 10:00 The index was stale.\n",
    ],
)
