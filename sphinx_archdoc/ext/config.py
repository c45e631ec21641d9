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
        description="Kinds that the project declares, and fields that it adds to built-in kinds: the path "
        "of a TOML file, relative to the folder of 'conf.py', or a dict of the same form.",
    )
    app.add_config_value(
        "archdoc_recognise",
        True,  # noqa: FBT003  (Sphinx's order)
        "env",
        types=frozenset({bool, str, list, tuple}),
        description="Whether entries are recognised in plain Markdown, on pages that start with the "
        "template's header or have 'archdoc: true' in their front matter. To recognise certain pages and no "
        "others, give their names as patterns.",
    )
    app.add_config_value(
        "archdoc_sql_dialects",
        ["postgres"],
        "env",
        types=frozenset({list, tuple}),
        description="SQL dialects in which to parse the SQL of tables, tried in turn. Use the names that "
        "sqlglot gives them.",
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
        description="Facts about the project for 'archdoc.json': 'name', by which other projects know it; "
        "'repository', the URL of the sources; and 'revision'. The default name is derived from 'project'.",
    )
    app.add_config_value(
        "archdoc_profiles",
        [],
        "html",
        types=frozenset({list, tuple}),
        description="Kinds whose entries get a profile page each, in HTML: everything that is known of the "
        "entry, on a page that no author has to write.",
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
        description="The root of the code that the documents are compared with, from the folder of conf.py; "
        "or a file of the form of archdoc.toml. By default, what archdoc.toml says, beside conf.py or above "
        "it; without both, nothing is compared.",
    )


def sql_dialects(config: Config) -> tuple[str, ...]:
    """Return the dialects to parse SQL in."""
    return tuple(config.archdoc_sql_dialects)
