"""Random sequences of edits on reviews, checked without the program's own proof.

`python benchmarks/edit_sequences.py DIR [SEQUENCES] [SEED]` runs them on the Markdown files of a folder, which are only
read. After every edit the text outside of the action must be the same byte for byte, and what is read of the action
must be what was asked. The tests use the same functions on generated documents.
"""

from collections import Counter
from dataclasses import dataclass
import datetime as dt
from pathlib import Path
import random
import sys

from pmtool.errors import PmError
from pmtool.features.actions.adding import add_action
from pmtool.features.actions.changes import Given, change_for
from pmtool.features.actions.edits import change_action
from pmtool.features.actions.lifecycle import Step, refuse
from pmtool.model.entries import ActionState
from pmtool.parse import Document, parse

ALL = (*Step, "add")
WORDS = (
    "the queue",
    "a_b __c__",
    "50 % | more",
    "*all* of it",
    "`x`",
    "über",
    "x: y",
    "see #12",
    "3f2a91c",
    "a  b",
    "[link](x)",
    "-",
    "1. no",
)
STATES = {
    Step.ACCEPT: {ActionState.ACCEPTED},
    Step.START: {ActionState.IN_PROGRESS},
    Step.DONE: {ActionState.DONE},
    Step.DECLINE: {ActionState.DECLINED},
    Step.DEFER: {ActionState.DEFERRED},
}


class WrongEditError(AssertionError):
    """An edit that changed what it must not, or did not do what was asked."""


@dataclass(frozen=True)
class Wish:
    """One edit: a step on an action (counted round), or an addition."""

    step: Step | str
    number: int
    given: Given


def random_wish(chance: random.Random) -> Wish:
    """Any edit with any values."""

    def word() -> str:
        return f"{chance.choice(WORDS)} {chance.choice(WORDS)}".strip()

    given = Given(
        on=dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(2000)),
        evidence=chance.choice(
            ("alerts/x.yaml", "src/__init__.py", "3f2a91c", "https://example.org/a_b/c?d=1#e", word())
        ),
        note=word(),
        reason=word() if chance.random() < 0.9 else "",
        due=dt.date(2027, 1, 1) + dt.timedelta(days=chance.randrange(900)),
        owner=chance.choice(("sre", "@bob", "data-infra, payments", word())),
        effective=chance.random() < 0.7,
    )
    return Wish(chance.choice(ALL), chance.randrange(1000), given)


def apply(document: Document, wish: Wish) -> tuple[str, str]:
    """The text after an edit, and how it went: made, forbidden or refused. Raises WrongEditError."""
    if wish.step == "add":
        return _add(document, wish)
    if not document.actions:
        return document.text, "forbidden"
    step = Step(wish.step)
    number = wish.number % len(document.actions)
    action = document.actions[number]
    given = wish.given
    if refuse(action, step, given.on) is not None or (
        not given.reason and step in (Step.DECLINE, Step.DEFER)
    ):
        return document.text, "forbidden"
    try:
        text = change_action(document, number, change_for(action, step, given))
    except PmError:
        return document.text, "refused"
    _check_outside(document, number, text)
    _check_action(document, number, text, step, given)
    return text, "made"


def _add(document: Document, wish: Wish) -> tuple[str, str]:
    try:
        text, ident = add_action(document, f"Cap {wish.given.owner} soon", {"owner": "sre", "aim": "prevent"})
    except PmError:
        return document.text, "refused"
    after = parse(document.path, text, document.vocabulary)
    new = [action for action in after.actions if action.id == ident]
    if len(new) != 1 or (new[0].get("owner") not in ("sre",) and new[0].form != "row"):
        raise WrongEditError("the new action is not read back")
    start = _common(document.text, text)
    if new[0].form == "row":
        _check_row_added(document, text, after.lines.position(new[0].span.start).line - 1)
    elif not text.endswith(document.text[start:]):
        raise WrongEditError("adding an action changed other text")
    return text, "made"


def _check_row_added(document: Document, text: str, row: int) -> None:
    """Without the new row, only the header and the line below it may be longer than before."""
    before, now = _lines(document.text), _lines(text)
    del now[row]
    differing = [n for n, (a, b) in enumerate(zip(before, now, strict=False)) if a != b]
    if len(before) != len(now) or len(differing) > 2 or any(n >= row for n in differing):
        raise WrongEditError("adding a row changed other lines")
    if any(not now[n].startswith(before[n].rstrip().rstrip("|").rstrip()) for n in differing):
        raise WrongEditError("adding a row changed more than the header")


