"""Load :file:`archdoc.toml` for a build, and say whether the documents are compared with the code."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.inventory.configuration_file import wrong_root
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.rules.configuration import Configuration
from sphinx_archdoc.settings.sources import ConfSettings, choose_sources
from sphinx_archdoc.settings.unread import unread_file


class LoadedConfiguration(NamedTuple):
    """The configuration of a build."""

    configuration: Configuration
    root: Path | None
    """The root of the code; None if the documents are not compared with the code."""
    problems: tuple[Problem, ...]


def settings_in_conf(app: Sphinx, config: Config) -> ConfSettings:
    """Return what ``conf.py`` says about the sources and the kinds."""
    return ConfSettings(Path(app.confdir), config.archdoc_sources, config.archdoc_kinds)


def shown_path(app: Sphinx, path: Path) -> str:
    """Return how problems name a file: by its path relative to the source directory."""
    return relative_path(str(app.srcdir), str(path))


def load_configuration(app: Sphinx, config: Config) -> LoadedConfiguration:
    """Return the configuration that ``archdoc_sources`` names, or that is beside ``conf.py`` or above it."""
    conf = settings_in_conf(app, config)
    show = functools.partial(shown_path, app)
    chosen = choose_sources(conf, conf.folder, show)
    configuration, root, problems = chosen.configuration, chosen.root, chosen.problems
    in_conf = Location(shown_path(app, conf.folder / "conf.py"))
    if chosen.unread:
        setting = "archdoc_sources" if conf.configuration_file else ""
        problems.append(unread_file(setting, *chosen.unread, conf.folder / "conf.py", show))
    if root is not None and (reason := wrong_root(root)):
        where = in_conf if chosen.is_root_of_conf else configuration.line_of("sources.root")
        message = f"the root of the code is '{shown_path(app, root)}', but {reason}"
        problems.append(Problem(where, Code.WRONG_SETTING, message))
        root = None
    return LoadedConfiguration(configuration, root, tuple(problems))
