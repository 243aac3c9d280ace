"""The actions bundle."""

MODULES: tuple[str, ...] = ()
