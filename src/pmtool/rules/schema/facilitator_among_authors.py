"""A facilitator who is one of the authors as well.

## Why

The facilitator asks the questions that are hard to ask of oneself: what made the choice look right, which
safeguard was counted on. Somebody who was in the event, or who writes its story, has answers already.

## Instead

Name a role or a team that was not part of the event: a neighbouring team, a reliability guild.

## Source

Etsy's debriefing facilitation guide (2016): the facilitator is not one of those who were in the event.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.schema.wording import quote
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding at the facilitator."""
    facilitator = document.front.data.get("facilitator")
    authors = document.front.data.get("authors")
    if not isinstance(facilitator, str) or not facilitator.strip() or not isinstance(authors, list):
        return
    if _plain(facilitator) in {_plain(author) for author in authors if isinstance(author, str)}:
        yield Finding(
            document.front.value_span(("facilitator",)),
            (
                f"{quote(facilitator)} is an author as well; name somebody who was not in the event "
                "to facilitate"
            ),
            ask="Who knows the field and was not part of this event?",
        )


def _plain(name: str) -> str:
    return name.strip().removeprefix("@").casefold()


RULE = Rule(
    "schema/facilitator-among-authors",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        "---\ntitle: Slow\nstatus: draft\nfacilitator: «support-ml»\nauthors: [support-ml]\n---\n",
        (
            "---\ntitle: Slow\nstatus: draft\nfacilitator: «'@Support-ML'»\nauthors:\n  - web\n"
            "  - support-ml\n---\n"
        ),
    ],
    good=[
        "---\ntitle: Slow\nstatus: draft\nfacilitator: reliability-guild\nauthors: [support-ml]\n---\n",
        "---\ntitle: Slow\nstatus: draft\nfacilitator: ''\nauthors: ['']\n---\n",
        "---\ntitle: Slow\nstatus: draft\nfacilitator: support\nauthors: [support-ml]\n---\n",
    ],
)
