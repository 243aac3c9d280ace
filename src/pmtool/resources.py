"""The templates: a project's own first, then those that ship with `pm`."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pmtool.errors import PmError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SUFFIX = ".md.j2"
# From a project's template to the shipped one of the same name: {% extends "shipped/new/incident.md.j2" %}
SHIPPED_PREFIX = "shipped/"


@dataclass(frozen=True, slots=True)
class Template:
    """A template as found. shown: how messages name it; shipped: it came with `pm`."""

    name: str
    text: str
    shown: str
    shipped: bool = False


def shipped_folder() -> "Traversable":
    """The folder with the shipped templates: in the wheel, else in the checkout that `pm` runs from."""
    installed = files("pmtool") / "_templates"
    if installed.is_dir():
        return installed
    checkout = Path(__file__).resolve().parents[2] / "templates"
    if checkout.is_dir():
        return checkout
    raise PmError("the templates are missing from this installation", "install pmtool again")


class Templates:
    """Templates by name, such as `new/incident.md.j2`; `own` is the project's folder, where there is one."""

    def __init__(self, own: Path | None = None) -> None:
        self.own = own

    def read(self, name: str) -> Template | None:
        """The template of a name, None where there is none. Raises PmError for one that cannot be read."""
        if name.startswith(SHIPPED_PREFIX):
            return self._shipped(name.removeprefix(SHIPPED_PREFIX))
        return self._own(name) or self._shipped(name)

    def names(self, folder: str) -> list[str]:
        """Short names of the templates in a folder (`new`): `incident` …; those with `_` are parts."""
        found = {entry.name for entry in (shipped_folder() / folder).iterdir()}
        if self.own is not None and (self.own / folder).is_dir():
            found |= {entry.name for entry in (self.own / folder).iterdir()}
        return sorted(name.removesuffix(SUFFIX) for name in found if name.endswith(SUFFIX) and name[0] != "_")

    def _own(self, name: str) -> Template | None:
        if self.own is None or ".." in Path(name).parts:
            return None
        path = self.own / name
        if not path.is_file():
            return None
        if not path.resolve().is_relative_to(self.own.resolve()):
            raise PmError(f"{path}: the link leads out of the folder of templates; it was not followed")
        try:
            return Template(name, path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise PmError(f"{path}: the template cannot be read: {error}") from None

    @staticmethod
    def _shipped(name: str) -> Template | None:
        if ".." in Path(name).parts:
            return None
        entry = shipped_folder().joinpath(*name.split("/"))
        if not entry.is_file():
            return None
        return Template(name, entry.read_text(encoding="utf-8"), f"the shipped {name}", shipped=True)
