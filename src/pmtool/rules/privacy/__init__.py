"""The privacy bundle."""

MODULES: tuple[str, ...] = ()
