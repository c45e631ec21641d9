"""Names of variables that operating systems, runtimes, CI services and libraries read for themselves.

They are never absent, since code that needs them does not name them, and never undocumented. The names are in
:file:`known.toml`.
"""

from __future__ import annotations

import fnmatch
import functools
import re
import tomllib
from collections.abc import Iterable
from importlib import resources

import msgspec


def pattern_of(known: Iterable[str]) -> re.Pattern[str]:
    """Return the expression of some names; ``*`` in them stands for anything."""
    return re.compile("|".join(map(fnmatch.translate, known)))


@functools.cache
def _known() -> tuple[str, ...]:
    text = resources.files("sphinx_archdoc.checks.environment").joinpath("known.toml").read_text("utf-8")
    groups = msgspec.convert(tomllib.loads(text), dict[str, list[str]])
    return tuple(name for names in groups.values() for name in names)


@functools.lru_cache(maxsize=16)
def _known_or(more: tuple[str, ...]) -> re.Pattern[str]:
    return pattern_of((*_known(), *more))


def is_known(name: str, more: tuple[str, ...] = ()) -> bool:
    """Return whether a name needs no evidence.

    :param more: patterns of the project's own.
    """
    return _known_or(more).match(name) is not None
