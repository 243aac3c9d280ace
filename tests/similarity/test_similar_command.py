"""`pm similar`, the verdicts it respects, and who else uses it."""

import json
import os
import sqlite3

import pytest

from pmtool.features import search_index
from tests.stats.collections import CONFIG, review

FILLER = [
    (
        "2025-01-03-disk",
        "Build machine ran out of disk space",
        "Artefacts of old builds filled the volume.",
        ["ci"],
    ),
    (
        "2025-02-03-dns",
        "Names did not resolve in one region",
        "A resolver dropped packets after a change.",
        ["edge"],
    ),
    ("2025-03-03-mail", "Mails were sent twice", "A retry sent what had been sent already.", ["mail"]),
    ("2025-04-03-login", "Sign in failed for new users", "The token had a wrong audience.", ["login"]),
]


def _text(stem, title, body, services, **values):
    actions = "- [ ] **A1** Alert thirty days before a chain ends\n  - owner: edge\n  - due: 2026-05-01\n"
    made = review(stem[:10], title=title, services=services, actions=actions, **values)
    return made.replace("It was slow.", body)


def _files():
    files = {f"postmortems/{item[0]}.md": _text(*item, factors=["monitoring_gap"]) for item in FILLER}
    files["postmortems/2025-05-03-cert.md"] = _text(
        "2025-05-03-cert",
        "Certificate of the shop expired",
        "The certificate chain of the shop expired and payments failed.",
        ["shop"],
        factors=["monitoring_gap", "config_or_threshold"],
    )
    files["postmortems/2026-01-03-tls.md"] = _text(
        "2026-01-03-tls",
        "TLS expiry stopped payments",
        "A cert of the shop ran out, and payments failed until it was renewed.",
        ["shop"],
        factors=["monitoring_gap", "config_or_threshold"],
    )
    return files | CONFIG


@pytest.fixture
def made(project):
    return project(_files())


def _json(made, *words):
    ran = made.run("similar", "--format", "json", *words)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_by_example_the_same_problem_in_other_words_comes_first_and_says_why(made):
    found = _json(made, "2026-01-03-tls")
    assert found[0]["review"] == "2025-05-03-cert"
    assert found[0]["factors"] == ["config_or_threshold", "monitoring_gap"] or set(found[0]["factors"]) == {
        "config_or_threshold",
        "monitoring_gap",
    }
    assert found[0]["services"] == ["shop"]
    assert "certificate" in found[0]["concepts"]
    assert found[0]["unfinished_actions"][0]["id"] == "2025-05-03-cert/A1"
    out = made.run("similar", "2026-01-03-tls").out
    assert "why: factors" in out
    assert "not finished: 1 of 1 actions" in out


@pytest.mark.parametrize("words", [("expired", "certificate"), ("tls cert ran out",)])
def test_by_words_and_by_what_they_mean(made, words):
    found = _json(made, *words)
    assert {found[0]["review"], found[1]["review"]} == {"2025-05-03-cert", "2026-01-03-tls"}


def test_later_reviews_are_left_out_unless_asked_for(made):
    assert all(item["date"] <= "2025-05-03" for item in _json(made, "2025-05-03-cert"))
    assert "2026-01-03-tls" in [item["review"] for item in _json(made, "2025-05-03-cert", "--all")]


def test_verdicts_are_respected(made):
    later = made.read("postmortems/2026-01-03-tls.md")
    made.write(
        {"postmortems/2026-01-03-tls.md": later.replace("kind:", "recurrence_of: [2025-05-03-cert]\nkind:")}
    )
    assert _json(made, "2026-01-03-tls")[0]["verdict"] == "recurrence_of"
    made.write(
        {"postmortems/2026-01-03-tls.md": later.replace("kind:", "not_same_as: [2025-05-03-cert]\nkind:")}
    )
    assert "2025-05-03-cert" not in [item["review"] for item in _json(made, "2026-01-03-tls")]
    assert _json(made, "2026-01-03-tls", "--all")[0]["verdict"] == "not_same_as"


@pytest.mark.parametrize(
    "name", ["2026-01-03-tls", "2026-01-03-tls.md", "postmortems/2026-01-03-tls.md", "2026-01-03"]
)
def test_a_review_is_named_by_stem_path_or_beginning(made, name):
    assert _json(made, name)[0]["review"] == "2025-05-03-cert"


def test_an_alias_names_a_review_too(made):
    text = made.read("postmortems/2026-01-03-tls.md").replace(
        "kind:", "aliases: [2026-01-03-old-name]\nkind:"
    )
    made.write({"postmortems/2026-01-03-tls.md": text})
    assert _json(made, "2026-01-03-old-name")[0]["review"] == "2025-05-03-cert"


