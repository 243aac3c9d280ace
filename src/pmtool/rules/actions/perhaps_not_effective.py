"""A verified action whose contributing factor came back in a later review.

Later means: the other event began after the day of the verification. It counts when it has the same factor
and shares a service with this review (or one of the two names none), or says `recurrence_of` this review;
`not_same_as` takes it out.

## Why "Verified" is an observation up to a day. When the same condition contributes to another event, that
observation has been overtaken: the action may have worked for one path only, or may have been undone since.

## Instead Look at the later event and decide. If the action did not hold, `pm actions reopen ID` and
improve it, or `pm actions verify ID --not-effective --note …`. If it held and the factor acted in another
way, verify it again with what was observed since, `pm actions verify ID --note …`, or record `not_same_as`
in the later review.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.entries import ActionState
from pmtool.model.facts import ReviewFacts
from pmtool.parse import Document
from pmtool.parse.dates import read_date
from pmtool.parse.facts import read_facts
from pmtool.rules.base import Context, Example, Rule
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding an action, at its verification."""
    verified = [action for action in document.actions if action.state is ActionState.VERIFIED]
    if not any(action.get("factor") for action in verified):
        return
    own = read_facts(document.stem, document.front.data, document.vocabulary)
    for action in verified:
        factor, field = action.get("factor"), action.fields.get("verified")
        if factor is None or field is None:  # `state: verified` alone names no day
            continue
        found = read_date(field.value, 0, day_first=document.vocabulary.day_first)
        if found is None or found.day is None:
            continue
        since = found.day
        back = [
            other
            for other in context.collection.reviews()
            if other.started is not None and other.started > since and _same(own, other, factor)
        ]
        if back:
            named = back[0].stem + (f" and {len(back) - 1} more" if len(back) > 1 else "")
            yield Finding(
                field.value_span,
                f"verified on {since}, but '{factor}' contributed again in {named}; "
                "verify again with what was seen since, or reopen it",
                ask="What was different on the path that this action did not cover?",
            )


def _same(own: ReviewFacts, other: ReviewFacts, factor: str) -> bool:
    if other.stem == own.stem or own.stem in other.not_same_as or other.stem in own.not_same_as:
        return False
    if factor not in other.factors:
        return False
    shared = not own.services or not other.services or bool(set(own.services) & set(other.services))
    return shared or own.stem in other.recurrence_of


_HEAD = "---\ntitle: Slow\nstatus: published\nservices: [answers]\n---\n\n## Actions\n\n- [x] **A1** Alert\n"
_A = f"{_HEAD}  - factor: monitoring_gap\n"
_DAY = "2026-03-20"


def _later(**facts: object) -> list[ReviewFacts]:
    import datetime as dt

    known: dict[str, object] = {
        "stem": "2026-03-25-slow-again",
        "started": dt.date(2026, 3, 25),
        "services": ("answers",),
        "factors": ("monitoring_gap", "drift"),
    }
    return [ReviewFacts(**{**known, **facts})]  # type: ignore[arg-type]


RULE = Rule(
    "actions/perhaps-not-effective",
    Severity.WARNING,
    check,
    bad=[
        Example(f"{_A}  - verified: «{_DAY} no slow answer in 9 days»\n", others=_later()),
        Example(f"{_A}  - verified: «{_DAY}»\n", others=_later(services=())),
        Example(
            f"{_A}  - verified: «{_DAY}»\n",
            others=_later(services=("search",), recurrence_of=("2026-03-02-example",)),
        ),
    ],
    good=[
        Example(f"{_A}  - verified: 2026-03-26 held in the event of the 25th\n", others=_later()),
        Example(f"{_A}  - verified: {_DAY}\n", others=_later(services=("search",))),
        Example(f"{_A}  - verified: {_DAY}\n", others=_later(factors=("drift",))),
        Example(f"{_A}  - verified: {_DAY}\n", others=_later(not_same_as=("2026-03-02-example",))),
        Example(f"{_HEAD}  - verified: {_DAY}\n", others=_later()),
        Example(f"{_A}  - done: {_DAY}\n", others=_later()),
        Example(f"{_A}  - state: verified\n", others=_later()),
    ],
)
