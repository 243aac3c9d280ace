"""What two versions of a review say differently."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.parse import parse
from pmtool.schema.comparing import What, compare
from tests.changes.reviews import BODY, review


def facts(old: str, new: str) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (str(d.what), d.subject, d.before, d.after) for d in compare(parse("a.md", old), parse("a.md", new))
    ]


def body(old: str, new: str) -> str:
    assert old in BODY
    return review(BODY.replace(old, new))


OWNER = "  - owner: checkout-team\n  - due"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (review(status="in_review"), ("status", "status", "draft", "in_review")),
        (review(title="Another"), ("title", "title", "Checkout answered slowly", "Another")),
        (review(severity="critical"), ("severity_raised", "severity", "sev2", "sev1")),
        (review(severity="P4"), ("severity_lowered", "severity", "sev2", "sev4")),
        (review(severity=None), ("severity_removed", "severity", "sev2", None)),
        (review(factors="[evaluation_gap]"), ("factor_dropped", "monitoring_gap", "monitoring_gap", None)),
        (
            review(factors="[{class: drift}, evaluation_gap, monitoring_gap]"),
            ("factor_added", "drift", None, "drift"),
        ),
        (body("2026-05-01", "2026-06-01"), ("due_later", "A1", "2026-05-01", "2026-06-01")),
        (body("2026-05-01", "2026-04-01"), ("due", "A1", "2026-05-01", "2026-04-01")),
        (body("2026-05-01", "next summer"), ("due", "A1", "2026-05-01", "next summer")),
        (body("  - due: 2026-05-01\n", ""), ("due_removed", "A1", "2026-05-01", None)),
        (body(OWNER, "  - owner: sre\n  - due"), ("owner", "A1", "checkout-team", "sre")),
        (body(OWNER, "  - due"), ("owner_removed", "A1", "checkout-team", None)),
        (body("- [ ] **A1**", "- [x] **A1**"), ("action_state", "A1", "open", "done")),
        (review(BODY + "- [ ] **A3** Draw the graph\n"), ("action_added", "A3", None, "Draw the graph")),
        (review(BODY + "\n## Lessons\n\nQueues fill.\n"), ("section_filled", "Lessons", None, "Lessons")),
        (
            review(BODY.replace("The queue filled up and answers came late.", "")),
            ("section_emptied", "Summary", "Summary", None),
        ),
    ],
)
def test_each_fact_that_differs(new, expected):
    assert facts(review(), new) == [expected]


def test_wording_is_no_difference():
    assert facts(review(), body("filled up and answers came late", "was full, and answers were late")) == []
    assert facts(review(), body("Alert when the queue holds more than", "Page when the queue has over")) == []
    assert facts(review(), review().replace("\n", "\r\n")) == []


def test_dropped_and_added_actions_are_not_taken_for_one_another():
    new = body(
        "**A1** Alert when the queue holds more than a thousand orders", "**A7** Rewrite the billing report"
    )
    assert [(what, subject) for what, subject, *_ in facts(review(), new)] == [
        ("action_dropped", "A1"),
        ("action_added", "A7"),
    ]


def test_actions_without_ids_are_matched_by_their_words():
    old = "## Actions\n\n- [ ] Alert on a full queue\n- [ ] Write the runbook for the queue\n"
    new = "## Actions\n\n- [x] Write the runbook for queues\n- [ ] Alert on a full queue\n"
    assert facts(old, new) == [("action_state", "Write the runbook for queues", "open", "done")]


def test_done_actions_promise_no_date_any_more():
    old = body("- [ ] **A1**", "- [x] **A1**")
    new = review(BODY.replace("- [ ] **A1**", "- [x] **A1**").replace("2026-05-01", "2026-06-01"))
    assert [what for what, *_ in facts(old, new)] == ["due"]


def test_a_placeholder_does_not_fill_a_section():
    old = "## Impact\n\n_[What users saw, in numbers.]_\n"
    assert facts(old, old.replace("numbers", "figures")) == []
    assert facts(old, "## Impact\n\n42 orders were late.\n") == [("section_filled", "Impact", None, "Impact")]


def test_every_kind_that_weakens_is_marked():
    weak = {
        What.SEVERITY_LOWERED,
        What.FACTOR_DROPPED,
        What.ACTION_DROPPED,
        What.OWNER_REMOVED,
        What.DUE_LATER,
    }
    old, new = parse("a.md", review()), parse("a.md", review("None.\n", severity="sev4", factors="[]"))
    found = {d.what: d.weakens for d in compare(old, new)}
    assert all(weakens == (what in weak) for what, weakens in found.items() if what in weak)
    assert found[What.ACTION_DROPPED]


PIECES = st.lists(
    st.sampled_from(
        [
            "---\n",
            "status: published\n",
            "severity: 7\n",
            "factors: [a, {class: b}]\n",
            "factors: {x: 1}\n",
            "times: {started: 2026-13-01}\n",
            "## Actions\n\n",
            "- [ ] **A1** x\n",
            "  - due: 2026-02-30\n",
            "  - owner:\n",
            "| action | owner |\n|---|---|\n| x | y |\n",
            "\r\n",
            "é",
        ]
    ),
    max_size=14,
).map("".join)


@given(PIECES, PIECES)
def test_no_two_texts_are_a_crash_and_every_place_lies_in_the_newer_one(old, new):
    for difference in compare(parse("a.md", old), parse("a.md", new)):
        assert 0 <= difference.span.start <= difference.span.end <= len(new)
        assert difference.before != difference.after


@given(PIECES)
def test_a_text_does_not_differ_from_itself(text):
    assert compare(parse("a.md", text), parse("a.md", text)) == []
