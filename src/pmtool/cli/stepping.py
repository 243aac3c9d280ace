"""The commands that change one action: add, accept, start, done, verify, reopen, decline, defer, assign."""

from typing import Annotated

import typer

from pmtool.cli import completing
from pmtool.cli.state import state_of

Id = Annotated[str, typer.Argument(metavar="ID", help="STEM/A1.", autocompletion=completing.actions)]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the change, write nothing.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day of it (default: today).", show_default=False),
]


def add(
    ctx: typer.Context,
    stem: Annotated[str, typer.Argument(metavar="STEM", help="The review.", autocompletion=completing.stems)],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What to do: a verb first, and when it is done.")
    ],
    owner: Annotated[str | None, typer.Option("--owner", help="A team or a role.")] = None,
    due: Annotated[str | None, typer.Option("--due", metavar="DATE", help="When it is to be done.")] = None,
    aim: Annotated[
        str | None, typer.Option("--aim", help="prevent, detect, mitigate, respond or learn.")
    ] = None,
    strength: Annotated[
        str | None, typer.Option("--strength", help="stronger, intermediate or weaker.")
    ] = None,
    factor: Annotated[
        str | None, typer.Option("--factor", help="The contributing factor it addresses.")
    ] = None,
    ticket: Annotated[str | None, typer.Option("--ticket", help="Where the work is tracked.")] = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="Not decided yet.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Add an action to a review.

    Prints the change, and the new id on stderr.
    """
    from pmtool.cli.acting import run_add

    fields = {
        "owner": owner,
        "due": due,
        "aim": aim,
        "strength": strength,
        "factor": factor,
        "ticket": ticket,
    }
    run_add(state_of(ctx), stem, text, fields, proposed=proposed, dry_run=dry_run)


def accept(ctx: typer.Context, ident: Id, dry_run: DryRun = False) -> None:
    """Decide that a proposed action is to be done."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.ACCEPT, dry_run=dry_run)


def start(ctx: typer.Context, ident: Id, dry_run: DryRun = False) -> None:
    """Say that the work has begun."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.START, dry_run=dry_run)


def done(
    ctx: typer.Context,
    ident: Id,
    evidence: Annotated[
        str, typer.Option("--evidence", metavar="PATH|COMMIT|URL", help="What shows that it is in place.")
    ],
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Record that it was carried out, and what shows it.

    Whether it works is for 'verify', later.
    """
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.DONE, on=on, evidence=evidence, dry_run=dry_run)


def verify(
    ctx: typer.Context,
    ident: Id,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What was observed since it was done.")],
    on: On = None,
    not_effective: Annotated[
        bool, typer.Option("--not-effective", help="It was done, and it does not work.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Record what was observed since: it works, or not."""
    from pmtool.cli.acting import Step, run_step

    run_step(
        state_of(ctx), ident, Step.VERIFY, on=on, note=note, effective=not not_effective, dry_run=dry_run
    )


def reopen(
    ctx: typer.Context,
    ident: Id,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why there is work again.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Take up again what was done or declined.

    What was recorded of its end (done, evidence, verified) is taken out and named; git has it if it was committed.
    """
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.REOPEN, reason=reason, dry_run=dry_run)


def decline(
    ctx: typer.Context,
    ident: Id,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it will not be done.")],
    dry_run: DryRun = False,
) -> None:
    """Decide that an action will not be done, and keep the reason."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.DECLINE, reason=reason, dry_run=dry_run)


def defer(
    ctx: typer.Context,
    ident: Id,
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="The new date.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it has to wait.")],
    dry_run: DryRun = False,
) -> None:
    """Put an action off to a later date, and keep the reason."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.DEFER, due=due, reason=reason, dry_run=dry_run)


def assign(
    ctx: typer.Context,
    ident: Id,
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="A team or a role.")],
    dry_run: DryRun = False,
) -> None:
    """Give an action an owner."""
    from pmtool.cli.acting import Step, run_step

    run_step(state_of(ctx), ident, Step.ASSIGN, owner=owner, dry_run=dry_run)


def register(sub: typer.Typer) -> None:
    """Add the commands to `pm actions`."""
    sub.command(
        epilog='Example:\n\n  pm actions add 2026-03-02-refunds "Alert when an answer cites no page" --owner ml-platform\n'
    )(add)
    sub.command()(accept)
    sub.command()(start)
    sub.command(
        epilog="Example:\n\n  pm actions done 2026-03-02-refunds/A1 --evidence evals/refund_policy.yaml\n"
    )(done)
    sub.command(
        epilog='Example:\n\n  pm actions verify 2026-03-02-refunds/A1 --note "no uncited answer in 35 days"\n'
    )(verify)
    sub.command()(reopen)
    sub.command()(decline)
    sub.command()(defer)
    sub.command()(assign)
