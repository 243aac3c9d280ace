"""The quick readers of plain reviews say what the full ones say, or refuse."""

from benchmarks.actions import review
from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from pmtool.features.actions.reading import _plain
from pmtool.model.vocabulary import DEFAULT_VOCABULARY
from pmtool.parse import Document, parse
from pmtool.parse.facts import read_facts
from pmtool.parse.front_matter import read_front_matter
from pmtool.parse.plain_actions import plain_actions
from pmtool.parse.plain_front import plain_front

_ITEMS = st.sampled_from(
    [
        "- [ ] **A1** Cap the queue", "- [x] **A2** Alert before the disk is full", "- [ ] Drain it by Monday", "- [ ] **A3** Fix (done)",
        "- [ ] **B-4** Roll out opt-in", "- [x] DONE fix it", "- [ ] TBD", "- [ ] None", "  - owner: x", "  - due: 2026-01-01", "  - due:",
        "  - state: declined", "  - state: Done", "  - done: 2026-02-01 <!-- x -->", "  - verified: 2026-03-01 ok", "  - verified: 2026-03-01 not effective",
        "  - evidence: a_b/c.yaml", "  - evidence: https://x.org/a", "  - evidence: https://x.org/a.", "  - owner: _x_", "  - assignee: y",
        "  - a nested note", "", "- plain", "| a | b |", "## Lessons", "### Later", "text", "  - owner: x <!-- a --> y", "- [ ] **A5** Use TLS 1.3 until 3 May",
        "- [ ] **A6** Ask due 2026-01-01", "- [ ] **A7** see #12", "- [ ] **A8** fix SUP-12 soon", "- [ ] **A9** 50 % less, status: done", "---", "===",
    ]
)  # fmt: skip
_AROUND = st.sampled_from(
    [
        "Some text.", "**Action items**", "Follow-ups:", "Actions:**", "```\n## Actions\n```", "~~~\nx", "<div>", "<!-- one line -->", "<!--", "-->",
        "- Review actions\n  - do this", "# Actions", "## Actions", "## Action Items (Completed)", "### Timeline", "- 09:10 x", "    ## Actions", "> ## Actions",
        "Actions\n---", "- # Actions", "1. ```", "Text that\nends with next steps:", "**Next\nsteps**", "| Action | Owner |\n|---|---|\n| x | y |",
    ]
)  # fmt: skip


def _full(document: Document) -> list[object]:
    return [
        (
            action.id,
            action.text,
            action.state,
            {name: found.value for name, found in action.fields.items() if found.value},
            document.lines.position(action.span.start).line,
        )
        for action in document.actions
    ]


def _same(text: str) -> bool:
    """Whether the quick reader read the text; fails where it read it otherwise."""
    document = parse("2026-01-01-x.md", text)
    found = _plain(document)
    if found is None:
        return False
    data, actions = found
    assert [(a.id, a.text, a.state, dict(a.fields), a.line) for a in actions] == _full(document)
    quick, full = (read_facts("x", d, DEFAULT_VOCABULARY) for d in (data, document.front.data))
    assert (quick.severity, quick.services, quick.started) == (full.severity, full.services, full.started)
    return True


@settings(max_examples=400, deadline=None)
@given(
    st.lists(_AROUND, max_size=3),
    st.lists(_ITEMS, max_size=8),
    st.lists(_AROUND, max_size=2),
    st.sampled_from(["\n", "\r\n"]),
)
def test_plain_actions_read_as_the_full_ones(
    before: list[str], items: list[str], after: list[str], ends: str
) -> None:
    text = (
        "\n\n".join(["# T", *before, "## Actions"])
        + "\n\n"
        + "\n".join(items)
        + "\n\n"
        + "\n\n".join(after)
        + "\n"
    )
    _same(text.replace("\n", ends))


_KEYS = st.sampled_from(["title", "severity", "services", "times", "factors", "x-a", "severity", "started"])
_VALUES = st.sampled_from(
    ["", " sev1", " P2", " 1", " null", " true", " [a, b]", " [a", " {a: b}", ' "q"', " 'q", " a: b", " a #c", " a#b", " - a", " *x", " &x", " |", " >-",
     " 2026-03-02T09:10:00Z", " 2026-03-02", " a:", " [a, 'b']", " \x85", " Müller & Co", " @x", " `x`", " %x", "  spaced  ", " ?x", " !t", "\tx"]
)  # fmt: skip
_LINES = st.one_of(
    st.builds("{}:{}".format, _KEYS, _VALUES),
    st.builds("  {}:{}".format, _KEYS, _VALUES),
    st.builds("  -{}".format, _VALUES),
    st.builds("-{}".format, _VALUES),
    st.builds("  - {}:{}".format, _KEYS, _VALUES),
    st.builds("    {}:{}".format, _KEYS, _VALUES),
    st.builds("    -{}".format, _VALUES),
    st.sampled_from(["", "# c", "  # c", "...", "--- ", "   a: b", "a b", "times:", "services:", "factors:"]),
)


@settings(max_examples=600, deadline=None)
@given(st.lists(_LINES, max_size=7))
def test_plain_front_matter_reads_as_the_full_one(lines: list[str]) -> None:
    block = "".join(f"{line}\n" for line in lines)
    quick = plain_front(block)
    if quick is None:
        return
    full = read_front_matter(f"---\n{block}---\n")
    assert full.readable
    one, other = (read_facts("x", data, DEFAULT_VOCABULARY) for data in (quick, full.data))
    assert (one.severity, one.services, one.started) == (other.severity, other.services, other.started)


def test_reviews_written_by_the_contract_are_plain() -> None:
    import random

    chance = random.Random(1)
    assert all(_same(review(chance, number, 5)[1]) for number in range(20))


@pytest.mark.parametrize(
    "line",
    [
        "Actions:**",
        "**Review actions**",
        "- Review actions\n  - x",
        "Next steps:",
        "<div>",
        "Actions\n===",
        "## Next steps",
    ],
)
def test_what_may_be_another_part_is_left_to_the_full_reader(line: str) -> None:
    assert (
        plain_actions(f"## Actions\n\n- [ ] **A1** Cap\n\n## More\n\n{line}\n", 0, DEFAULT_VOCABULARY) is None
    )


def test_the_first_line_may_be_the_heading() -> None:
    found = plain_actions("## Actions\n- [ ] **A1** Cap\n", 0, DEFAULT_VOCABULARY)
    assert found is not None
    assert [(action.id, action.line) for action in found] == [("A1", 2)]


def test_long_lines_take_no_long_time() -> None:
    import time

    start = time.process_time()
    for line in (
        "  - owner: " + " " * 1900 + "x <!--",
        "x:" * 60_000,
        "- " * 60_000,
        "`" * 100_000,
        "\n- a:" * 20_000,
    ):
        plain_actions(f"## Actions\n\n- [ ] **A1** Cap\n{line}\n\n## L\n\n{line}\n", 0, DEFAULT_VOCABULARY)
    assert time.process_time() - start < 10
