"""The configuration values, and the table of kinds that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.config import ENUM, Config
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.digest import digest_text
from sphinx_archdoc.ext.domain import domain_for
from sphinx_archdoc.ext.pictures import WAYS
from sphinx_archdoc.ext.source import relative_path
from sphinx_archdoc.ext.store import store_of
from sphinx_archdoc.ext.translations import words_of
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds, read_kinds_file


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
        types=ENUM(*WAYS),
        description="How diagrams are shown: 'picture', drawn while the project is built; 'mermaid', "
        "drawn in the reader's browser by sphinxcontrib-mermaid; or 'list'.",
    )


def add_domain(app: Sphinx, config: Config) -> None:
    """Handle ``config-inited``: load kinds and translations, and add the domain that follows from them.

    Sphinx makes the environment after this event, so the domain is in time for it.
    """
    kinds, problems = load_kinds(config.archdoc_kinds, Path(app.confdir), Path(app.srcdir))
    words = words_of(config, Path(app.srcdir))
    app.add_domain(domain_for(kinds, tuple(problems), words))


def load_kinds(setting: object, folder: Path, srcdir: Path) -> tuple[KindsTable, list[Problem]]:
    """The kinds of the package with those of the project, and what is wrong with the latter.

    :param setting: the value of ``archdoc_kinds``.
    :param folder: where its path starts.
    :param srcdir: where the paths of problems start.
    """
    if not setting:
        return builtin_kinds(), []
    path = folder / (setting if isinstance(setting, str) else "conf.py")
    shown = relative_path(str(srcdir), str(path))
    if isinstance(setting, str):
        return read_kinds_file(builtin_kinds(), path, shown)
    return merge_kinds(builtin_kinds(), setting, shown)


def pages_to_reread(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> Iterable[str]:
    """Handle ``env-get-outdated``: all pages if a kind has changed, or a translation of our words.

    Of the former Sphinx sees the file's name only, and nothing of the latter.
    """
    domain = store_of(env)
    now = digest_text(msgspec.json.encode(domain.kinds).decode() + domain.words.digest)
    before, domain.data["kinds"] = domain.data["kinds"], now
    return env.found_docs if before and before != now else ()
