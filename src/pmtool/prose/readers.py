"""Two encoders read doubtful sentences: a small one all of them, a large one those where it could turn the outcome.

The large one takes eight times as long. It is the better judge by far on text unlike that which both learned from, and where
it could not move a sentence over a threshold it need not be asked.
"""

from collections.abc import Sequence

from pmtool.prose.encoder import LARGE, SMALL, Reading, shipped

# How much the answer of the large one counts where it was asked, and by how much it seldom differs from the small one.
LARGE_SHARE = 0.65
SWAY = 3.0
# By how much it seldom moves a score of the small one, therefore: farther from a threshold it need not be asked.
REACH = LARGE_SHARE * SWAY

# What was read before is remembered, up to this many sentences each: an editor asks again and again.
_MOST_KNOWN = 4000
_known: dict[str, dict[tuple[str, ...], Reading]] = {SMALL: {}, LARGE: {}}


def first(sentences: Sequence[tuple[str, ...]]) -> list[Reading] | None:
    """What the small one says of each sentence (its words), in order; None where it is missing."""
    return _read(SMALL, sentences)


def second(sentences: Sequence[tuple[str, ...]], firsts: Sequence[Reading]) -> list[Reading]:
    """What both say together. firsts: what the small one said, which counts alone where the large one is missing."""
    seconds = _read(LARGE, sentences)
    if seconds is None:
        return list(firsts)
    return [both(one, other) for one, other in zip(firsts, seconds, strict=True)]


def both(small: Reading, large: Reading) -> Reading:
    """Their scores weighed, and the category of the large one."""
    score = (1 - LARGE_SHARE) * small.score + LARGE_SHARE * large.score
    return Reading(round(score, 2), large.category)


def warm() -> None:
    """Reads both files, so that the first doubtful sentence need not wait."""
    shipped(SMALL)
    shipped(LARGE)


def _read(name: str, sentences: Sequence[tuple[str, ...]]) -> list[Reading] | None:
    if not sentences:
        return []
    encoder = shipped(name)
    if encoder is None:
        return None
    before = _known[name]
    known = {words: before[words] for words in sentences if words in before}
    new = [words for words in dict.fromkeys(sentences) if words not in known]
    known.update(zip(new, encoder.read(new), strict=True))
    if len(before) > _MOST_KNOWN:
        before.clear()
    before.update(known)
    return [known[words] for words in sentences]
