"""The command line. Bodies stay thin: read options, call one function, hand the result to a reporter.

Everything but Typer, the vocabulary and the errors is imported inside the functions that use it: `pm --version` must
not pay for what it does not need.
"""

from collections.abc import Sequence
import errno
import os
from pathlib import Path
import sys
from typing import Annotated

import typer

from pmtool import __version__
from pmtool.cli import actions, authoring, checking, deadlines, exchanging, following, learning, serving
from pmtool.cli.grouped import GroupedHelp
from pmtool.cli.state import State
from pmtool.errors import PmError
from pmtool.vocab import Color, ExitCode

app = typer.Typer(
    name="pm",
    cls=GroupedHelp,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 clean, 1 findings, 2 the run could not be done, 3 a fault in pm, 130 interrupted.",
)


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"pm {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    directory: Annotated[
        list[Path] | None,
        typer.Option(
            "-C",
            metavar="DIR",
            help="Work as if started in DIR; repeated, each is relative to the one before.",
            show_default=False,
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            envvar="PM_CONFIG",
            help="Read this configuration file.",
            show_default=False,
        ),
    ] = None,
    isolated: Annotated[
        bool,
        typer.Option("--isolated", envvar="PM_ISOLATED", help="Built-in defaults, no configuration file."),
    ] = False,
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache", envvar="PM_NO_CACHE", help="Read everything afresh; keep nothing in .pm_cache/."
        ),
    ] = False,
    color: Annotated[
        Color, typer.Option("--color", envvar="PM_COLOR", help="When to colour the output.")
    ] = Color.AUTO,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say why: slots, guards, files read.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            help="Print the version.",
            callback=lambda value: _version(asked=value),
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Blameless post-mortems as Markdown in git: write them, check them, follow them, learn from them.

    Start with 'pm init' in a repository, then 'pm new "What happened"', then 'pm lint'.
    """
    working = Path(*directory) if directory else Path.cwd()
    if not working.is_dir():
        raise PmError(f"-C {working}: there is no such directory")
    working = Path(os.path.abspath(working))  # noqa: PTH100 (resolve() would follow links)
    ctx.obj = State(
        working=working,
        config_file=working / config if config is not None else None,
        isolated=isolated,
        no_cache=no_cache,
        quiet=quiet,
        verbose=verbose,
        color=color,
    )


authoring.register(app)
checking.register(app)
following.register(app)
actions.register(app)
deadlines.register(app)
learning.register(app)
exchanging.register(app)
serving.register(app)


# Options of the program that people also write after the verb: name -> takes a value.
_GLOBAL = {
    "-C": True,
    "--config": True,
    "--color": True,
    "--isolated": False,
    "--no-cache": False,
    "-q": False,
    "--quiet": False,
    "-v": False,
    "--verbose": False,
    "--debug": False,
}


def hoist_global_options(arguments: Sequence[str]) -> list[str]:
    """The arguments with global options in front of the verb, where Typer looks for them."""
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        name, equals, _ = word.partition("=")
        if word == "--":
            return [*front, *rest, word, *waiting]
        if name in _GLOBAL and (not equals or name.startswith("--")):
            front.append(word)
            if _GLOBAL[name] and not equals and waiting:
                front.append(waiting.pop(0))
        else:
            rest.append(word)
    return [*front, *rest]


# The disk or the quota is full, or the device is gone: nothing that `pm` does wrong.
_NO_OUTPUT = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EIO)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `pm` and exit with the documented code."""
    words = hoist_global_options(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(words)
        sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            _complain(f"the output cannot be written: {(error.strerror or str(error)).lower()}", None)
        # The reader went away: the result was not delivered. Keep Python from complaining once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.USAGE
    sys.exit(code)


def _run(words: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        # Reviews hold what terminals and pipes may not be set up for; never fail on output.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        if "_PM_COMPLETE" in os.environ:
            from pmtool.cli.completing import be_plain

            be_plain()
        command = typer.main.get_command(app)
        code = int(command.main(words, prog_name="pm", standalone_mode=False) or ExitCode.CLEAN)
        if code == ExitCode.INTERRUPTED:
            raise KeyboardInterrupt
        return code
    except PmError as error:
        _complain(error.message, error.hint)
        return ExitCode.USAGE
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("pm: interrupted", err=True)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        raise
    except SystemExit as stopped:
        # Typer meets a closed pipe by itself, with exit code 1, which here would mean findings.
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":
            return ExitCode.USAGE
        return int(stopped.code or 0)
    except OSError as error:
        if error.errno not in _NO_OUTPUT:
            return _fault(error, words)
        raise
    except Exception as error:
        show = getattr(error, "show", None)
        if show is not None and hasattr(error, "exit_code"):  # Typer's own usage errors
            show()
            return ExitCode.USAGE
        return _fault(error, words)


def _complain(message: str, hint: str | None) -> None:
    for line in message.splitlines():
        typer.echo(f"pm: {line}", err=True)
    if hint:
        typer.echo(f"hint: {hint}", err=True)


def _fault(error: Exception, words: list[str]) -> int:
    if "--debug" in words:
        import traceback

        traceback.print_exc()
    where = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
    _complain(
        f"this is a fault in pm {__version__}, not in your files: {type(error).__name__}: {error}{where}",
        "run again with --debug and report what it prints" if "--debug" not in words else None,
    )
    return ExitCode.FAULT
