"""`pm.toml`: every fault at once, with the nearest right spelling."""

import pytest

from pmtool.config.reading import config_from_text
from pmtool.errors import PmError
from pmtool.vocab import SectionKind


def _fault(text: str) -> str:
    with pytest.raises(PmError) as caught:
        config_from_text(text)
    return caught.value.message


def test_all_faults_are_told_at_once():
    message = _fault(
        'directry = "x"\n[lint]\nfail_on = 3\n[severity]\nlevels = "high"\n[sections.aliases]\nA = "timelne"\n'
    )
    assert 'unknown key "directry" (did you mean "directory"?)' in message
    assert "lint.fail_on must be a text, not a number" in message


def test_values_are_checked_once_the_shape_is_right():
    message = _fault(
        '[lint]\nfail-on = "warn"\n[sections.aliases]\nA = "timelne"\n[timeline]\nzone = "Mars/Olympus"\n'
    )
    assert 'lint.fail-on is "warn"' in message
    assert 'did you mean "warning"?' in message
    assert 'did you mean "timeline"?' in message
    assert "no IANA time zone" in message


@pytest.mark.parametrize("directory", ["/etc", "../other"])
def test_a_directory_cannot_leave_the_repository(directory):
    assert "must lie below the file" in _fault(f'directory = "{directory}"')


def test_broken_toml_says_where():
    assert "line 2" in _fault("a = 1\nb = \n")


def test_dashes_and_underscores_are_the_same_and_a_string_may_stand_for_a_list():
    config = config_from_text('directory = "docs/incidents"\n[lint]\nfail_on = "error"\n')
    assert config.directory == ["docs/incidents"]
    assert config.lint.fail_on == "error"


def test_the_vocabulary_takes_the_aliases():
    words = config_from_text(
        '[sections.aliases]\n"Chronik" = "timeline"\n[severity]\nlevels = ["Blocker", "High"]\naliases = { p1 = "blocker" }\n'
    ).vocabulary
    assert words.section_kind("3. Chronik (UTC)") is SectionKind.TIMELINE
    assert words.severity("P1") == "blocker"
    assert words.severity("HIGH") == "high"
    assert words.severity("sev1") is None


@pytest.mark.parametrize("levels", ["[]", '["sev1", "SEV1"]', '["sev1", ""]'])
def test_a_scale_without_order_is_refused(levels):
    with pytest.raises(PmError, match=r"severity\.levels must name one level or more, each once"):
        config_from_text(f"[severity]\nlevels = {levels}\n")


def test_an_unknown_rule_in_the_configuration_is_named_with_its_place(project):
    made = project({"pm.toml": '[lint]\nignore = ["blam"]\n', "postmortems/2026-03-01-a.md": ""})
    ran = made.run("lint")
    assert ran.code == 2
    assert "pm.toml: lint.ignore: there is no rule, bundle or severity 'blam'" in ran.err
    assert "did you mean 'blame'?" in ran.err
    made.write({"pm.toml": '[[lint.per-path]]\npaths = ["x"]\nseverity = { "blame/nope" = "off" }\n'})
    assert "pm.toml: lint.per-path[0].severity: there is no rule" in made.run("lint").err


def test_the_environment_wins_over_the_file_and_flags_over_both(project, monkeypatch):
    flawed = "---\ntitle: T\nstatus: draft\nservces: [a]\n---\n"
    made = project({"pm.toml": '[lint]\nfail-on = "warning"\n', "postmortems/2026-03-01-a.md": flawed})
    assert made.run("lint").code == 1
    monkeypatch.setenv("PM_FAIL_ON", "error")
    assert made.run("lint").code == 0
    assert made.run("lint", "--fail-on", "warning").code == 1
    monkeypatch.setenv("PM_SELECT", "timeline,actions structure")
    assert made.run("lint").out == "1 file checked, nothing found.\n"
    assert "schema/unknown-key" in made.run("lint", "--select", "schema").out
    monkeypatch.setenv("PM_FORMAT", "json")
    assert made.run("lint").out == "[]\n"


def test_the_configuration_can_be_named_or_left_out_by_the_environment(project, monkeypatch):
    made = project({"pm.toml": "directry = 3\n", "other.toml": "", "postmortems/2026-03-01-a.md": ""})
    assert made.run("list").code == 2
    monkeypatch.setenv("PM_CONFIG", "other.toml")
    assert made.run("list").code == 0
    monkeypatch.delenv("PM_CONFIG")
    monkeypatch.setenv("PM_ISOLATED", "1")
    assert made.run("list").code == 0
    monkeypatch.setenv("PM_ISOLATED", "0")
    assert made.run("list").code == 2


def test_configuration_in_pyproject_and_precedence(project):
    made = project(
        {
            "pyproject.toml": '[tool.pm]\ndirectory = "incidents"\n',
            "incidents/2026-03-01-a.md": "---\ntitle: T\nstatus: draft\n---\n",
            "pm/2026-03-01-b.md": "---\ntitle: T\nstatus: draft\n---\n",
        }
    )
    assert made.run("list", "--format", "json").out.count('"review"') == 1
    made.write({"pm.toml": 'directory = "pm"\n'})
    assert "2026-03-01-b" in made.run("list").out
    assert made.run("--isolated", "list").code == 2
    assert "2026-03-01-a" in made.run("--config", "pyproject.toml", "list").out
