"""A link or image that leads to no file or heading.

Relative links are followed from the file, those with a leading slash from the root of the collection;
`#heading` must be a heading of the same file, by GitHub's rule. No network: links to other sites are not
looked at.

## Why

A review is read years later, by people who cannot ask. The graph, the alert and the earlier review that it
points at are its evidence.

## Instead

Correct the path; keep the file beside the reviews. A link that leads out of the repository works on one
machine only: use the address that others can open.

## Source

Anchors: GitHub's documentation on section links in Markdown.
"""

from collections.abc import Iterator
from difflib import get_close_matches
import posixpath

from pmtool.model.blocks import Link
from pmtool.model.diagnostic import Finding, Fix
from pmtool.model.span import Span
from pmtool.parse import Document
from pmtool.rules.base import Context, Example, Rule
from pmtool.rules.places import exists
from pmtool.rules.structure._links import anchors, is_below_root, local_target, resolve, target_span
from pmtool.schema.wording import quote
from pmtool.vocab import Severity


def check(document: Document, context: Context) -> Iterator[Finding]:
    """One finding a link."""
    for link in document.links:
        target = local_target(link)
        if target is None:
            continue
        path, fragment = target
        span = target_span(link, document.text)
        if not link.target:
            yield Finding(link.span, "the link has no target; write where it leads, or take the brackets out")
        elif not path:
            yield from _anchor(document, fragment, span)
        elif is_below_root(document):
            yield from _path(document, context, path, link, span)


def _anchor(document: Document, fragment: str, span: Span) -> Iterator[Finding]:
    known = anchors(document)
    # GitHub finds anchors without regard to case; `#` and `#top` are the top of any page.
    if fragment.casefold() in ("", "top", *(anchor.casefold() for anchor in known)):
        return
    near = get_close_matches(fragment.casefold(), known, n=1)
    hint = f"did you mean '#{near[0]}'?" if near else "link to a heading of this file"
    yield Finding(span, f"no heading here has the anchor {quote('#' + fragment)}; {hint}")


def _path(document: Document, context: Context, path: str, link: Link, span: Span) -> Iterator[Finding]:
    resolved = resolve(document, path)
    if resolved is None:
        yield Finding(
            span, f"{quote(path)} leads out of the repository; link to a file in it, or to an address"
        )
        return
    if exists(context, resolved) is not False:
        return
    stem = resolved.name.removesuffix(".md")
    claimed = context.collection.stems().get(stem, ())
    if len(claimed) == 1 and claimed[0] != document.path:
        right = posixpath.relpath(claimed[0].as_posix(), document.path.parent.as_posix())
        fragment = link.target.partition("#")[2]
        fixed = f"{right}#{fragment}" if fragment else right
        fix = Fix(span, fixed) if span != link.span and not set(fixed) & set(" ()<>") else None
        yield Finding(span, f"{quote(path)} is not there; the review '{stem}' is {right}", fix=fix)
        return
    looked_for = quote(resolved.as_posix(), 100)
    yield Finding(
        span, f"{quote(path)} is not there (looked for {looked_for}); correct the path, or add the file"
    )


_FILES = ("postmortems/2025/2025-11-18-feature-file.md", "alerts/slow.yaml", "postmortems/graph one.png")

RULE = Rule(
    "structure/broken-link",
    Severity.WARNING,
    check,
    fixable=True,
    bad=[
        Example(
            'See [the alert](«../alerts/slo.yaml») and ![the curve](«curve.png "x"»).\n'.replace(
                ' "x"»', '» "x"'
            ),
            files=_FILES,
        ),
        Example("See [the file](«../../../etc/passwd») and [the other](«../../x.md#a»).\n", files=_FILES),
        "See [impact](«#impcat») and [this]( «#lessons» ).\n\n## Impact\n",
        Example("See [that review](«2025-11-18-feature-file.md#impact»).\n", files=_FILES),
        Example("See «[the alert][a]», and «[nothing]()».\n\n[a]: alerts/none.yaml\n", files=_FILES),
        Example("«![curve][c]»\n\n[c]: /none.png 'The curve'\n", files=_FILES),
    ],
    good=[
        Example(
            "[a](2025/2025-11-18-feature-file.md#impact) [b](/alerts/slow.yaml) [c](<graph one.png>)\n",
            files=_FILES,
        ),
        Example(
            "![c](graph%20one.png?raw=true) [d](https://example.org/none) <mailto:a@example.org>\n",
            files=_FILES,
        ),
        (
            "[a](#what-users-saw-) [b](#impact-1) [c](#own) [d](#mark) [top](#)\n\n"
            "## What users saw ?\n\n## Impact\n\n"
            '## Impact\n\n## Lessons {#own}\n\n<a id="mark"></a>\n'
        ),
        "[a](#Überblick--café) and `[code](none.md)`\n\n## Überblick / `café`\n\n```\n[x](none.md)\n```\n",
        Example("[a](../none.md)\n", path="/elsewhere/review.md"),
        "[a]({{ site.url }}/x) and [b]({% link x.md %}), [text in brackets] (and more).\n",
    ],
)
