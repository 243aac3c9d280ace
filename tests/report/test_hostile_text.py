"""Whoever opens a pull request writes the titles, sentences and file names that reports are made of."""

from collections.abc import Iterator
from html.parser import HTMLParser
import json
from pathlib import PurePath
import re
from xml.etree import ElementTree

import cmarkgfm
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from pmtool.report import escape
from pmtool.vocab import OutputFormat, Severity
from tests.report.samples import FORMATS, HOSTILE, hostile, parse, render, results

JSON_FORMATS = [OutputFormat.JSON, OutputFormat.GITLAB, OutputFormat.SARIF, OutputFormat.RDJSON]
LINE_FORMATS = [OutputFormat.JSONL, OutputFormat.RDJSONL]
ANY_TEXT = st.text(st.characters(), min_size=1, max_size=120)
# What is likelier to break something than a random character.
_WORDS = [
    "::error::",
    "##[error]",
    "%0A",
    "`",
    "](",
    "[",
    "]",
    "<b>",
    "-->",
    "</details>",
    "@a",
    "#1",
    "https://",
    "www.",
    "\\",
    "&#64;",
    "]]>",
    "😀",
    "a",
    " ",
    "{0}",
    "*",
    "_",
    "$",
    "~",
]
PARTS = st.lists(
    st.sampled_from([*_WORDS, "|", "\n", "\r", "\x00", "\ud800", "\u2028"]), min_size=1, max_size=12
).map("".join)

STEADY = settings(deadline=None, derandomize=True)

Command = tuple[str, dict[str, str], str]


def runner_commands(log: str) -> Iterator[Command]:
    """The commands that a GitHub runner finds in a log, in both of its notations."""
    known = {"error", "warning", "notice", "stop-commands", "add-mask", "debug", "group", "set-env"}
    for line in re.split(r"\r\n|\n|\r", log):
        new = re.match(r"\s*::(?P<name>[^ :]+)(?: (?P<properties>.*?))?::(?P<data>.*)", line)
        if new and new["name"] in known:
            pairs = (pair.partition("=") for pair in (new["properties"] or "").split(","))
            yield new["name"], {key: decoded(value) for key, _, value in pairs}, decoded(new["data"])
            continue
        old = re.search(r"##\[(?P<name>[^ \]]+)[^\]]*\](?P<data>.*)", line)
        if old and old["name"] in known:
            yield old["name"], {}, old["data"]


