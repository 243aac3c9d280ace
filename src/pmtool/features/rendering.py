"""Templates to text: Jinja2 in its sandbox, an unknown variable is an error with its place."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
import re
from typing import TYPE_CHECKING, Any

from pmtool.errors import PmError
from pmtool.resources import Templates

if TYPE_CHECKING:
    from jinja2 import Environment

# Comments of front matter begin here, where the line before them allows it.
HINT_COLUMN = 31


def render(templates: Templates, name: str, values: Mapping[str, Any]) -> str:
    """The text of a template with `values` put in; values are data, never templates themselves.

    Raises PmError that names the template, the line and what is wrong, and the nearest name for an unknown
    variable.
    """
    import jinja2

    from pmtool.parse.writing import yaml_text

    shown: dict[str, str] = {}

    def load(wanted: str) -> tuple[str, str, Callable[[], bool]] | None:
        template = templates.read(wanted)
        if template is None:
            return None
        shown[wanted] = template.shown
        return template.text.replace("\r\n", "\n"), wanted, lambda: True

    environment = _environment(load)
    environment.filters |= {"yaml": yaml_text, "hint": hint, "one_line": one_line}
    try:
        return environment.get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        where = shown.get(error.name or name, name)
        raise PmError(
            f"{where}, line {error.lineno}: {error.message}", "see the Jinja2 documentation"
        ) from None
    except jinja2.TemplateNotFound as error:
        raise PmError(f"{shown.get(name, name)}: there is no template '{error.name}' to build on") from None
    except PmError:
        raise
    except Exception as error:  # a project's template can fail in any way that Python can
        where, line = _place(error, shown, name)
        known = [] if not isinstance(error, jinja2.UndefinedError) else _nearest(str(error), values)
        message = str(error) or type(error).__name__
        raise PmError(f"{where}, line {line}: {message}{''.join(known)}", _known(values)) from None


def _environment(load: Callable[[str], Any]) -> "Environment":
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    # The result is Markdown: escaping for HTML would spoil it; values for YAML go through the `yaml` filter.
    return SandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=0,
    )


def one_line(text: object) -> str:
    """Text without line breaks or runs of white space."""
    return " ".join(str(text).split())


def hint(line: str, comment: object, indent: int = 0) -> str:
    """A line of YAML with a comment behind it, the comments of all lines in one column.

    indent: how many spaces the template puts before it.
    """
    return f"{line.rstrip():<{HINT_COLUMN - 1 - indent}} # {one_line(comment)}"


def _place(error: Exception, shown: Mapping[str, str], name: str) -> tuple[str, int | str]:
    """The innermost line of a template that an error went through."""
    where: str = shown.get(name, name)
    line: int | str = "?"
    step = error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file in shown:
            where, line = shown[file], step.tb_lineno
        step = step.tb_next
    return where, line


def _nearest(message: str, values: Mapping[str, Any]) -> list[str]:
    found = re.match(r"'(\w+)' is undefined", message)
    near = get_close_matches(found[1], values, n=1) if found else []
    return [f' (did you mean "{name}"?)' for name in near]


def _known(values: Mapping[str, Any]) -> str:
    return f"a template may use: {', '.join(sorted(values))}"
