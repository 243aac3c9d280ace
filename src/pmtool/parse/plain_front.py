"""The few facts of front matter that lists need, from a block so plain that no YAML parser is called for.

A list over thousands of reviews spends most of its time on YAML and Markdown. Most front matter is plain: keys, words,
dates, short lists. This module recognises such blocks line by line, and refuses everything else, so that the caller
reads them in full. What it says of a plain block is what the full reader says (tested with generated blocks).
"""

import re

from pmtool.model.front_matter import Value

_CHARACTER = r"[\x20-\x7e\xa1-\u02ff\u2010-\u2027\u2030-\u203a\u2190-\u2211]"
# Words that YAML does not take for text.
_NO_TEXT = frozenset(["null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"])
_PLAIN = rf"[A-Za-z0-9/(](?:(?!: |:$|:\s| #){_CHARACTER})*"
_WORD = r"[A-Za-z0-9][\w./@+-]*(?: [\w./@+-]+)*"
_LIST = rf"\[(?:{_WORD}(?:, {_WORD})*)?\]"
_MAP = rf"\{{{_WORD}: {_WORD}(?:, {_WORD}: {_WORD})*\}}"
_QUOTED = rf'"(?:(?!["\\]){_CHARACTER})*"' + "|" + rf"'(?:(?!'){_CHARACTER})*'"
_LINE = re.compile(
    rf"(?P<indent> *)(?P<dash>- )?(?:(?P<key>[A-Za-z_][\w-]*):(?: +(?P<value>{_PLAIN}|{_LIST}|{_MAP}|{_QUOTED}))?"
    rf"|(?P<bare>{_PLAIN}|{_LIST}|{_MAP}|{_QUOTED}))(?P<comment> +#{_CHARACTER}*)? *\Z"
)
_SKIPPED = re.compile(rf" *(?:#{_CHARACTER}*)?\Z")
_NAME = re.compile(r"[A-Za-z][\w./@+-]*(?: [\w./@+-]+)*\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:\d\d)?)?\Z")


class _NotPlainError(Exception):
    pass


def plain_front(block: str) -> dict[str, Value] | None:
    """`severity`, `services` and `times.started` of the lines between the fences; None where they are not plain.

    block: with line feeds as line ends, without the fences.
    """
    try:
        return _Reader().read(block)
    except _NotPlainError:
        return None


class _Reader:
    """Checks that the lines nest as YAML asks, two spaces a level, and keeps what is asked for."""

    def __init__(self) -> None:
        self.data: dict[str, Value] = {}
        self.key = self.inner = ""
        # What may follow: children of the last key, of the last inner key; "" for none, else map, seq or "any".
        self.below = self.deeper = ""
        self.sequence = 0
        self.in_item = False

    def read(self, block: str) -> dict[str, Value]:
        for line in block.split("\n"):
            if _SKIPPED.match(line):
                continue
            found = _LINE.match(line)
            if found is None:
                raise _NotPlainError
            self._line(
                len(found["indent"]), found["dash"] is not None, found["key"], found["value"], found["bare"]
            )
        return self.data

    def _line(self, indent: int, dash: bool, key: str | None, value: str | None, bare: str | None) -> None:
        if indent == 0 and not dash:
            self._top(key, value)
        elif (
            dash
            and self.below in ("any", "seq")
            and indent == (self.sequence if self.below == "seq" else indent)
        ):
            self._item(indent, key, value, bare)
        elif dash and self.below == "map" and self.deeper in ("any", "seq") and indent == 4 and key is None:
            self.deeper = "seq"
        elif key is None or dash:
            raise _NotPlainError
        elif indent == 2 and self.below in ("any", "map"):
            self.below, self.inner = "map", key
            self.deeper = "any" if value is None else ""
            self._inside(key, value)
        elif self.below == "seq" and self.in_item and indent == self.sequence + 2 and value is not None:
            return
        elif indent == 4 and self.below == "map" and self.deeper in ("any", "map") and value is not None:
            self.deeper = "map"
        else:
            raise _NotPlainError

    def _top(self, key: str | None, value: str | None) -> None:
        if key is None or key in self.data or key in _NO_TEXT:
            raise _NotPlainError
        self.key = key
        self.below = "any" if value is None else ""
        self.deeper = ""
        self.in_item = False
        # Every key is noted, so that a second one is seen.
        self.data[key] = None
        if value is None or key not in ("severity", "services", "times"):
            return
        if key == "times":
            raise _NotPlainError
        if key == "services" and value.startswith("["):
            self.data[key] = [_name(item) for item in value[1:-1].split(", ") if item]
        else:
            self.data[key] = _name(value)

    def _item(self, indent: int, key: str | None, value: str | None, bare: str | None) -> None:
        if self.below == "any":
            if indent not in (0, 2):
                raise _NotPlainError
            self.below, self.sequence = "seq", indent
        self.in_item = key is not None
        if key is not None and value is None:
            raise _NotPlainError
        if self.key == "services":
            known = self.data["services"]
            if key is not None or bare is None:
                raise _NotPlainError
            self.data["services"] = [*(known if isinstance(known, list) else []), _name(bare)]
        elif self.key in ("severity", "times"):
            raise _NotPlainError

    def _inside(self, key: str, value: str | None) -> None:
        if self.key in ("severity", "services"):
            raise _NotPlainError
        if self.key != "times":
            return
        times = self.data["times"]
        known: dict[str, Value] = times if isinstance(times, dict) else {}
        if key in known or (key == "started" and (value is None or not _DAY.match(value))):
            raise _NotPlainError
        known[key] = value if key == "started" else None
        self.data["times"] = known


def _name(word: str) -> str:
    """A word that YAML takes for text as it stands."""
    if not _NAME.match(word) or word in _NO_TEXT:
        raise _NotPlainError
    return word
