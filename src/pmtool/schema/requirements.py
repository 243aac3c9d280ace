"""Which fields a review needs, by status. Standard library only.

A draft is never blocked by what is not known yet; who reads a review in review needs the facts; who reads a
published one needs to know who stands behind it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmtool.model.front_matter import KeyPath, Value
from pmtool.vocab import Status


@dataclass(frozen=True, slots=True)
class Requirement:
    """A field that is needed from a status on."""

    path: KeyPath
    since: Status

    @property
    def name(self) -> str:
        """As a message writes it."""
        return ".".join(str(part) for part in self.path)


REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(("title",), Status.DRAFT),
    Requirement(("status",), Status.DRAFT),
    Requirement(("kind",), Status.IN_REVIEW),
    Requirement(("severity",), Status.IN_REVIEW),
    Requirement(("services",), Status.IN_REVIEW),
    Requirement(("times", "started"), Status.IN_REVIEW),
    Requirement(("times", "detected"), Status.IN_REVIEW),
    Requirement(("detected_by",), Status.IN_REVIEW),
    Requirement(("factors",), Status.IN_REVIEW),
    Requirement(("facilitator",), Status.PUBLISHED),
    Requirement(("reviewers",), Status.PUBLISHED),
    Requirement(("times", "resolved"), Status.PUBLISHED),
)


def is_given(value: Value) -> bool:
    """Whether a value says anything: not null, blank, or a collection without such a value."""
    if value is None:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list):
        return any(map(is_given, value))
    return bool(value) if isinstance(value, Mapping) else True


def value_at(data: Mapping[str, Value], path: KeyPath) -> Value:
    """The value at a path, None where there is none."""
    value: Value = dict(data)
    for part in path:
        value = value.get(str(part)) if isinstance(value, Mapping) else None
    return value


def missing(data: Mapping[str, Value], status: Status) -> Iterator[Requirement]:
    """The requirements of a status that the data does not meet, in the order of `REQUIREMENTS`.

    A title or a mapping that is there with a value of the wrong kind is a fault of its own.
    """
    for requirement in REQUIREMENTS:
        if not status.reached(requirement.since) or is_given(value_at(data, requirement.path)):
            continue
        top = data.get(str(requirement.path[0]))
        wrong = isinstance(top, str) and not top.strip() if requirement.path == ("title",) else False
        if len(requirement.path) > 1 and is_given(top) and not isinstance(top, Mapping):
            wrong = True
        if not wrong:
            yield requirement
