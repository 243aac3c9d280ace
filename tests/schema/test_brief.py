"""The short view of a review, for verbs that read thousands of files."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
import pytest

from pmtool.parse import parse
from pmtool.schema.brief import read_brief, stem_date
from pmtool.vocab import Status
from tests.support import loaded


def test_fields_are_canonical_and_faults_are_silent() -> None:
    text = (
        "---\ntitle: Slow answers\nstatus: In Review\nseverity: P1\nkind: mishap\nservices: [a, 7, b]\n"
        "factors: [drift, {class: skew}, {confidence: known}]\ntags: solo\n"
        "times: {started: 2026-03-01 9:10Z, detected: then, estimated: true}\n---\n"
    )
    brief = read_brief(parse("postmortems/2026-03-02-slow.md", text))
    assert brief.title == "Slow answers"
    assert brief.status is Status.IN_REVIEW
    assert brief.severity == "sev1"
    assert brief.kind is None
    assert brief.services == ("a", "b")
    assert brief.factors == ("drift", "skew")
    assert brief.tags == ("solo",)
    assert set(brief.times) == {"started"}
    assert brief.started is not None
    assert brief.started.estimated
    assert brief.date == dt.date(2026, 3, 1)


def test_without_front_matter_the_stem_and_the_heading_speak() -> None:
    brief = read_brief(parse("postmortems/2026-03-02-slow.md", "# Slow answers\n"))
    assert (brief.title, brief.date, brief.status) == ("Slow answers", dt.date(2026, 3, 2), None)


def test_the_date_of_a_stem_is_a_real_day_at_its_start() -> None:
    assert stem_date("2026-03-02") == dt.date(2026, 3, 2)
    assert stem_date("2026-02-30-slow") is None
    assert stem_date("2026-03-021-slow") is None
    assert stem_date("slow-2026-03-02") is None


@given(st.text(max_size=60))
def test_any_front_matter_has_a_brief(body: str) -> None:
    read_brief(parse("a.md", f"---\n{body}\n---\n"))


def test_a_brief_needs_neither_pydantic_nor_markdown() -> None:
    program = (
        "from pmtool.parse import parse; from pmtool.schema.brief import read_brief;"
        "read_brief(parse('a.md', '---\\ntitle: Slow\\ntimes: {started: 2026-03-02}\\n---\\n# T\\n'))"
    )
    assert loaded(program, "pydantic", "pyromark", "rich", "pmtool.parse") == ["pmtool.parse"]


def test_plain_markdown_is_linted_without_pydantic() -> None:
    program = (
        "from pmtool import rules; from pmtool.parse import parse;"
        "from pmtool.rules.base import Context; d = parse('a.md', '# Slow\\n\\nText.\\n'); c = Context();"
        "[list(rules.load(n).check(d, c)) for b in ('schema', 'structure') for n in rules.names(b)]"
    )
    assert loaded(program, "pydantic", "yaml", "pmtool.parse") == ["pmtool.parse"]


@pytest.mark.parametrize(
    "text",
    [
        "# Slow\n\n**Severity:** P1\n**Status**: final\nDate: 3 March 2025\n",
        "# Slow\n\n- **Severity**: 🔴 P1 (all customers)\n- Status: Final\n- Incident date: Monday, March 3, 2025\n",
        "# Slow\n\n| Field | Value |\n|---|---|\n| **Severity** | P1 |\n| Status | final |\n| Date | 2025-03-03 |\n",
        "# Slow\n\n| Severity | Status | Date |\n|---|---|---|\n| P1 | final | 2025-03-03 |\n",
    ],
)
def test_first_lines_of_an_adopted_review_say_severity_status_and_date(text: str) -> None:
    brief = read_brief(parse("slow.md", text))
    assert (brief.severity, brief.status, str(brief.date)) == ("sev1", "published", "2025-03-03")
    assert brief.times == {}


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Slow\n---\n\nSeverity: P1\n\nStatus: final\n",
        "# Slow\n\n```\nSeverity: P1\nStatus: final\n```\n",
        "# Slow\n" + "\nText.\n" * 40 + "\nSeverity: P1\nStatus: final\n",
        "# Slow\n\nThe severity: nobody knew whether P1 was right, and the status: still open.\n",
    ],
)
def test_what_is_not_said_at_the_head_of_an_adopted_review_is_not_taken(text: str) -> None:
    brief = read_brief(parse("slow.md", text))
    assert (brief.severity, brief.status, brief.date) == (None, None, None)


def test_the_date_of_the_name_wins_over_a_date_in_the_text() -> None:
    assert str(read_brief(parse("2025-02-01-slow.md", "# Slow\n\nDate: 3 March 2025\n")).date) == "2025-02-01"
