"""What became of each action from commit to commit, for the whole collection.

One pass over git's history gives every change of every review, with renames; the contents are read in one
go, and what was read of each is kept below git's own folder, by the id of the content. A change counts in
the commit that made it, against the content before it, so that branches that lived side by side do not look
like moves back and forth.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pmtool import git
from pmtool.corpus import MARKDOWN, Corpus
from pmtool.features.actions.memory import Memory, Snapshot
from pmtool.features.actions.reading import read_listed
from pmtool.parse import Document

# The places of the values in a snapshot.
WATCHED = ("due", "owner", "state")


@dataclass
class Track:
    """The changes of one review under all its names, oldest first: (day, content before, content after)."""

    changes: list[tuple[str, str | None, str | None]] = field(default_factory=list)


@dataclass
class ActionPast:
    """One action: the day of the commit that brought it, and (day, before, after) for each watched value."""

    since: str
    moves: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)


def action_key(ident: str | None, text: str) -> str:
    """What an action is known by from version to version: its id, else its text."""
    return ident or f"text:{' '.join(text.split())}"


def snapshot(document: Document) -> Snapshot:
    """What is watched of the actions of one version, by key."""
    return {
        action_key(action.id, action.text): (
            action.fields.get("due", ""),
            action.fields.get("owner", ""),
            str(action.state),
        )
        for action in read_listed(document)[1]
    }


def read_pasts(corpus: Corpus) -> dict[PurePosixPath, dict[str, ActionPast]]:
    """The past of the actions of all reviews that git knows, by path from the top and by key; empty without
    git."""
    top = git.root(corpus.root)
    if top is None:
        return {}
    patterns = [f":(glob,icase)**/*{ending}" for ending in MARKDOWN]
    tracks = follow(git.file_versions(top, patterns))
    kept = {place: tracks[place] for path in corpus.files if (place := _place(path, top)) in tracks}
    memory = Memory(git.private_folder(top), corpus.config.vocabulary)
    wanted = {content for track in kept.values() for _, *pair in track.changes for content in pair if content}
    snapshots = memory.snapshots(sorted(wanted), lambda ids: git.contents(top, ids), snapshot)
    return {place: past_of(track, snapshots) for place, track in kept.items()}


def _place(path: Path, top: Path) -> PurePosixPath:
    try:
        return PurePosixPath(path.relative_to(top).as_posix())
    except ValueError:
        return PurePosixPath(path.as_posix())


def follow(versions: Iterable[git.FileVersion]) -> dict[PurePosixPath, Track]:
    """The tracks by the latest path."""
    tracks: dict[PurePosixPath, Track] = {}
    for version in versions:
        if version.before is None:
            # Added on two branches at once it is still one review; added again after its end it is a new one.
            track = tracks.get(version.path)
            if track is None or not track.changes or track.changes[-1][2] is None:
                track = tracks[version.path] = Track()
        else:
            # The old name stays known: a branch that parted before the rename may still change it.
            track = tracks.setdefault(version.old, Track())
            tracks[version.path] = track
        track.changes.append((version.date[:10], version.before, version.after))
    return tracks


def past_of(track: Track, snapshots: Mapping[str, Snapshot]) -> dict[str, ActionPast]:
    """The past of each action of a review."""
    pasts: dict[str, ActionPast] = {}
    current: dict[str, tuple[str, ...]] = {}
    for day, before, after in track.changes:
        old = snapshots.get(before, {}) if before else {}
        new = snapshots.get(after, {}) if after else {}
        for key, values in new.items():
            if key not in pasts:
                pasts[key] = ActionPast(day)
                current[key] = values
                continue
            was = old.get(key, current[key])
            _note(pasts[key], day, was, values, current[key])
            current[key] = tuple(
                now if now != then else known
                for now, then, known in zip(values, was, current[key], strict=True)
            )
    return pasts


def _note(past: ActionPast, day: str, was: Sequence[str], now: Sequence[str], current: Sequence[str]) -> None:
    for name, before, after, known in zip(WATCHED, was, now, current, strict=True):
        # The same change picked to another branch arrives twice; it happened once.
        if before != after and after != known:
            past.moves.setdefault(name, []).append((day, before, after))
