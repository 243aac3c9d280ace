"""What an editor can set, as `initializationOptions` or in its settings under `pm`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Settings:
    """debounce: milliseconds of rest after a key before a review is checked. scope: `collection` checks
    reviews of the collection, `all` every Markdown file. docs_url: address of a rule's page with `{rule}` in
    it, empty for none.
    """

    debounce: int = 150
    scope: str = "collection"
    docs_url: str = ""

    def changed(self, given: object) -> "Settings":
        """These settings with those of a client's message; whatever cannot be read is left as it is."""
        if isinstance(given, Mapping) and isinstance(given.get("pm"), Mapping):
            given = given["pm"]
        if not isinstance(given, Mapping):
            return self
        new = self
        debounce = given.get("debounce")
        if isinstance(debounce, int | float) and not isinstance(debounce, bool) and 0 <= debounce <= 10_000:
            new = replace(new, debounce=int(debounce))
        if given.get("scope") in ("collection", "all"):
            new = replace(new, scope=str(given["scope"]))
        docs_url = given.get("docsUrl")
        if isinstance(docs_url, str) and (not docs_url or docs_url.startswith(("https://", "http://"))):
            new = replace(new, docs_url=docs_url)
        return new
