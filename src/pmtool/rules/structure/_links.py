"""Where links lead: paths below the root, and the anchors of headings."""

from collections.abc import Iterator
from pathlib import PurePath
import posixpath
import re
import unicodedata
from urllib.parse import unquote

from pmtool.model.blocks import BlockKind, Link, LinkKind
from pmtool.model.span import Span
from pmtool.parse import Document

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_TEMPLATE = re.compile(r"\{\{|\{%|\$\{")
_OWN_ID = re.compile(r"\{[^{}\n]*#([^\s{}]+)[^{}\n]*\}\s*\Z")
_HTML_ID = re.compile(r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE)


def local_target(link: Link) -> tuple[str, str] | None:
    """Path and fragment of a link inside the repository, None for one that leads elsewhere."""
    if link.kind is LinkKind.AUTOLINK or _SCHEME.match(link.target) or _TEMPLATE.search(link.target):
        return None
    path, _, fragment = link.target.partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment)


def target_span(link: Link, text: str) -> Span:
    """The span of the target as it is written in the link, or of the whole link."""
    written = link.span.of(text)
    at = written.rfind("](")
    found = written.find(link.target, at + 2) if at >= 0 and link.target else -1
    if found < 0 or link.kind is LinkKind.REFERENCE:
        return link.span
    return Span(link.span.start + found, link.span.start + found + len(link.target))


def resolve(document: Document, path: str) -> PurePath | None:
    """A linked path relative to the root, None where it leads out of it. A leading slash is the root."""
    base = "" if path.startswith("/") else document.path.parent.as_posix()
    joined = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    return None if joined == ".." or joined.startswith("../") else PurePath(joined)


def is_below_root(document: Document) -> bool:
    """Whether the document's own path is one that links can be resolved against."""
    return not document.path.is_absolute() and ".." not in document.path.parts


def anchors(document: Document) -> list[str]:
    """The anchors that `#…` can lead to: headings by GitHub's rule, explicit ids, ids of HTML elements."""
    return [*dict.fromkeys(_anchors(document))]


def _anchors(document: Document) -> Iterator[str]:
    counts: dict[str, int] = {}
    for block in document.blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        own = _OWN_ID.search(block.span.of(document.text))
        if own:
            yield own[1]
        slug = slugify(block.text)
        number = counts.get(slug, 0)
        counts[slug] = number + 1
        yield f"{slug}-{number}" if number else slug
    if "<" in document.text:
        for found in _HTML_ID.finditer(document.text):
            yield found[1]


def slugify(title: str) -> str:
    """The anchor of a heading on GitHub: lower case, letters, digits, marks, - and _ kept, spaces to
    hyphens."""
    kept = (
        c for c in title.strip().lower() if c.isalnum() or c in " -_" or unicodedata.category(c)[0] == "M"
    )
    return "".join(kept).replace(" ", "-")
