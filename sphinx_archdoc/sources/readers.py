"""The built-in readers: :file:`readers.toml` as objects."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.sources.facts import Reader


def builtin_readers() -> Sequence[Reader]:
    """Return the readers in the order of the table. All whose globs match a file read it."""
    return ()
