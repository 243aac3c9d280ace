"""The errors that a user can do something about."""


class PmError(Exception):
    """A run that cannot go on: what is wrong and where, and the next step.

    `main` prints it as `pm: MESSAGE` and `hint: HINT` on stderr and exits with 2.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class MissingExtraError(PmError):
    """A part of `pm` that needs an optional dependency."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs the optional part '{extra}'",
            f'install it with: pip install "pmtool[{extra}]"',
        )
