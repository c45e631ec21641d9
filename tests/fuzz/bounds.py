"""Bounds on what one input may cost: processor time, and memory."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="this system has no limits for a process")

SECONDS = 5.0
"""Far more than any small input takes on a busy machine, and far less than one that never ends."""
MEGABYTES = 500


class TooSlow(BaseException):
    """An input takes longer than it may. Nothing catches it that catches errors."""


@contextmanager
def bounded(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Raise :class:`TooSlow` or ``MemoryError`` in what takes more than it may.

    The time is that of the processor, so that it does not depend on what else the machine does.
    """

    def stop(*_: object) -> None:
        raise TooSlow(f"it took more than {seconds} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _size() + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == -1 else min(limit, hard), hard))
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.signal(signal.SIGVTALRM, before)


def _size() -> int:
    """Bytes of memory that this process has asked for; so many that no limit counts where nobody says it."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 2**62
    return pages * resource.getpagesize()
