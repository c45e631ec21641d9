"""The configuration values: one row for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from sphinx.application import Sphinx
from sphinx.config import ENUM, Config

DIAGRAM_MODES = ("picture", "mermaid", "list")
"""The values of ``archdoc_diagrams``."""


class Setting(NamedTuple):
    """A configuration value."""

    name: str
    default: object
    rebuild: Literal["", "env", "html"]
    """What is done again if the value changes."""
    types: Any
    """The types for Sphinx."""
    is_valid: Callable[[object], bool]
    expected: str
    """What is valid, in words after "must be"."""
    description: str


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_names(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(name, str) for name in value)


def _is_about_catalogue(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() <= {"name", "repository", "revision"}
        and all(isinstance(text, str) for text in value.values())
    )


SETTINGS = (
    Setting(
        "archdoc_kinds",
        "",
        "env",
        frozenset({str, dict}),
        lambda value: isinstance(value, str | dict),
        "the path of a TOML file, or a table of kinds",
        "Your own kinds, and fields that you add to built-in kinds: the path of a TOML file, relative to the "
        "folder of 'conf.py', or a dict of the same form.",
    ),
    Setting(
        "archdoc_recognise",
        True,  # noqa: FBT003  (a row of a table)
        "env",
        frozenset({bool, str, list, tuple}),
        lambda value: isinstance(value, bool | str) or _is_names(value),
        "True, False, or a list of patterns for names of pages",
        "Whether entries are recognised in plain Markdown, on pages that start with the template's header or "
        "have 'archdoc: true' in their front matter. To recognise only certain pages, list their names, or "
        "patterns for them.",
    ),
    Setting(
        "archdoc_sql_dialects",
        ["postgres"],
        "env",
        frozenset({list, tuple}),
        lambda value: _is_names(value) and bool(value),
        "a list of names of SQL dialects, such as ['postgres']",
        "The dialects in which the SQL of tables is parsed. They are tried in this order. Use the names that "
        "sqlglot has for them.",
    ),
    Setting(
        "archdoc_diagrams",
        "picture",
        "html",
        ENUM(*DIAGRAM_MODES),
        lambda value: isinstance(value, str) and value in DIAGRAM_MODES,
        f"one of {', '.join(map(repr, DIAGRAM_MODES))}",
        "How diagrams are shown: 'picture', drawn during the build; 'mermaid', drawn in the reader's browser "
        "by sphinxcontrib-mermaid; or 'list'.",
    ),
    Setting(
        "archdoc_catalogue",
        {},
        "",
        frozenset({dict}),
        _is_about_catalogue,
        "a dict with texts for 'name', 'repository' and 'revision', or some of them",
        "Facts about the project for 'archdoc.json': 'name', which other projects use for it; 'repository', "
        "the URL of the sources; and 'revision'. The default name is derived from 'project'.",
    ),
    Setting(
        "archdoc_profiles",
        [],
        "html",
        frozenset({list, tuple}),
        _is_names,
        "a list of names of kinds, such as ['component']",
        "The kinds whose entries have profile pages in HTML. A profile page shows everything that is known "
        "about an entry, and you do not have to write it.",
    ),
    Setting(
        "archdoc_rules",
        "",
        "",
        frozenset({str}),
        _is_text,
        "the path of a TOML file, or 'recommended'",
        "Rules for the entries: the path of a TOML file, relative to the folder of 'conf.py', or "
        "'recommended' for those of the package. By default, there are none.",
    ),
    Setting(
        "archdoc_sources",
        "",
        "",
        frozenset({str}),
        _is_text,
        "the path of a folder or a TOML file",
        "The code that your documents are compared with: the path of its root folder, relative to the folder "
        "of 'conf.py', or the path of a file in the format of archdoc.toml. By default, archdoc.toml beside "
        "'conf.py' or above it is used. Without such a file, nothing is compared.",
    ),
)


def register(app: Sphinx) -> None:
    """Add the configuration values."""
    for one in SETTINGS:
        app.add_config_value(one.name, one.default, one.rebuild, types=one.types, description=one.description)


def sql_dialects(config: Config) -> tuple[str, ...]:
    """Return the dialects to parse SQL in."""
    return tuple(config.archdoc_sql_dialects)
