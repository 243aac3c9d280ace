"""How the rules and the second opinion on a sentence are combined.

A sentence is read by a linear model over its words and what the rules found (`prose.second_opinion`), and, where that one or
the rules do not find it harmless, as a whole by encoders (`prose.readers`). Their scores, and whether the rules flag the
sentence, are weighed into log odds, and these moved to the share of blame that the document seems to have. The result may add a warning where it is confident, and takes a finding of the rules down to information where the
sentence as a whole reads fine. It never makes an error.

The numbers lie in the middle of the best of some hundreds drawn by lot, judged on documents of eight authors on whom nothing
was trained and on labelled text from outside the project (`training/weigh.py` measures such numbers); around there little
changes. In quiet documents more confidence is asked for.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
import math

from pmtool.model.blocks import Sentence
from pmtool.prose import guards, readers
from pmtool.prose.encoder import Reading
from pmtool.prose.frames import Hit, Spec, words
from pmtool.prose.second_opinion import features, model
from pmtool.prose.trace import Trace
from pmtool.vocab import Severity

RULE = "implied-blame"
# Fewer words than this are left to the rules.
LEAST_UNITS = 3
# What each part adds to the log odds, at the share of blame in the text that the weights were fitted to.
BIAS, LINEAR, ENCODER, FLAGGED = -0.10, 0.41, 0.79, 0.58
FITTED_SHARE = 0.22
# The share to expect before anything of a document is known, and how many sentences that expectation is worth.
USUAL_SHARE, USUAL_WEIGHT = 0.14, 1.8
# Least probability for a warning to be added, and in a document where little blames: there most readers are done, and a false
# alarm costs more than a miss. A finding of the rules that is less probable than the last becomes information.
ADD, ADD_IN_QUIET, KEEP = 0.42, 0.60, 0.45
QUIET_SHARE = 0.15
# A sentence that the linear model finds this harmless, and the rules too, is not read by the encoders; nor one that a score
# above which they hardly ever go could not lift over the threshold. What they say on average is a straight
# line over what the linear model says.
HARMLESS, HIGH_SCORE = -3.5, 4.5
ON_AVERAGE = (-0.63, 0.86)
# More sentences of one document are not read, by the small encoder and by the large one, so that a hostile file takes bounded time.
MOST_READ, MOST_ASKED = 1000, 200


@dataclass(frozen=True)
class Opinion:
    """log_odds: that a sentence blames, at `FITTED_SHARE`. category: of blame, what it reads like.

    complete: whether the encoders were heard, or there are none.
    """

    log_odds: float
    category: str | None = None
    complete: bool = True

    def probability(self, share: float) -> float:
        """The probability in a document with such a share of blaming sentences."""
        return 1 / (1 + math.exp(-_bounded(self.log_odds + _log_odds(share) - _log_odds(FITTED_SHARE))))


Analysed = tuple[Sentence, Trace, Sequence[Hit]]


def opinions(sentences: Sequence[Analysed], *, alone: bool = False) -> list[Opinion | None]:
    """An opinion of each sentence that has enough words, None of the others. alone: without the rules (for measuring)."""
    chosen = [number for number, (sentence, trace, _) in enumerate(sentences) if long_enough(sentence, trace)]
    hits = {number: () if alone else tuple(sentences[number][2]) for number in chosen}
    linear = {number: _linear(_asked(sentences[number][1], hits[number])) for number in chosen}
    found: list[Opinion | None] = [None] * len(sentences)
    for number in chosen:
        average = ON_AVERAGE[0] + ON_AVERAGE[1] * linear[number]
        found[number] = Opinion(weighed(linear[number], average, flagged(hits[number])), complete=False)
    share = expected_share(found)
    doubtful = [n for n in chosen if flagged(hits[n]) or worth_reading(linear[n], share)]
    doubtful = sorted(doubtful, key=lambda n: (-linear[n], n))[:MOST_READ]
    readings = readers.first([sentences[number][1].words for number in doubtful])
    if readings is None:
        return [None if opinion is None else Opinion(opinion.log_odds) for opinion in found]

    def hear(number: int, reading: Reading) -> None:
        found[number] = Opinion(
            weighed(linear[number], reading.score, flagged(hits[number])), reading.category
        )

    heard = dict(zip(doubtful, readings, strict=True))
    for number, reading in heard.items():
        hear(number, reading)
    share = expected_share(found)
    far = {n: abs(heard[n].score - turning(linear[n], flagged(hits[n]), share)) for n in doubtful}
    unsure = sorted((n for n in doubtful if far[n] <= readers.REACH), key=lambda n: (far[n], n))[:MOST_ASKED]
    again = readers.second([sentences[n][1].words for n in unsure], [heard[n] for n in unsure])
    for number, reading in zip(unsure, again, strict=True):
        hear(number, reading)
    return found


def long_enough(sentence: Sentence, trace: Trace) -> bool:
    """Whether there are words enough for an opinion; what is quoted is not the review's own."""
    return not sentence.quoted and len(trace.units) >= LEAST_UNITS


def flagged(hits: Sequence[Hit]) -> bool:
    """Whether the rules find more than information."""
    return any(hit.severity is not Severity.INFO for hit in hits)


