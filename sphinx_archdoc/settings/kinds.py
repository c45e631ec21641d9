"""Load the kinds of a project: those of the package, of ``archdoc_kinds``, and of :file:`archdoc.toml`."""

from __future__ import annotations

from sphinx_archdoc.inventory.configuration_file import read_text
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.rules.configuration import Configuration
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds, read_kinds
from sphinx_archdoc.settings.sources import ConfSettings
from sphinx_archdoc.settings.unread import Show, unread_file


def kinds_of_project(
    conf: ConfSettings, configuration: Configuration, show: Show
) -> tuple[KindsTable, list[Problem]]:
    """Return the kinds of a project, and the problems of those that it declares."""
    kinds, problems = _kinds_of_conf(conf, show)
    if configuration.kinds:
        lines = configuration.text.split("\n")
        kinds, more = merge_kinds(kinds, configuration.kinds, configuration.source, lines, below="kinds")
        problems += more
    return kinds, problems


def _kinds_of_conf(conf: ConfSettings, show: Show) -> tuple[KindsTable, list[Problem]]:
    if not conf.kinds:
        return builtin_kinds(), []
    in_conf = conf.folder / "conf.py"
    if (path := conf.kinds_file) is None:
        return merge_kinds(builtin_kinds(), conf.kinds, show(in_conf))
    try:
        return read_kinds(builtin_kinds(), read_text(path), show(path))
    except OSError as error:
        return builtin_kinds(), [unread_file("archdoc_kinds", path, error, in_conf, show)]
