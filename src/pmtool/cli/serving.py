"""`lsp`."""

from typing import Annotated

import typer

from pmtool.cli.state import state_of

_EPILOG = """Editors start this command themselves. Set-up for VS Code, Neovim, Helix, Zed and Emacs:
docs/editors.md

It needs the optional part 'lsp':  pip install "pmtool[lsp]"
"""


def lsp(
    ctx: typer.Context,
    stdio: Annotated[bool, typer.Option("--stdio", hidden=True)] = False,
) -> None:
    """Run the language server on stdin and stdout, for editors."""
    from pmtool.cli.clock import present
    from pmtool.lsp import serve

    state = state_of(ctx)
    serve(working=state.working, config_file=state.config_file, isolated=state.isolated, now=present)


def register(app: typer.Typer) -> None:
    """Add the verb to the program."""
    app.command(epilog=_EPILOG)(lsp)
