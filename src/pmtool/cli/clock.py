"""The time of the run."""

import datetime as dt
import os

from pmtool.errors import PmError


def present() -> dt.datetime:
    """The time of the run; `PM_NOW` sets it, so that a pipeline or a test can be repeated."""
    given = os.environ.get("PM_NOW")
    if not given:
        return dt.datetime.now(dt.UTC)
    try:
        moment = dt.datetime.fromisoformat(given)
    except ValueError:
        raise PmError(f"PM_NOW must be a time such as 2026-04-01T00:00:00Z, not '{given}'") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