def decoded(value: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(code, character)
    return value


@STEADY
@given(st.one_of(st.just(HOSTILE), PARTS, ANY_TEXT))
def test_annotations_are_one_command_a_finding_with_its_parts_intact(text):
    given_results = hostile(text)
    log = render(OutputFormat.GITHUB, given_results)
    commands = list(runner_commands(log))
    assert [name for name, _, _ in commands] == ["error", "warning", "notice"]
    for _, properties, data in commands:
        assert set(properties) - {"col", "endColumn"} == {"file", "line", "endLine", "title"}
        assert properties["title"] == "sample/judging-word"
        assert properties["file"] == escape.well_formed(
            given_results.place(given_results.diagnostics[0].path)
        )
        assert data.startswith(escape.one_line(text))


@pytest.mark.parametrize("chosen", [f for f in FORMATS if f is not OutputFormat.GITHUB])
@STEADY
@given(text=st.one_of(st.just(HOSTILE), PARTS))
def test_no_other_format_holds_a_command_when_it_is_printed_into_the_log_of_a_runner(chosen, text):
    plain = render(chosen, hostile(text))
    shown = escape.hide_commands(plain, chosen)
    assert list(runner_commands(shown)) == []
    if chosen in JSON_FORMATS:
        assert json.loads(shown) == json.loads(plain)
    if chosen is OutputFormat.JUNIT:
        assert ElementTree.canonicalize(shown) == ElementTree.canonicalize(plain)


def test_a_file_name_at_the_start_of_a_line_is_no_command():
    assert list(runner_commands("::error::x.md\n")), "the test knows what a command is"
    given_results = hostile("word", path="::error::x.md")
    shown = escape.hide_commands(render(OutputFormat.TEXT, given_results), OutputFormat.TEXT)
    assert "error::x.md" in shown
    assert list(runner_commands(shown)) == []


@pytest.mark.parametrize("chosen", JSON_FORMATS)
@STEADY
@given(text=st.one_of(st.just(HOSTILE), PARTS, ANY_TEXT))
def test_json_stays_json(chosen, text):
    report = render(chosen, hostile(text))
    json.loads(report)
    if chosen is not OutputFormat.JSON:  # the command replaces what no encoding knows
        report.encode()


@pytest.mark.parametrize("chosen", LINE_FORMATS)
@STEADY
@given(text=st.one_of(st.just(HOSTILE), PARTS, ANY_TEXT))
def test_a_line_stays_a_line_for_every_reader(chosen, text):
    report = render(chosen, hostile(text))
    report.encode()
    assert len(report.splitlines()) == 3
    for line in report.splitlines():
        assert json.loads(line)


@STEADY
@given(text=st.one_of(st.just(HOSTILE), PARTS, ANY_TEXT))
def test_junit_stays_xml(text):
    report = render(OutputFormat.JUNIT, hostile(text))
    root = ElementTree.fromstring(report.encode())
    assert [case.tag for case in root.iter("testcase")] == ["testcase"] * 3
    assert {element.tag for element in root.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "system-out",
    }


class _Page(HTMLParser):
    """The tags, attributes and words of a rendered comment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.words = ""
        self.comments: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.words += data

    def handle_comment(self, data):
        self.comments.append(data.strip())


def rendered(comment: str) -> _Page:
    """The comment as GitHub's own renderer makes it, with raw HTML let through to see what is in it."""
    extensions = ["table", "autolink", "strikethrough", "tasklist"]
    html = cmarkgfm.markdown_to_html_with_extensions(comment, Options.CMARK_OPT_UNSAFE, extensions)
    return _Page(html)


@STEADY
@given(st.one_of(st.just(HOSTILE), PARTS, ANY_TEXT))
def test_a_comment_holds_no_markup_link_image_or_mention_from_a_document(text):
    page = rendered(render(OutputFormat.MARKDOWN, hostile(text)))
    ours = ["h3", "details", "summary", "b", "br", "ul", "li", "p", "strong", "sub", "br", "em", "code"]
    assert set(page.tags) <= set(ours)
    assert page.attributes == ["open"]
    assert page.comments == ["pm-lint-report"]
    assert page.tags.count("details") == 1
    assert page.tags.count("li") == 3
    assert not re.search(r"[@#!~%$&][\w\"']|://|www\.|GH-\d|\[[a-z_]+:", page.words.replace("pm:ignore", ""))
    shown = re.sub(r"\s", "", escape.one_line(text, 400).rstrip("…"))
    assert shown.replace("\u200b", "") in re.sub(r"\s", "", page.words.replace("\u200b", ""))


def test_a_comment_reads_as_the_message_did():
    document = parse("a.md", "Body\n")
    said = "'in_review' asks for *more*: see [the rule](x), 5 < 6 & a|b, C:\\temp, $5, ~1, `code`"
    page = rendered(render(OutputFormat.MARKDOWN, hostile(said, path="a.md")))
    assert said in page.words.replace("\u200b", "")
    assert document.text


def test_sarif_messages_hold_no_link_and_no_placeholder():
    log = json.loads(render(OutputFormat.SARIF, hostile()))
    for result in log["runs"][0]["results"]:
        assert "](" not in result["message"]["text"]
        assert "{{0}}" in result["message"]["text"]
        assert not re.search(r"(?<!\{)\{0\}", result["message"]["text"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("postmortems/a b (1).md", "postmortems/a%20b%20%281%29.md"),
        ("postmortems/ä#?.md", "postmortems/%C3%A4%23%3F.md"),
        ("a:b.md", "a%3Ab.md"),
        ("100%.md", "100%25.md"),
        ("/elsewhere/a b.md", "file:///elsewhere/a%20b.md"),
        ("odd\udcff.md", "odd%FF.md"),
        ("odd\ud800.md", "odd%EF%BF%BD.md"),
    ],
)
def test_paths_become_uri_references(path, expected):
    assert escape.uri(path) == expected


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_finding_without_its_document_is_still_reported(chosen):
    given_results = hostile("word", path="a.md")
    lonely = results([], given_results.diagnostics, rules=())
    assert "a.md" in render(chosen, lonely)


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_document_that_could_not_be_read_as_text_is_still_reported(chosen):
    document = parse(PurePath("a.md"), "")
    given_results = hostile("word", path="a.md")
    empty = given_results.diagnostics[0]
    from tests.report.samples import Span, diagnostic_at

    at_start = diagnostic_at(document, Span(0, 0), empty.rule, Severity.ERROR, "this is a binary file")
    assert "a.md" in render(chosen, results([document], [at_start]))
