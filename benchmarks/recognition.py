"""How many documents of a folder have their title, timeline and actions recognised.

    python benchmarks/recognition.py DOCS_DIR

The oracles are plain text patterns that share nothing with the parsers: a document "has a timeline" when two
lines or more begin with a time or a date once Markdown marks are taken off, outside code; it "has actions"
when a heading or a line in bold that speaks of actions is followed by list items or table rows before the
next heading of its level. They are rough on purpose, and err towards having one: a changelog counts as a
timeline. Nothing is stored.
"""

from collections.abc import Iterator
from pathlib import Path
import re
import sys
import time

from pmtool.parse import Document, parse
from pmtool.vocab import SectionKind

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
MARKS = re.compile(r"^[\s>|#*+_`~\[({-]*(?:\d{1,2}[.)]\s+)?[\s|*_`~\[({-]*")
STAMP = re.compile(
    rf"{DAY}(?:\d{{1,2}}:\d{{2}}(?!\d)|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}(?!\d)|"
    rf"{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?!\.)|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}\b)",
    re.IGNORECASE,
)
ACTIONS = re.compile(
    r"action items?|^actions?\b|actions$|action plan|corrective|prevent(?:ion|ative|ive) (?:and|"
    r"measures?|actions?)|"
    r"follow[- ]?ups?|next steps|remediation (?:items|plan)|recommendations",
    re.IGNORECASE,
)
HEADING = re.compile(r"(#{1,6})\s+(.*?)[\s#]*$")
LABEL = re.compile(
    r"(?:(?:\w+ )?(?:summary|overview|timeline|impact|background)|meta ?data|owner\b.*)?:?$", re.IGNORECASE
)
BOLD = re.compile(r"\s*(?:[-*+] )?\*\*([^*]{3,60})\*\*:?\s*$")
ITEM = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s+\S|\s*\|.*\|\s*$")


def prose_lines(text: str) -> Iterator[str]:
    """Lines outside code fences and front matter."""
    lines = text.splitlines()
    start = 0
    if lines and lines[0].strip() in ("---", "+++"):
        start = next((n for n, line in enumerate(lines[1:], start=2) if line.strip() == lines[0].strip()), 0)
    fence = ""
    for line in lines[start:]:
        mark = line.strip()[:3]
        if mark in ("```", "~~~") and (not fence or mark == fence):
            fence = "" if fence else mark
        elif not fence:
            yield line


def title_expected(text: str) -> bool:
    """Whether a `title:` or the first heading could be one, and is not the first label of a template."""
    if re.search(r"^title\s*[:=]\s*\S", text[:2000], re.MULTILINE):
        return True
    headings = (HEADING.match(line) for line in prose_lines(text))
    first = next((heading[2] for heading in headings if heading), "")
    return not LABEL.match(first)


def has_timeline(text: str) -> bool:
    """Whether two lines begin with a stamp."""
    return sum(bool(STAMP.match(MARKS.sub("", line, count=1))) for line in prose_lines(text)) >= 2


def has_actions(text: str) -> bool:
    """Whether list items or rows follow a heading or a bold line about actions."""
    level = 0
    for line in prose_lines(text):
        heading, bold = HEADING.match(line), BOLD.match(line)
        if heading is not None:
            about = bool(ACTIONS.search(heading[2]))
            if about:
                level = len(heading[1])
            elif level and len(heading[1]) <= level:
                level = 0
        elif bold is not None and ACTIONS.search(bold[1]):
            level = level or 7
        elif level and ITEM.match(line) and not set(line) <= set(" |:-\t"):
            return True
    return False


def has_title(document: Document) -> bool:
    """Whether a title was found that is not the name of a section."""
    found = document.title
    return found is not None and document.vocabulary.names_section(found[0]) is SectionKind.OTHER


def share(name: str, hits: int, total: int, misses: list[str]) -> None:
    percent = 100 * hits / total if total else 100.0
    print(f"{name:12} {hits:4} of {total:4}  {percent:5.1f} %")
    if misses:
        print(f"             missed: {' '.join(misses)}")


def main(folder: Path) -> None:
    """Print the shares."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".markdown", ".qmd"))
    rows = []
    began = time.perf_counter()
    spent = 0.0
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        document = parse(path.name, text)
        start = time.perf_counter()
        entries, actions = len(document.timeline), len(document.actions)
        spent += time.perf_counter() - start
        titled = has_title(document) if title_expected(text) else None
        rows.append((path.name, titled, has_timeline(text), entries, has_actions(text), actions))
    print(
        f"{len(rows)} documents, {time.perf_counter() - began:.2f} s in all, {spent:.2f} s for "
        f"entries and actions"
    )
    with_title = [row for row in rows if row[1] is not None]
    share(
        "title",
        sum(bool(row[1]) for row in with_title),
        len(with_title),
        [row[0] for row in with_title if not row[1]],
    )
    print(f"             begin with a label and have no title: {len(rows) - len(with_title)}")
    with_timeline = [row for row in rows if row[2]]
    missed = [row[0] for row in with_timeline if row[3] < 2]
    share("timeline", len(with_timeline) - len(missed), len(with_timeline), missed)
    with_actions = [row for row in rows if row[4]]
    missed = [row[0] for row in with_actions if row[5] < 1]
    share("actions", len(with_actions) - len(missed), len(with_actions), missed)
    more = [f"{row[0]}:{row[3]}" for row in rows if not row[2] and row[3] >= 2]
    print(f"timelines where the oracle sees none: {len(more)}  {' '.join(more)}")
    more = [f"{row[0]}:{row[5]}" for row in rows if not row[4] and row[5]]
    print(f"actions where the oracle sees none:   {len(more)}  {' '.join(more)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
