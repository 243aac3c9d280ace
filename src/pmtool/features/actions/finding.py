"""Which action a person means by `STEM/A1`."""

from difflib import get_close_matches
from pathlib import PurePath

from pmtool.corpus import Corpus, Unreadable
from pmtool.errors import PmError
from pmtool.parse import Document

_FORM = "write STEM/A1, or STEM/#2 for the second action of a review"


def find_review(corpus: Corpus, name: str) -> Document:
    """The review of a stem, an alias or the beginning of one stem. Raises PmError where that is none or several."""
    if not corpus.folders:
        corpus.select([])  # raises with the hint
    stems = corpus.stems()
    wanted = name.removesuffix(".md")
    paths = list(dict.fromkeys(stems.get(wanted, ())))
    if not paths:
        paths = list(dict.fromkeys(path for stem in stems if stem.startswith(wanted) for path in stems[stem]))
    if len(paths) == 1 and wanted:
        return _read(corpus, paths[0])
    if paths and wanted:
        named = ", ".join(path.stem for path in paths[:5]) + (" …" if len(paths) > 5 else "")
        same = wanted in stems
        what = f"{len(paths)} files have the stem '{wanted}'" if same else f"'{name}' may be {named}"
        raise PmError(what, "rename one of them" if same else "write more of the stem")
    near = get_close_matches(wanted, stems, n=1, cutoff=0.5)
    raise PmError(
        f"there is no review '{name}'", f"did you mean {near[0]}?" if near else "pm list shows all of them"
    )


def find_action(corpus: Corpus, whole_id: str) -> tuple[Document, int]:
    """The document and the index of an action by its whole id. Raises PmError where there is none, or more than one."""
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


def _read(corpus: Corpus, path: PurePath) -> Document:
    document = corpus.read(corpus.locate(path))
    if isinstance(document, Unreadable):
        raise PmError(f"{document.path}: {document.reason}")
    if document.fault is not None:
        raise PmError(
            f"{document.path}: {document.fault.message}", "no edit is made to a file that is not UTF-8 text"
        )
    return document
