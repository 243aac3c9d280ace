"""What hangs together: reviews, the factors they share, the actions that answer these, and what came back.

A factor came back where an action that answers it was verified, and a later review of a shared service has the factor
again (and nobody said that it is something else).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import datetime as dt
from enum import StrEnum

from pmtool.features.actions.days import read_day
from pmtool.features.facts import ActionFacts, Facts
from pmtool.features.narrowed import Wanted, keeps
from pmtool.features.recurrence.alarms import differ
from pmtool.model.entries import ActionState


class Sort(StrEnum):
    """What a node stands for."""

    REVIEW = "review"
    FACTOR = "factor"
    ACTION = "action"


class Tie(StrEnum):
    """What an edge says, from its first node to its second."""

    HAS = "has"
    ANSWERS = "answers"
    CAME_BACK = "came back in"
    RECURRENCE = "recurrence of"


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A review (by stem), a factor (by class) or an action (by whole id). state: of an action."""

    sort: Sort
    name: str
    label: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A tie between two nodes."""

    begin: Node
    end: Node
    tie: Tie


@dataclass(frozen=True)
class Graph:
    """Nodes and edges in a fixed order."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]


def build(reviews: Sequence[Facts], wanted: Wanted, stems: frozenset[str] = frozenset()) -> Graph:
    """The graph of the reviews that pass the filters; stems: only these, where any are given."""
    chosen = [facts for facts in reviews if keeps(facts, wanted) and (not stems or facts.names & stems)]
    shown = wanted.factors or {factor for facts in chosen for factor in facts.factors}
    edges = {edge for facts in chosen for edge in _edges(facts, chosen, reviews, shown)}
    nodes = {_review(facts) for facts in chosen} | {node for edge in edges for node in (edge.begin, edge.end)}
    return Graph(sorted(nodes), sorted(edges))


def _edges(
    facts: Facts, chosen: Sequence[Facts], every: Sequence[Facts], shown: frozenset[str] | set[str]
) -> Iterator[Edge]:
    for factor in facts.factors:
        if factor in shown:
            yield Edge(_review(facts), Node(Sort.FACTOR, factor), Tie.HAS)
    for action in facts.actions if facts.mix else ():
        answered = action.get("factor")
        if answered is None or answered not in shown or action.state is ActionState.DECLINED:
            continue
        node = _action(facts, action)
        yield Edge(node, Node(Sort.FACTOR, answered), Tie.ANSWERS)
        for later in came_back(facts, action, every):
            yield Edge(node, _review(later), Tie.CAME_BACK)
    for other in chosen:
        if other.names.intersection(facts.recurrence_of):
            yield Edge(_review(facts), _review(other), Tie.RECURRENCE)


def came_back(facts: Facts, action: ActionFacts, reviews: Sequence[Facts]) -> Iterator[Facts]:
    """Later reviews in which the factor of a verified action contributed again."""
    factor, since = action.get("factor"), read_day(action.get("verified"))
    if action.state is not ActionState.VERIFIED or factor is None or since is None:
        return
    for other in reviews:
        if other.stem != facts.stem and _later(other, since) and factor in other.factors:
            same = not facts.services or not other.services or set(facts.services) & set(other.services)
            if (same or facts.names.intersection(other.recurrence_of)) and not differ(facts, other):
                yield other


def _later(facts: Facts, day: dt.date) -> bool:
    return facts.day is not None and facts.day > day


def _review(facts: Facts) -> Node:
    return Node(Sort.REVIEW, facts.stem, facts.title or facts.stem)


def _action(facts: Facts, action: ActionFacts) -> Node:
    return Node(Sort.ACTION, f"{facts.stem}/{action.id}", action.text, str(action.state))
