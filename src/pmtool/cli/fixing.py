"""`pm lint --fix` and `--diff`: the files' side."""

from dataclasses import replace
import datetime as dt
import sys

from pmtool.cli.state import State
from pmtool import edit
from pmtool.engine import Report, Selection
from pmtool.features import fixing, linting
from pmtool.parse import Document


def fix_all(
    state: State,
    selection: Selection,
    result: linting.LintResult,
    now: dt.datetime,
    *,
    diff: bool,
    stdin: bool,
) -> linting.LintResult:
    """Fix every document; with `diff`, print the change instead. Returns the result on the fixed documents.

    With stdin, the fixed text is what stdout gets.
    """
    fixed_documents = {}
    count = 0

    def lint(document: Document) -> Report:
        return linting.run(state.corpus, selection, [document], now)

    for path, document in result.documents.items():
        done = fixing.fix_document(document, lambda current: lint(current).diagnostics)
        count += done.count
        if diff:
            sys.stdout.write(fixing.unified_diff(path.as_posix(), document.text, done.text))
        elif stdin:
            sys.stdout.write(done.text)
        elif done.count:
            edit.replace(state.corpus.locate(path), done.text, expected=document.text)
        fixed_documents[path] = Document(path, done.text, document.vocabulary, document.fault)
    if diff:
        state.say(
            f"{count} fix{'es' if count != 1 else ''} in {len(result.documents)} files; nothing was written"
        )
        return result
    report = linting.run(state.corpus, selection, fixed_documents.values(), now)
    return replace(result, report=report, documents=fixed_documents, fixed=count)
