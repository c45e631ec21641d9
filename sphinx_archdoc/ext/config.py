"""The configuration values."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import ENUM, Config

DIAGRAM_MODES = ("picture", "mermaid", "list")
"""The values of ``archdoc_diagrams``."""


def register(app: Sphinx) -> None:
    """Add the configuration values."""
    app.add_config_value(
        "archdoc_kinds",
        "",
        "env",
        types=frozenset({str, dict}),
        description="Your own kinds, and fields that you add to built-in kinds: the path of a TOML file, "
        "relative to the folder of 'conf.py', or a dict of the same form.",
    )
    app.add_config_value(
        "archdoc_recognise",
        True,  # noqa: FBT003  (Sphinx's order)
        "env",
        types=frozenset({bool, str, list, tuple}),
        description="Whether entries are recognised in plain Markdown, on pages that start with the "
        "template's header or have 'archdoc: true' in their front matter. To recognise only certain pages, "
        "list their names, or patterns for them.",
    )
    app.add_config_value(
        "archdoc_sql_dialects",
        ["postgres"],
        "env",
        types=frozenset({list, tuple}),
        description="The dialects in which the SQL of tables is parsed. They are tried in this order. Use "
        "the names that sqlglot has for them.",
    )
    app.add_config_value(
        "archdoc_diagrams",
        "picture",
        "html",
        types=ENUM(*DIAGRAM_MODES),
        description="How diagrams are shown: 'picture', drawn during the build; 'mermaid', drawn in the "
        "reader's browser by sphinxcontrib-mermaid; or 'list'.",
    )
    app.add_config_value(
        "archdoc_catalogue",
        {},
        "",
        types=frozenset({dict}),
        description="Facts about the project for 'archdoc.json': 'name', which other projects use for it; "
        "'repository', the URL of the sources; and 'revision'. The default name is derived from 'project'.",
    )
    app.add_config_value(
        "archdoc_profiles",
        [],
        "html",
        types=frozenset({list, tuple}),
        description="The kinds whose entries have profile pages in HTML. A profile page shows everything "
        "that is known about an entry, and you do not have to write it.",
    )
    app.add_config_value(
        "archdoc_rules",
        "",
        "",
        types=frozenset({str}),
        description="Rules for the entries: the path of a TOML file, relative to the folder of 'conf.py', or "
        "'recommended' for those of the package. By default, there are none.",
    )
    app.add_config_value(
        "archdoc_sources",
        "",
        "",
        types=frozenset({str}),
        description="The code that your documents are compared with: the path of its root folder, relative "
        "to the folder of 'conf.py', or the path of a file in the format of archdoc.toml. By default, "
        "archdoc.toml beside 'conf.py' or above it is used. Without such a file, nothing is compared.",
    )


def sql_dialects(config: Config) -> tuple[str, ...]:
    """Return the dialects to parse SQL in."""
    return tuple(config.archdoc_sql_dialects)
