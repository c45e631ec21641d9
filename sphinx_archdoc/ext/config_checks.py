"""Check the values in ``conf.py``."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.config import Config

from sphinx_archdoc.ext.config import SETTINGS
from sphinx_archdoc.parsing.sql import is_dialect, nearest_dialect
from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.spelling import did_you_mean


def correct(config: Config, where: Location) -> Iterator[Problem]:
    """Yield a problem for each value that is not valid, and set the value to its default.

    Sphinx checks the types itself, later and less strictly: it takes 3 for a bool, and an empty list for any
    choice.

    :param where: the location of ``conf.py``.
    """
    for setting in SETTINGS:
        name, value = setting.name, config[setting.name]
        if not setting.is_valid(value):
            config[name] = default = config.values[name].default
            yield Problem(
                where,
                Code.WRONG_SETTING,
                f"{name} must be {setting.expected}, but is {shorten(_shown(value))}",
                f"{default!r} is used" if default else "it is left out",
            )


def unknown_profiles(config: Config, kinds: KindsTable, where: Location) -> Iterator[Problem]:
    """Yield a problem for each name in ``archdoc_profiles`` that is not the name of a kind."""
    for name in config.archdoc_profiles:
        if name not in kinds:
            message = f"archdoc_profiles: there is no kind '{shorten(name)}'"
            yield Problem(where, Code.WRONG_SETTING, message, did_you_mean(name, kinds) or "it is left out")


def unknown_dialects(config: Config, where: Location) -> Iterator[Problem]:
    """Yield a problem for each name in ``archdoc_sql_dialects`` that is not a dialect; leave it out."""
    names = config.archdoc_sql_dialects
    known = [name for name in names if is_dialect(name)]
    config.archdoc_sql_dialects = known or config.values["archdoc_sql_dialects"].default
    for name in dict.fromkeys(names):
        if name not in known:
            message = f"archdoc_sql_dialects: there is no SQL dialect '{shorten(name)}'"
            yield Problem(where, Code.WRONG_SETTING, message, nearest_dialect(name) or "it is left out")


def _shown(value: object) -> str:
    """Return a value as Python shows it; what it shows of its own classes may fail."""
    try:
        return repr(value)
    except Exception:
        return f"of the type {type(value).__name__}"
