"""The rows of a collection, read from its files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
import datetime as dt

from pmtool.corpus import Corpus, Unreadable
from pmtool.features.actions.rows import ActionRow, review_rows
from pmtool.model.front_matter import Value
from pmtool.parse import Document
from pmtool.parse.facts import read_facts
from pmtool.parse.plain_actions import PlainAction, plain_actions
from pmtool.parse.plain_front import plain_front


def read_rows(
    corpus: Corpus, today: dt.date, told: Callable[[Unreadable], None] | None = None
) -> list[ActionRow]:
    """All actions of the collection, in the order of the files; `told` hears of files that cannot be read.

    Raises PmError where there is no collection.
    """
    if not corpus.folders:
        corpus.select([])  # raises with the hint
    rows: list[ActionRow] = []
    for path in corpus.files:
        document = corpus.read(path)
        if isinstance(document, Document):
            rows += document_rows(document, today)
        elif told is not None:
            told(document)
    return rows


def document_rows(document: Document, today: dt.date) -> Iterator[ActionRow]:
    """The actions of a document."""
    words = document.vocabulary
    data, listed = read_listed(document)
    # Without front matter the first lines may say what the rows need of the review.
    bare = bool(listed) and not data and not document.text.startswith(("---", "+++", "{", "\ufeff"))
    facts = read_facts(document.stem, data, words, document.text if bare else None)
    yield from review_rows(facts, document.path, listed, today, day_first=words.day_first)


def read_listed(document: Document) -> tuple[Mapping[str, Value], Sequence[PlainAction]]:
    """Front matter as far as facts need it, and the actions in values.

    Those of a plainly written review are read without its YAML and its Markdown being parsed.
    """
    plain = _plain(document)
    if plain is not None:
        return plain
    listed = [
        PlainAction(
            action.id,
            action.text,
            action.state,
            {name: found.value for name, found in action.fields.items() if found.value},
            document.lines.position(action.span.start).line,
        )
        for action in document.actions
    ]
    return (document.front.data if listed else {}), listed


def _plain(document: Document) -> tuple[Mapping[str, Value], Sequence[PlainAction]] | None:
    """Facts and actions of a review that is written plainly; None where it has to be read in full."""
    text = document.text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    data: dict[str, Value] | None = {}
    start = 0
    if text.startswith(("---", "+++")):
        end = text.find("\n---\n", 3)
        if not text.startswith("---\n") or end < 0:
            return None
        data, start = plain_front(text[4 : end + 1]), end + 5
    if data is None:
        return None
    actions = plain_actions(text, start, document.vocabulary)
    return (data, actions) if actions is not None else None
