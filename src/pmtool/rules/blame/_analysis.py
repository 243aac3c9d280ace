"""All blame findings of a document, made in one pass and shared by the rules.

Each rule file contributes a `Spec`. The sentences are looked at once; every frame that can match is tried; overlapping
matches of several rules become one finding, the strongest, which lists the others. A rule's check only picks its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
import importlib
import re
from weakref import WeakKeyDictionary

from pmtool.model.blocks import Sentence
from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.prose import grammar, guards
from pmtool.prose.frames import Frame, Hit, Spec, slots
from pmtool.prose.trace import Trace, make_trace
from pmtool.rules.base import Context
from pmtool.rules.blame import MODULES
from pmtool.rules.blame import _second as second
from pmtool.vocab import Severity

# Phrases for people that do not fit into a question.
_NO_NAMES = frozenset(
    [
        "i",
        "we",
        "nobody",
        "no-one",
        "everyone",
        "everybody",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "who",
        "whoever",
        "you",
    ]
)

# What a template leaves to be filled in: `_[what made it look right]_`.
_PLACEHOLDER = re.compile(r"_\[[^\]\n]{1,2000}\]_")

# Characters of the text that a message repeats.
MOST_SHOWN = 70

# Whose it is, where no person is named.
_OF_THE_WRITER = frozenset(["my", "our", "mine", "ours"])
_OF_OTHERS = frozenset(["his", "her", "their", "your"])

Key = tuple[tuple[str, ...], ...]
_DONE: "WeakKeyDictionary[Document, dict[Key, dict[str, list[Finding]]]]" = WeakKeyDictionary()


def findings(name: str, document: Document, context: Context) -> Iterator[Finding]:
    """The findings of one rule of the bundle, by its name without the bundle."""
    key: Key = (
        tuple(context.config.blame.people),
        tuple(context.config.blame.allow),
        tuple(context.config.privacy.people),
        tuple(context.collection.people()),
        (context.config.blame.second_opinion,),
        tuple(sorted(_competing(context) or ())),
    )
    done = _DONE.setdefault(document, {})
    if key not in done:
        done[key] = _analyse(document, context)
    yield from done[key].get(name, ())


@dataclass(frozen=True)
class _Index:
    """The frames of all rules, by the cues that they need."""

    frames: Sequence[tuple[Spec, Frame]]
    by_cue: Mapping[str, Sequence[int]]
    always: Sequence[int]

    def candidates(self, trace: Trace) -> list[int]:
        """Which frames a sentence can match."""
        found = set(self.always)
        for cue in trace.cues:
            found.update(self.by_cue.get(cue, ()))
        cues = trace.cues
        return sorted(number for number in found if self.frames[number][1].pattern.possible(cues))


@cache
def specs() -> Mapping[str, Spec]:
    """What the rules of the bundle contribute, by name, in their order."""
    modules = (importlib.import_module(f"pmtool.rules.blame.{module}") for module in MODULES)
    found = (getattr(module, "SPEC", None) for module in modules)
    return {spec.name: spec for spec in found if spec is not None}


@cache
def _index() -> _Index:
    frames = [(spec, frame) for spec in specs().values() for frame in spec.frames]
    by_cue: dict[str, list[int]] = {}
    always = []
    for number, (_, frame) in enumerate(frames):
        needs = frame.pattern.needs
        for cue in needs[0] if needs else ():
            by_cue.setdefault(cue, []).append(number)
        if not needs:
            always.append(number)
    return _Index(frames, by_cue, always)


def _analyse(document: Document, context: Context) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for hit in document_hits(document, context):
        found.setdefault(hit.rule, []).append(_finding(hit))
    return found


def document_hits(document: Document, context: Context) -> Iterator[Hit]:
    """Hits of a document in order, overlaps resolved, with the second opinion heard as configured."""
    mode = context.config.blame.second_opinion
    competing = _competing(context)
    sentences = list(analysed(document, context))
    alone = mode == "alone"
    opinions = [None] * len(sentences) if mode == "rules" else second.opinions(sentences, alone=alone)
    share = second.expected_share(opinions)
    for number, ((sentence, trace, hits), opinion) in enumerate(zip(sentences, opinions, strict=True)):
        own = hits
        if competing is not None and any(not {hit.rule, *hit.also} <= competing for hit in hits):
            following = [sentences[number + 1][0]] if number + 1 < len(sentences) else []
            all_hits = [hit for hit in sentence_hits(sentence, trace) if hit.rule in competing]
            own = _answered(resolve_overlaps(all_hits), following)
        if mode == "rules":
            yield from own
        else:
            yield from second.combine(
                sentence, trace, own, opinion, share, all_hits=hits, running=competing, alone=alone
            )


def _competing(context: Context) -> frozenset[str] | None:
    """The rules of the bundle that run, None for all of them: what is ignored must not hide what is not."""
    if context.selected is None:
        return None
    names = frozenset(name.partition("/")[2] for name in context.selected if name.startswith("blame/"))
    return None if names >= {module.replace("_", "-") for module in MODULES} else names


def analysed(document: Document, context: Context) -> Iterator[tuple[Sentence, Trace, list[Hit]]]:
    """Each sentence with its trace and what the rules alone find in it."""
    extra = frozenset(word.casefold() for phrase in _people(context) for word in phrase.split())
    allowed = [tuple(term.casefold().split()) for term in context.config.blame.allow]
    blanks = [match.span() for match in _PLACEHOLDER.finditer(document.text)]
    for number, sentence in enumerate(document.sentences):
        if blanks and _within(sentence, blanks):
            continue
        if not any(character.isalpha() for character in sentence.text):
            continue
        person_before = _person_before(sentence, extra)
        trace = make_trace(sentence.text, extra=extra, allowed=allowed, person_before=person_before)
        hits = resolve_overlaps(sentence_hits(sentence, trace))
        yield sentence, trace, _answered(hits, document.sentences[number + 1 : number + 2])


def _within(sentence: Sentence, stretches: Sequence[tuple[int, int]]) -> bool:
    span = sentence.span()
    return any(start <= span.start and span.end <= end for start, end in stretches)


def _answered(hits: list[Hit], following: Sequence[Sentence]) -> list[Hit]:
    """A why-question that the same paragraph answers is a step of the analysis; the answer is judged on its own."""
    if not following or following[0].before is None:
        return hits
    return [
        replace(hit, severity=Severity.INFO, guards=(*hit.guards, "answered"))
        if hit.rule == "who-why-question"
        else hit
        for hit in hits
    ]


def _people(context: Context) -> list[str]:
    names = [name for name in context.collection.people() if "@" not in name[1:]]
    return [*context.config.blame.people, *context.config.privacy.people, *names]


def _person_before(sentence: Sentence, extra: frozenset[str]) -> bool:
    """Whether `they` in a sentence may be people of the one before; a sentence on its own gets the benefit."""
    if sentence.before is None:
        return True
    if "they" not in sentence.text.lower():
        return False
    return make_trace(sentence.before.text, extra=extra).has_people


def sentence_hits(sentence: Sentence, trace: Trace) -> list[Hit]:
    """Every match in a sentence."""
    index = _index()
    hits: list[Hit] = []
    quoted: list[tuple[int, int]] = []
    meta: bool | None = None
    for number, matches in _matches(trace):
        spec, frame = index.frames[number]
        if frame.sections and sentence.section not in frame.sections:
            continue
        if spec.askable and guards.openly_asked(trace):
            continue
        if meta is None:
            quoted, meta = guards.quoted_stretches(trace), guards.META.holds(trace)
        if (meta and spec.meta) or any(guard.holds(trace) for guard in frame.unless):
            continue
        hits += [_hit(spec, frame, sentence, trace, start, end, quoted) for start, end in matches]
    return hits


@lru_cache(maxsize=4096)
def _matches(trace: Trace) -> list[tuple[int, list[tuple[int, int]]]]:
    """The frames that match a line, by number, and where. Traces of equal sentences are one object."""
    index = _index()
    found = [
        (number, [match.span() for match in index.frames[number][1].pattern.regex.finditer(trace.line)])
        for number in index.candidates(trace)
    ]
    return [(number, spans) for number, spans in found if spans]


def _hit(
    spec: Spec,
    frame: Frame,
    sentence: Sentence,
    trace: Trace,
    low: int,
    high: int,
    quoted: Sequence[tuple[int, int]],
) -> Hit:
    start, end = trace.offsets(low, high)
    severity = frame.severity
    held = guards.held(frame.soften, trace)
    filled = slots(trace, low, high)
    if held:
        severity = Severity.INFO
    if sentence.quoted or any(a <= start and end <= b for a, b in quoted):
        held.append("quoted")
        severity = Severity.INFO
    if severity is Severity.ERROR and _of_the_writer(filled, trace, sentence.text[start:end]):
        held.append("first person")
        severity = Severity.WARNING
    return Hit(spec.name, severity, start, end, sentence, trace, filled, tuple(held), spec.rank, spec=spec)


def _of_the_writer(filled: Mapping[str, object], trace: Trace, matched: str) -> bool:
    """Whether a match is about the writer: it says so ("my fault"), or the sentence names nobody else ("I was careless")."""
    if "kind" in filled:
        return filled["kind"] == "first person"
    if _OF_THE_WRITER & set(matched.lower().split()):
        return True
    if any(chunk.kind != "first person" for chunk in trace.chunks) or _OF_OTHERS & set(trace.words):
        return False
    return bool(trace.chunks)


def resolve_overlaps(hits: Sequence[Hit]) -> list[Hit]:
    """One hit a stretch: the gravest, then the rule of the lowest rank, then the longest; the rest go into `also`.

    Rules below rank 10 describe a special case of another rule and win over a graver general one, unless they are
    mere information.
    """

    def order(hit: Hit) -> tuple[int, int, int, int]:
        special = hit.rank < 10 and hit.severity is not Severity.INFO
        return (-1 if special else hit.severity.rank, hit.rank, hit.start - hit.end, hit.start)

    kept: list[Hit] = []
    for hit in sorted(hits, key=order):
        for number, other in enumerate(kept):
            if hit.start < other.end and other.start < hit.end:
                if hit.rule != other.rule and hit.rule not in other.also:
                    kept[number] = replace(other, also=(*other.also, hit.rule))
                break
        else:
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def _beginning(text: str) -> str:
    """The whole words that fit into a message, or a piece where they are long."""
    room = MOST_SHOWN - len(" ...")
    cut = text[: room + 1].rpartition(" ")[0]
    return cut if len(cut) > room // 2 else text[:room]


def _finding(hit: Hit) -> Finding:
    spec = hit.spec
    assert spec is not None
    who = str(hit.slots.get("who", "the person"))
    if who.partition(" ")[0].casefold() in grammar.DETERMINERS | {"not", "none"}:
        who = who[:1].lower() + who[1:]
    if who.casefold() in _NO_NAMES:  # "What did nobody see" asks nothing
        who = "people"
    text = " ".join(hit.text.split())
    shown = text if len(text) <= MOST_SHOWN else _beginning(text) + " ..."
    why: dict[str, object] = {"slots": dict(hit.slots)}
    if hit.guards:
        why["guards"] = list(hit.guards)
    if hit.also:
        why["also"] = [f"blame/{name}" for name in hit.also]
    return Finding(
        span=hit.span,
        message=spec.message.replace("{text}", shown).replace("{who}", who),
        severity=hit.severity,
        ask=spec.ask.replace("{who}", who),
        rewrite=spec.rewrite,
        why=why,
    )
