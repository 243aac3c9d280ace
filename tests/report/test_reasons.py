"""How `-v` prints the reasons behind a finding."""

from pmtool.report.text import _plain


def test_nested_reasons_read_as_words() -> None:
    assert _plain({"who": "we", "thing": ["a", "b"]}) == "who: we, thing: a, b"
    assert _plain([{"who": "we"}, {"who": "they"}]) == "who: we; who: they"
    assert _plain(("a", 2)) == "a, 2"
