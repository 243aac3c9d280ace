"""Actions in the forms that reviews use."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.model.entries import Action, ActionState
from pmtool.parse import parse

HEAD = "## Actions\n\n"


def actions(text: str) -> list[Action]:
    return list(parse("review.md", text).actions)


def one(text: str) -> Action:
    (action,) = actions(text)
    return action


def test_task_list_with_a_field_a_line() -> None:
    text = (
        f"{HEAD}- [ ] **A1** Block the deploy until\n  the evaluation passes\n  - owner: support-ml\n  - "
        f"due: 2026-03-20\n"
        "  - aim: prevent            <!-- prevent | detect -->\n  - evidence: `evals/refund.yaml`\n"
        "  - reason: a long one that\n    goes on\n- [x] **A2** Alert\n  - verified: 2026-04-15 it paged\n"
    )
    first, second = actions(text)
    assert (first.id, first.text) == ("A1", "Block the deploy until the evaluation passes")
    assert first.id_span is not None
    assert first.id_span.of(text) == "A1"
    assert first.title_span.of(text) == "Block the deploy until\n  the evaluation passes"
    assert {name: field.value for name, field in first.fields.items()} == {
        "owner": "support-ml",
        "due": "2026-03-20",
        "aim": "prevent",
        "evidence": "evals/refund.yaml",
        "reason": "a long one that goes on",
    }
    assert (first.box, first.state, second.box, second.state) == (False, "open", True, "verified")
    assert first.box_span is not None
    assert first.box_span.of(text) == "[ ]"
    assert second.span.of(text).startswith("- [x] **A2** Alert")


@pytest.mark.parametrize(
    "written", ["A1 Alert", "A1: Alert", "**A1** Alert", "**A1:** Alert", "[A1] Alert", "AI-1 - Alert"]
)
def test_id_is_read_in_its_forms(written: str) -> None:
    action = one(f"{HEAD}- [ ] {written}\n")
    assert (action.id in ("A1", "AI-1"), action.text) == (True, "Alert")


@pytest.mark.parametrize(
    "written", ["S3 buckets get versions", "P1: Alert", "K8 nodes restart", "GPT-4 is pinned"]
)
def test_names_of_things_are_no_ids(written: str) -> None:
    assert one(f"{HEAD}- {written}\n").id is None


def test_fields_keep_their_spans() -> None:
    text = f"{HEAD}- [ ] Alert\n  - **Owner**: support-ml\n  - Due date: 2026-03-20\n  - onwer: x\n"
    action = one(text)
    for field in (*action.fields.values(), *action.unknown):
        assert field.value_span.of(text) == field.value
    assert action.fields["owner"].key_span.of(text) == "Owner"
    assert [field.name for field in action.unknown] == ["onwer"]


def test_nested_items_that_are_no_fields_belong_to_the_action() -> None:
    action = one(f"{HEAD}- Alert on slow answers\n  - by region: three of them\n  - and by model\n")
    assert action.text == "Alert on slow answers"
    assert not action.fields
    assert not action.unknown


def test_fields_on_lines_without_a_bullet() -> None:
    action = one(f"{HEAD}- [ ] Alert on slow answers\n  owner: search\n  due: 2026-05-01\n")
    assert (action.text, action.get("owner"), action.get("due")) == (
        "Alert on slow answers",
        "search",
        "2026-05-01",
    )


def test_table_with_the_names_of_the_fields() -> None:
    text = (
        "## Action items\n\n| Action item | Type | Who | Deadline | Bug | Status |\n|---|---|---|---|---|"
        "---|\n"
        "| Add a cache | preventative | search | 2026-05-01 | [#12](https://example.org/issues/12) | in "
        "progress |\n"
        "| Watch the queue | detective | - | | n/a | ✅ Done (PR #4) |\n| Talk | other | ops | | | |\n"
    )
    first, second, third = actions(text)
    assert (first.form, first.text, first.state) == ("row", "Add a cache", "in_progress")
    assert (first.get("aim"), first.get("owner"), first.get("due")) == ("prevent", "search", "2026-05-01")
    assert first.get("ticket") == "https://example.org/issues/12"
    assert first.fields["owner"].value_span.of(text) == "search"
    assert (second.get("aim"), second.get("owner"), second.state) == ("detect", None, "done")
    assert "aim" not in third.fields


def test_table_of_actions_outside_of_their_section() -> None:
    text = (
        "## Summary\n\n| Action | Owner |\n|---|---|\n| Add a cache | search |\n\n| Level | Owner |\n|"
        "---|---|\n| high | x |\n"
    )
    assert [action.text for action in actions(text)] == ["Add a cache"]


@pytest.mark.parametrize(
    "text",
    [
        "## Action items\n\n- Add a cache\n- Add a test\n",
        "## Follow-up\n\n1. Add a cache\n2. Add a test\n",
        "## 7. Corrective and preventative measures\n\n* Add a cache\n* Add a test\n",
        "## Next steps\n\n### Short term\n\n- Add a cache\n\n### Monitoring\n\n- Add a test\n",
        "## Action items\n\n- Short term:\n  - Add a cache\n- Long term:\n  - Add a test\n",
        (
            "## Action items\n\n### 1) Add a cache\n\nBecause it is slow.\n\n### 2) Add a test\n\nOf the "
            "cache.\n"
        ),
        "## Lessons\n\n**Action items**\n\n- Add a cache\n- Add a test\n",
        "## Incident\n\n- **Impact**: none\n- **Review actions**:\n  - Add a cache\n  - Add a test\n",
        "Actions:\n\n- Add a cache\n- Add a test\n",
        "## Actions\n\n- [ ] Add a cache\n  - [ ] in one region\n- [ ] Add a test\n",
        "## Actions\n\n- Search team\n  - [ ] Add a cache\n  - [ ] Add a test\n",
    ],
)
def test_actions_are_found_in_every_form(text: str) -> None:
    assert [action.text for action in actions(text)] == ["Add a cache", "Add a test"]


@pytest.mark.parametrize(
    "text", ["- N/A", "- None", "- No further actions needed.", "None.", "We will talk about it."]
)
def test_nothing_to_do_is_no_action(text: str) -> None:
    assert actions(f"{HEAD}{text}\n") == []


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("- Add a cache", ActionState.OPEN),
        ("- [ ] Add a cache", ActionState.OPEN),
        ("- [x] Add a cache", ActionState.DONE),
        ("- ~~Add a cache~~", ActionState.DONE),
        ("- DONE Add a cache", ActionState.DONE),
        ("- (done) Add a cache", ActionState.DONE),
        ("- Add a cache (done)", ActionState.DONE),
        ("- Add a cache (completed in release 5)", ActionState.DONE),
        ("- Add a cache - done", ActionState.DONE),
        ("- ✅ Add a cache", ActionState.DONE),
        ("- Add a cache ✅", ActionState.DONE),
        ("- ⏳ Add a cache", ActionState.IN_PROGRESS),
        ("- [ ] Add a cache (in progress)", ActionState.IN_PROGRESS),
        ("- TODO: Add a cache", ActionState.OPEN),
        ("- Add a cache\n  - state: declined", ActionState.DECLINED),
        ("- Add a cache\n  - status: in progress", ActionState.IN_PROGRESS),
        ("- Add a cache\n  - done: 2026-03-01", ActionState.DONE),
        (
            "- [x] Add a cache\n  - verified: 2026-03-01 not effective: it filled up",
            ActionState.NOT_EFFECTIVE,
        ),
    ],
)
def test_state_is_read_in_its_forms(written: str, state: ActionState) -> None:
    action = one(f"{HEAD}{written}\n")
    assert (action.text, action.state) == ("Add a cache", state)


def test_state_of_a_sub_heading_holds_for_items_without_a_box() -> None:
    text = (
        "## Actions\n\n### Immediate (Completed)\n\n- Add a cache\n- [ ] Add a test\n\n### Later\n\n- "
        "Add a drill\n"
    )
    assert [action.state for action in actions(text)] == ["done", "open", "open"]


@pytest.mark.parametrize(
    ("written", "owner"),
    [
        ("Add a cache @ana", "@ana"),
        ("Add a cache (@ana)", "@ana"),
        ("Add a cache (@org/search and @ben)", "@org/search and @ben"),
        ("Add a cache (Ana Lima)", "Ana Lima"),
        ("Add a cache, owner: search team", "search team"),
        ("Add a cache (owner: search)", "search"),
        ("Add a cache `@ana`", "@ana"),
    ],
)
def test_owner_at_the_end_is_read(written: str, owner: str) -> None:
    action = one(f"{HEAD}- {written}\n")
    assert (action.text, action.get("owner")) == ("Add a cache", owner)


def test_things_in_parentheses_are_no_owners() -> None:
    for written in (
        "Add a cache (Redis)",
        "Add a cache (Phase Two)",
        "Add a cache (see below)",
        "Move to a@example.org",
    ):
        assert one(f"{HEAD}- {written}\n").get("owner") is None


def test_due_date_and_ticket_inside_the_item_are_read() -> None:
    action = one(f"{HEAD}- Add a cache for SRCH-12 @ana (due 2026-05-01)\n")
    assert (action.text, action.get("due"), action.get("ticket")) == (
        "Add a cache for SRCH-12",
        "2026-05-01",
        "SRCH-12",
    )
    linked = one(f"{HEAD}- Add [a cache](https://example.org/org/repo/pull/12)\n")
    assert linked.get("ticket") == "https://example.org/org/repo/pull/12"


def test_evidence_that_is_a_link_stands_for_its_target() -> None:
    action = one(f"{HEAD}- [x] Alert\n  - evidence: [the alert](../alerts/slow.yaml)\n")
    assert action.get("evidence") == "../alerts/slow.yaml"


def test_line_ends_make_no_difference() -> None:
    text = f"{HEAD}- [ ] **A1** Alert\n  on slow answers\n  - owner: x\n- Add a test\n  due: 2026-05-01\n"
    seen = [
        [
            (a.id, a.text, a.state, {n: f.value for n, f in a.fields.items()})
            for a in actions(text.replace("\n", end))
        ]
        for end in ("\n", "\r\n")
    ]
    assert seen[0] == seen[1]


def test_unrelated_text_changes_no_action() -> None:
    text = f"{HEAD}- [ ] **A1** Alert\n  - owner: x\n"
    more = f"## Summary\n\nNext steps were clear.\n\n{text}\n## Lessons\n\n- Add nothing\n"
    assert [(a.id, a.text, a.get("owner")) for a in actions(more)] == [("A1", "Alert", "x")]


_LINES = st.lists(
    st.sampled_from(
        [
            "## Actions",
            "- [ ] **A1** x",
            "  - owner: y",
            "  - due:",
            "- [x] ~~z~~ (done)",
            "| Action | Owner |",
            "|---|---|",
            "| a | b |",
            "### 1) do",
            "- Short term:",
            "  wrapped",
            "**Action items**",
            "- ✅",
            "- @x",
            "- A1",
            "```",
            "> - q",
            "- [A1]",
        ]
    ),
    max_size=25,
)


@given(_LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_mix_of_forms_is_read_with_true_spans(lines: list[str], end: str) -> None:
    text = end.join(lines)
    for action in actions(text):
        assert 0 <= action.span.start <= action.title_span.start <= action.title_span.end <= len(text)
        for field in (*action.fields.values(), *action.unknown):
            assert 0 <= field.value_span.start <= field.value_span.end <= len(text)


@given(st.text(max_size=400))
def test_any_text_has_actions_without_an_error(text: str) -> None:
    for action in actions(f"## Actions\n\n- {text}\n- [ ] {text}\n"):
        assert action.title_span.start <= action.title_span.end
