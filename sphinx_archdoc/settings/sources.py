"""Decide which :file:`archdoc.toml` holds for a project, and which folder is the root of its code.

The command loads this on each run, so it imports little.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from sphinx_archdoc.inventory.configuration_file import choose_configuration, read_text
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.rules.configuration import Configuration, SourcesSettings, read_configuration
from sphinx_archdoc.settings.unread import Show


class ConfSettings(NamedTuple):
    """The settings in ``conf.py`` that say where more is; values of a wrong type say nothing."""

    folder: Path
    """The folder of ``conf.py``, which paths are relative to."""
    sources: object
    """``archdoc_sources``: the root of the code, or a configuration if the name ends with ``.toml``."""
    kinds: object
    """``archdoc_kinds``: a file of kinds, or the kinds themselves."""

    @property
    def kinds_file(self) -> Path | None:
        """The file of kinds; None if there is none."""
        return self._path(self.kinds)

    @property
    def configuration_file(self) -> Path | None:
        """The file of configuration that is named; None if there is none."""
        path = self._path(self.sources)
        return path if path is not None and path.suffix == ".toml" else None

    @property
    def root(self) -> Path | None:
        """The root of the code that is named; None if there is none."""
        path = self._path(self.sources)
        return path if path is not None and path.suffix != ".toml" else None

    def _path(self, value: object) -> Path | None:
        return self.folder / value if isinstance(value, str) and value else None


class UnreadFile(NamedTuple):
    """A file that cannot be read."""

    path: Path
    error: OSError

    @property
    def reason(self) -> str:
        """Why it cannot be read, in the words of the operating system."""
        return self.error.strerror or str(self.error)


class ChosenSources(NamedTuple):
    """The configuration of a project, and the root of its code."""

    configuration: Configuration
    root: Path | None
    """The root of the code; None if nothing names one."""
    is_root_of_conf: bool
    """True if ``conf.py`` names the root, and not the configuration."""
    unread: UnreadFile | None
    """The file of configuration if it cannot be read; the configuration is empty then."""
    problems: list[Problem]


def choose_sources(conf: ConfSettings, folder: Path, show: Show, given: Path | None = None) -> ChosenSources:
    """Return the configuration that is named, or that is in a folder or above it, and the root of the code.

    :param folder: the folder of the documents.
    :param given: a file that is named elsewhere; it overrides ``archdoc_sources``.
    """
    configuration, problems, root = Configuration(), list[Problem](), None
    unread: UnreadFile | None = None
    if found := choose_configuration(folder, conf.kinds_file, given or conf.configuration_file):
        try:
            text = read_text(found.path)
        except OSError as error:
            unread = UnreadFile(found.path, error)
        else:
            shown = show(found.path)
            configuration, problems = read_configuration(text, shown, holds_kinds=found.holds_kinds)
    if configuration.sources is not None and found:
        root = found.path.resolve().parent / configuration.sources.root
    is_root_of_conf = conf.root is not None and given is None
    if is_root_of_conf:
        root = conf.root
        sources = configuration.sources or SourcesSettings()
        configuration = msgspec.structs.replace(configuration, sources=sources)
    return ChosenSources(configuration, root, is_root_of_conf, unread, problems)
