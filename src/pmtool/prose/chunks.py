"""Noun phrases that are people, in a sentence's tokens.

No parser: the head is looked up, its neighbours decide whether it is a head ("the operator restarted") or a modifier
("the operator pattern"), and the phrase is widened to its determiner, its "one of ..." and its "... on call".
"""

# ruff: noqa: SIM905 -- word lists read better as text

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pmtool.prose import grammar
from pmtool.prose.lexicon import Lexicon
from pmtool.prose.tokens import Token

VERB_CLASSES = frozenset("FWDVHSLKMCZXG")
_JUDGING = frozenset("JBQN")
_HUMAN_AGENTS = frozenset(
    "support call service human customer desk care field claims helpdesk travel estate student medical crowd ward factory shift social key warehouse tier-1 tier-2 tier-one first-line second-line frontline".split()
)
# Functions that act without a capital letter: "finance ops missed the cut-off".
_LOWER_FUNCTIONS = frozenset(
    "ops qa devops sre infosec secops marketing procurement finance compliance engineering informatics".split()
)
# What names of teams end in, beside functions: "Trust & Safety", "Developer Experience".
_TEAM_ENDS = frozenset(
    "experience safety services science development relations success assurance excellence enablement intelligence "
    "reliability insights trust governance studio office labs analytics protection planning care".split()
)
_TAILS = {
    first: tuple(tail for tail in grammar.TAILS if tail[0] == first)
    for first in {t[0] for t in grammar.TAILS}
}
# Verbs that only people are the subject of, whatever the noun before them.
_HUMAN_VERBS = frozenset(
    "forgot forgets admitted admits confessed claimed claims insisted swears swore apologised apologized conceded".split()
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens `start:end`, `head` among them. symbol: how patterns see it. kind: for the reader of an explanation.

    oblique: the phrase is the object of a verb or a preposition, so it is no subject.
    """

    start: int
    end: int
    head: int
    symbol: str
    kind: str
    oblique: bool = False


class Chunker:
    """Finds the people of one sentence."""

    def __init__(
        self, tokens: Sequence[Token], tags: Sequence[str], masked: Collection[int], lexicon: Lexicon, extra: Collection[str],
        *, person_before: bool,
    ) -> None:  # fmt: skip
        self.tokens = tokens
        self.tags = tags
        self.masked = masked
        self.lexicon = lexicon
        self.extra = extra
        self.person_before = person_before

    def chunks(self) -> list[Chunk]:
        """In order, without overlaps."""
        found: list[Chunk] = []
        index = 0
        while index < len(self.tokens):
            chunk = None if index in self.masked else self._at(index, found[-1].end if found else 0)
            if (
                chunk is not None
                and found
                and self._word(chunk.head) == "they"
                and found[-1].symbol in ("USER", "MODEL")
            ):
                chunk = replace(
                    chunk, symbol=found[-1].symbol
                )  # "the customers ... because they": still the customers
            if chunk is None:
                index += 1
                continue
            if found and self._joins(found[-1], chunk):
                last = found.pop()
                chunk = Chunk(last.start, chunk.end, last.head, last.symbol, last.kind, last.oblique)
            found.append(chunk)
            index = chunk.end
        return found

    def _word(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def _at(self, index: int, floor: int) -> Chunk | None:
        word = self.tokens[index].text
        if self.tokens[index].shape in "x0." and self._nobody(index, word):
            return None
        if word in self.lexicon.pronouns or word == "they":
            return self._pronoun(index, word, floor)
        if word == "no" and self._word(index + 1) == "one":
            return self._closed(index, index + 2, index, "NOONE", "indefinite", floor)
        product = self._product(index, floor)
        if product:
            return product
        group = self._group(index)
        if group:
            kind = {"pers": "role or group"}.get(group, group)
            return self._closed(self._left(index, floor), index + 1, index, group.upper(), kind, floor)
        return self._team(index, floor) or self._name(index, floor) or self._function(index, floor)

    def _product(self, index: int, floor: int) -> Chunk | None:
        """`Claude Code`, `GPT-5`, `Claude Sonnet 4`: an AI system by the name of a product."""
        family, versioned, _ = self._word(index).partition("-")
        if family not in grammar.MODEL_FAMILIES:
            return None
        end = index + 1
        while end < min(len(self.tokens), index + 4) and (
            self._word(end) in grammar.MODEL_VARIANTS or self.tokens[end].shape == "0"
        ):
            end += 1
        if (end == index + 1 and not versioned) or self._modifies(end - 1, family, "model"):
            return None
        return self._closed(index, end, index, "MODEL", "model", floor)

    def _team(self, index: int, floor: int) -> Chunk | None:
        """`Developer Experience had`, `by Analytics Engineering`, `Trust & Safety`: a name that ends in a function."""
        if self.tokens[index].shape != "X" or self._word(index) in grammar.FUNCTION | grammar.PRODUCTS:
            return None
        end = index + 1
        while end < min(len(self.tokens), index + 4) and (
            self.tokens[end].shape in "XA" or self._word(end) in ("&", "+")
        ):
            end += 1
        if end == index + 1 and index == 0 and self.lexicon.functions.intersection([self._word(1)]):
            end = 2  # "Content design rewrote": the start of a sentence hides whether the name is one
            if not (self._verb_like(end) or self._word(end) == "("):
                return None
        if end < index + 2 or self._word(end - 1) not in self.lexicon.functions | _TEAM_ENDS:
            return None
        follows = self._word(end)
        free = (
            not follows
            or follows in grammar.FUNCTION
            or self.tokens[end].shape == "."
            or self._verb_like(end)
            or follows.endswith("ly")
        )
        return self._closed(index, end, end - 1, "PERS", "team", floor) if free else None

    def _nobody(self, index: int, word: str) -> bool:
        """Most words, quickly: a lower-case one that heads no phrase for people."""
        words = self.lexicon
        return not (
            word in words.people
            or word in words.pronouns
            or word in words.functions
            or word in ("they", "no")
            or word in self.extra
            or "-" in word
            or self._word(index + 1) in _HUMAN_VERBS
        )

    def _pronoun(self, index: int, word: str, floor: int) -> Chunk | None:
        if word == "i" and (
            self._word(index + 1) in ("/", ".") or self._word(index - 1) in ("part", "phase", "type")
        ):
            return None
        if word == "they":
            symbol, kind = ("PERS", "pronoun") if self._they_is_people(floor, index) else ("", "")
        else:
            symbol = self.lexicon.pronouns[word]
            kind = {"WE": "first person", "PERS": "pronoun"}.get(symbol, "indefinite")
        if not symbol:
            return None
        if (
            word == "i"
            and self.tokens[index].shape == "x"
            and self._word(index + 1) not in grammar.AUXILIARIES
        ):
            follows = self.tags[index + 1] if index + 1 < len(self.tags) else ""
            if not VERB_CLASSES.intersection(follows):
                return None
        return self._closed(index, index + 1, index, symbol, kind, floor)

    def _they_is_people(self, floor: int, index: int) -> bool:
        if any(self.lexicon.people.get(token.text) == "attacker" for token in self.tokens[:index]):
            return False
        if floor:  # a person stood earlier in the sentence
            return True
        plural = any(
            token.shape == "x"
            and token.text.endswith("s")
            and len(token.text) > 3
            and not VERB_CLASSES & set(self.tags[at])
            for at, token in enumerate(self.tokens[:index])
            if token.text not in grammar.FUNCTION
        )
        if plural:
            return False
        return self.person_before

    def _group(self, index: int) -> str:
        """The lexicon group of a person noun that heads its phrase."""
        word = self._word(index)
        group = self.lexicon.people.get(word, "")
        if not group and word in self.extra and self.tokens[index].shape != "X":
            group = "role"  # a capitalised one is a name
        if not group and "-" in word:
            group = self.lexicon.people.get(word.rpartition("-")[2], "")
            group = "" if group in ("model", "user") else group
        if (
            word in ("agent", "agents", "assistant", "assistants", "worker", "workers")
            and self._word(index - 1) in _HUMAN_AGENTS
        ):
            group = "role"
        if group == "group" and self._word(index - 1) in (
            "extortion",
            "ransomware",
            "criminal",
            "hacker",
            "hacking",
            "attacker",
        ):
            group = "attacker"
        if not group or self._modifies(index, word, group):
            return ""
        if word in (
            "it",
            "lead",
            "head",
            "chair",
            "host",
            "guard",
            "mate",
            "bank",
            "board",
            "desk",
            "shift",
            "company",
            "pilot",
        ) and (
            self._word(index - 1) not in grammar.DETERMINERS | grammar.MODIFIERS
            and self.lexicon.people.get(self._word(index - 1)) is None
            and not (self._determined(index) and self._verb_like(index + 1))
        ):
            return ""
        if word in ("human", "individual", "junior", "primary") and self._word(index + 1) == "":
            return group
        return {"role": "pers", "group": "pers"}.get(group, group)

    def _modifies(self, index: int, word: str, group: str) -> bool:
        """Whether the noun only qualifies what follows."""
        after = self._word(index + 1)
        if not after or self.tokens[index + 1].shape == ".":
            return False
        if after in grammar.FUNCTION or after in ("'s", "'", "on-call", "himself", "herself", "themselves"):
            return False
        if after in self.lexicon.people:
            # "team lead": the later one is the head; "users clients": no
            return True
        tags = self.tags[index + 1]
        if set(tags) & set("NQ") and not VERB_CLASSES & set(tags):
            return True
        if (
            group in ("model", "user")
            and set(tags) & set("FHLW")
            and "s" in tags
            and self._word(index - 1) in grammar.DETERMINERS
        ):
            return False
        if VERB_CLASSES & set(tags):
            if any(form in tags for form in "dgn"):
                return False
            # a bare or third-person form after a singular: "the operator reports", but "user reports"
            if word in self.lexicon.plurals or self._inverted(index):
                return False
            return "s" not in tags or group in ("user", "model")
        if after.endswith(("able", "ible", "ful", "less", "ous", "ive")):
            return False
        if after.endswith(("ed", "ly")) or tags.strip("EYR"):
            return False
        if self.tokens[index + 1].shape in "0":
            return False
        return word not in self.lexicon.plurals or group == "model"

    def _determined(self, index: int) -> bool:
        """Whether a determiner stands two or three words before."""
        return any(self._word(at) in grammar.DETERMINERS for at in range(max(0, index - 3), index))

    def _inverted(self, index: int) -> bool:
        """`why did the reviewer spot ...`: the auxiliary stands before the person, so a bare verb follows."""
        before = [self._word(at) for at in range(max(0, index - 5), index)]
        return any(word in grammar.AUXILIARIES for word in before)

    def _name(self, index: int, floor: int) -> Chunk | None:
        token = self.tokens[index]
        word = token.text
        if word.startswith("@"):
            if "/" in word or len(word) < 3 or word[1].isdigit() or (word[1] == "v" and word[2:3].isdigit()):
                return None
            return self._closed(index, index + 1, index, "PERS", "name", floor)
        if token.shape != "X" or word in grammar.PRODUCTS or word in grammar.FUNCTION:
            return None
        end = index + 1
        if (
            len(word) == 1
            and self._word(index + 1) == "."
            and index + 2 < len(self.tokens)
            and self.tokens[index + 2].shape == "X"
        ):
            return self._closed(index, index + 3, index, "PERS", "name", floor) if word != "i" else None
        while end < len(self.tokens) and end < index + 3 and self._surname(end):
            end += 1
        after = self._word(end)
        known = word in self.lexicon.names or word in self.extra
        if known and word in grammar.AMBIGUOUS_NAMES and word not in self.extra:
            known = end > index + 1 or (self._verb_like(end) and index > 0)
        if known:
            if self._modifies_name(end):
                return None
            return self._closed(index, end, index, "PERS", "name", floor)
        if (
            after in grammar.PERSONAL_VERBS
            and not self.tags[index]
            and (index > 0 or end > index + 1 or len(word) > 3)
            and "-" not in word
        ):
            return self._closed(index, end, index, "PERS", "name", floor)
        return None

    def _verb_like(self, index: int) -> bool:
        if index >= len(self.tokens):
            return False
        word = self._word(index)
        return word in grammar.AUXILIARIES or bool(VERB_CLASSES & set(self.tags[index]))

    def _surname(self, index: int) -> bool:
        token = self.tokens[index]
        return (
            token.shape == "X"
            and token.text not in grammar.FUNCTION
            and token.text not in grammar.PRODUCTS
            and index not in self.masked
        )

    def _modifies_name(self, end: int) -> bool:
        return self._word(end) in (
            "server",
            "service",
            "cluster",
            "node",
            "database",
            "index",
            "county",
            "city",
            "street",
            "region",
            "office",
            "site",
            "release",
            "branch",
            "pipeline",
            "project",
            "dashboard",
            "team's",
        )

    def _function(self, index: int, floor: int) -> Chunk | None:
        """`QA missed`, `Security did not`: a function that acts."""
        token = self.tokens[index]
        if index + 1 >= len(self.tokens):
            return None
        lower = token.shape == "x"
        if token.text == "it" and token.shape != "A":
            return None
        if (
            lower
            and self._word(index - 1) in grammar.DETERMINERS
            and self._word(index + 1) in _HUMAN_VERBS
            and not self.tags[index]
        ):
            return self._closed(index - 1, index + 1, index, "PERS", "role", floor)
        if token.text not in self.lexicon.functions or (lower and token.text not in _LOWER_FUNCTIONS):
            return None
        after = self._word(index + 1)
        tags = set(self.tags[index + 1])
        if lower and not (after in ("did", "had", "never") or (tags & set("FWHLSD") and "d" in tags)):
            return None
        acting = after in (
            "did",
            "had",
            "should",
            "could",
            "would",
            "has",
            "have",
            "never",
            "'s",
            "must",
            "was",
            "were",
            "does",
            "can",
        ) or (
            tags & set("FDLMWCKHS")
            and tags & set("ds")
            and not (token.text in ("security", "support", "design", "product", "it") and "s" in tags)
        )
        if not acting:
            return None
        return self._closed(index, index + 1, index, "PERS", "function", floor)

    def _left(self, index: int, floor: int) -> int:
        """Where the phrase begins."""
        start = index
        for at in range(index - 1, max(floor, index - 6) - 1, -1):
            word = self._word(at)
            if word in grammar.DETERMINERS:
                before = self._word(at - 1)
                both = at - 1 >= floor and before in (
                    "the",
                    "our",
                    "their",
                    "all",
                    "any",
                    "these",
                    "those",
                    "both",
                    "of",
                )
                return at - 1 if both and before != "of" else at
            if self.tokens[at].shape == "." or word in grammar.FUNCTION or word == "'s":
                break
            if _JUDGING & set(self.tags[at]) - set("Y"):
                break
            if (
                word in grammar.MODIFIERS
                or word in self.lexicon.people
                or (self.tokens[at].shape in "XA" and at > 0)
            ):
                start = at
        return start

    def _closed(self, start: int, end: int, head: int, symbol: str, kind: str, floor: int) -> Chunk:
        """Widened to partitives and tails, with its number and case."""
        symbol = {"ROLE": "PERS", "GROUP": "PERS"}.get(symbol, symbol)
        if self._word(start) in ("no", "neither") and symbol in ("PERS", "USER") and end - start > 1:
            symbol = "NOONE"
        if (
            start - 2 >= floor
            and self._word(start - 1) == "of"
            and self._word(start - 2) in grammar.PARTITIVES
        ):
            start -= 2
            symbol = (
                "NOONE"
                if self._word(start) in grammar.NEGATIVE_PARTITIVES
                else "PERS"
                if symbol == "WE"
                else symbol
            )
            if start - 1 >= floor and self._word(start - 1) in ("not", "a", "the"):
                start -= 1
                symbol = "NOONE" if self._word(start) == "not" else symbol
        elif (
            start - 1 >= floor
            and self._word(start) in ("a", "one")
            and self._word(start - 1) == "not"
            and self._word(start + 1) == "single"
        ) or (start - 1 >= floor and self._word(start) == "one" and self._word(start - 1) == "not"):
            start -= 1
            symbol = "NOONE"
        while True:
            tail = next(
                (
                    t
                    for t in _TAILS.get(self._word(end), ())
                    if tuple(token.text for token in self.tokens[end : end + len(t)]) == t
                ),
                None,
            )
            if tail is None:
                break
            end += len(tail)
        if (
            (
                self._word(end) in ("at", "from")
                and end + 1 < len(self.tokens)
                and self.tokens[end + 1].shape in "XA"
            )
            and kind != "name"
            and self._word(end + 1) not in grammar.FUNCTION
        ):
            end += 2
        return Chunk(start, end, head, symbol, kind, self._oblique(start, symbol, head))

    def _oblique(self, start: int, symbol: str, head: int) -> bool:
        before = self._word(start - 1)
        if self._word(head) in ("he", "she", "we", "they", "i", "whoever"):
            return False
        if before in grammar.PREPOSITIONS:
            return True
        if start == 0 or before in grammar.SUBORDINATORS or before in grammar.AUXILIARIES:
            return False
        tags = set(self.tags[start - 1])
        if not tags & VERB_CLASSES or tags & set("KML"):
            return False
        return before not in ("had", "did") and not tags & set("A")

    def _joins(self, last: Chunk, chunk: Chunk) -> bool:
        """`the engineer on the platform team` is one phrase."""
        if chunk.start - last.end != 1 or last.kind in ("first person",):
            return False
        link = self._word(last.end)
        return (
            link in ("on", "from", "at", "of", "in")
            and chunk.symbol == "PERS"
            and last.symbol in ("PERS", "NOONE", "ALL")
        )
