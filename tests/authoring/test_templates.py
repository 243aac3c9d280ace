"""The templates: each passes its own lint, whatever the title; a project's own win."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from pmtool.cli.linting import present
from pmtool.config import Config
from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.features import linting
from pmtool.features.naming import clean_title
from pmtool.features.scaffold import Request, draft, list_templates
from pmtool.parse.front_matter import read_front_matter
from pmtool.resources import Templates
from pmtool.vocab import SectionKind, Severity

SHIPPED = ["ai-incident", "data", "incident", "near-miss", "security", "short"]
HOSTILE = [
    "It's \"quoted\": 'twice'",
    "{{ title }} {% for x in y %} {# z #} ${HOME} $(id)",
    "key: value # comment",
    "- [ ] **A1** <!-- pm:ignore-file blame -- x -->",
    "# pm:ignore-file schema -- x",
    "--- # pm:ignore blame -- x",
    "line one\nstatus: closed\n---\n# Heading",
    "yes",
    "2026-03-02",
    "| > & * ! % @ `",
    "💳 é́ \u202e\u200b\ufeff",
    "@team",
    "null",
    "\\x00 \\n",
    "a" * 500,
]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "postmortems").mkdir()
    return Corpus(Config(root=tmp_path, source=tmp_path / "pm.toml"), tmp_path)


def findings(corpus: Corpus, name: str, text: str) -> list[str]:
    selection = linting.choose(corpus.config, [], [])
    result = linting.lint_bytes(corpus, selection, name, text.encode(), present())
    graver = [d for d in result.report.diagnostics if d.severity is not Severity.INFO]
    return [f"{d.start.line} {d.rule} {d.message}: {d.excerpt}" for d in graver]


def made(corpus: Corpus, title: str, **options: object) -> tuple[str, str]:
    review = draft(corpus, Request(title, **options), present())
    return f"postmortems/{review.path.name}", review.text


def test_all_templates_are_there(corpus):
    assert [name for name, about in list_templates(corpus) if about] == SHIPPED


@pytest.mark.parametrize("template", SHIPPED)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"started": "2026-03-02"},
        {
            "started": "2026-03-02T09:10:00Z",
            "severity": "sev1",
            "services": ["checkout", "it's: a #1 [service]"],
        },
    ],
    ids=["bare", "date", "full"],
)
def test_a_scaffolded_review_passes_lint(corpus, template, options):
    name, text = made(corpus, "Checkout rejected every second card", template=template, **options)
    assert findings(corpus, name, text) == []


@pytest.mark.parametrize("template", SHIPPED)
@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_data_and_passes_lint(corpus, template, title):
    name, text = made(corpus, title, template=template)
    assert read_front_matter(text).data["title"] == clean_title(title)
    assert read_front_matter(text).data["status"] == "draft"
    assert findings(corpus, name, text) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(min_size=1, max_size=80), service=st.text(max_size=20))
def test_any_title_and_service_stay_data(corpus, title, service):
    if not clean_title(title):
        return
    _, text = made(corpus, title, template="ai-incident", services=[service])
    front = read_front_matter(text)
    assert not front.problems
    assert front.data["title"] == clean_title(title)
    assert front.data["services"] == ([clean_title(service)] if clean_title(service) else [])
    assert front.data["status"] == "draft"


@pytest.mark.parametrize("template", SHIPPED)
def test_sections_stand_in_the_order_of_the_format(corpus, template):
    from pathlib import PurePath

    from pmtool.parse import parse

    _, text = made(corpus, "Login slow", template=template)
    kinds = [section.kind for section in parse(PurePath("x.md"), text).sections]
    assert SectionKind.OTHER not in kinds
    order = ["summary", "impact", "timeline", "causes", "limited_harm", "actions", "lessons"]
    assert [kind for kind in kinds if kind in order] == order
    assert (SectionKind.SYSTEM in kinds) == (template == "ai-incident")


@pytest.mark.parametrize("template", SHIPPED)
def test_placeholders_are_reported_once_the_review_is_in_review(corpus, template):
    name, text = made(corpus, "Login slow", template=template)
    assert text.count("_[") >= 10
    selection = linting.choose(corpus.config, ["structure/placeholder"], [])
    ready = text.replace("status: draft   ", "status: in_review")
    assert ready != text
    result = linting.lint_bytes(corpus, selection, name, ready.encode(), present())
    starts = {text.find("_[", start) for start in range(len(text))} - {-1}
    shift = len(ready) - len(text)
    covered = {
        s
        for s in starts
        if any(d.span.start <= s + shift + 1 < d.span.end for d in result.report.diagnostics)
    }
    assert covered == starts, "every placeholder is found"


@pytest.mark.parametrize("template", SHIPPED)
def test_every_key_that_a_hint_offers_is_known_to_the_schema(corpus, template):
    from pathlib import PurePath

    from pmtool.parse import parse
    from pmtool.schema.reading import read_record

    _, text = made(corpus, "Login slow", template=template)
    errors = read_record(parse(PurePath("x.md"), text)).errors
    assert [error.message for error in errors] == []


def test_a_required_section_that_the_templates_lack_is_added(corpus):
    from dataclasses import replace

    sections = replace(corpus.config.sections, required=["summary", "detection", "system"])
    config = replace(corpus.config, sections=sections)
    _, text = made(Corpus(config, corpus.working), "Login slow")
    assert "\n## Detection\n" in text
    assert "\n## System at the time\n" in text
    assert (
        made(Corpus(config, corpus.working), "x", template="ai-incident")[1].count("## System at the time")
        == 1
    )


def own(corpus: Corpus, name: str, text: str) -> None:
    path = corpus.root / ".pm/templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_projects_template_wins_and_needs_no_jinja(corpus):
    own(
        corpus, "new/incident.md.j2", "---\ntitle: TITLE\nstatus: draft\nx-form: 7\n---\n\n## What happened\n"
    )
    _, text = made(corpus, "Login: slow", severity="sev2", services=["login"], started="2026-03-02")
    data = read_front_matter(text).data
    assert data["title"] == "Login: slow"
    assert data["severity"] == "sev2"
    assert data["times"] == {"started": "2026-03-02"}
    assert data["x-form"] == 7
    assert text.endswith("---\n\n## What happened\n")


def test_a_projects_template_can_build_on_the_shipped_one(corpus):
    own(
        corpus,
        "new/incident.md.j2",
        '{% extends "shipped/new/incident.md.j2" %}'
        "{% block lessons %}\n{{ super() }}- Ask {{ title }}\n{% endblock %}",
    )
    _, text = made(corpus, "Login slow")
    assert "- Ask Login slow\n" in text
    assert "What another team can use" in text


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("---\ntitle: x\n---\n{{ sevrity }}\n", 4, 'did you mean "severity"?'),
        ("---\ntitle: {{ title\n---\n", 3, ""),
        ("a\n{% for x in %}{% endfor %}\n", 2, ""),
        ("a\nb {{ 1 / 0 }}\n", 2, "division by zero"),
        ("a\n{{ title.__class__.__mro__ }}\n", 2, "unsafe"),
        ("{{ range(10000000) }}", 1, "Range too big"),
        ('{% extends "new/nothing.md.j2" %}', None, "there is no template 'new/nothing.md.j2'"),
        ('{% extends "new/incident.md.j2" %}', None, ""),
    ],
)
def test_a_fault_in_a_projects_template_is_named_with_its_line(corpus, text, line, says):
    own(corpus, "new/incident.md.j2", text)
    with pytest.raises(PmError) as raised:
        made(corpus, "Login slow")
    assert "incident.md.j2" in raised.value.message
    assert says in raised.value.message
    if line is not None:
        assert f"line {line}:" in raised.value.message


def test_a_template_without_front_matter_says_what_it_lacks(corpus):
    own(corpus, "new/bare.md.j2", "# {{ title }}\n")
    with pytest.raises(PmError, match="no front matter"):
        made(corpus, "Login slow", template="bare")


def test_a_value_that_spoils_the_yaml_of_a_template_is_told_with_the_filter_that_helps(corpus):
    own(corpus, "new/incident.md.j2", "---\ntitle: {{ title }}\nstatus: draft\n---\n")
    with pytest.raises(PmError) as caught:
        made(corpus, "Login: slow # again")
    assert "title: {{ title | yaml }}" in (caught.value.hint or "")


def test_a_template_that_links_out_of_its_folder_is_not_followed(corpus, tmp_path):
    own(corpus, "new/other.md.j2", "x")
    (tmp_path / "secret").write_text("secret")
    (corpus.root / ".pm/templates/new/incident.md.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(PmError, match="leads out"):
        made(corpus, "Login slow")


def test_names_of_templates_cannot_leave_the_folder(corpus):
    assert Templates(corpus.root).read("../pm.toml") is None
    assert Templates().read("shipped/../pyproject.toml") is None
    with pytest.raises(PmError, match="there is no template"):
        made(corpus, "x", template="../init/README")


DOCS = Path(__file__).resolve().parents[2] / "docs/templates.md"


def test_the_examples_of_the_documentation_work(corpus):
    import re

    page = DOCS.read_text(encoding="utf-8")
    plain, extending = re.findall(r"```(?:markdown|jinja)\n(.*?)```", page, re.DOTALL)
    own(corpus, "new/vendor.md.j2", plain)
    own(corpus, "new/incident.md.j2", extending)
    assert ("vendor", "A vendor was down, and we depended on it.") in list_templates(corpus)
    name, text = made(
        corpus, "Payments vendor down", template="vendor", severity="sev2", started="2026-03-02"
    )
    assert findings(corpus, name, text) == []
    assert text.startswith("---\ntitle: Payments vendor down\n")
    assert "What the runbook says now." in made(corpus, "Login slow")[1]


def test_the_documentation_names_every_block_and_variable(corpus):
    import re

    page = DOCS.read_text(encoding="utf-8")
    base = Templates().read("new/_base.md.j2")
    assert base is not None
    for block in re.findall(r"{% block (\w+)", base.text):
        assert f"`{block}`" in page
    own(corpus, "new/incident.md.j2", "{{ nothing_of_that_name }}")
    with pytest.raises(PmError) as raised:
        made(corpus, "Login slow")
    for name in (raised.value.hint or "").removeprefix("a template may use: ").split(", "):
        assert f"`{name}`" in page
