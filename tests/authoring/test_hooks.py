"""A hook added to a `.pre-commit-config.yaml`, all else untouched."""

import pytest
import yaml

from pmtool.features.hooks import CannotAddError, add_hook, has_hook, new_file

HOOK = "# ours\n- repo: local\n  hooks:\n    - id: pm-lint\n      entry: pm lint\n"
A = "- repo: https://example.org/a\n  rev: v1\n  hooks:\n  - id: a\n"

FILES = {
    "unindented": f"repos:\n{A}",
    "indented": "repos:\n" + "".join(f"    {line}\n" for line in A.splitlines()),
    "key after": f"repos:\n{A}ci:\n  skip: [a]\n",
    "key before and comment at the end": f"fail_fast: true\nrepos:\n{A}  # more to come\n\n# the end\n",
    "no line break at the end": f"repos:\n{A}".rstrip(),
    "blank lines between": f"repos:\n\n{A}\n\n{A}\n\n\nexclude: ^x\n",
    "document marks": f"---\nrepos:\n{A}",
    "quoted last value": "repos:\n- repo: a\n  rev: 'v1'  # pin\n",
    "flow at the end": "repos:\n- repo: a\n  hooks: [{id: a, args: [x,\n    y]}]\n",
    "block scalar at the end": (
        "repos:\n- repo: a\n  hooks:\n  - id: a\n    exclude: |\n      (?x)^(\n       a\n      )$\n\nci: {}\n"
    ),
    "empty last value": "repos:\n- repo: a\n  hooks:\n",
    "windows": f"repos:\r\n{A}".replace("\n", "\r\n").replace("\r\r", "\r"),
}


@pytest.mark.parametrize("name", FILES)
def test_hook_is_added_and_every_old_line_stays_in_order(name):
    before = FILES[name]
    after = add_hook(before, HOOK)
    assert yaml.safe_load(after)["repos"] == [*yaml.safe_load(before)["repos"], *yaml.safe_load(HOOK)]
    lines = iter(after.splitlines())
    assert all(line in lines for line in before.splitlines())
    assert has_hook(after)
    assert not has_hook(before)
    assert ("\r\n" in before) == ("\r\n" in after)
    assert after.count("\n") == after.count("\r\n") or "\r\n" not in after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "repos: []\n",
        "repos: [{repo: a}]\n",
        "repos:\n",
        "ci: {}\n",
        "- a\n",
        "repos: x\n",
        "repos:\n  - a: [\n",
        "\t",
        "a: *b\n",
        "repos: &a\n- *a\n",
        "repos:\n- a\nrepos:\n- b\n",
        "? [x]\n: y\nrepos:\n- repo: a\n",
        "text",
        "&a [*a]\n",
        "%\n",
        "\x00",
    ],
)
def test_what_cannot_be_edited_safely_is_refused_or_right(text):
    try:
        after = add_hook(text, HOOK)
    except CannotAddError:
        return
    assert yaml.safe_load(after)["repos"] == [*yaml.safe_load(text)["repos"], *yaml.safe_load(HOOK)]


def test_new_file_holds_only_the_hook():
    assert yaml.safe_load(new_file(HOOK)) == {"repos": yaml.safe_load(HOOK)}
