"""The parts below the protocol: positions, half-typed YAML, suppressions, schema look-up."""

import datetime as dt
from pathlib import Path, PurePath
import time

from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
import pytest

from pmtool.config import Config
from pmtool.engine import Engine
from pmtool.features.linting import choose
from pmtool.lsp import action_fields, suppressing
from pmtool.lsp.folders import Folder, Folders
from pmtool.lsp.mentions import occurrences
from pmtool.lsp.positions import Positions
from pmtool.lsp.schema_view import SchemaView
from pmtool.lsp.session import Session, path_of
from pmtool.lsp.settings import Settings
from pmtool.lsp.yaml_place import place_at
from pmtool.model.span import LineIndex, Span
from pmtool.parse import Document
from pmtool.parse.action_fields import FIELDS
from pmtool.rules.base import Context

LINES = st.text(st.sampled_from("aé漢💸👩‍🚒\u2028\x0b\x85\r\n"), max_size=40)


# -- positions


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@given(text=LINES, data=st.data())
def test_positions_come_back_as_the_offset_they_were(encoding: str, text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines, positions = LineIndex(text), Positions(encoding)
    found = positions.position(lines, offset)
    inside_crlf = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
    assert positions.offset(lines, found) == (offset - 1 if inside_crlf else offset)


@given(text=LINES, line=st.integers(0, 99), character=st.integers(0, 99))
def test_any_position_is_moved_into_the_text(text: str, line: int, character: int) -> None:
    offset = Positions().offset(LineIndex(text), types.Position(line, character))
    assert 0 <= offset <= len(text)


def test_a_position_in_the_middle_of_a_character_is_behind_it() -> None:
    assert Positions("utf-16").offset(LineIndex("a💸b"), types.Position(0, 2)) == 2


# -- half-typed front matter


@given(
    st.lists(st.text(st.sampled_from("ab: -[]{},'\"#|\t"), max_size=20), min_size=1, max_size=8), st.data()
)
def test_any_front_matter_has_a_place_or_none(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    column = data.draw(st.integers(0, len(lines[number])))
    found = place_at(lines, number, column)
    if found is not None:
        assert found.typed == "" or found.typed in lines[number][:column]


def test_long_lines_take_no_long_time() -> None:
    for line in ("- " * 20_000, "[{" * 10_000, "a: " * 10_000, "'" * 30_000, " " * 30_000):
        began = time.process_time()
        place_at([line, line], 1, len(line))
        assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "path", "key", "typed"),
    [
        ("¦", (), True, ""),
        ("ti¦", (), True, "ti"),
        ("title: ¦", ("title",), False, ""),
        ("times:\n  ¦", ("times",), True, ""),
        ("times:\n  started: x\n¦", (), True, ""),
        ("authors:\n- a\n- ¦", ("authors", 1), True, ""),
        ("factors:\n  - class: a\n    p¦", ("factors", 0), True, "p"),
        ("factors:\n  - class: a\n  - class: ¦", ("factors", 1, "class"), False, ""),
        ("factors: [a, {class: b, ¦", ("factors", 0), True, ""),
        ("factors: [a, {class: b}, ¦", ("factors", 0), False, ""),
        ("ai: {role: ¦", ("ai", "role"), False, ""),
        ("text: |\n  se\n\n  ti¦", None, False, ""),
        ("text: |\n  se\nti¦", (), True, "ti"),
        ("title: x # ti¦", None, False, ""),
    ],
)
def test_the_place_of_a_cursor(text: str, path: tuple[str | int, ...] | None, key: bool, typed: str) -> None:
    before = text.partition("¦")[0].split("\n")
    found = place_at(text.replace("¦", "").split("\n"), len(before) - 1, len(before[-1]))
    if path is None:
        assert found is None
    else:
        assert found is not None
        assert (found.path, found.key, found.typed) == (path, key, typed)


# -- suppressions

