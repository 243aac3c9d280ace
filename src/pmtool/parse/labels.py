"""Short labels with a stamp behind them: `First detected 2022-01-22 11:57`, `Initial state (12:00 AM)`."""

import re

from pmtool.parse.stamps import FoundStamp, find_stamp

_LABEL_WORDS = 8
_LABEL_LENGTH = 70
_END = re.compile(r"[\s.)\]*_`]*\Z")


def labelled_stamp(text: str, *, day_first: bool) -> FoundStamp | None:
    """The stamp that ends a short label, or stands in parentheses between a label and its text."""
    found = find_stamp(text, day_first=day_first)
    if (
        found is None
        or found.start == 0
        or found.start > _LABEL_LENGTH
        or (found.stamp.month_day and not found.stamp.time)
    ):
        return None
    label = text[: found.start]
    words = len(label.split())
    if words > _LABEL_WORDS or any(mark in label.rstrip(" (") for mark in ".;?!"):
        return None
    if _END.match(text, found.end):
        return found
    opened, closed = label.rstrip("~ ")[-1:] in "([", text[found.end : found.end + 1] in (")", "]")
    return found if opened and closed and label.strip(" ([") else None
