"""A small language for patterns over traces, compiled to linear regular expressions.

Elements stand apart by blanks:

- `word`, `a|b|c`: these words, whatever their class; `'s` and marks as they are
- `<F>` any word of class F, `<FW:d>` of class F or W in form d (past); `<:d>` any verb in the past
- `P` a person as a subject, `O` as an object, `PO` either, `ANY` any word, and the other names in `SYMBOLS`
- `~5` up to five words, within the clause; `~,5` not over a comma
- `x?` optional, `x*` up to four times; `(` `)` `||` grouping of whole elements; `^` the start of the sentence

Every repetition is bounded, so matching is linear in the length of the line.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
import re

from pmtool.prose import grammar

# Between subject and verb: adverbs (a verb that is one too, such as "still", is left out), commas.
_ADV = r"(?:[^ /]+/[A-Z]*[AI][A-Za-z]*|,|at_all|of_course)"
# Stretches that many patterns share.
MACROS = {
    # who acts, up to the verb: "the reviewer, in a hurry, had simply ..."
    "{S}": "P ( , ~,9 , || \\( ~,9 \\) )? HAD? ADV* HAD? ADV*",
    "{SX}": "PX ( , ~,9 , || \\( ~,9 \\) )? HAD? ADV* HAD? ADV*",
    "{M2}": "M ( , ~,9 , || \\( ~,9 \\) )? ( that|which|itself )? HAD? ADV*",
    "{NEG}": "P ( , ~,9 , || \\( ~,9 \\) )? ADV* did|does|do|could ADV* NOT ADV*",
}
SYMBOLS: dict[str, tuple[str, ...]] = {
    "P": ("PERS", "WE", "NOONE", "ALL", "YOU", "who"),
    "PX": ("PERS", "NOONE", "ALL", "who"),
    "O": ("pers_", "noone_", "all_", "we_", "you_", "us", "him", "her", "them", "me"),
    "PO": ("PERS", "WE", "NOONE", "ALL", "YOU", "pers_", "noone_", "all_", "you_"),
    "PN": ("PERS", "pers_"),
    "pers": ("pers_",),
    "noone": ("noone_",),
    "WE": ("WE",),
    "U": ("USER",),
    "UO": ("USER", "user_"),
    "M": ("MODEL",),
    "MO": ("MODEL", "model_"),
    "ANYONE": ("PERS", "WE", "NOONE", "ALL", "YOU", "who", "USER", "pers_", "noone_", "all_", "user_"),
    "NOONE": ("NOONE", "noone_"),
    "ALL": ("ALL", "all_"),
    "POSS": ("his", "her", "their", "our", "my", "your", "whose"),
    "AUX": (
        "has",
        "have",
        "had",
        "did",
        "do",
        "does",
        "would",
        "could",
        "should",
        "will",
        "can",
        "may",
        "might",
        "must",
        "'d",
    ),
    "HAD": ("has", "have", "had", "did"),
    "BE": ("is", "was", "were", "are", "been", "being", "be", "am", "'s"),
    "DET": ("the", "a", "an", "this", "that", "these", "those", "any", "some", "no", "every", "one", "such"),
    "NOT": ("not", "never"),
    "MOD": ("should", "could", "ought", "might", "must"),
    "TIME": (
        "0:0",
        "0",
        "-",
        "*",
        "|",
        "utc",
        "cet",
        "cest",
        "gmt",
        "am",
        "pm",
        "~",
        "[",
        "]",
        "(",
        ")",
        ":",
        ".",
        ",",
        "bst",
        "est",
        "pst",
        "z",
        "#",
        ">",
        "+",
        "why",
    ),
}
_TAGGED = r"(?:/[A-Za-z]+)?"
_WORD = r"[^ ]+"
_ELEMENT = re.compile(r"<([A-Z]*)(?::([a-z]+))?>|~(,?)(\d+)|([^?*]+)")


@dataclass(frozen=True)
class Pattern:
    """One pattern: its source, and the cues that a line must have."""

    source: str

    @cached_property
    def regex(self) -> "re.Pattern[str]":
        """Compiled on first use."""
        return re.compile("(?<= )" + _compile(self.elements))

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of cues; a line that matches has one of each. The rarest first, empty when nothing can be said."""
        return tuple(cues for _, cues in _needs(self.elements))

    def possible(self, cues: Collection[str]) -> bool:
        """Whether a line with these cues can match; a cheap test before the expression is compiled."""
        return not any(need.isdisjoint(cues) for need in self.needs)

    @property
    def elements(self) -> list[str]:
        """The source with shared stretches put in."""
        source = self.source
        for name, stretch in MACROS.items():
            source = source.replace(name, stretch)
        return source.split()


