"""Values for the front matter of a new review, checked by the schema before anything is written."""

from collections.abc import Mapping
from pathlib import PurePath

from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.model.front_matter import Value
from pmtool.parse import Document
from pmtool.parse.front_matter import read_front_matter
from pmtool.parse.writing import CannotSetError, set_value


def read_values(given: Mapping[str, str]) -> dict[str, Value]:
    """`--set` texts as values, by the scalar rules of front matter; what is no YAML is text."""
    return {key: _read(text) for key, text in given.items()}


def _read(text: str) -> Value:
    if "\n" in text or "\r" in text:
        return text
    front = read_front_matter(f"---\nvalue: {text}\n---\n")
    if front.problems or set(front.data) != {"value"}:
        return text
    value = front.data["value"]
    if isinstance(value, str) and not text.lstrip().startswith(("'", '"')):
        # `a # b` would lose its end as a comment; nobody means that on a command line.
        return text.strip()
    return value


def assign(corpus: Corpus, text: str, given: Mapping[str, Value], values: Mapping[str, Value]) -> str:
    """The text of a rendered template with the values in its front matter.

    given: from the title and options, set where the template did not. values: from `--set`, always set.
    Raises PmError where a value has no place or the schema refuses it.
    """
    for key, value in given.items():
        text = _set(text, key, value, only_missing=True)
    for key, value in values.items():
        text = _set(text, key, value)
    _check(corpus, text, [*given, *values])
    return text


def _set(text: str, key: str, value: Value, *, only_missing: bool = False) -> str:
    path = key.split(".")
    if not all(path):
        raise PmError(f"--set {key}: a key is words joined by dots, such as times.detected")
    data: object = read_front_matter(text).data
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    if only_missing and data == value:
        return text
    try:
        return set_value(text, path, value)
    except CannotSetError as error:
        hint = "values are written in YAML with a filter: title: {{ title | yaml }}"
        raise PmError(f"'{key}' cannot be set in this template: {error}", hint) from None


def _check(corpus: Corpus, text: str, keys: list[str]) -> None:
    """Refuse what the schema refuses, in its words."""
    from pmtool.schema.reading import read_record

    document = Document(PurePath("new.md"), text, corpus.config.vocabulary)
    wanted = [tuple(key.split(".")) for key in keys]
    for error in read_record(document).errors:
        path = tuple(str(part) for part in error.path)
        for key in wanted:
            if path[: len(key)] == key or key[: len(path)] == path:
                name = ".".join(path)
                told = error.message if name in error.message else f"{name}: {error.message}"
                raise PmError(told, "every key: pm schema")
