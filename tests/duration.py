"""How long something takes."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail if what is done takes longer, in time of the processor.

    That of the garbage collector does not count: it looks at all that other tests have left, too.
    """
    gc.collect()
    gc.disable()
    start = time.process_time()
    try:
        yield
        assert time.process_time() - start < seconds
    finally:
        gc.enable()
