"""The lists of words in :file:`words.toml`."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources


def keywords(name: str) -> frozenset[str]:
    """Return one of the lists.

    :raises KeyError: if there is no list of this name.
    """
    return _lists()[name]


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files("sphinx_archdoc.sources.sql").joinpath("words.toml").read_text("utf-8")
    return {name: frozenset(found) for name, found in tomllib.loads(text).items()}
