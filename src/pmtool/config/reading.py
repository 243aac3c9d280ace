"""TOML to `Config`: every fault at once, each with its place and the nearest right spelling."""

from collections.abc import Iterator, Mapping
import dataclasses
from difflib import get_close_matches
from pathlib import Path
import tomllib
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from pmtool.config.options import Config
from pmtool.errors import PmError


def config_from_text(text: str, *, source: Path | None = None, table: str = "") -> Config:
    """The configuration of a TOML text; `table` is a dotted path such as `tool.pm`.

    Raises PmError that names every fault: file, key, what is wrong and what would be right.
    """
    name = source.name if source else "pm.toml"
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PmError(f"{name}: the TOML cannot be read: {error}") from None
    for part in table.split(".") if table else ():
        data = data.get(part, {})
    faults: list[str] = []
    config: Config = _build(Config, data, "", faults)
    faults += _check(config) if not faults else []
    if faults:
        message = "\n".join(f"{name}: {fault}" for fault in faults)
        raise PmError(message, "every option with its default: pm explain pm.toml")
    return dataclasses.replace(config, root=source.parent if source else None, source=source)


def _build(kind: Any, data: Any, place: str, faults: list[str]) -> Any:
    if not isinstance(data, Mapping):
        faults.append(f"{place or 'the file'} must be a table, not {_describe(data)}")
        return kind()
    hints = get_type_hints(kind)
    fields = {
        field.name.replace("_", "-"): field
        for field in dataclasses.fields(kind)
        if not field.metadata.get("internal")
    }
    values = {}
    for key, value in data.items():
        here = f"{place}.{key}" if place else str(key)
        field = fields.get(str(key).replace("_", "-"))
        if field is None:
            near = get_close_matches(str(key).replace("_", "-"), fields, n=1)
            hint = f' (did you mean "{near[0]}"?)' if near else f" (known here: {', '.join(sorted(fields))})"
            faults.append(f'unknown key "{here}"{hint}')
            continue
        values[field.name] = _convert(hints[field.name], value, here, faults)
    return kind(**{name: value for name, value in values.items() if value is not _BROKEN})


_BROKEN = object()


def _convert(kind: Any, value: Any, here: str, faults: list[str]) -> Any:
    if dataclasses.is_dataclass(kind):
        return _build(kind, value, here, faults)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is list:
        # One string where a list of strings is meant is what people write first.
        items = [value] if isinstance(value, str) and arguments[0] is str else value
        if not isinstance(items, list):
            return _refuse(here, "a list", value, faults)
        converted = [_convert(arguments[0], item, f"{here}[{n}]", faults) for n, item in enumerate(items)]
        return _BROKEN if _BROKEN in converted else converted
    if origin is dict:
        if not isinstance(value, dict):
            return _refuse(here, "a table", value, faults)
        pairs = {key: _convert(arguments[1], item, f"{here}.{key}", faults) for key, item in value.items()}
        return _BROKEN if _BROKEN in pairs.values() else pairs
    if kind is Any or origin is UnionType:
        return value
    if isinstance(value, kind) and (kind is bool) == isinstance(value, bool):
        return value
    return _refuse(here, {str: "a text", int: "a whole number", bool: "true or false"}[kind], value, faults)


def _refuse(here: str, wanted: str, value: Any, faults: list[str]) -> object:
    faults.append(f"{here} must be {wanted}, not {_describe(value)}")
    return _BROKEN


def _describe(value: Any) -> str:
    return {str: "a text", int: "a number", bool: "true or false", list: "a list", dict: "a table"}.get(
        type(value), type(value).__name__
    )


def _check(config: Config) -> Iterator[str]:
    """What types cannot say."""
    from pmtool.vocab import SectionKind, Severity, Status

    def one_of(here: str, value: str, allowed: list[str]) -> Iterator[str]:
        if value not in allowed:
            near = get_close_matches(value, allowed, n=1)
            hint = f' (did you mean "{near[0]}"?)' if near else ""
            yield f'{here} is "{value}", which is none of {", ".join(allowed)}{hint}'

    grades = [str(severity) for severity in Severity]
    yield from one_of("lint.fail-on", config.lint.fail_on, ["error", "warning"])
    for name, grade in config.lint.severity.items():
        yield from one_of(f"lint.severity.{name}", grade, [*grades, "off"])
    for number, settings in enumerate(config.lint.per_path):
        for name, grade in settings.severity.items():
            yield from one_of(f"lint.per-path[{number}].severity.{name}", grade, [*grades, "off"])
    kinds = [str(kind) for kind in SectionKind if kind is not SectionKind.OTHER]
    for title, kind in config.sections.aliases.items():
        yield from one_of(f"sections.aliases.{title}", kind, kinds)
    for kind in config.sections.required:
        yield from one_of("sections.required", kind, kinds)
    levels = [level.casefold() for level in config.severity.levels]
    for word, level in config.severity.aliases.items():
        yield from one_of(f"severity.aliases.{word}", level.casefold(), levels)
    for word, status in config.status.aliases.items():
        yield from one_of(f"status.aliases.{word}", status.casefold(), [str(item) for item in Status])
    from pmtool.config.phrases import phrase_faults

    yield from phrase_faults(config.blame.rules)
    yield from one_of("blame.second-opinion", config.blame.second_opinion, ["combined", "rules", "alone"])
    yield from one_of("privacy.names", config.privacy.names, ["warn", "timeline-ok", "off"])
    if not levels or not all(levels) or len(set(levels)) < len(levels):
        yield "severity.levels must name one level or more, each once"
    if not config.directory:
        yield "directory must name at least one directory"
    for directory in [*config.directory, config.templates.directory]:
        if Path(directory).is_absolute() or ".." in Path(directory).parts:
            yield f'directory "{directory}" must lie below the file, without ".."'
    for day in config.clocks.holidays:
        if not _is_day(day):
            yield f'clocks.holidays has "{day}", which is no day, such as "2026-12-24"'
    yield from one_of("clocks.entity", config.clocks.entity, ["", *DORA_ENTITIES])
    for place, zone in (
        ("timeline.zone", config.timeline.zone),
        ("clocks.zone", config.clocks.zone or "UTC"),
    ):
        if not _is_zone(zone):
            yield f'{place} "{zone}" is no IANA time zone, such as "Europe/Zurich"'


DORA_ENTITIES = ("credit_institution", "ccp", "trading_venue", "nis2_essential", "nis2_important", "other")


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _is_day(text: str) -> bool:
    import datetime as dt

    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