def _compile(elements: Sequence[str]) -> str:
    out: list[str] = []
    for element in elements:
        if element == "(":
            out.append("(?:")
        elif element == "||":
            out.append("|")
        elif element in (")", ")?", ")*"):
            out.append(")" + {")": "", ")?": "?", ")*": "{0,3}"}[element])
        elif element == "^":
            out.append(r"(?<=\A )")
        elif element == "$":
            out.append(r"(?=[.!?] \Z|\Z|\| )")
        else:
            out.append(_element(element))
    return "".join(out)


def _element(element: str) -> str:
    suffix = element[-1] if len(element) > 1 and element[-1] in "?*" else ""
    body = element[:-1] if suffix else element
    if body.startswith("~"):
        stop = r"[^ .;|,]" if "," in body else r"[^ .;|]"
        return rf"(?:{stop}[^ ]* ){{0,{body.lstrip('~,')}}}?"
    if body.startswith("!"):  # not this word
        return f"(?!{_element(body[1:])})"
    return f"(?:{_one(body)} )" + {"": "", "?": "?", "*": "{0,4}"}[suffix]


def _one(body: str) -> str:
    if body.startswith("\\"):
        return re.escape(body[1:])
    if body == "ADV":
        return _ADV
    if body == "ANY":
        return _WORD
    # Words share one tail for their tags: it is the number of sub-expressions that makes compiling slow.
    plain: list[str] = []
    tagged: list[str] = []
    for part in body.split("|"):
        found = _ELEMENT.fullmatch(part)
        if found and part.startswith("<"):
            classes = f"[A-Z]*[{found[1]}][A-Z]*" if found[1] else "[A-Z]*"
            form = f"[a-z]*[{found[2]}][a-z]*" if found[2] else "[a-z]*"
            plain.append(f"[^ /]+/{classes}{form}")
        elif part == "ADV":
            plain.append(_ADV)
        elif part.endswith("~"):
            plain.append(re.escape(part[:-1]) + "[^ ]*")
        else:
            for word in SYMBOLS.get(part, (part,)):
                (plain if word.endswith("_") or word.isupper() else tagged).append(re.escape(word))
    if tagged:
        plain.append(_either(tagged) + _TAGGED)
    return _either(plain)


def _either(alternatives: Sequence[str]) -> str:
    return alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"


_COMMON = grammar.FUNCTION | {",", ".", "'s", "|", ":", "-"}
# How often a cue stands in a sentence, roughly, so that the rarest element of a pattern is asked for first.
_CLASS_COST = 3.0
_SYMBOL_COST = 10.0
_WORD_COST = 0.1
_COMMON_COST = 20.0
Need = tuple[float, frozenset[str]]


def _needs(elements: Sequence[str]) -> list[Need]:
    """For each element that must occur, the cues of which a line must have one, rarest element first."""
    needs, rest = _sequence(list(elements), 0)
    assert rest == len(elements), elements
    return sorted(needs, key=lambda need: need[0])


def _sequence(elements: Sequence[str], at: int) -> tuple[list[Need], int]:
    """The needs of the elements up to the end of their group. Groups nest in our own patterns only, a few deep."""
    branches: list[list[Need]] = [[]]
    while at < len(elements):
        element = elements[at]
        at += 1
        if element == "(":
            inside, at = _sequence(elements, at)
            if elements[at - 1] == ")":
                branches[-1] += inside
        elif element in (")", ")?", ")*"):
            break
        elif element == "||":
            branches.append([])
        else:
            branches[-1] += _cues(element)
    if len(branches) == 1:
        return branches[0], at
    if not all(branches):
        return [], at
    best = [min(branch, key=lambda need: need[0]) for branch in branches]
    return [(sum(cost for cost, _ in best), frozenset().union(*(cues for _, cues in best)))], at


def _cues(element: str) -> list[Need]:
    if (
        element in ("^", "$", "ADV", "ANY")
        or element[0] in "~!"
        or (len(element) > 1 and element[-1] in "?*" and not element.startswith("\\"))
    ):
        return []
    if element.startswith("\\"):
        return [(_COMMON_COST, frozenset([element[1:]]))]
    cues: set[str] = set()
    cost = 0.0
    for part in element.split("|"):
        if part.startswith("<"):
            classes, _, form_letters = part.strip("<>").partition(":")
            wanted = [f"/{c}{f}" for c in classes or [""] for f in form_letters or [""]]
            cues.update(wanted)
            cost += _CLASS_COST * len(wanted)
        elif part == "ADV" or part.endswith("~"):
            return []
        elif part in SYMBOLS:
            cues.update(SYMBOLS[part])
            cost += _SYMBOL_COST
        else:
            cues.add(part)
            cost += _COMMON_COST if part in _COMMON else _WORD_COST
    return [(cost, frozenset(cues))]
