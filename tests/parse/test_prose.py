"""Prose to sentences, each where it stands in the file."""

from pathlib import PurePath

import pytest

from pmtool.parse import parse


@pytest.mark.parametrize(
    ("written", "read", "marked"),
    [
        ("The queue filled up", "The queue filled up", "The queue filled up"),
        ("'A pager: quiet'", "A pager: quiet", "A pager: quiet"),
        # What is folded or escaped has no offsets inside; the value is marked as a whole.
        ("'The team''s pager'", "The team's pager", "'The team''s pager'"),
        ('"caf\\u00e9"', "café", '"caf\\u00e9"'),
        (">-\n  The queue\n  filled up", "The queue filled up", ">-\n  The queue\n  filled up"),
    ],
)
def test_a_title_is_prose_however_it_is_written(written, read, marked):
    text = f"---\ntitle: {written}\nstatus: draft\n---\n"
    (sentence,) = parse(PurePath("x.md"), text).sentences
    assert sentence.text == read
    assert sentence.span().of(text) == marked
