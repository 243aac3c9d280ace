"""Document symbols (sections and actions) and the lenses above actions and legal clocks."""

from collections.abc import Iterator

from lsprotocol import types

from pmtool.features.actions.days import read_day
from pmtool.features.actions.rows import days_overdue
from pmtool.lsp.session import View
from pmtool.model.blocks import Section
from pmtool.model.entries import UNFINISHED, Action
from pmtool.vocab import SectionKind


def symbols(view: View) -> list[types.DocumentSymbol]:
    """Sections as a tree, each action below the section that it stands in."""
    top: list[types.DocumentSymbol] = []
    around: list[tuple[Section, types.DocumentSymbol]] = []
    waiting = list(view.document.actions)
    for section in view.document.sections:
        while around and not _inside(section, around[-1][0]):
            _take_actions(view, *around.pop(), waiting)
        symbol = types.DocumentSymbol(
            name=section.title.strip() or "(no title)",
            kind=types.SymbolKind.String,
            range=view.range(section.span),
            selection_range=view.range(section.heading.own),
            children=[],
        )
        (_children(around[-1][1]) if around else top).append(symbol)
        around.append((section, symbol))
    while around:
        _take_actions(view, *around.pop(), waiting)
    return [*top, *(_action_symbol(view, action) for action in waiting)]


def _inside(inner: Section, outer: Section) -> bool:
    return inner.level > outer.level and inner.span.start < outer.span.end


def _children(symbol: types.DocumentSymbol) -> list[types.DocumentSymbol]:
    assert isinstance(symbol.children, list)
    return symbol.children


def _take_actions(view: View, section: Section, symbol: types.DocumentSymbol, waiting: list[Action]) -> None:
    """Move the actions of a section that no section inside it took to its symbol."""
    for action in [a for a in waiting if section.span.start <= a.span.start < section.span.end]:
        waiting.remove(action)
        _children(symbol).append(_action_symbol(view, action))
    _children(symbol).sort(key=lambda child: (child.range.start.line, child.range.start.character))


def _action_symbol(view: View, action: Action) -> types.DocumentSymbol:
    facts = [str(action.state), action.get("owner") or "", action.get("due") or ""]
    whole, title = view.range(action.span), view.range(action.title_span)
    inside = action.span.start <= action.title_span.start and action.title_span.end <= action.span.end
    return types.DocumentSymbol(
        name=" ".join(part for part in (action.id, action.text.strip()[:120]) if part) or "(action)",
        kind=types.SymbolKind.Event,
        range=whole,
        selection_range=title if inside else whole,
        detail=" · ".join(fact for fact in facts if fact),
    )


def flat(
    view: View, found: list[types.DocumentSymbol], around: str | None = None
) -> Iterator[types.SymbolInformation]:
    """The tree for an editor that only takes a list."""
    for symbol in found:
        place = types.Location(view.open.uri, symbol.range)
        yield types.SymbolInformation(place, symbol.name, symbol.kind, container_name=around)
        yield from flat(view, list(symbol.children or ()), symbol.name)


def lenses(view: View) -> list[types.CodeLens]:
    """A line for each running clock, one above every overdue action, one above the section that counts them."""
    if not view.is_review:
        return []
    return [*_clock_lenses(view), *_action_lenses(view)]


def _clock_lenses(view: View) -> Iterator[types.CodeLens]:
    """Above `reporting`, or the front matter where nothing is reported yet."""
    from pmtool.features.clocks import rows_of
    from pmtool.report.clocks import day_and_hour, time_left

    front = view.document.front
    if not front.readable:
        return
    offset = front.key_span(("reporting",)).start
    for row in rows_of(view.document, view.folder.corpus.config, view.now):
        due = row.outcome.due
        if row.open and due is not None:
            state = row.state.replace("_", " ")
            yield _lens(
                view,
                offset,
                f"{row.outcome.clock.id}: {state} · due {day_and_hour(due)} · {time_left(row.left)}",
            )


def _action_lenses(view: View) -> list[types.CodeLens]:
    today = view.now.date()
    found = []
    late = 0
    for action in view.document.actions:
        due = read_day(action.get("due"), day_first=view.document.vocabulary.day_first)
        days = days_overdue(action.state, due, today)
        if days:
            late += 1
            owner = f" · {action.get('owner')}" if action.get("owner") else " · no owner yet"
            text = f"overdue for {days} day{'s' if days != 1 else ''}{owner}"
            found.append(_lens(view, action.title_span.start, text))
    section = view.document.section(SectionKind.ACTIONS)
    if section is not None and view.document.actions:
        found.insert(0, _lens(view, section.heading.own.start, _count(view, late)))
    return found


def _count(view: View, late: int) -> str:
    actions = view.document.actions
    opened = sum(action.state in UNFINISHED for action in actions)
    parts = [f"{opened} open", f"{late} overdue" if late else "", f"{len(actions) - opened} done or decided"]
    return " · ".join(part for part in parts if part)


def _lens(view: View, offset: int, text: str) -> types.CodeLens:
    place = view.session.positions.position(view.document.lines, offset)
    # An empty command is shown as plain text: there is nothing to press.
    return types.CodeLens(types.Range(place, place), command=types.Command(text, ""))