_SENTENCE = "The engineer failed to notice the alert."
_FORMS = [
    f"{_SENTENCE}\n",
    f"First line\n{_SENTENCE}\nlast line\n",
    f"> {_SENTENCE}\n> more\n",
    f"- one\n- {_SENTENCE}\n  - nested\n",
    f"1. one\n   {_SENTENCE}\n",
    f"| a | b |\n|---|---|\n| x | {_SENTENCE} |\n",
    f"a | b\n--|--\nx | {_SENTENCE}\n",
    f"### {_SENTENCE}\n",
    f"- [ ] **A1** {_SENTENCE}\n  - owner: x\n",
    f"**{_SENTENCE}**  \nnext\n",
]


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_suppression_covers_its_finding_wherever_it_stands(form: str, end: str) -> None:
    text = f"---\ntitle: T\nstatus: draft\n---\n\n## Summary\n\n{form}".replace("\n", end)
    engine = Engine(choose(Config(), ["blame"], []), Context())
    path = PurePath("postmortems/2026-03-02-x.md")
    document = Document(path, text)
    found = engine.check(document)[0]
    assert found
    insertion = suppressing.in_place(document, found[0])
    assert insertion is not None
    reason = "their own words"
    put = text[: insertion.offset] + insertion.before + reason + insertion.after + text[insertion.offset :]
    left = engine.check(Document(path, put))[0]
    assert len(left) < len(found)
    assert insertion.text in suppressing_text(document, insertion)


def suppressing_text(document: Document, insertion: suppressing.Insertion) -> str:
    return document.text[: insertion.offset] + insertion.text + document.text[insertion.offset :]


@given(st.text(st.sampled_from("ab -|#>*\n\r`<!"), max_size=60), st.data())
@settings(max_examples=60)
def test_looking_for_a_place_never_fails(body: str, data: st.DataObject) -> None:
    text = f"---\ntitle: T\n---\n{body}"
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    document = Document(PurePath("x.md"), text)
    engine = Engine(choose(Config(), ["structure"], []), Context())
    for found in engine.check(document)[0][:1]:
        for find in (suppressing.in_place, suppressing.in_file):
            find(document, type(found)(**{**_fields(found), "span": span}))


def _fields(found: object) -> dict[str, object]:
    return {name: getattr(found, name) for name in found.__slots__}  # type: ignore[attr-defined]


# -- others


def test_every_field_of_an_action_is_described() -> None:
    assert [name for name, _ in action_fields.fields()] == list(FIELDS)
    assert all(doc for _, doc in action_fields.fields())


def test_a_schema_that_leads_back_to_itself_ends() -> None:
    loop = {"$ref": "#/$defs/a", "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}, {"enum": ["x"]}]}}}
    assert SchemaView(loop).values(()) == ["x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see 2026-03-02-x.", 1),
        ("2026-03-02-x/A1 and ../a/2026-03-02-x.md#top", 2),
        ("2026-03-02-x-ray, a2026-03-02-x, 2026-03-02-x.png", 0),
    ],
)
def test_names_count_only_as_a_whole(text: str, expected: int) -> None:
    assert len(list(occurrences(text, ["2026-03-02-x"]))) == expected


@pytest.mark.parametrize(
    "sent",
    [
        None,
        3,
        [],
        {"pm": 3},
        {"debounce": -1},
        {"debounce": True},
        {"scope": "x"},
        {"docsUrl": "javascript:x"},
    ],
)
def test_settings_that_make_no_sense_are_left(sent: object) -> None:
    assert Settings().changed(sent) == Settings()


def test_paths_of_uris() -> None:
    path = Path("/a b/ü;x#y?.md")
    assert path_of(path.as_uri()) == path
    assert path_of("untitled:Untitled-1") is None


def test_a_slow_collection_does_not_hold_up_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules never wait for the walk or for git: until then they are told that nothing is known."""
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "pm.toml").write_text("")

    def never(*_: object) -> None:
        raise AssertionError("a check walked the collection or ran git")

    monkeypatch.setattr("pmtool.corpus.Corpus._walk", never)
    monkeypatch.setattr("pmtool.git.run", never)
    session = Session(Folders(tmp_path), lambda: dt.datetime(2026, 4, 1, tzinfo=dt.UTC))
    uri = (tmp_path / "postmortems" / "2026-03-02-x.md").as_uri()
    session.put(uri, "---\ntitle: T\nstatus: published\nrecurrence_of: [a]\n---\n\n## Summary\n\nText.\n", 1)
    view = session.view(uri)
    assert view is not None
    assert view.is_review
    assert view.diagnostics


def test_facts_are_loaded_once_and_counted(tmp_path: Path) -> None:
    (tmp_path / "postmortems").mkdir()
    (tmp_path / "postmortems" / "2026-03-02-x.md").write_text("Text.\n")
    folder = Folder(Config(root=tmp_path), tmp_path, None)
    assert folder.stale
    assert folder.load_stems()
    assert not folder.stale
    assert not folder.load_stems()
    assert folder.generation == 1
    assert list(folder.corpus.stems()) == ["2026-03-02-x"]
