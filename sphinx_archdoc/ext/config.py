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
        description="Kinds, and fields of kinds, that the project adds: the path of a TOML file, "
        "from the folder of conf.py, or a table of the same form.",
    )
    app.add_config_value(
        "archdoc_recognise",
        True,  # noqa: FBT003  (Sphinx's order)
        "env",
        types=frozenset({bool, str, list, tuple}),
        description="Whether entries are recognised in plain Markdown: on pages that begin with the "
        "template's header, or have 'archdoc: true' in their front matter. Or the names of the pages, as "
        "patterns: then these are recognised, and no others.",
    )
    app.add_config_value(
        "archdoc_sql_dialects",
        ["postgres"],
        "env",
        types=frozenset({list, tuple}),
        description="SQL dialects, by the names that sqlglot gives them, in which the SQL of tables "
        "is read; tried in turn.",
    )
    app.add_config_value(
        "archdoc_diagrams",
        "picture",
        "html",
        types=ENUM(*DIAGRAM_MODES),
        description="How diagrams are shown: 'picture', drawn while the project is built; 'mermaid', "
        "drawn in the reader's browser by sphinxcontrib-mermaid; or 'list'.",
    )
    app.add_config_value(
        "archdoc_catalogue",
        {},
        "",
        types=frozenset({dict}),
        description="What archdoc.json says about the project: 'name', by which other projects know it; "
        "'repository', the address of the sources; and 'revision'. The name is made from 'project' if it is "
        "not given.",
    )
    app.add_config_value(
        "archdoc_sources",
        "",
        "",
        types=frozenset({str}),
        description="The root of the code that the documents are compared with, from the folder of conf.py; "
        "or a file of the form of archdoc.toml. By default, what archdoc.toml says, beside conf.py or above "
        "it; without both, nothing is compared.",
    )
    app.add_config_value(
        "archdoc_profiles",
        [],
        "html",
        types=frozenset({list, tuple}),
        description="Kinds whose entries get a profile page each, in HTML: everything that is known of the "
        "entry, on a page that no author has to write.",
    )


def sql_dialects(config: Config) -> tuple[str, ...]:
    """Return the dialects to parse SQL in."""
    return tuple(config.archdoc_sql_dialects)
