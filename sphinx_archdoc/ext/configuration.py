"""Load :file:`archdoc.toml` for a build, and say whether the documents are compared with the code."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec
from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_archdoc.checks.configuration import Configuration, SourcesSettings, read_configuration
from sphinx_archdoc.ext.environment.source_lines import relative_path
from sphinx_archdoc.inventory.configuration_file import choose_configuration, read_text, wrong_root
from sphinx_archdoc.problems import Code, Location, Problem


class LoadedConfiguration(NamedTuple):
    """The configuration of a build."""

    configuration: Configuration
    root: Path | None
    """The root of the code; None if the documents are not compared with the code."""
    problems: tuple[Problem, ...]


def load_configuration(app: Sphinx, config: Config) -> LoadedConfiguration:
    """Return the configuration that ``archdoc_sources`` names, or that is beside ``conf.py`` or above it."""
    folder, setting, kinds = Path(app.confdir), config.archdoc_sources, config.archdoc_kinds
    named = folder / setting if isinstance(setting, str) and setting else None
    kinds_file = folder / kinds if isinstance(kinds, str) and kinds else None
    configuration, root, problems = Configuration(), None, list[Problem]()
    is_file = named is not None and named.suffix == ".toml"
    if found := choose_configuration(folder, kinds_file, named if is_file else None):
        shown = relative_path(str(app.srcdir), str(found.path))
        try:
            text = read_text(found.path)
        except OSError as error:
            message = f"archdoc_sources: the file '{shown}' cannot be read: {error.strerror}"
            problems.append(Problem(_conf(app), Code.WRONG_SETTING, message))
        else:
            configuration, problems = read_configuration(text, shown, holds_kinds=found.holds_kinds)
            if configuration.sources is not None:
                root = found.path.resolve().parent / configuration.sources.root
    where = configuration.line_of("sources.root")
    if named is not None and not is_file:
        root, where = named, _conf(app)
        sources = configuration.sources or SourcesSettings()
        configuration = msgspec.structs.replace(configuration, sources=sources)
    if root is not None and (reason := wrong_root(root)):
        shown = relative_path(str(app.srcdir), str(root))
        problems.append(
            Problem(where, Code.WRONG_SETTING, f"the root of the code is '{shown}', but {reason}")
        )
        root = None
    return LoadedConfiguration(configuration, root, tuple(problems))


def _conf(app: Sphinx) -> Location:
    return Location(relative_path(str(app.srcdir), str(Path(app.confdir, "conf.py"))))
