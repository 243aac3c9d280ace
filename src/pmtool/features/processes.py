"""Work on all cores: processes split off, so they share what was read and only send results back."""

from collections.abc import Callable, Sequence
import os
import sys
from typing import Any, TypeVar

from pmtool.errors import PmError

_Shared = TypeVar("_Shared")
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


# What the processes do, and on what: set before they split off, so that nothing of it has to be sent to them.
_job: tuple[Callable[[Any, Any], Any], Any] | None = None


def split(
    work: Callable[[_Shared, _Part], _Result], shared: _Shared, parts: Sequence[_Part]
) -> list[_Result]:
    """What `work` makes of each part, in their order. shared: what every process needs; it is not copied."""
    import multiprocessing

    global _job
    _job = (work, shared)
    try:
        with multiprocessing.get_context("fork").Pool(min(jobs(), len(parts)), _settle) as pool:
            return pool.map(_do, parts, chunksize=1)
    finally:
        _job = None


def _do(part: Any) -> Any:
    if _job is None:
        raise RuntimeError("the process was split off before there was work")
    work, shared = _job
    return work(shared, part)


def _settle() -> None:
    """What a process that was split off does first."""
    import signal

    # Ctrl-C reaches all processes; one of them answers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
