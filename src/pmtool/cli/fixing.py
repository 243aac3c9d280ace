"""`pm lint --fix` and `--diff`: the files' side."""

from dataclasses import replace
import datetime as dt
import sys

from pmtool import edit
from pmtool.cli.state import State
from pmtool.corpus import Unreadable
from pmtool.engine import Report, Selection
from pmtool.errors import PmError
from pmtool.features import fixing, linting
from pmtool.parse import Document


def fix_all(
    state: State,
    selection: Selection,
    result: linting.LintResult,
    now: dt.datetime,
    *,
    diff: bool,
    stdin: bytes | None,
) -> linting.LintResult:
    """Fix every document; with `diff`, print the change instead. Returns the result on the fixed documents.

    stdin: what was read from there, None for files; then the fixed text is what stdout gets.
    """
    fixed_documents = dict(result.documents)
    unreadable = list(result.unreadable)
    count = files = 0

    def lint(document: Document) -> Report:
        return linting.run(state.corpus, selection, [document], now)

    for path, document in result.documents.items():
        done = fixing.fix_document(document, lambda current: lint(current).diagnostics)
        if diff:
            sys.stdout.write(fixing.unified_diff(path.as_posix(), document.text, done.text))
        elif stdin is not None:
            _pass_on(stdin if document.fault is not None else done.text.encode())
        elif done.count:
            try:
                edit.replace(state.corpus.locate(path), done.text, expected=document.text)
            except PmError as error:
                # The other files are fixed all the same, and the run ends with 2.
                unreadable.append(Unreadable(path, error.message))
                continue
        if done.count:
            fixed_documents[path] = Document(path, done.text, document.vocabulary)
            count, files = count + done.count, files + 1
    if diff:
        state.say(f"{_many(count, 'fix', 'fixes')} in {_many(files, 'file', 'files')}; nothing was written")
        return result
    report = linting.run(state.corpus, selection, fixed_documents.values(), now)
    return replace(result, report=report, documents=fixed_documents, unreadable=unreadable, fixed=count)


def _pass_on(content: bytes) -> None:
    """Write what an editor puts in the place of its text: byte for byte, what is no UTF-8 as well."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
