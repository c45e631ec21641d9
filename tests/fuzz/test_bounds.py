"""The bounds hold: else no other test here says anything."""

from __future__ import annotations

import re
import sys

import pytest

from tests.fuzz.bounds import TooSlow, bounded


def test_what_never_ends_is_stopped() -> None:
    with pytest.raises(TooSlow), bounded(seconds=0.1):
        re.match("(a+)+$", "a" * 60 + "b")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how large a process is")
def test_what_takes_all_memory_is_stopped() -> None:
    with pytest.raises(MemoryError), bounded(megabytes=50):
        "x" * (200 * 2**20)
    assert len("x" * (200 * 2**20)) > 0
