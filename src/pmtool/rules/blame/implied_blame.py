"""A sentence that reads like blame as a whole, though no single phrase of it does.

Euphemism, understatement, a telling detail ("scrolled to the bottom and clicked"), a comparison with what others would
have done: much blame has no stock phrase. Two small models, trained on this project's own labelled sentences and documents,
add a warning where blame is likely in view of how much of the document blames, and turn a finding of another rule into
information where the whole sentence reads fine. They never make an error, and they are switched off with
`blame.second-opinion = "rules"`.

## Why
Readers take up a judgement that is only implied just as they take up an open one, and cannot object to it. The models know
wording, not truth: a warning says "this reads like sentences that people labelled as blaming", and its explanation
(`--verbose`) gives the probability, the kind of blame that it reads like, and the words that weighed most.

## Instead
Ask what the sentence tells about the conditions. If all that remains without it is a picture of somebody, leave it out; if
there is a fact in it, state the fact. If the warning is wrong, suppress it with the reason.

## Source
Wang and Manning, *Baselines and Bigrams: Simple, Good Sentiment and Topic Classification*, ACL (2012), and Wang et al.,
*MiniLM: Deep Self-Attention Distillation*, NeurIPS (2020), for the models. The figures, with those of the rules alone, are
in `docs/blame-language.md`.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

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


# What a sentence reads like, by category of the labelling guide: the rule that finds the open form (its skeleton of a rewrite
# serves here too), how the message ends, and what to ask instead.
READS_LIKE = {
    "human-error": (
        "human-error-as-cause",
        "like a human error as the cause; an error is where the analysis begins",
        "What made the slip likely, and what would have caught it?",
    ),
    "person-failed": (
        "person-failed",
        "as if somebody had left something undone; tell what made that the natural thing",
        "What did they see and know then, and what would have made the step easy?",
    ),
    "person-caused": (
        "person-caused",
        "as if somebody had caused it; tell what let one act do so much",
        "What allowed this act to have this effect?",
    ),
    "counterfactual": (
        "person-counterfactual",
        "as what somebody could have done; tell what was done and why it made sense",
        "What made the other course look right, and which control would have helped?",
    ),
    "judgement": (
        "judgement",
        "like a judgement of care, skill or attitude; tell what can be observed",
        "What was seen or measured, and under which conditions?",
    ),
    "hindsight": (
        "hindsight",
        "as if it had been plain to see; that is known only now",
        "What could be seen at the time, and among what else?",
    ),
    "fault": (
        "fault-assignment",
        "as if the event were somebody's fault; tell which conditions came together",
        "Which conditions were each needed for this, and who owns them from now on?",
    ),
    "punitive": (
        "punitive",
        "like a consequence for a person; that belongs in another process, not in the review",
        "What will make the next one less likely, whoever is on duty?",
    ),
    "person-fix": (
        "person-fix",
        "like an appeal to try harder; name what will be built, changed or checked",
        "Which change would help somebody who is tired and in a hurry?",
    ),
    "loaded-verb": (
        "loaded-verb",
        "like an accusing report of what was said; say it plainly",
        "What was said, and what did the speaker know then?",
    ),
    "blame-user": (
        "blame-user",
        "as if users were to blame; tell what the product invited or allowed",
        "What made this use natural, and how did the product answer it?",
    ),
    "blame-model": (
        "blame-model",
        "as if a model had meant it; tell what it was given and what it was allowed",
        "Which input, limit, tool or missing check led to this output?",
    ),
    "irony": (
        "irony",
        "like a dig at somebody; say what happened",
        "Which fact stands behind the remark?",
    ),
}


@cache
def spec(category: str | None) -> Spec:
    """The words for a sentence that reads like a category."""
    if category not in READS_LIKE:
        return SPEC
    rule, ending, ask = READS_LIKE[category]
    rewrite = _analysis.specs()[rule].rewrite
    return replace(SPEC, message='"{text}" reads ' + ending, ask=ask, rewrite=rewrite)


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