def _common(one: str, other: str) -> int:
    limit = min(len(one), len(other))
    return next((n for n in range(limit) if one[n] != other[n]), limit)


def _check_outside(document: Document, number: int, after: str) -> None:
    """The text outside of the action's own lines (in a table: and of the header) is the same."""
    action, text = document.actions[number], document.text
    if action.form == "row":
        before, now = _lines(text), _lines(after)
        differing = [n for n, (a, b) in enumerate(zip(before, now, strict=False)) if a != b]
        row = document.lines.position(action.span.start).line - 1
        extra = [n for n in differing if n != row]
        if len(before) != len(now) or len(extra) > 2 or any(n > row for n in extra):
            raise WrongEditError("an edit of a table changed other lines")
        if any(not now[n].startswith(before[n].rstrip().rstrip("|").rstrip()) for n in extra):
            raise WrongEditError("an edit of a table changed more than its header")
        return
    start = text.rfind("\n", 0, action.span.start) + 1
    own = action.span.of(text).rstrip(" \t\r\n>")
    # White space at the end of its last line is the action's own.
    last = document.lines.position(max(action.span.start, action.span.start + len(own) - 1)).line
    if not after.startswith(text[:start]) or not after.endswith(text[document.lines.line_span(last).end :]):
        raise WrongEditError("an edit changed text outside of its action")


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _check_action(document: Document, number: int, text: str, step: Step, given: Given) -> None:
    """What is read afterwards is what was asked; the other actions are what they were."""
    after = parse(document.path, text, document.vocabulary)
    if len(after.actions) != len(document.actions):
        raise WrongEditError("the number of actions changed")
    for n, (was, now) in enumerate(zip(document.actions, after.actions, strict=True)):
        if n == number:
            continue
        if [was.id, was.text, was.state, {k: v.value for k, v in was.fields.items()}] != [
            now.id, now.text, now.state, {k: v.value for k, v in now.fields.items()}
        ]:  # fmt: skip
            raise WrongEditError("another action reads otherwise")
    was, now = document.actions[number], after.actions[number]
    if (was.id, was.text) != (now.id, now.text):
        raise WrongEditError("the text of the action changed")
    expected = STATES.get(step)
    if expected is not None and now.state not in expected:
        raise WrongEditError(f"{step} left the state {now.state}")
    asked = {
        Step.ASSIGN: {"owner": given.owner},
        Step.DONE: {"evidence": given.evidence},
        Step.DECLINE: {"reason": given.reason},
        Step.DEFER: {"reason": given.reason, "due": str(given.due)},
    }.get(step, {})
    for name, value in asked.items():
        if now.get(name) != value:
            raise WrongEditError(f"{step}: {name} reads {now.get(name)!r}, not {value!r}")
    if step is Step.VERIFY and given.note not in (now.get("verified") or ""):
        raise WrongEditError("the note of the verification is not read back")


def run_sequence(text: str, wishes: list[Wish], name: str = "2026-03-02-x.md") -> Counter[str]:
    """Apply edits one after the other; how they went."""
    counts: Counter[str] = Counter()
    for wish in wishes:
        text, outcome = apply(parse(name, text), wish)
        counts[outcome] += 1
    return counts


def main() -> None:
    """Run on a folder and print the counts."""
    files = sorted(Path(sys.argv[1]).rglob("*.md"))
    sequences = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    texts = {}
    for path in files:
        try:
            texts[path] = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
    # Every document is as likely as another; those without actions are given one first.
    counts: Counter[str] = Counter()
    wrong = 0
    for _ in range(sequences):
        path = chance.choice(list(texts))
        wishes = [random_wish(chance) for _ in range(chance.randrange(1, 6))]
        try:
            counts += run_sequence(texts[path], wishes, path.name)
        except WrongEditError as error:
            wrong += 1
            print(f"WRONG {path.name}: {error}: {[str(wish.step) for wish in wishes]}")
        except Exception as error:
            wrong += 1
            print(
                f"CRASH {path.name}: {type(error).__name__}: {error}: {[str(wish.step) for wish in wishes]}"
            )
    print(f"{sequences} sequences on {len(texts)} documents: {dict(counts)}, wrong: {wrong}")


if __name__ == "__main__":
    main()
