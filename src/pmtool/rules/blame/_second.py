"""How the second opinion and the rules are combined.

The rules decide what is an error. The model may add a warning where it is confident and somebody is in the sentence, and
may take a weak warning down to information where it is confident that the sentence is fine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmtool.model.blocks import Sentence
from pmtool.prose import guards
from pmtool.prose.frames import Hit, Spec, words
from pmtool.prose.second_opinion import Opinion, features, model
from pmtool.prose.trace import Trace
from pmtool.vocab import Severity

# Chosen on authors that the model was not trained on, and on public text for the rate of false alarms.
ADD = 0.80  # with somebody in the sentence
ADD_WITHOUT_PERSON = 0.92
SOFTEN = 0.12

RULE = "implied-blame"
_CUES = frozenset("/" + letter for letter in "FWHLMCZXNQJBOIRD")


def combine(sentence: Sentence, trace: Trace, hits: Sequence[Hit], *, alone: bool = False) -> Iterator[Hit]:
    """The hits of a sentence after the second opinion; `alone` leaves the rules out (for measuring)."""
    grave = [hit for hit in hits if hit.severity is not Severity.INFO]
    held = any("quoted" in hit.guards for hit in hits)
    if not _worth_asking(sentence, trace, hits):
        yield from hits
        return
    opinion = _opinion(trace, [] if alone else hits)
    if opinion is None:
        yield from hits
    elif alone:
        if opinion.score >= ADD:
            yield _added(sentence, trace, opinion, [])
    elif grave:
        for hit in hits:
            weak = hit.severity is Severity.WARNING and opinion.score < SOFTEN
            yield replace(hit, severity=Severity.INFO, guards=(*hit.guards, "second opinion")) if weak else hit
    elif opinion.score >= (ADD if trace.has_people else ADD_WITHOUT_PERSON) and not held and not guards.META.holds(trace):
        yield _added(sentence, trace, opinion, hits)
    else:
        yield from hits


def _worth_asking(sentence: Sentence, trace: Trace, hits: Sequence[Hit]) -> bool:
    """Whether the sentence can be blaming at all: it is short work to say no to most sentences of a review."""
    if sentence.quoted or len(trace.units) < 4:
        return False
    return bool(hits) or trace.has_people or not _CUES.isdisjoint(trace.cues)


def _opinion(trace: Trace, hits: Sequence[Hit]) -> Opinion | None:
    shipped = model()
    if shipped is None:
        return None
    return shipped.opinion(features([trace], [(hit.rule, str(hit.severity)) for hit in hits]))


def _added(sentence: Sentence, trace: Trace, opinion: Opinion, hits: Sequence[Hit]) -> Hit:
    """A warning on the whole sentence, with the slots that can be named."""
    slots: dict[str, object] = {"score": round(opinion.score, 2), "weighed most": list(opinion.reasons)}
    if trace.chunks:
        slots |= {"who": words(trace, trace.chunks[0]), "kind": trace.chunks[0].kind}
    end = len(sentence.text)
    also = tuple(sorted({hit.rule for hit in hits}))
    return Hit(RULE, Severity.WARNING, 0, end, sentence, trace, slots, (), 90, also, _spec())


def _spec() -> Spec:
    from pmtool.rules.blame.implied_blame import SPEC

    return SPEC
