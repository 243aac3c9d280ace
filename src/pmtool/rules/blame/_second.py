"""How the second opinion and the rules are combined.

The model may add a warning where it is confident, and takes a finding of the rules down to information where it is confident
that the sentence is fine. It never makes an error. `ADD`, `ADD_WITHOUT_PERSON` and `SOFTEN` were set on sentences of authors
whom neither the model (trained on the others) nor the rules had seen; what concerns documents, on documents and published
reviews that were read while the rules were written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pmtool.model.blocks import Sentence
from pmtool.prose import guards
from pmtool.prose.frames import Hit, Spec, words
from pmtool.prose.second_opinion import features, model
from pmtool.prose.trace import Trace
from pmtool.vocab import Severity

# The share of blaming sentences among those that the model was trained on, and what is expected of a text of which nothing
# is known yet; the rules' findings in a document move the expectation (`expected_share`).
TRAINED_SHARE = 0.40
UNKNOWN_SHARE = 0.80
UNKNOWN_WEIGHT = 1  # sentence
# Blaming sentences for each one that the rules flag.
UNFOUND = 1.4
# Least posterior for a warning: with somebody in the sentence, without, and in a document that the rules find little in.
ADD = 0.55
ADD_WITHOUT_PERSON = 0.60
ADD_IN_QUIET = 0.90
QUIET_SHARE = 0.08
# A finding of the rules below this score becomes information, whatever the document.
SOFTEN = {Severity.ERROR: 0.30, Severity.WARNING: 0.45}

RULE = "implied-blame"
_CUES = frozenset("/" + letter for letter in "FWHLMCZXNQJBOIRD")


def expected_share(sentences: int, flagged: int) -> float:
    """The share of blaming sentences to expect in a document where the rules flag so many of its sentences.

    The model knows a text two fifths of which blame; in a published report one sentence in a hundred does. A single sentence
    says nothing of its document; a long document that the rules find little in asks for much more confidence.
    """
    share = (UNFOUND * flagged + UNKNOWN_WEIGHT * UNKNOWN_SHARE) / (sentences + UNKNOWN_WEIGHT)
    return min(UNKNOWN_SHARE, share)


def posterior(score: float, share: float) -> float:
    """A score of the model (trained at one share of blame) at another share."""
    odds = score / max(1e-9, 1 - score) * (share / (1 - share)) / (TRAINED_SHARE / (1 - TRAINED_SHARE))
    return odds / (1 + odds)


def combine(
    sentence: Sentence,
    trace: Trace,
    hits: Sequence[Hit],
    share: float,
    *,
    all_hits: Sequence[Hit],
    alone: bool = False,
) -> Iterator[Hit]:
    """The hits of a sentence after the second opinion; `alone` leaves the rules out (for measuring).

    share: of blame to expect in the document. all_hits: those of rules that do not run as well, which the model knows.
    """
    grave = [hit for hit in hits if hit.severity is not Severity.INFO]
    held = any("quoted" in hit.guards for hit in hits)
    if not _worth_asking(sentence, trace, hits, share):
        yield from hits
        return
    raw = raw_score(trace, [] if alone else all_hits)
    if raw is None:
        yield from hits
        return
    score = posterior(raw, share)
    if alone:
        if score >= ADD:
            yield _added(sentence, trace, score, [])
    elif grave:
        for hit in hits:
            weak = raw < SOFTEN.get(hit.severity, 0.0)
            yield (
                replace(hit, severity=Severity.INFO, guards=(*hit.guards, "second opinion")) if weak else hit
            )
    elif (
        score
        >= max(ADD if trace.has_people else ADD_WITHOUT_PERSON, ADD_IN_QUIET if share < QUIET_SHARE else 0.0)
        and not held
        and not guards.META.holds(trace)
    ):
        yield _added(sentence, trace, score, hits)
    else:
        yield from hits


def stands(trace: Trace, hits: Sequence[Hit]) -> bool:
    """Whether the rules flag a sentence and the model does not find that absurd."""
    if all(hit.severity is Severity.INFO for hit in hits):
        return False
    raw = raw_score(trace, hits)
    return raw is None or raw >= SOFTEN[Severity.ERROR]


def _worth_asking(sentence: Sentence, trace: Trace, hits: Sequence[Hit], share: float) -> bool:
    """Whether there is enough of a sentence for an opinion, and in a quiet document somebody and something to blame for."""
    if sentence.quoted or len(trace.units) < 4:
        return False
    return bool(hits) or share >= QUIET_SHARE or (trace.has_people and not _CUES.isdisjoint(trace.cues))


def raw_score(trace: Trace, hits: Sequence[Hit]) -> float | None:
    """The model's score of a sentence, None without a model."""
    return _scored(_Asked(trace.line, trace.text, tuple(_named(hits)), trace))


@dataclass(frozen=True)
class _Asked:
    """What a score depends on; equal sentences have one score."""

    line: str
    text: str
    hits: tuple[tuple[str, str], ...]
    trace: Trace = field(compare=False)


@lru_cache(maxsize=4096)
def _scored(asked: _Asked) -> float | None:
    shipped = model()
    return None if shipped is None else shipped.score(features([asked.trace], asked.hits))


def _named(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    return [(hit.rule, str(hit.severity)) for hit in hits]


def _added(sentence: Sentence, trace: Trace, score: float, hits: Sequence[Hit]) -> Hit:
    """A warning on the whole sentence, with the slots that can be named."""
    shipped = model()
    reasons = shipped.reasons(trace, _named(hits)) if shipped else ()
    slots: dict[str, object] = {"score": round(score, 2), "weighed most": list(reasons)}
    if trace.chunks:
        slots |= {"who": words(trace, trace.chunks[0]), "kind": trace.chunks[0].kind}
    end = len(sentence.text)
    also = tuple(sorted({hit.rule for hit in hits}))
    return Hit(RULE, Severity.WARNING, 0, end, sentence, trace, slots, (), 90, also, _spec())


def _spec() -> Spec:
    from pmtool.rules.blame.implied_blame import SPEC

    return SPEC
