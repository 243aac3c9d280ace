"""Whatever a review holds: an edit changes its action as asked and nothing else, or is refused; half a file is never seen."""

import datetime as dt
import os
from pathlib import Path
import sys
from types import FrameType

from benchmarks.edit_sequences import ALL, WORDS, Wish, run_sequence
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from pmtool import edit
from pmtool.features.actions.changes import Given

_TEXTS = st.sampled_from(
    [
        "Cap the queue",
        "Alert on `x`",
        "*Drain* it (done)",
        "Ask @bob",
        "über alles…",
        "~~Drop it~~",
        "A | B",
        "TODO fix #12",
        "[see](x)",
        "",
    ]
)
_FIELDS = st.lists(
    st.sampled_from(
        ["owner: x", "owner:", "due: 2026-01-01", "state: deferred", "done: 2026-02-01", "evidence: a/b.yaml", "verified: 2026-03-01 ok",
         "reason: dear", "**Owner:** x", "aim: prevent <!-- c -->", "note of no name", "strength:   weaker", "due: soon\n    or later", "Owner = y"]
    ),
    max_size=5,
)  # fmt: skip
_INDENTS = st.sampled_from(["  - ", "  * ", "    - ", "\t- ", "  ", "   1. "])


@st.composite
def _item(draw: st.DrawFn) -> str:
    mark = draw(st.sampled_from(["- [ ] ", "- [x] ", "* ", "1. [ ] ", "+ [X] ", "-\t[ ] "]))
    ident = draw(st.sampled_from(["", "**A1** ", "**A2** ", "A3: ", "[A4] "]))
    indent = draw(_INDENTS)
    lines = [f"{mark}{ident}{draw(_TEXTS)}", *(f"{indent}{field}" for field in draw(_FIELDS))]
    gap = draw(st.sampled_from(["\n", "\n\n"]))
    return gap.join(lines) if draw(st.booleans()) else "\n".join(lines)


@st.composite
def _table(draw: st.DrawFn) -> str:
    heads = draw(
        st.lists(st.sampled_from(["Owner", "Status", "Due", "ID", "Type", "Notes"]), unique=True, max_size=4)
    )
    rows = [["Action", *heads], ["---"] * (len(heads) + 1)]
    for _ in range(draw(st.integers(1, 3))):
        cells = st.sampled_from(["", "x", "Done", "2026-01-01", "a \\| b", "`c`", "prevent", "TODO"])
        rows.append([draw(_TEXTS) or "Cap", *(draw(cells) for _ in heads)])
    bar = draw(st.booleans())
    return "\n".join(f"| {' | '.join(row)} |" if bar else " | ".join(row) for row in rows)


@st.composite
def _review(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.one_of(_item(), _item(), _table()), max_size=4))
    glue = draw(st.sampled_from(["\n", "\n\n"]))
    front = draw(st.sampled_from(["", "---\ntitle: x\nstatus: draft\n---\n", "+++\ntitle = 'x'\n+++\n"]))
    around = st.sampled_from(
        [
            "",
            "Some *text*.\n\n",
            "```\n## Actions\n- [ ] no\n```\n\n",
            "<!-- pm:internal -->\n",
            "> quote\n\n",
        ]
    )
    heading = draw(
        st.sampled_from(["## Actions\n\n", "## Action items\n", "**Actions**\n\n", "", "### Follow-ups\n\n"])
    )
    tail = draw(st.sampled_from(["", "\n", "\n\n## Lessons\n\n- one\n", "\n```\nunclosed"]))
    text = front + draw(around) + heading + draw(around) + glue.join(parts) + tail
    ends = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", ends)


_WORDS = st.sampled_from(WORDS)
_DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2029, 1, 1))
_GIVEN = st.builds(
    Given,
    on=_DAYS,
    evidence=_WORDS,
    note=_WORDS,
    reason=_WORDS,
    due=_DAYS,
    owner=_WORDS,
    effective=st.booleans(),
)
_WISHES = st.lists(st.builds(Wish, st.sampled_from(ALL), st.integers(0, 9), _GIVEN), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_review(), _WISHES)
def test_sequences_of_edits_leave_all_other_text_as_it_is(text: str, wishes: list[Wish]) -> None:
    # `run_sequence` checks every edit and raises where one changed what it must not.
    assert sum(run_sequence(text, wishes).values()) == len(wishes)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("- [x]*A1:\n\r|`#>_~<!\tdueownr: 2026\ufeffé"), max_size=120), _WISHES)
def test_edits_of_any_text_never_crash(text: str, wishes: list[Wish]) -> None:
    run_sequence(f"## Actions\n\n{text}", wishes)


def _killer(left: int) -> object:
    """A tracer that ends the process before a line of the module that writes."""

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal left
        if event == "line" and frame.f_code.co_filename == edit.__file__:
            left -= 1
            if left < 0:
                os._exit(9)
        return trace

    return trace


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a child of this process")
def test_killed_at_any_point_the_file_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "review.md"
    old, new = "old\r\n" * 40, "new\r\n" * 41
    seen = set()
    for point in range(200):
        path.write_bytes(old.encode())
        child = os.fork()
        if child == 0:
            sys.settrace(_killer(point))  # type: ignore[arg-type]
            try:
                edit.replace(path, new, expected=old)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        content = path.read_bytes().decode()
        assert content in (old, new), f"killed before line {point}"
        seen.add(content)
        if os.waitstatus_to_exitcode(status) == 0:
            assert content == new
            break
    else:
        pytest.fail("the edit took more than 200 lines")
    assert seen == {old, new}
    assert point > 10


def test_a_file_that_somebody_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    from pmtool.errors import PmError

    path = tmp_path / "review.md"
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(PmError, match="was changed in the meantime"):
        edit.replace(path, "mine", expected="what I read")
    assert path.read_text(encoding="utf-8") == "theirs"
