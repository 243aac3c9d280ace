"""Work on all cores: processes split off, so they share what was read and only send results back."""

from collections.abc import Callable, Sequence
import os
import sys
from typing import TypeVar

from pmtool.errors import PmError

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


def jobs() -> int:
    """How many processes to use: `PM_JOBS`, else one a core; one where processes cannot be split off safely."""
    given = os.environ.get("PM_JOBS")
    if given is not None:
        if not given.isdecimal() or int(given) < 1:
            raise PmError(f"PM_JOBS must be a whole number from 1, not '{given}'")
        return int(given)
    # Elsewhere a split-off process can hang in system libraries.
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def split(work: Callable[[_Part], _Result], parts: Sequence[_Part]) -> list[_Result]:
    """The results of the parts in their order. work: a function of a module; what it needs besides is there already."""
    import multiprocessing

    with multiprocessing.get_context("fork").Pool(min(jobs(), len(parts)), _settle) as pool:
        return pool.map(work, parts, chunksize=1)


def _settle() -> None:
    """What a process that was split off does first."""
    import signal

    # Ctrl-C reaches all processes; one of them answers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
