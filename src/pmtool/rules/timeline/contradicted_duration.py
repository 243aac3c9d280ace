"""A duration in the text that the times of the front matter contradict.

Seen where the words say which duration is meant: "lasted 45 minutes", "Duration: 2 h", "time to detect: 20
min", "the outage was resolved after 3 hours". For the length of an incident any two stages from
its start or detection to its mitigation or resolution will do. Rounding passes: half a unit as written, and a
tenth of the value; "about" and estimated times get a quarter. Times that are only days are read from their
first to their last minute.

## Why
Figures come from the times, readers believe the sentence. When the two differ, one of them misleads, and
nobody knows which.

## Instead
Take the sentence from the times, or leave the duration out: `pm stats` derives it. Where the sentence is
right, correct the times.
"""

from collections.abc import Iterator, Mapping, Sequence
import math
import re

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.timeline._entries import stages
from pmtool.schema.moment import Moment
from pmtool.stats.quantiles import in_words
from pmtool.vocab import SectionKind, Severity

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DIGITS = r"\d{1,4}(?:[.,]\d{1,2})?"
_SPELT = r"(?:half an|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_UNIT = r"(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?)"
_PAIR = rf"(?:{_DIGITS}[ -]?|{_SPELT}[ -]){_UNIT}\b"
_DURATION = rf"(?P<about>(?:about|around|approximately|approx\.?|roughly|nearly|almost|over|more than|some|~|≈|ca\.?) ?)?(?P<value>{_PAIR}(?:,? (?:and )?{_PAIR})?)"
_WORDS = {"a": 1.0, "an": 1.0, "half an": 0.5} | {
    word: float(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
_ONE = re.compile(rf"({_DIGITS}|{_SPELT}(?=[ -]))[ -]?({_UNIT})\b", re.IGNORECASE)
# What announces a duration, and between which stages it runs; the length of an incident may mean several.
_LENGTH = (
    ("started", "resolved"),
    ("started", "mitigated"),
    ("detected", "resolved"),
    ("detected", "mitigated"),
)
_EVENT = r"(?:the|this) (?:incident|outage|issue|problem|event)"
_CUES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        r"(?:the |this )?(?:incident|outage|event|degradation|disruption|downtime|impact)(?: itself)? lasted(?: for)?(?: a total of)? ",
        _LENGTH,
    ),
    (
        r"(?:incident|outage|impact|total)? ?duration(?: of (?:the )?(?:incident|outage|impact))?(?:\*\*)?(?: was|:)(?:\*\*)? ",
        _LENGTH,
    ),
    (r"(?:time to detect(?:ion)?|ttd|mttd)(?:\*\*)?(?: was|:| of)?(?:\*\*)? ", (("started", "detected"),)),
    (
        r"(?:time to acknowledge|tta)(?:\*\*)?(?: was|:| of)?(?:\*\*)? ",
        (("detected", "acknowledged"), ("started", "acknowledged")),
    ),
    (
        r"(?:time to mitigat(?:e|ion)|ttm)(?:\*\*)?(?: was|:| of)?(?:\*\*)? ",
        (("started", "mitigated"), ("detected", "mitigated")),
    ),
    (
        r"(?:time to (?:resolve|resolution|recover|recovery|restore)|ttr|mttr)(?:\*\*)?(?: was|:| of)?(?:\*\*)? ",
        _LENGTH,
    ),
    (rf"{_EVENT} was (?:only |first )?(?:detected|noticed) (?:only )?after ", (("started", "detected"),)),
    (rf"{_EVENT} was (?:only |fully )?resolved (?:only )?after ", _LENGTH),
)
_PATTERNS = tuple(
    (
        re.compile(rf"(?<![\w-]){cue}{_DURATION}(?! (?:ago|later|before|earlier|per|each))", re.IGNORECASE),
        pairs,
    )
    for cue, pairs in _CUES
)
# Where a review speaks of its own event; lessons and actions speak of others as well.
_OWN = frozenset({SectionKind.SUMMARY, SectionKind.IMPACT, SectionKind.DETECTION, SectionKind.OTHER})
_SHARE, _LOOSE_SHARE = 0.10, 0.25
_AT_LEAST = ("over", "more than")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a duration."""
    times = stages(document)
    if len(times) < 2:
        return
    for sentence in document.sentences:
        if sentence.quoted or sentence.kind is None or sentence.section not in _OWN:
            continue
        for pattern, pairs in _PATTERNS:
            for found in pattern.finditer(sentence.text):
                message = _contradiction(found, pairs, times)
                if message is not None:
                    yield Finding(sentence.span(found.start("value"), found.end("value")), message)


def _contradiction(
    found: re.Match[str], pairs: Sequence[tuple[str, str]], times: Mapping[str, Moment]
) -> str | None:
    """The message where no pair of stages that is meant fits; None where one does, or none is known."""
    known = [(begin, end) for begin, end in pairs if begin in times and end in times]
    about = (found["about"] or "").strip().casefold()
    value, unit = _seconds(found["value"])
    for begin, end in known:
        loose = bool(about) or times[begin].estimated or times[end].estimated
        slack = max(unit / 2, value * (_LOOSE_SHARE if loose else _SHARE))
        low = (times[end].earliest - times[begin].latest).total_seconds() - slack
        high = (times[end].latest - times[begin].earliest).total_seconds() + slack
        if low <= value <= high or (about in _AT_LEAST and value <= high):
            return None
    if not known:
        return None
    begin, end = known[0]
    derived = max(0.0, (times[end].earliest - times[begin].earliest).total_seconds())
    written = " ".join(found["value"].split())
    return (
        f"'{written}' does not fit the times: {begin} to {end} is {in_words(derived)}; "
        "correct one of the two, or leave the duration to pm stats"
    )


def _seconds(written: str) -> tuple[float, float]:
    """A duration in seconds, and its smallest unit."""
    total, smallest = 0.0, math.inf
    for found in _ONE.finditer(written):
        word = found[1].casefold()
        number = _WORDS.get(word)
        unit = _SECONDS["m" if found[2].casefold().startswith("m") else found[2][0].casefold()]
        total += (float(word.replace(",", ".")) if number is None else number) * unit
        smallest = min(smallest, unit / 10 if "." in word or "," in word else unit)
    return total, smallest


_TIMES = (
    "---\ntitle: Slow answers\nstatus: draft\ntimes:\n  started: 2026-03-02T09:00:00Z\n  detected: "
    "2026-03-02T09:20:00Z\n  mitigated: 2026-03-02T11:00:00Z\n  resolved: 2026-03-02T18:00:00Z\n---\n\n## Summary\n\n"
)
_DAYS = _TIMES.replace("T09:00:00Z", "").replace("2026-03-02T18:00:00Z", "2026-03-05")

RULE = Rule(
    "timeline/contradicted-duration",
    Severity.WARNING,
    check,
    needs_front_matter=True,
    bad=[
        f"{_TIMES}The outage lasted «45 minutes».\n",
        f"{_TIMES}Answers were slow.\n\n## Impact\n\n- Duration: «3 days»\n- Time to detect: «2 h»\n",
        f"{_TIMES}The incident was detected after «two hours» and the issue was resolved after about «20 hours».\n",
        f"{_DAYS}The outage lasted «9 days».\n",
    ],
    good=[
        f"{_TIMES}The outage lasted 2 hours; all answers were right again nine hours after it began.\n",
        f"{_TIMES}The incident lasted for 8 h 40 min after somebody had noticed.\n",
        f"{_TIMES}The outage lasted about ten hours.\n",
        f"{_TIMES}The outage lasted more than 7 hours, and the alert was resolved after 3 minutes.\n",
        f"{_TIMES}Time to detect: 20 minutes. The lock has a timeout of 45 minutes.\n",
        f"{_DAYS}The outage lasted 4 days.\n",
        f"{_TIMES}Text.\n\n## Lessons\n\nIn January, the outage lasted 45 minutes.\n",
        f"{_TIMES}> The outage lasted 45 minutes.\n",
    ],
)
