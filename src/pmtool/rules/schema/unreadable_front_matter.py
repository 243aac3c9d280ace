"""Front matter that cannot be read as YAML (or TOML), or that is never closed.

## Why

Nothing in the block counts while it cannot be read: the review has no date, no severity and no place in any
figure. The rest of the file is checked all the same.

## Instead

Correct the line that the finding points at. What most often breaks YAML: a value that holds `: ` or begins
with `@`, `*`, `&`, `!`, `%` or a backtick (put it in quotes), a tab in the indentation (use spaces), a
bracket that is not closed, and a missing `---` after the last key.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.front_matter import Trouble
from pmtool.parse import Document
from pmtool.rules.base import Context, Rule
from pmtool.rules.schema._faults import block_faults
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a fault."""
    yield from block_faults(document, Trouble.SYNTAX, Trouble.UNCLOSED, Trouble.NOT_A_MAPPING)


RULE = Rule(
    "schema/unreadable-front-matter",
    Severity.ERROR,
    check,
    needs_front_matter=True,
    bad=[
        "---\ntitle: Checkout«:» slow answers\n---\nText.\n",
        "---\ntitle: Slow\nauthors: [«@»support-ml]\n---\nText.\n",
        "---\ntimes:\n«\t»started: 2026-03-02\n---\nText.\n",
        "«---»\ntitle: Slow answers\nstatus: draft\n\n## Summary\n",
        "«---»\n- a list\n- and no keys\n---\nText.\n",
    ],
    good=[
        '---\ntitle: "Checkout: slow answers"\nauthors: ["@support-ml"]\n---\nText.\n',
        "---\n\nA line drawn above the text is no front matter.\n",
        "+++\ntitle = 'Slow answers'\n+++\nText.\n",
        "---\n\n---\nText.\n",
    ],
)