def test_a_stem_that_does_not_exist_is_no_search_for_words(made):
    ran = made.run("similar", "2026-01-03-tsl")
    assert ran.code == 2
    assert "2026-01-03-tls" in ran.err


def test_a_changed_a_new_and_a_removed_review_are_seen(made):
    _json(made, "2026-01-03-tls")
    made.write(
        {"postmortems/2025-06-01-new.md": _text("2025-06-01-new", "Zeppelin landed", "A zeppelin.", ["air"])}
    )
    assert _json(made, "zeppelin")[0]["review"] == "2025-06-01-new"
    text = made.read("postmortems/2025-06-01-new.md").replace("eppelin", "ebra")
    made.write({"postmortems/2025-06-01-new.md": text})
    assert _json(made, "zeppelin") == []
    assert _json(made, "zebra")[0]["review"] == "2025-06-01-new"
    (made.root / "postmortems/2025-06-01-new.md").unlink()
    assert _json(made, "zebra") == []


def test_cache_no_cache_and_no_full_text_index_find_the_same(made, monkeypatch):
    expected = _json(made, "2026-01-03-tls")
    assert _json(made, "2026-01-03-tls") == expected
    assert _json(made, "2026-01-03-tls", "--no-cache") == expected
    monkeypatch.setattr(search_index, "SMALL", 0)
    assert _json(made, "2026-01-03-tls") == expected, "through FTS5"
    monkeypatch.setattr(search_index, "_FTS", "CREATE VIRTUAL TABLE words USING fts_of_the_future(terms);")
    (made.root / ".pm_cache/search.db").unlink()
    assert _json(made, "2026-01-03-tls") == expected, "without FTS5"


@pytest.mark.parametrize("content", [b"rubbish", b""])
def test_a_broken_index_is_made_again(made, content):
    expected = _json(made, "2026-01-03-tls")
    (made.root / ".pm_cache/search.db").write_bytes(content)
    assert _json(made, "2026-01-03-tls") == expected


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_searched_all_the_same(made):
    made.root.chmod(0o555)
    try:
        assert _json(made, "2026-01-03-tls")[0]["review"] == "2025-05-03-cert"
    finally:
        made.root.chmod(0o755)


@pytest.mark.parametrize(
    "words", ['"', "OR AND NOT", "a* NEAR(b)", "'; DROP TABLE reviews; --", "…", "%_", "=@#"]
)
def test_no_words_break_the_search(made, words, monkeypatch):
    monkeypatch.setattr(search_index, "SMALL", 0)
    assert isinstance(_json(made, words, "certificate"), list)


def test_synonyms_of_a_team(made):
    assert _json(made, "lapsed") == []
    made.write({"pm.toml": '[similar]\nsynonyms = [["expired", "lapsed"]]\n'})
    assert _json(made, "lapsed")[0]["review"] == "2025-05-03-cert"


def test_the_index_is_a_database_without_code(made):
    _json(made, "certificate")
    tables = sqlite3.connect(made.root / ".pm_cache/search.db")
    assert tables.execute("SELECT count(*) FROM reviews").fetchone() == (6,)
    tables.close()


def test_a_new_review_shows_what_may_be_related(made):
    ran = made.run("new", "Certificate of the shop has expired again", "--dry-run")
    assert "perhaps related: 2025-05-03-cert" in ran.err
    assert "perhaps related" not in made.run("new", "Zeppelin landed", "--dry-run").err


def test_lint_asks_for_a_verdict_once(made):
    words = ("lint", "--select", "structure/unjudged-resemblance", "--format", "json")
    found = json.loads(made.run(*words).out)
    assert [(item["path"], item["excerpt"]) for item in found] == [
        ("postmortems/2026-01-03-tls.md", "TLS expiry stopped payments")
    ]
    assert "not_same_as: [2025-05-03-cert]" in found[0]["message"]
    later = made.read("postmortems/2026-01-03-tls.md")
    for verdict in ("recurrence_of", "not_same_as"):
        judged = later.replace("kind:", f"{verdict}: [2025-05-03-cert]\nkind:")
        made.write({"postmortems/2026-01-03-tls.md": judged})
        assert json.loads(made.run(*words).out) == []
    made.write({"postmortems/2026-01-03-tls.md": later.replace("published", "draft")})
    assert json.loads(made.run(*words).out) == []


def test_lint_compares_only_reviews_of_a_shared_service_and_factor(made):
    text = made.read("postmortems/2026-01-03-tls.md").replace("services: [shop]", "services: [stall]")
    made.write({"postmortems/2026-01-03-tls.md": text})
    assert made.run("lint", "--select", "structure/unjudged-resemblance").code == 0


def test_the_threshold_is_an_option(made):
    made.write({"pm.toml": "[similar]\nthreshold = 99\n"})
    assert made.run("lint", "--select", "structure/unjudged-resemblance").code == 0
