"""No text makes a rule fail: bad input is a finding, never a crash, and every finding quotes what is at its span."""

import datetime as dt
from pathlib import PurePath

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtool import rules
from pmtool.config import Config
from pmtool.engine import Engine, Selection
from pmtool.model.entries import ActionState
from pmtool.parse import parse
from pmtool.parse.action_fields import FIELDS
from pmtool.rules.base import Context

NAMES = [name for name in rules.all_names() if not name.startswith("blame/")]
ENGINE = Engine(
    Selection(rules.load_all(NAMES)), Context(Config(), now=dt.datetime(2026, 4, 1, tzinfo=dt.UTC))
)

words = st.sampled_from(
    [
        "",
        "x",
        "2026-03-20",
        "2026-02-30",
        "tomorrow",
        "evals/a.yaml",
        "prevent",
        "verified",
        "-",
        "😀",
        "[a](b)",
    ]
)
fields = st.builds("  - {}: {}".format, st.sampled_from(FIELDS), words)
states = st.builds("  - state: {}".format, st.sampled_from([*map(str, ActionState), "", "x"]))
actions = st.builds(
    lambda box, text, lines: "\n".join([f"- {box} **A1** {text}", *lines]),
    st.sampled_from(["[ ]", "[x]", "", "~~"]),
    words,
    st.lists(fields | states, max_size=5),
)
entries = st.builds(
    "- {}{} {}".format,
    st.sampled_from(["", "2026-03-02 ", "2026-02-30T", "Mar 3 "]),
    st.sampled_from(["09:10", "25:61", "9am", "09:10 CET", "~10:00", "10:00-11:00"]),
    words,
)
keys = st.builds(
    "{}: {}".format,
    st.sampled_from(
        [
            "status",
            "kind",
            "severity",
            "services",
            "times",
            "detected_by",
            "factors",
            "ai",
            "reporting",
            "aliases",
        ]
    ),
    st.sampled_from(
        [
            *(
                "",
                "x",
                "[]",
                "[x, 3]",
                "{}",
                "{started: 2026-02-30}",
                "{started: 2026-03-02T09:10:00Z, resolved: x}",
            ),
            *(
                "published",
                "closed",
                "[{class: drift, confidence: x}]",
                "[{clock: gdpr33}]",
                "{model: 3}",
                "true",
            ),
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(keys, max_size=5),
    st.lists(entries, max_size=4),
    st.lists(actions, max_size=4),
    st.text(max_size=30),
)
def test_no_review_makes_a_rule_fail(front, timeline, items, rest):
    text = "\n".join(
        [
            "---",
            "title: T",
            *front,
            "---",
            "",
            "## Timeline",
            "",
            *timeline,
            "",
            "## Actions",
            "",
            *items,
            "",
            rest,
        ]
    )
    found, _ = ENGINE.check(parse(PurePath("postmortems/2026-03-02-x.md"), text))
    for diagnostic in found:
        assert diagnostic.excerpt == text[diagnostic.span.start : diagnostic.span.end]
