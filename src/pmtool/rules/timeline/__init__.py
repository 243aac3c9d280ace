"""The timeline bundle."""

MODULES: tuple[str, ...] = ()
