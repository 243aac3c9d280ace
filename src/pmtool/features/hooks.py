"""A hook added to `.pre-commit-config.yaml`, every other byte of it as it was."""

import re
from typing import Any

# A scalar may end in white space, or behind its last line where it is a block.
_MAX_DEPTH = 50
_ITEM_END = re.compile(r"[^\r\n]*")


class CannotAddError(ValueError):
    """The file is written in a way that an insertion could spoil; somebody has to add the hook by hand."""


def has_hook(text: str) -> bool:
    """Whether the file runs `pm lint` already."""
    return re.search(r"\bid:\s*pm-lint\b|\bentry:\s*['\"]?pm lint\b", text) is not None


def new_file(hook: str) -> str:
    """A whole file with only this hook."""
    return f"repos:\n{_indented(hook, 2)}"


def add_hook(text: str, hook: str) -> str:
    """The text with the hook as the last item of `repos`. Raises CannotAddError where that is not safe.

    hook: one list item in YAML, unindented, ends with a line break.
    """
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise CannotAddError("it cannot be read as YAML") from error
    repos = _value(root, "repos")
    if not isinstance(repos, yaml.SequenceNode) or repos.flow_style or not repos.value:
        raise CannotAddError("its 'repos' is no list with one item a line")
    last = _last_leaf(repos)
    written = text[: last.end_mark.index].rstrip()
    found = _ITEM_END.match(text, len(written))
    at = found.end() if found else len(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    block = _indented(hook, repos.start_mark.column).replace("\n", newline)
    tail = text[at:]
    if tail.startswith(newline):
        changed = text[:at] + newline + block + tail.removeprefix(newline)
    else:
        changed = text[:at] + newline + block + tail
    _verify(text, changed, hook)
    return changed


def _value(node: Any, key: str) -> Any:
    pairs = getattr(node, "value", None)
    if not isinstance(pairs, list):
        return None
    return next(
        (value for name, value in (p for p in pairs if isinstance(p, tuple)) if name.value == key), None
    )


def _last_leaf(node: Any) -> Any:
    """The node that is written last; a list or mapping in brackets counts as one."""
    for _ in range(_MAX_DEPTH):
        if not isinstance(node.value, list) or not node.value or node.flow_style:
            return node
        node = node.value[-1][1] if isinstance(node.value[-1], tuple) else node.value[-1]
    raise CannotAddError("it is nested too deeply")  # an alias can even make it contain itself


def _verify(before: str, after: str, hook: str) -> None:
    """The file must say what it said, and one item more."""
    import yaml

    try:
        old, new, item = yaml.safe_load(before), yaml.safe_load(after), yaml.safe_load(hook)
    except yaml.YAMLError as error:
        raise CannotAddError("the hook does not fit in") from error
    if {**old, "repos": [*old["repos"], *item]} != new:
        raise CannotAddError("the hook does not fit in")


def _indented(hook: str, columns: int) -> str:
    return "".join(f"{' ' * columns}{line}\n" for line in hook.splitlines())
