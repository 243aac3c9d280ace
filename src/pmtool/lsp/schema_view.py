"""Questions to a JSON Schema: what may stand at a path, and what it means."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Schema = Mapping[str, Any]
# Deeper than any schema of ours goes; a reference that leads back to itself ends here.
_DEPTH = 12


class SchemaView:
    """Looks through references and alternatives. A path names keys; the items of a list are `0`."""

    def __init__(self, schema: Schema) -> None:
        self._root = schema

    def at(self, path: Sequence[str | int]) -> list[Schema]:
        """All schemas that apply at a path."""
        found = list(self._expand(self._root))
        for step in path:
            found = [inner for schema in found for inner in self._step(schema, step)]
        return found

    def _step(self, schema: Schema, step: str | int) -> Iterator[Schema]:
        if isinstance(step, int):
            inner = schema.get("items")
        else:
            inner = schema.get("properties", {}).get(step)
            if inner is None and isinstance(schema.get("additionalProperties"), Mapping):
                inner = schema["additionalProperties"]
        if isinstance(inner, Mapping):
            yield from self._expand(inner)

    def _expand(self, schema: Schema, depth: int = 0) -> Iterator[Schema]:
        """A schema and its alternatives."""
        yield schema
        if depth > _DEPTH:
            return
        target = self._resolve(schema.get("$ref"))
        if target is not None:
            yield from self._expand(target, depth + 1)
        for word in ("anyOf", "oneOf", "allOf"):
            listed = False
            for inner in schema.get(word, ()):
                # Conditions by status repeat properties to require them; they describe nothing. Beside the
                # first list of words stand only other spellings of the same.
                if not isinstance(inner, Mapping) or "if" in inner or (listed and "enum" in inner):
                    continue
                listed = listed or "enum" in inner
                yield from self._expand(inner, depth + 1)

    def _resolve(self, reference: object) -> Schema | None:
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return None
        target: Any = self._root
        for part in reference[2:].split("/"):
            target = target.get(part) if isinstance(target, Mapping) else None
        return target if isinstance(target, Mapping) else None

    def properties(self, path: Sequence[str | int]) -> dict[str, Schema]:
        """The keys that may stand below a path."""
        return {
            name: inner for schema in self.at(path) for name, inner in schema.get("properties", {}).items()
        }

    def values(self, path: Sequence[str | int]) -> list[str]:
        """The values that a path may have, as far as they are listed; examples where nothing is."""
        listed: dict[str, None] = {}
        examples: dict[str, None] = {}
        for schema in self.at(path):
            choices = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
            listed |= dict.fromkeys(_written(value) for value in choices if value is not None)
            if schema.get("type") == "boolean":
                listed |= {"true": None, "false": None}
            examples |= dict.fromkeys(
                _written(value) for value in schema.get("examples", ()) if _plain(value)
            )
        return list(listed or examples)

    def describe(self, path: Sequence[str | int]) -> str:
        """What a key means and takes, Markdown; empty where nothing is known."""
        found = self.at(path)
        if not found:
            return ""
        texts = list(dict.fromkeys(schema["description"] for schema in found if schema.get("description")))
        values = self.values(path) or self.values((*path, 0))
        name = path[-1] if path else "front matter"
        parts = [f"**{name}**", *texts[:2]]
        if values:
            parts.append("One of: " if self._closed(path) else "For example: ")
            parts[-1] += ", ".join(f"`{value}`" for value in values[:30])
        return "\n\n".join(parts) if len(parts) > 1 else ""

    def _closed(self, path: Sequence[str | int]) -> bool:
        schemas = [*self.at(path), *self.at((*path, 0))]
        return any("enum" in schema or "const" in schema for schema in schemas)


def _plain(value: object) -> bool:
    return isinstance(value, str | int | float | bool)


def _written(value: object) -> str:
    """A value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
