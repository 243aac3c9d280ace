"""Writing files: whole or not at all, never over something unasked."""

import os
from pathlib import Path
import stat

import pytest

from pmtool import edit
from pmtool.errors import PmError


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_create_writes_text_byte_for_byte_and_makes_folders(tmp_path):
    path = tmp_path / "a" / "b" / "new.md"
    edit.create(path, "one\r\ntwo 💳\n")
    assert path.read_bytes() == "one\r\ntwo 💳\n".encode()
    assert left_behind(path.parent) == ["new.md"]


def test_created_file_has_the_permissions_of_any_other_new_file(tmp_path):
    (tmp_path / "other.md").write_text("x")
    edit.create(tmp_path / "new.md", "x")
    assert (tmp_path / "new.md").stat().st_mode == (tmp_path / "other.md").stat().st_mode


def test_create_never_overwrites(tmp_path):
    path = tmp_path / "there.md"
    path.write_text("mine")
    with pytest.raises(PmError, match="exists already and was left as it is"):
        edit.create(path, "new")
    assert path.read_text() == "mine"
    assert left_behind(tmp_path) == ["there.md"]


def test_create_does_not_follow_a_dangling_link(tmp_path):
    (tmp_path / "there.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(PmError, match="exists already"):
        edit.create(tmp_path / "there.md", "new")
    assert not (tmp_path / "elsewhere.md").exists()


def test_create_loses_the_race_against_somebody_who_writes_the_same_name(tmp_path, monkeypatch):
    path = tmp_path / "raced.md"
    flush = os.fsync

    def while_flushing(handle: int) -> None:
        path.write_text("theirs")
        flush(handle)

    monkeypatch.setattr(os, "fsync", while_flushing)
    with pytest.raises(PmError, match="exists already"):
        edit.create(path, "mine")
    assert path.read_text() == "theirs"


def test_create_works_where_the_file_system_has_no_hard_links(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    edit.create(tmp_path / "new.md", "text")
    assert (tmp_path / "new.md").read_text() == "text"
    with pytest.raises(PmError, match="exists already"):
        edit.create(tmp_path / "new.md", "other")
    assert (tmp_path / "new.md").read_text() == "text"
    assert left_behind(tmp_path) == ["new.md"]


def test_create_refuses_a_link_that_leads_out_of_the_repository(tmp_path):
    inside, outside = tmp_path / "repository", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "postmortems").symlink_to(outside)
    with pytest.raises(PmError, match="leads out of"):
        edit.create(inside / "postmortems" / "new.md", "x", below=inside)
    assert left_behind(outside) == []


def test_create_says_which_file_stands_where_a_folder_is_needed(tmp_path):
    (tmp_path / "postmortems").write_text("a file")
    with pytest.raises(PmError, match=r"postmortems is a file where a folder is needed"):
        edit.create(tmp_path / "postmortems" / "2026" / "new.md", "x")


@pytest.mark.parametrize("stop", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_interrupted_replace_leaves_the_old_file(tmp_path, monkeypatch, step, stop):
    path = tmp_path / "there.md"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise stop

    monkeypatch.setattr(os, step, fail)
    with pytest.raises((PmError, KeyboardInterrupt)):
        edit.replace(path, "new " * 1000)
    assert path.read_text() == "old"
    assert left_behind(tmp_path) == ["there.md"]


@pytest.mark.parametrize("step", ["link", "fsync"])
def test_interrupted_create_leaves_nothing(tmp_path, monkeypatch, step):
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(KeyboardInterrupt):
        edit.create(tmp_path / "new.md", "text")
    assert left_behind(tmp_path) == []


def test_replace_keeps_permissions_and_links(tmp_path):
    target = tmp_path / "real.md"
    target.write_text("old")
    target.chmod(0o640)
    (tmp_path / "link.md").symlink_to(target)
    edit.replace(tmp_path / "link.md", "new")
    assert target.read_text() == "new"
    assert (tmp_path / "link.md").is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_replace_leaves_a_file_that_changed_in_the_meantime(tmp_path):
    path = tmp_path / "there.md"
    path.write_text("changed by somebody")
    with pytest.raises(PmError, match="was changed in the meantime"):
        edit.replace(path, "new", expected="what was read")
    assert path.read_text() == "changed by somebody"


def test_text_that_utf_8_cannot_say_is_an_error_and_no_file(tmp_path):
    with pytest.raises(PmError, match="UTF-8"):
        edit.create(tmp_path / "new.md", "lone \ud800")
    assert left_behind(tmp_path) == []