def weighed(linear: float, read: float, by_rules: bool) -> float:
    """The log odds of a sentence from its scores."""
    return BIAS + LINEAR * linear + ENCODER * read + FLAGGED * by_rules


def worth_reading(linear: float, share: float) -> bool:
    """Whether a sentence that the rules do not flag could get a warning, in a document with about this share of blame."""
    best = Opinion(weighed(linear, HIGH_SCORE, False))
    return linear > HARMLESS and best.probability(share) >= least_to_add(share)


def turning(linear: float, by_rules: bool, share: float) -> float:
    """The encoders' score at which a sentence gets a warning, or a finding of the rules stays one, in a document with that share."""
    least, share = (KEEP, max(share, USUAL_SHARE)) if by_rules else (least_to_add(share), share)
    log_odds = _log_odds(least) - _log_odds(share) + _log_odds(FITTED_SHARE)
    return (log_odds - weighed(linear, 0, by_rules)) / ENCODER


def least_to_add(share: float) -> float:
    """The least probability for a warning to be added, in a document with such a share."""
    return ADD_IN_QUIET if share < QUIET_SHARE else ADD


def expected_share(found: Sequence[Opinion | None]) -> float:
    """The share of blaming sentences that the opinions of a document point to.

    Expectation and maximisation in turns (Saerens, Latinne and Decaestecker, *Adjusting the Outputs of a Classifier to New a
    Priori Probabilities*, Neural Computation 14, 2002), held by an expectation before: a single sentence says little.
    """
    heard = [opinion for opinion in found if opinion is not None]
    share = USUAL_SHARE
    for _ in range(10):
        blaming = sum(opinion.probability(share) for opinion in heard)
        share = (blaming + USUAL_WEIGHT * USUAL_SHARE) / (len(heard) + USUAL_WEIGHT)
    return min(0.9, max(0.002, share))


def combine(
    sentence: Sentence,
    trace: Trace,
    hits: Sequence[Hit],
    opinion: Opinion | None,
    share: float,
    *,
    all_hits: Sequence[Hit],
    running: Collection[str] | None = None,
    alone: bool = False,
) -> Iterator[Hit]:
    """The hits of a sentence after the second opinion; `alone` leaves the rules out (for measuring).

    all_hits: those of rules that do not run as well. running: the rules that do, None for all.
    """
    hits = () if alone else hits
    if opinion is None:
        yield from hits
        return
    chance = opinion.probability(share)
    if flagged(hits):
        # That little else blames in a document makes a finding of the rules no weaker than usual.
        weak = opinion.probability(max(share, USUAL_SHARE)) < KEEP
        yield from (_softened(hit) if weak else hit for hit in hits)
        return
    held = any({"quoted", "answered"} & set(hit.guards) for hit in hits)
    free = alone or not (held or flagged(all_hits))
    wanted = opinion.complete and chance >= least_to_add(share) and (running is None or RULE in running)
    if wanted and free and not guards.META.holds(trace):
        yield _added(sentence, trace, opinion, chance, hits)
    else:
        yield from hits


def _softened(hit: Hit) -> Hit:
    if hit.severity is Severity.INFO:
        return hit
    return replace(hit, severity=Severity.INFO, guards=(*hit.guards, "second opinion"))


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))


def _bounded(log_odds: float) -> float:
    return max(-30.0, min(30.0, log_odds))


@dataclass(frozen=True)
class _Asked:
    """What a score of the linear model depends on; equal sentences have one score."""

    line: str
    words: tuple[str, ...]
    kinds: tuple[str, ...]
    hits: tuple[tuple[str, str], ...]
    trace: Trace = field(compare=False)


def _asked(trace: Trace, hits: Sequence[Hit]) -> _Asked:
    return _Asked(
        trace.line, trace.words, tuple(chunk.kind for chunk in trace.chunks), tuple(_named(hits)), trace
    )


@lru_cache(maxsize=4096)
def _linear(asked: _Asked) -> float:
    shipped = model()
    return 0.0 if shipped is None else shipped.margin(features([asked.trace], asked.hits))


def _named(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    return [(hit.rule, str(hit.severity)) for hit in hits]


def _added(sentence: Sentence, trace: Trace, opinion: Opinion, chance: float, hits: Sequence[Hit]) -> Hit:
    """A warning on the whole sentence, with the slots that can be named."""
    shipped = model()
    reasons = shipped.reasons(trace, _named(hits)) if shipped else ()
    slots: dict[str, object] = {"score": round(chance, 2), "weighed most": list(reasons)}
    if opinion.category:
        slots["reads like"] = opinion.category
    if trace.chunks:
        slots |= {"who": words(trace, trace.chunks[0]), "kind": trace.chunks[0].kind}
    also = tuple(sorted({hit.rule for hit in hits}))
    spec = _spec(opinion.category)
    return Hit(RULE, Severity.WARNING, 0, len(sentence.text), sentence, trace, slots, (), 90, also, spec)


def _spec(category: str | None) -> Spec:
    from pmtool.rules.blame.implied_blame import spec

    return spec(category)
