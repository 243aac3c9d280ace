"""The commented `pm.toml`: every option with its default and its documentation, from `config.options`.

Prose has a space behind the `#`, an option has none: take the `#` away and the option is set to its default.
"""

from collections.abc import Iterator, Mapping
import dataclasses
import json
import textwrap
from typing import Any, get_args, get_type_hints

from pmtool.config.options import Config

_WIDTH = 100

_HEADER = """\
Configuration of the post-mortems of this repository. Written by 'pm init'; every line is yours to change.
An option without its '#' is set; the value shown is the default. Reference: pm explain pm.toml
"""


def default_config_text(given: Mapping[str, Any] | None = None) -> str:
    """The text of a `pm.toml` in which only the options in `given` (top level) are set."""
    lines = [*_prose(_HEADER.replace("\n", " ")), ""]
    defaults = Config()
    for field in _options(Config):
        value = getattr(defaults, field.name)
        if not dataclasses.is_dataclass(value):
            lines += _option(field, value, dict(given or {}))
    for field in _options(Config):
        value = getattr(defaults, field.name)
        if dataclasses.is_dataclass(value):
            lines += _table(field, value)
    return "\n".join(lines).rstrip() + "\n"


def configuration_page() -> str:
    """Every option with its default, as Markdown: `pm explain pm.toml` and docs/configuration.md."""
    lines = [
        "# Configuration",
        "",
        (
            "`pm.toml` in the repository's root, or `[tool.pm]` in `pyproject.toml`. `pm init` writes one with every option "
            "commented. Flags win over `PM_…` environment variables, these over the file, the file over the defaults. An "
            "unknown key is an error that names the nearest."
        ),
    ]
    defaults = Config()
    plain = [
        field for field in _options(Config) if not dataclasses.is_dataclass(getattr(defaults, field.name))
    ]
    lines += ["", "## Top level", "", *(_entry(field, getattr(defaults, field.name)) for field in plain)]
    for field in _options(Config):
        value = getattr(defaults, field.name)
        if dataclasses.is_dataclass(value):
            lines += ["", f"## [{_name(field)}]", ""]
            lines += [_entry(inner, getattr(value, inner.name)) for inner in _options(type(value))]
    return "\n".join(lines) + "\n"


def _entry(field: "dataclasses.Field[Any]", value: Any) -> str:
    example = field.metadata.get("example")
    shown = f"; for example `{_name(field)} = {example}`" if example else ""
    return f"- `{_name(field)}` (default `{toml_value(value)}`{shown}): {field.metadata.get('doc', '')}"


def toml_value(value: Any) -> str:
    """A value on one line of TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{toml_value(str(key))} = {toml_value(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    # JSON escapes what TOML escapes, but for one control character.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _options(kind: type) -> Iterator["dataclasses.Field[Any]"]:
    return (field for field in dataclasses.fields(kind) if not field.metadata.get("internal"))


def _name(field: "dataclasses.Field[Any]") -> str:
    return field.name.replace("_", "-")


def _prose(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(" ".join(text.split()), _WIDTH - 2)]


def _option(field: "dataclasses.Field[Any]", value: Any, given: Mapping[str, Any]) -> list[str]:
    name = _name(field)
    lines = _prose(field.metadata.get("doc", ""))
    example = field.metadata.get("example")
    if example:
        lines.append(f"#   for example: {name} = {example}")
    if name in given:
        return [*lines, f"{name} = {toml_value(given[name])}", ""]
    return [*lines, f"#{name} = {toml_value(value)}", ""]


def _table(field: "dataclasses.Field[Any]", value: Any) -> list[str]:
    name = _name(field)
    # The first sentence of the class says what the table is for: "`[lint]`: which rules run."
    about = (type(value).__doc__ or "").partition(":")[2].split("\n\n")[0]
    lines = [f"[{name}]", *_prose(about.strip()[:1].upper() + about.strip()[1:]), ""]
    hints = get_type_hints(type(value))
    for inner in _options(type(value)):
        item = next((kind for kind in get_args(hints[inner.name]) if dataclasses.is_dataclass(kind)), None)
        if isinstance(item, type):
            lines += _repeated(f"{name}.{_name(inner)}", inner, item)
        else:
            lines += _option(inner, getattr(value, inner.name), {})
    return lines


def _repeated(name: str, field: "dataclasses.Field[Any]", kind: type) -> list[str]:
    """A list of tables, shown as prose: an empty one has no line of its own to take the '#' from."""
    lines = [*_prose(field.metadata.get("doc", "")), f"#   [[{name}]]"]
    for inner in _options(kind):
        example = field.metadata.get("example") or inner.metadata.get("example")
        default = inner.default_factory() if callable(inner.default_factory) else inner.default
        lines.append(
            f"#   {_name(inner)} = {example or toml_value(default)}  # {inner.metadata.get('doc', '')}"
        )
    return [*lines, ""]
