"""The privacy bundle: people in the narrative."""

MODULES: tuple[str, ...] = ("named_individual",)
