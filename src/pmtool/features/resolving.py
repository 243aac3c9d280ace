"""From what people call a review to its file."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
import os
from pathlib import Path
import re

from pmtool.corpus import Corpus
from pmtool.errors import PmError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}-")
_NEAR = 3
# Where a stem may be cut: between words, not within its date.
_BOUNDARY = re.compile(r"(?<!\A\d{4})(?<!\A\d{4}-\d{2})[-_ .]")
_SHORTEST = 4


def resolve(corpus: Corpus, name: str) -> Path:
    """The file of a review: by stem, alias, path, or the beginning of one stem (with or without its date).

    Raises PmError for a name that means none or several, with the nearest stems.
    """
    stems = corpus.stems()
    wanted = name.strip()
    for candidate in (wanted, Path(wanted).stem if wanted.endswith(".md") else wanted):
        if candidate in stems:
            return _only(corpus, name, stems[candidate])
    for folder in (corpus.working, corpus.root):
        path = folder / wanted
        if wanted and path.is_file():
            return Path(os.path.normpath(path))
    key = wanted.casefold()
    begun = [
        stem for stem in stems if key and (stem.casefold().startswith(key) or _slug(stem).startswith(key))
    ]
    if begun:
        return _only(corpus, name, {path: None for stem in begun for path in stems[stem]})
    raise PmError(f"there is no review '{name}'", _hint(stems, key))


def short_names(stems: Iterable[str]) -> Mapping[str, str]:
    """For each stem its shortest beginning that `resolve` takes for it alone, cut between words.

    The date where only one review has it; the whole stem where no shorter one is unique.
    """
    known = list(dict.fromkeys(stems))
    # A name may be typed without its date, so that a beginning must not be that of a slug either.
    names = sorted((name, stem) for stem in known for name in {stem.casefold(), _slug(stem)})
    return {stem: _short(stem, names) for stem in known}


def _short(stem: str, names: list[tuple[str, str]]) -> str:
    for match in _BOUNDARY.finditer(stem, _SHORTEST):
        key = stem[: match.start()].casefold()
        at = bisect_left(names, (key, ""))
        if all(other == stem for name, other in names[at : at + 3] if name.startswith(key)):
            return stem[: match.start()]
    return stem


def _only(corpus: Corpus, name: str, paths: Iterable[os.PathLike[str]]) -> Path:
    found = [Path(path) for path in paths]
    if len(found) == 1:
        return corpus.locate(found[0])
    shown = ", ".join(path.stem for path in found[:_NEAR])
    if len({path.stem for path in found}) == 1:
        shown = ", ".join(path.as_posix() for path in found[:_NEAR])
    more = f" and {len(found) - _NEAR} more" if len(found) > _NEAR else ""
    raise PmError(
        f"'{name}' may be {shown}{more}", "write as much of the name as makes it unique, or the path"
    )


def _slug(stem: str) -> str:
    return _DATE.sub("", stem, count=1).casefold()


def _hint(stems: Iterable[str], key: str) -> str:
    """The nearest stems: spelt alike, or with the words in them."""
    by_slug = {word: stem for stem in stems for word in (stem.casefold(), _slug(stem))}
    words = set(re.findall(r"[a-z0-9]{3,}", key))
    near = [by_slug[word] for word in get_close_matches(key, by_slug, n=_NEAR, cutoff=0.5)]
    near += [stem for slug, stem in by_slug.items() if words & set(slug.split("-"))]
    listed = list(dict.fromkeys(near))[:_NEAR]
    return f"did you mean {' or '.join(listed)}?" if listed else "list all reviews with: pm list"
