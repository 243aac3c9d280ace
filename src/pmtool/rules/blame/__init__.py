"""The blame bundle."""

MODULES: tuple[str, ...] = ()
