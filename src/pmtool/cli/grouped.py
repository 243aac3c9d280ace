"""`pm --help` in the order in which the verbs are used; examples that keep their lines."""

import re
from typing import Any

from typer.core import TyperGroup

GROUPS: dict[str, tuple[str, ...]] = {
    "Write": ("init", "new", "import"),
    "Check": ("lint", "explain", "schema", "lsp"),
    "Follow": ("list", "show", "actions", "clock", "audit"),
    "Learn": ("stats", "recurrence", "similar", "digest"),
    "Hand on": ("site", "export", "doctor"),
}


# Indented lines after an empty one: commands to copy.
_INDENTED = re.compile(r"\n\n(?=  )")


def keep_lines(command: Any) -> None:
    """Mark the examples below the help of a command, and of those in it, as lines that are not to be joined."""
    if command.epilog:
        command.epilog = _INDENTED.sub("\n\n\b\n", command.epilog)
    for inner in getattr(command, "commands", {}).values():
        keep_lines(inner)


class GroupedHelp(TyperGroup):
    """Lists the verbs by what they are for."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        keep_lines(self)

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs in the order of the groups."""
        order = [name for names in GROUPS.values() for name in names]
        return sorted(self.commands, key=lambda name: order.index(name) if name in order else len(order))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """One list a group."""
        width = max(len(name) for name in self.commands)
        for title, names in GROUPS.items():
            found = [(name, self.commands[name]) for name in names if name in self.commands]
            rows = [
                (name.ljust(width), command.get_short_help_str(formatter.width - width - 6))
                for name, command in found
            ]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
