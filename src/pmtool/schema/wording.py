"""How messages quote what a file says."""


def quote(text: str, limit: int = 60) -> str:
    """The text in quotes, on one line, cut where it is long."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= limit else f"'{line[: limit - 1]}…'"
