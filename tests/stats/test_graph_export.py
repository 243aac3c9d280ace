"""`pm export --format mermaid|dot`."""

import pytest

from tests.stats.collections import CONFIG, review

ACTIONS = "- [x] **A1** Alert on age\n  - factor: monitoring_gap\n  - verified: 2025-07-01 none since\n"


@pytest.fixture
def made(project):
    return project(
        {
            "postmortems/2025-06-01-a.md": review("2025-06-01", actions=ACTIONS),
            "postmortems/2025-09-01-b.md": review(
                "2025-09-01", title='Say "hi" <b>x</b>; end', more="recurrence_of: [2025-06-01-a]\n"
            ),
            "postmortems/2025-10-01-c.md": review("2025-10-01", services=["mail"], factors=["drift"]),
            **CONFIG,
        }
    )


def test_what_came_back_after_it_was_verified_is_drawn(made):
    out = made.run("export", "--format", "mermaid").out
    assert out.startswith("flowchart LR\n")
    assert "a1 ==>|came back in| r2" in out
    assert "r2 ==>|recurrence of| r1" in out
    assert "a1 -.->|answers| f2" in out
    assert "class a1 back" in out


def test_text_of_reviews_is_no_markup(made):
    out = made.run("export", "--format", "mermaid").out
    assert "Say #34;hi#34; #60;b#62;x#60;/b#62;#59; end" in out
    assert '\\"hi\\"' in made.run("export", "--format", "dot").out


@pytest.mark.parametrize(
    ("words", "reviews"),
    [(["--factor", "drift"], 1), (["--service", "answers"], 2), (["2025-06-01-a"], 1), ([], 3)],
)
def test_a_part_of_the_graph(made, words, reviews):
    out = made.run("export", "--format", "dot", *words).out
    assert sum("[shape=box" in line for line in out.splitlines()) >= reviews
    assert out.endswith("}\n")


def test_it_is_the_same_each_time_and_goes_to_a_file(made):
    out = made.run("export", "--format", "mermaid").out
    assert made.run("export", "--format", "mermaid", "--no-cache").out == out
    assert made.run("export", "--format", "mermaid", "-o", "graph.mmd").out == "graph.mmd\n"
    assert made.read("graph.mmd") == out


def test_filters_of_the_graph_are_refused_elsewhere(made):
    ran = made.run("export", "2025-06-01-a", "--format", "oecd", "--factor", "drift")
    assert ran.code == 2
    assert "mermaid" in ran.err
