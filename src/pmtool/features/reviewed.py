"""When reviews were published: the first commit in which the front matter says so.

One pass over git's history; what was found is kept in the cache until the head of the branch moves.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
import datetime as dt
import json
from pathlib import Path, PurePosixPath
import re
import secrets

from pmtool import git
from pmtool.corpus import MARKDOWN, Corpus
from pmtool.features.actions.timelines import follow
from pmtool.features.cache import cache_folder, make_folder
from pmtool.features.durations import DurationFigures, Measure, measure
from pmtool.features.facts import Facts
from pmtool.schema.moment import Moment, Precision
from pmtool.vocab import Status

ANCHORS = Measure("review", "started", "published")
_STATUS = re.compile(rb"^status:[ \t]*[\"']?([\w-]+(?: [\w-]+)*)", re.MULTILINE)
_TOP = 16 * 1024


def time_to_review(
    corpus: Corpus, reviews: Sequence[Facts], *, cached: bool = True
) -> DurationFigures | None:
    """From the start of the event to the publication, for published reviews; None where git cannot tell."""
    days = publication_days(corpus, cached=cached)
    if days is None:
        return None
    dated = [
        replace(facts, times={**facts.times, "published": Moment(days[facts.path], Precision.DAY)})
        if facts.path in days
        else facts
        for facts in reviews
        if facts.published
    ]
    return measure(dated, ANCHORS)


def publication_days(corpus: Corpus, *, cached: bool = True) -> dict[str, dt.date] | None:
    """The day of publication by path, as reports show it; None where git cannot tell (none, or cut off)."""
    top = git.root(corpus.root)
    head = git.commit_of(top, "HEAD") if top is not None else None
    if top is None or head is None or git.is_shallow(top):
        return None
    folder = cache_folder(corpus, allowed=cached)
    mark = f"1 {head} {corpus.config.directory} {sorted(corpus.config.status.aliases.items())}"
    found = _kept(folder, mark)
    if found is None:
        found = _read(corpus, top)
        _keep(folder, mark, found)
    return {name: dt.date.fromisoformat(day) for name, day in found.items()}


def _read(corpus: Corpus, top: Path) -> dict[str, str]:
    patterns = [f":(glob,icase)**/*{ending}" for ending in MARKDOWN]
    tracks = follow(git.file_versions(top, patterns))
    places = {
        PurePosixPath(path.relative_to(top).as_posix()): corpus.shown(path).as_posix()
        for path in corpus.files
        if path.is_relative_to(top)
    }
    wanted = {place: tracks[place].changes for place in places if place in tracks}
    ids = sorted({after for changes in wanted.values() for _, _, after in changes if after})
    published = {ident for ident, content in git.contents(top, ids) if _is_published(content, corpus)}
    return {
        places[place]: day
        for place, changes in wanted.items()
        if (day := next((day for day, _, after in changes if after in published), None)) is not None
    }


def _is_published(content: bytes, corpus: Corpus) -> bool:
    found = _STATUS.search(content, 0, _TOP)
    status = corpus.config.vocabulary.status(found[1].decode("utf-8", "replace")) if found else None
    return status is not None and status.reached(Status.PUBLISHED)


def _kept(folder: Path | None, mark: str) -> dict[str, str] | None:
    if folder is None:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        data = json.loads((folder / "published.json").read_text(encoding="utf-8"))
        if data["mark"] == mark:
            days: dict[str, str] = {str(name): str(day) for name, day in data["days"].items()}
            for day in days.values():
                dt.date.fromisoformat(day)
            return days
    return None


def _keep(folder: Path | None, mark: str, days: Mapping[str, str]) -> None:
    if folder is None:
        return
    with suppress(OSError):
        make_folder(folder)
        beside = folder / f"published.{secrets.token_hex(4)}.tmp"
        text = json.dumps({"mark": mark, "days": dict(days)}, separators=(",", ":"))
        beside.write_text(text, encoding="utf-8")
        beside.replace(folder / "published.json")
