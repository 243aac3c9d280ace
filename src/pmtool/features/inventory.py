"""The inventory of AI systems beside the reviews, `systems.yaml`."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from pmtool.corpus import Corpus
from pmtool.errors import PmError
from pmtool.model.front_matter import Value

NAME = "systems.yaml"
_MOST = 1024 * 1024


def read_inventory(corpus: Corpus) -> Mapping[str, Mapping[str, Value]]:
    """The systems by name. Raises PmError where there is no inventory or it is faulty, with every fault."""
    path = corpus.root / NAME
    text = _text(path)
    data = _data(text, path)
    from pmtool.schema.inventory import faults

    found = faults(data)
    if found:
        raise PmError(
            "\n".join(f"{NAME}: {fault}" for fault in found), "every key: pm schema --output systems"
        )
    systems = data.get("systems")
    return {
        str(name): record if isinstance(record, dict) else {}
        for name, record in (systems.items() if isinstance(systems, dict) else ())
    }


def values_of(corpus: Corpus, name: str) -> dict[str, Value]:
    """What a review takes over from a system, by dotted key of its front matter. Raises PmError for an unknown one."""
    from pmtool.schema.inventory import COPIED

    systems = read_inventory(corpus)
    record = systems.get(name)
    if record is None:
        near = get_close_matches(name, systems, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(systems) or 'none'}"
        raise PmError(f"{NAME} has no system '{name}'", hint)
    values: dict[str, Value] = {"ai.system": name}
    for key in COPIED:
        if record.get(key) not in (None, []):
            values[f"ai.{key}"] = record[key]
    if record.get("exposure_unit"):
        values["ai.exposure"] = {"unit": record["exposure_unit"]}
    return values


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST:
            raise PmError(f"{path} is larger than 1 MB; it is no inventory that anybody reads")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise PmError(
            f"there is no inventory {NAME} in {path.parent}", "lay one down with: pm init --ai"
        ) from None
    except UnicodeDecodeError:
        raise PmError(f"{path} is not UTF-8 text") from None
    except OSError as error:
        raise PmError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def _data(text: str, path: Path) -> Mapping[str, Value]:
    """The YAML, read as front matter is: safely, dates as the text that was written."""
    from pmtool.parse.front_matter import read_front_matter

    lines = [line for line in text.splitlines() if line.rstrip() not in ("---", "...")]
    front = read_front_matter("\n".join(["---", *lines, "---", ""]))
    if front.problems:
        raise PmError(f"{path.name}: {front.problems[0].message}")
    return front.data
