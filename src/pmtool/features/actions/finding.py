"""Which action a person means by `STEM/A1`."""

from pmtool.corpus import Corpus, Unreadable
from pmtool.errors import PmError
from pmtool.features.resolving import resolve
from pmtool.parse import Document

_FORM = "write STEM/A1, or STEM/#2 for the second action of a review"


def find_review(corpus: Corpus, name: str) -> Document:
    """The review that people call `name`, to be edited. Raises PmError where there is none, or one that is
    no text."""
    if not corpus.folders:
        corpus.select([])  # raises with the hint
    document = corpus.read(resolve(corpus, name))
    if isinstance(document, Unreadable):
        raise PmError(f"{document.path}: {document.reason}")
    if document.fault is not None:
        raise PmError(
            f"{document.path}: {document.fault.message}", "a file that is not UTF-8 text is not edited"
        )
    return document


def find_action(corpus: Corpus, whole_id: str) -> tuple[Document, int]:
    """The document and the index of an action by its whole id. Raises PmError for none and for several."""
    stem, slash, ident = whole_id.strip().rpartition("/")
    if not slash or not stem or not ident:
        raise PmError(f"'{whole_id}' is no id of an action", _FORM)
    document = find_review(corpus, stem)
    if ident.startswith("#") and ident[1:].isdecimal():
        number = int(ident[1:]) - 1
        if 0 <= number < len(document.actions):
            return document, number
        raise PmError(f"{document.stem} has {len(document.actions)} actions, none is {ident}")
    found = [
        n for n, action in enumerate(document.actions) if (action.id or "").casefold() == ident.casefold()
    ]
    if len(found) == 1:
        return document, found[0]
    if found:
        others = " and ".join(f"#{n + 1}" for n in found)
        raise PmError(
            f"{ident} stands {len(found)} times in {document.path}", f"name one by its place: {others}"
        )
    known = [action.id or f"#{n + 1}" for n, action in enumerate(document.actions)]
    raise PmError(
        f"{document.stem} has no action {ident}",
        f"it has {', '.join(known[:12])}" if known else "it has no actions yet: pm actions add",
    )


def action_id(document: Document, number: int) -> str:
    """The whole id of an action."""
    return f"{document.stem}/{document.actions[number].id or f'#{number + 1}'}"
