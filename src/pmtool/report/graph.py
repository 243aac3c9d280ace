"""A graph as Mermaid (drawn by GitHub and GitLab) or as DOT (Graphviz). Text of reviews cannot become markup."""

from collections.abc import Iterator
import re
import textwrap

from pmtool.features.graph import Edge, Graph, Node, Sort, Tie

_LETTERS = {Sort.REVIEW: "r", Sort.FACTOR: "f", Sort.ACTION: "a"}
_LABEL = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SPECIAL = re.compile(r"[^\w ,.:/()+=?!'-]")


def _names(graph: Graph) -> dict[Node, str]:
    counts = dict.fromkeys(Sort, 0)
    names = {}
    for node in graph.nodes:
        counts[node.sort] += 1
        names[node] = f"{_LETTERS[node.sort]}{counts[node.sort]}"
    return names


def _lines(node: Node) -> list[str]:
    if node.sort is Sort.FACTOR:
        return [node.name]
    head = node.name if node.sort is Sort.REVIEW else node.name[-60:]
    state = f" ({node.state.replace('_', ' ')})" if node.state else ""
    label = textwrap.shorten(_CONTROL.sub(" ", node.label), _LABEL, placeholder=" …")
    return [_CONTROL.sub(" ", head) + state, *([label] if label and label != node.name else [])]


# -- Mermaid


def mermaid(graph: Graph) -> str:
    """A flow chart from left to right."""
    names = _names(graph)
    lines = ["flowchart LR"]
    shapes = {Sort.REVIEW: ("[", "]"), Sort.FACTOR: ("([", "])"), Sort.ACTION: ("[/", "/]")}
    for node, name in names.items():
        opened, closed = shapes[node.sort]
        text = "<br/>".join(map(_mermaid_text, _lines(node)))
        lines.append(f'  {name}{opened}"{text}"{closed}')
    arrows = {Tie.HAS: "-->", Tie.ANSWERS: "-.->", Tie.CAME_BACK: "==>", Tie.RECURRENCE: "==>"}
    for edge in graph.edges:
        said = "" if edge.tie is Tie.HAS else f"|{edge.tie}|"
        lines.append(f"  {names[edge.begin]} {arrows[edge.tie]}{said} {names[edge.end]}")
    lines += _mermaid_classes(names, graph)
    return "\n".join(lines) + "\n"


def _mermaid_text(text: str) -> str:
    """Whatever could mean something to Mermaid or HTML, as a character code."""
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", text)


def _mermaid_classes(names: dict[Node, str], graph: Graph) -> Iterator[str]:
    back = {edge.begin for edge in graph.edges if edge.tie is Tie.CAME_BACK}
    groups = {
        "factor": [name for node, name in names.items() if node.sort is Sort.FACTOR],
        "verified": [name for node, name in names.items() if node.state == "verified" and node not in back],
        "back": [name for node, name in names.items() if node in back],
    }
    styles = {
        "factor": "fill:#fff4d6,stroke:#8a6d00,color:#000",
        "verified": "fill:#dff3e3,stroke:#1f7a33,color:#000",
        "back": "fill:#fde2e0,stroke:#b3261e,color:#000,stroke-width:2px",
    }
    for name, members in groups.items():
        if members:
            yield f"  classDef {name} {styles[name]}"
            yield f"  class {','.join(members)} {name}"


# -- DOT


def dot(graph: Graph) -> str:
    """A directed graph for Graphviz."""
    names = _names(graph)
    shapes = {Sort.REVIEW: "box", Sort.FACTOR: "ellipse", Sort.ACTION: "parallelogram"}
    lines = ["digraph pm {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for node, name in names.items():
        text = "\\n".join(map(_dot_text, _lines(node)))
        lines.append(f'  {name} [shape={shapes[node.sort]}, label="{text}"];')
    lines += [_dot_edge(edge, names) for edge in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _dot_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _dot_edge(edge: Edge, names: dict[Node, str]) -> str:
    styles = {Tie.HAS: "", Tie.ANSWERS: "style=dashed, ", Tie.CAME_BACK: "style=bold, color=red, "}
    said = "" if edge.tie is Tie.HAS else f' [{styles.get(edge.tie, "style=bold, ")}label="{edge.tie}"]'
    return f"  {names[edge.begin]} -> {names[edge.end]}{said};"
