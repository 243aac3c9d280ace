"""A small language for patterns over traces, compiled to linear regular expressions.

Elements stand apart by blanks:

- `word`, `a|b|c`: these words, whatever their class; `'s` and marks as they are
- `<F>` any word of class F, `<FW:d>` of class F or W in form d (past); `<:d>` any verb in the past
- `P` a person as a subject, `O` as an object, `PO` either, `ANY` any word, and the other names in `SYMBOLS`
- `~5` up to five words, within the clause; `~,5` not over a comma
- `x?` optional, `x*` up to four times; `(` `)` `||` grouping of whole elements; `^` the start of the sentence

Every repetition is bounded, so matching is linear in the length of the line.
"""

from collections.abc import Sequence
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
    """One pattern: its source, and the cues of which a line must have one."""

    source: str

    @cached_property
    def regex(self) -> "re.Pattern[str]":
        """Compiled on first use."""
        return re.compile("(?<= )" + _compile(self.elements))

    @cached_property
    def needs(self) -> frozenset[str]:
        """Cues of the rarest element that must occur; empty when nothing can be said."""
        return _needs(self.elements)

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
    alternatives = []
    for part in body.split("|"):
        found = _ELEMENT.fullmatch(part)
        if found and part.startswith("<"):
            classes = f"[A-Z]*[{found[1]}][A-Z]*" if found[1] else "[A-Z]*"
            form = f"[a-z]*[{found[2]}][a-z]*" if found[2] else "[a-z]*"
            alternatives.append(f"[^ /]+/{classes}{form}")
        elif part == "ADV":
            alternatives.append(_ADV)
        elif part in SYMBOLS:
            alternatives += [re.escape(word) + _TAGGED for word in SYMBOLS[part]]
        elif part.endswith("~"):
            alternatives.append(re.escape(part[:-1]) + "[^ ]*")
        else:
            alternatives.append(re.escape(part) + _TAGGED)
    return alternatives[0] if len(alternatives) == 1 else f"(?:{'|'.join(alternatives)})"


_COMMON = grammar.FUNCTION | {",", "'s", "|", ":", "-"}


def _needs(elements: Sequence[str]) -> frozenset[str]:
    best: tuple[float, frozenset[str]] = (99.0, frozenset())
    depth = 0
    for element in elements:
        if element.startswith("("):
            depth += 1
        elif element.startswith(")"):
            depth -= 1
        elif depth == 0:
            best = min(best, _cues(element), key=lambda pair: pair[0])
    return best[1]


def _cues(element: str) -> tuple[float, frozenset[str]]:
    if (
        element in ("^", "$", "||", "ADV", "ANY")
        or element[0] in "~!"
        or (len(element) > 1 and element[-1] in "?*")
    ):
        return 99.0, frozenset()
    cues: set[str] = set()
    cost = 0.0
    for part in element.split("|"):
        if part.startswith("<"):
            classes = part.strip("<>").partition(":")[0]
            if not classes:
                return 99.0, frozenset()
            cues.update("/" + letter for letter in classes)
            cost += 3.0 * len(classes)
        elif part in SYMBOLS:
            cues.update(SYMBOLS[part])
            cost += 10.0
        elif part.endswith("~"):
            return 99.0, frozenset()
        else:
            cues.add(part)
            cost += 20.0 if part in _COMMON else 0.1
    return cost, frozenset(cues)
