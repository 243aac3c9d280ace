"""Text of a template that the writer was to replace.

Recognised: text in brackets inside emphasis, as the shipped templates have it (`_[What users saw, in
numbers.]_`); comments that begin with `fill:`; TODO, FIXME, TBD, TBC, XXX; `[describe …]`, `<your
service>`, `{{ name }}`, `???` and lorem ipsum. `[sections] placeholders` in `pm.toml` adds regular
expressions. Code and quotations are left alone, and drafts are not asked. Files without front matter have
no status, and are checked.

## Why

A reader cannot tell a forgotten placeholder from a fact that nobody knows. Both look like work that stopped
half-way.

## Instead

Write what is known. What is not known is a finding too: say so, and who is asked. Take the rest out.
"""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.structure._placeholders import placeholders
from pmtool.schema.wording import quote
from pmtool.vocab import Severity, Status


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a placeholder."""
    if document.front.present and not document.status.reached(Status.IN_REVIEW):
        return
    for span in placeholders(document, context.config.sections.placeholders):
        yield Finding(
            span,
            f"{quote(span.of(document.text))} is still to be filled in; write what is known, or take it out",
        )


_HEAD = "---\ntitle: Slow\nstatus: in_review\n---\n\n"

RULE = Rule(
    "structure/placeholder",
    Severity.WARNING,
    check,
    bad=[
        "# Slow answers\n\nReport: «<Link to the recording>»\n",
        f"{_HEAD}## Impact\n\n_«[What users saw, in numbers.]»_\n\n- *«[How long.]»*\n",
        f"{_HEAD}## Impact\n\n«<!-- fill: who was affected -->»\n\nText.\n",
        (
            f"{_HEAD}## Impact\n\nUsers: «TBD». «TODO»: ask support.\n\n- Owner: «TODO»\n- «FIXME»\n"
            "\nOrders of «TODO» users.\n"
        ),
        f"{_HEAD}«[Describe the impact here]»\n\n| Time | Event |\n| - | - |\n| «...» | «[date]» |\n",
        f"{_HEAD}The service «<your service>» failed for «<NUMBER>» users.\n\n«<Summary of the event>»\n",
        f"{_HEAD}Answers by «{{{{ model }}}}» were slow. «Lorem ipsum» dolor sit amet.\n",
        "---\ntitle: Slow\nstatus: in_review\nfacilitator: «TBD»\nservices: [«'<service>'»]\n---\n\nText.\n",
        Example(
            f"{_HEAD}Cause: «(to follow)»\n", config="[sections]\nplaceholders = ['\\(to follow\\)', '[']\n"
        ),
    ],
    good=[
        (
            "# Slow answers\n\nSaving <filename> on the disk failed with <HTML>; we note <this "
            "file> and <that value>.\n"
        ),
        (
            f"{_HEAD}We left a TODO in the deploy script, the TODO list grew; see `TODO: drop` and "
            "the XXXL queue.\n\n## TODO\n\n- Alert.\n"
        ),
        (
            f"{_HEAD}The message said [error] and [1], <https://example.org>, <br> <b>bold</b> and "
            "<a href='x'>x</a>.\n"
        ),
        (
            f"{_HEAD}```\nowner: <your name> TBD\n```\n\n> TBD, wrote the vendor.\n\n"
            "`<service>` [x](y.md) [what](z.md)\n"
        ),
        (
            f"{_HEAD}Two states were not known [unknown], it returned 5xx… and {{json}} [redacted].\n"
            "\n- [ ] Alert.\n"
        ),
        _HEAD.replace("in_review", "draft") + "_[What users saw, in numbers.]_ TBD\n",
        (
            "---\ntitle: A TODO list lost its entries\nstatus: in_review\ntags: [todo-app]\n---\n\n"
            "| - |\n| - |\n| — |\n"
        ),
    ],
)
