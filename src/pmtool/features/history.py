"""`pm show --history`: what changed in a review from commit to commit, as facts instead of lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pmtool import git
from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.parse import Document, parse
from pmtool.schema.brief import read_brief
from pmtool.schema.comparing import Difference, compare
from pmtool.vocab import Status


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of a review; the last step may be what is not committed yet, and has no commit or date.

    summary: of a review that the commit adds, else None. renamed_from: the path before, where it changed.
    published: whether it was published before this step. differences: empty where only the wording changed.
    """

    commit: str | None
    date: str | None
    author: str | None
    subject: str | None
    path: PurePosixPath
    renamed_from: PurePosixPath | None
    summary: str | None
    published: bool
    differences: Sequence[Difference]

    def weakens(self, difference: Difference) -> bool:
        """Whether a difference takes back what readers of a published review were told."""
        return self.published and difference.weakens


@dataclass(frozen=True, slots=True)
class History:
    """The steps, oldest first. cut: the clone is shallow, so that there may be more."""

    steps: Sequence[Step]
    cut: bool


def read_history(corpus: Corpus, path: Path) -> History:
    """The history of a review's file, renames followed. Raises PmError outside of a git repository."""
    top = git.root(path.parent)
    if top is None:
        raise PmError(f"{path} is not in a git repository, so it has no history")
    refused = git.refusal(top)
    if refused is not None:
        raise PmError(f"git cannot read {top}: {refused}")
    place = PurePosixPath(path.relative_to(top).as_posix())
    reader = _Reader(corpus, top)
    steps: list[Step] = []
    for commit in git.commits_of(top, place):
        old = None if commit.copied else git.show(top, f"{commit.id}^", commit.old)
        new = git.show(top, commit.id, commit.path)
        if new is None:  # deleted, and added again later
            continue
        moved = commit.old if old is not None and commit.old != commit.path else None
        steps.append(
            reader.step(commit.path, old, new, moved, (commit.id, commit.date, commit.author, commit.subject))
        )
        if commit.copied:  # what comes before is the history of the file that was copied
            break
    steps.reverse()
    steps += reader.uncommitted(path, place)
    return History(steps, git.is_shallow(top))


@dataclass(frozen=True, slots=True)
class _Reader:
    corpus: Corpus
    top: Path

    def step(
        self,
        place: PurePosixPath,
        old: str | None,
        new: str,
        moved: PurePosixPath | None,
        commit: tuple[str, str, str, str] | None,
    ) -> Step:
        after = self._document(place, new)
        before = self._document(moved or place, old or "")
        made, date, author, subject = commit or (None, None, None, None)
        return Step(
            commit=made,
            date=date,
            author=author,
            subject=subject,
            path=place,
            renamed_from=moved,
            summary=_summary(after) if old is None else None,
            published=old is not None and before.status.reached(Status.PUBLISHED),
            differences=compare(before, after) if old is not None else (),
        )

    def uncommitted(self, path: Path, place: PurePosixPath) -> list[Step]:
        """What the work tree adds to the last commit, if anything."""
        read = self.corpus.read(path)
        committed = git.show(self.top, "HEAD", place)
        if not isinstance(read, Document) or (
            committed is not None and _lines(committed) == _lines(read.text)
        ):
            return []
        return [self.step(place, committed, read.text, None, None)]

    def _document(self, place: PurePosixPath, text: str) -> Document:
        return parse(place, text, self.corpus.config.vocabulary)


def _lines(text: str) -> list[str]:
    """Lines without line ends, which git may convert."""
    return text.splitlines()


def _summary(document: Document) -> str:
    brief = read_brief(document)
    count = len(document.actions)
    actions = f"{count} action{'' if count == 1 else 's'}" if count else None
    parts = (str(brief.status or Status.DRAFT), brief.severity, actions)
    return "added: " + ", ".join(part for part in parts if part)
