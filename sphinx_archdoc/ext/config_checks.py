"""Check the values in ``conf.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sphinx.config import Config

from sphinx_archdoc.ext.config import DIAGRAM_MODES
from sphinx_archdoc.problems import Code, Location, Problem, did_you_mean, shorten
from sphinx_archdoc.schema.loader import KindsTable


class _Form(NamedTuple):
    """What a configuration value must be."""

    is_valid: Callable[[object], bool]
    expected: str
    """The same in words, after "must be"."""


def _is_names(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(name, str) for name in value)


_FORMS = {
    "archdoc_kinds": _Form(
        lambda value: isinstance(value, str | dict), "the path of a TOML file, or a table of kinds"
    ),
    "archdoc_recognise": _Form(
        lambda value: isinstance(value, bool | str) or _is_names(value),
        "True, False, or a list of patterns for names of pages",
    ),
    "archdoc_sql_dialects": _Form(_is_names, "a list of names of SQL dialects, such as ['postgres']"),
    "archdoc_profiles": _Form(_is_names, "a list of names of kinds, such as ['component']"),
    "archdoc_catalogue": _Form(
        lambda value: (
            isinstance(value, dict)
            and value.keys() <= {"name", "repository", "revision"}
            and all(isinstance(text, str) for text in value.values())
        ),
        "a dict with texts for 'name', 'repository' and 'revision', or some of them",
    ),
    "archdoc_rules": _Form(lambda value: isinstance(value, str), "the path of a TOML file, or 'recommended'"),
    "archdoc_sources": _Form(lambda value: isinstance(value, str), "the path of a folder or a TOML file"),
    "archdoc_diagrams": _Form(
        lambda value: isinstance(value, str) and value in DIAGRAM_MODES,
        f"one of {', '.join(map(repr, DIAGRAM_MODES))}",
    ),
}


def correct(config: Config, where: Location) -> Iterator[Problem]:
    """Yield a problem for each value that is not valid, and set the value to its default.

    Sphinx checks the types itself, later and less strictly: it takes 3 for a bool, and an empty list for any
    choice.

    :param where: the location of ``conf.py``.
    """
    for name, form in _FORMS.items():
        value = config[name]
        if not form.is_valid(value):
            config[name] = default = config.values[name].default
            yield Problem(
                where,
                Code.WRONG_SETTING,
                f"{name} must be {form.expected}, and is {shorten(_shown(value))}",
                f"{default!r} is used" if default else "it is left out",
            )


def unknown_profiles(config: Config, kinds: KindsTable, where: Location) -> Iterator[Problem]:
    """Yield a problem for each name in ``archdoc_profiles`` that is not the name of a kind."""
    for name in config.archdoc_profiles:
        if name not in kinds:
            message = f"archdoc_profiles: there is no kind '{shorten(name)}'"
            yield Problem(where, Code.WRONG_SETTING, message, did_you_mean(name, kinds) or "it is left out")


def _shown(value: object) -> str:
    """Return a value as Python shows it; what it shows of its own classes may fail."""
    try:
        return repr(value)
    except Exception:
        return f"of the type {type(value).__name__}"
