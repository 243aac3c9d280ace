"""What the rules of the bundle share: each reports its own kinds of fault of one reading of the front
matter."""

from collections.abc import Iterator

from pmtool.model.diagnostic import Finding
from pmtool.model.front_matter import Trouble
from pmtool.parse import Document


def record_faults(document: Document, *codes: str) -> Iterator[Finding]:
    """Findings for the faults of keys and values with one of the codes."""
    from pmtool.schema.reading import read_record

    for error in read_record(document).errors:
        if error.code in codes:
            why: dict[str, object] = {"key": ".".join(map(str, error.path))}
            if error.right is not None:
                why["right"] = error.right
            yield Finding(error.span, error.message, fix=error.fix, why=why)


def block_faults(document: Document, *troubles: Trouble) -> Iterator[Finding]:
    """Findings for the faults of the block as such."""
    for problem in document.front.problems:
        if problem.trouble in troubles:
            yield Finding(problem.span, problem.message)
