"""The structure bundle."""

MODULES: tuple[str, ...] = ()
