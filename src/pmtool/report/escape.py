"""Text from documents, made harmless for whatever reads a report.

Titles, sentences and file names come from whoever opened the pull request. None of them may start a workflow
command, close a tag, address a person or turn into a link.
"""

import json
from pathlib import PurePath
import re
from typing import Any
from urllib.parse import quote

from pmtool.model.diagnostic import Diagnostic
from pmtool.report.text import printable
from pmtool.vocab import OutputFormat

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAKS = re.compile(r"[\u0085\u2028\u2029]")
# Characters that Markdown or HTML give a meaning inside a line. As numeric entities they have none in either.
_MARKUP = frozenset("\\`*_[]~|$<>&")
# What code hosts turn into links after rendering: @people, #issues, !requests, ~labels, %milestones, URLs.
_REFERENCE = re.compile(
    r"[@#!~%$&](?=[\w\"'])|\[(?=[a-z_]{1,40}:)|[Gg][Hh]-(?=\d)|:(?=//)|(?i:www)(?=\.)|(?i:mailto|xmpp):"
)
_BREAK = "&#8203;"


def well_formed(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates (odd file names, YAML escapes) become U+FFFD."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str, limit: int = 1000) -> str:
    """Text without line breaks, controls or marks of direction, cut to `limit` characters."""
    plain = " ".join(printable(text).split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def said(diagnostic: Diagnostic, between: str = " ") -> str:
    """What a finding says and asks: the message as a line, and the question after it."""
    message = one_line(diagnostic.message)
    if not diagnostic.ask:
        return message
    stop = "" if between != " " or message.endswith((".", "?", "!", "…")) else "."
    return f"{message}{stop}{between}{one_line(diagnostic.ask)}"


def as_json(value: Any, *, indent: int | None = None) -> str:
    """JSON without a character that some readers of lines take for a line break."""
    made = json.dumps(value, indent=indent, ensure_ascii=False, default=str)
    return _LINE_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", well_formed(made))


def xml_text(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold, not even escaped."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def markdown(text: str, limit: int = 500) -> str:
    """One line of text that reads the same in Markdown and in HTML, with no markup, link or mention in it.

    It may stand anywhere but at the start of a line, where `-` or `#` would still count.
    """
    cut = one_line(text, limit)
    pieces = []
    position = 0
    for found in _REFERENCE.finditer(cut):
        pieces += [_entities(cut[position : found.end()]), _BREAK]
        position = found.end()
    return "".join([*pieces, _entities(cut[position:])])


def _entities(text: str) -> str:
    return "".join(f"&#{ord(character)};" if character in _MARKUP else character for character in text)


def command_data(text: str) -> str:
    """The message of a workflow command."""
    return well_formed(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """The value of a property of a workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def uri(path: str) -> str:
    """A URI reference for a path with forward slashes; the bytes of odd file names survive."""
    try:
        encoded = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        encoded = well_formed(path).encode()
    quoted = quote(encoded, safe="/~")
    if PurePath(path).is_absolute():
        return f"file:///{quoted.lstrip('/')}"
    return quoted


# How to write `#`, and `:` at the start of a line, so that the meaning stays and the runner sees no command.
_HIDDEN = {
    OutputFormat.JUNIT: ("&#35;", "&#58;"),
    OutputFormat.TEXT: ("#\u200b", "\u200b:"),
    OutputFormat.MARKDOWN: ("#\u200b", "\u200b:"),
}
_COMMAND = re.compile(r"(?P<old>##(?=\[))|^(?P<indent>[^\S\n]*):(?=:)", re.MULTILINE)


def hide_commands(text: str, chosen: OutputFormat) -> str:
    """A report for the log of a GitHub runner, which reads `::name::` and `##[name]` in it as commands.

    `github` itself is left alone: each of its lines is a command whose parts are escaped.
    """
    if chosen is OutputFormat.GITHUB:
        return text
    hash_, colon = _HIDDEN.get(chosen, ("\\u0023", ":"))

    def hidden(found: re.Match[str]) -> str:
        if found["old"]:
            return "#" + hash_
        return found["indent"] + colon

    return _COMMAND.sub(hidden, text)
