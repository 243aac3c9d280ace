"""How well `pm similar` finds earlier reviews of the same problem:

    python benchmarks/similarity.py FOLDER PAIRS.json [--within]

FOLDER holds Markdown reviews; PAIRS.json is a list of lists of stems that belong together, made by somebody who read
them. Each review of a list is searched for by example among all others (`--within`: among those whose stem begins
with the same words up to the number, one organisation); precision and recall of the first three are compared with
plain overlap of words (Jaccard), overlap of the words of titles, and overlap of tags. Without arguments it measures the
examples with the pairs below.
"""

from collections.abc import Callable, Mapping, Sequence
import json
from pathlib import Path, PurePath
import re
import sys

from pmtool.config import Config
from pmtool.corpus import Corpus
from pmtool.features.search_index import SearchIndex
from pmtool.features.shelf import Shelf
from pmtool.features.similar import like_document
from pmtool.parse import Document, parse

# Reviews among the examples that share most: words of fiction and of public cases, so only a smoke test.
EXAMPLES = [
    ["2012-08-01-order-router-woke-old-code", "2025-11-18-feature-file-outgrew-its-limit"],
    ["2025-07-17-coding-agent-deleted-a-database", "2026-10-05-ops-copilot-closed-open-tickets"],
]

Rank = Callable[[str, Sequence[str]], Sequence[str]]


def words(text: str) -> frozenset[str]:
    """Lower-case words."""
    return frozenset(re.findall(r"[a-z]{2,}", text.casefold()))


def jaccard(sets: Mapping[str, frozenset[str]]) -> Rank:
    """Ranks by the share of common members."""

    def rank(stem: str, others: Sequence[str]) -> Sequence[str]:
        def alike(other: str) -> float:
            union = sets[stem] | sets[other]
            return len(sets[stem] & sets[other]) / len(union) if union else 0.0

        return sorted(others, key=lambda other: (-alike(other), other))

    return rank


class Ours:
    """Ranks as `pm similar` does, with the collection that the review belongs to."""

    def __init__(self, documents: Mapping[str, Document], folder: Path, *, within: bool) -> None:
        self.documents, self.folder, self.within = documents, folder, within
        self.found: dict[str, Sequence[str]] = {}

    def rank(self, stem: str, others: Sequence[str]) -> Sequence[str]:
        """The other reviews, the most like first; those that are not like it at all last."""
        if stem not in self.found:
            keep = {stem, *others}
            exclude = [f"{name}.md" for name in self.documents if name not in keep]
            corpus = Corpus(
                Config(directory=[self.folder.name], exclude=exclude, root=self.folder.parent), self.folder
            )
            with SearchIndex(Shelf(corpus, cached=False)) as index:
                for query in keep:
                    found = like_document(index, self.documents[query], limit=len(keep), every=True)
                    self.found[query] = [match.facts.stem for match in found.matches]
        first = [name for name in self.found[stem] if name in set(others)]
        return [*first, *sorted(set(others) - set(first))]


def measure(
    name: str, rank: Rank, groups: Sequence[Sequence[str]], pools: Mapping[str, Sequence[str]]
) -> None:
    """Print precision and recall of the first three, and the mean reciprocal rank."""
    precision = recall = reciprocal = 0.0
    queries = [(stem, set(group) - {stem}) for group in groups for stem in group]
    for stem, wanted in queries:
        ranked = rank(stem, pools[stem])
        hits = len(wanted & set(ranked[:3]))
        precision += hits / 3
        recall += hits / min(3, len(wanted))
        reciprocal += 1 / (1 + min(ranked.index(other) for other in wanted))
    n = len(queries)
    print(
        f"  {name:<22} precision@3 {precision / n:.3f}  recall@3 {recall / n:.3f}  first hit {reciprocal / n:.3f}"
    )


def tags(document: Document) -> frozenset[str]:
    """What a team would tag a review with: tags, services and factors."""
    data = document.front.data
    listed = [data.get(key) for key in ("tags", "services", "factors")]
    items = [item for value in listed for item in (value if isinstance(value, list) else [value])]
    names = [item.get("class") if isinstance(item, dict) else item for item in items]
    return frozenset(name for name in names if isinstance(name, str))


def main() -> None:
    arguments = [word for word in sys.argv[1:] if not word.startswith("--")]
    within = "--within" in sys.argv
    if arguments:
        folder, groups = (
            Path(arguments[0]).resolve(),
            json.loads(Path(arguments[1]).read_text(encoding="utf-8")),
        )
    else:
        folder, groups = Path(__file__).resolve().parents[1] / "examples" / "postmortems", EXAMPLES
    documents = {
        path.stem: parse(PurePath(folder.name, path.relative_to(folder)), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.md"))
    }
    group_of = {stem: re.split(r"-\d+\Z", stem)[0] if within else "" for stem in documents}
    pools = {
        stem: [other for other in documents if other != stem and group_of[other] == group_of[stem]]
        for group in groups
        for stem in group
    }
    best = sum(min(3, len(group) - 1) / 3 * len(group) for group in groups) / sum(map(len, groups))
    where = "one organisation" if within else "all together"
    print(f"{len(documents)} reviews, {sum(map(len, groups))} of them in {len(groups)} groups, {where}")
    print(f"  {'the best possible':<22} precision@3 {best:.3f}  recall@3 1.000  first hit 1.000")
    measure("pm similar", Ours(documents, folder, within=within).rank, groups, pools)
    measure("words (Jaccard)", jaccard({s: words(d.text) for s, d in documents.items()}), groups, pools)
    titles = {s: words(d.title[0] if d.title else "") for s, d in documents.items()}
    measure("words of the title", jaccard(titles), groups, pools)
    measure("tags", jaccard({s: tags(d) for s, d in documents.items()}), groups, pools)


if __name__ == "__main__":
    main()
