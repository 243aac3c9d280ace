"""A sentence that reads like blame as a whole, though no single phrase of it does.

Euphemism, understatement, a telling detail ("scrolled to the bottom and clicked"), a comparison with what others would
have done: much blame has no stock phrase. A small statistical model, trained on this project's own labelled sentences,
adds a warning where it is confident, and turns a finding of another rule into information where the whole sentence reads
fine. It never makes an error, and it is switched off with
`blame.second-opinion = "rules"`.

## Why
Readers take up a judgement that is only implied just as they take up an open one, and cannot object to it. The model knows
wording, not truth: a warning says "this reads like sentences that people labelled as blaming", and its explanation
(`--verbose`) lists the words that weighed most and the score.

## Instead
Ask what the sentence tells about the conditions. If all that remains without it is a picture of somebody, leave it out; if
there is a fact in it, state the fact. If the warning is wrong, suppress it with the reason.

## Source
Wang and Manning, *Baselines and Bigrams: Simple, Good Sentiment and Topic Classification*, ACL (2012), for the method. The
figures, with those of the rules alone, are in `docs/blame-language.md`.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose.frames import Spec
from pmtool.rules.base import Context, Rule
from pmtool.rules.blame import _analysis
from pmtool.vocab import Severity

SPEC = Spec(
    "implied-blame",
    (),
    message='"{text}" reads like blame as a whole; tell the conditions that it stands for',
    ask="Which condition does this sentence stand for, and could the reader check it?",
    rank=90,
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """The sentences that the second opinion adds."""
    yield from _analysis.findings(SPEC.name, document, context)


RULE = Rule(
    "blame/implied-blame",
    Severity.WARNING,
    check,
    bad=[
        "«It takes a special kind of confidence to run that on a Friday without telling a soul.»",
        "«The reviewer had evidently found something better to look at than the diff.»",
    ],
    good=[
        "The reviewer looked at the diff at 09:12 and at the plan at 09:20.",
        "The rollout took longer than planned, and the queue was drained at 12:40.",
    ],
)
