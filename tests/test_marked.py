"""Documents with marks, which the benchmarks and trainers read."""

from pathlib import Path
import sys

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from marked import author_of, read_marked, unmark


def test_marks_are_taken_away_and_their_places_kept() -> None:
    found = unmark("a", "One. [[fault|It was us.]]\n| x | [[?\\|Perhaps.]] |\n")
    assert found.text == "One. It was us.\n| x | Perhaps. |\n"
    assert [(found.text[start:end], category) for start, end, category in found.spans] == [
        ("It was us.", "fault"),
        ("Perhaps.", "?"),
    ]


@pytest.mark.parametrize(
    "source", ["[[fault|a [[irony|b]] c]]", "[[fault|not closed", "[[fault|two\nlines]]", "[[nonsense|a]]"]
)
def test_faulty_marks_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match="a: "):
        unmark("a", source)


def test_the_documents_of_the_project_are_marked_well() -> None:
    folder = Path(__file__).parents[1] / "benchmarks" / "data" / "blame" / "documents"
    marked = list(read_marked(folder))
    assert len(marked) > 500
    assert sum(len(one.spans) for one in marked) > 4000


def test_the_documents_for_measuring_are_marked_well_and_by_authors_that_nothing_is_trained_on() -> None:
    labelled = Path(__file__).parents[1] / "benchmarks" / "data" / "blame"
    unseen = list(read_marked(labelled / "unseen"))
    assert sum(len(one.spans) for one in unseen) > 150
    trained_on = {author_of(path.name) for path in labelled.glob("documents/*.md")}
    assert trained_on.isdisjoint(one.author for one in unseen)
