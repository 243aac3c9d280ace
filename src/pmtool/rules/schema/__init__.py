"""The schema bundle."""

MODULES: tuple[str, ...] = ()
