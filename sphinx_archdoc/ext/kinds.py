"""The table of kinds that a project has by its configuration, and the domain that follows from it."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.ext.domain import domain_for
from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.ext.environment.translations import load_translator
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
        return read_kinds_file(builtin_kinds(), path, shown, VIEWS)
    return merge_kinds(builtin_kinds(), setting, shown, reserved=VIEWS)
