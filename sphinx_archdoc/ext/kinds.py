"""The table of kinds that a project has by its configuration, and the domain that follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.digest import digest_text
from sphinx_archdoc.ext.domain import domain_for
from sphinx_archdoc.ext.source import relative_path
from sphinx_archdoc.ext.store import store_of
from sphinx_archdoc.ext.translations import load_translator
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds, read_kinds_file


def add_domain(app: Sphinx, config: Config) -> None:
    """Load kinds and translations, and add the domain that follows from them."""
    kinds, problems = load_kinds(config.archdoc_kinds, Path(app.confdir), Path(app.srcdir))
    words = load_translator(app, config)
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
