"""The project that ``check`` is about: its documents, its configuration and its code."""

from __future__ import annotations

import contextlib
import functools
import os
from pathlib import Path

import msgspec

from sphinx_archdoc.cli.input.conf_py import SOURCES, ConfPy, read_conf_py, rules_named_in
from sphinx_archdoc.cli.output.terminal import UsageError, printable
from sphinx_archdoc.inventory.configuration_file import repository_of, wrong_root
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.rules.configuration import Configuration, SourcesSettings
from sphinx_archdoc.rules.finding import Checked
from sphinx_archdoc.settings.sources import choose_sources


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be checked."""

    folder: Path
    """The folder of the documents, absolute and without links."""
    root: Path
    """The root of the code."""
    configuration: Configuration
    conf: ConfPy
    sources_setting: str = ""
    """What ``archdoc_sources`` is in a build; empty if that is for the build to find out."""
    problems: tuple[Problem, ...]

    def shown(self, path: Path) -> str:
        """Return how problems name a file: by its path relative to the documents."""
        return _shown(self.folder, path)


class CheckOutcome(msgspec.Struct, frozen=True):
    """What a run found, in the form in which it is cached."""

    checked: Checked
    passed_by: dict[str, int]
    problems: tuple[str, ...] = ()
    """Of the project's kinds, and of the front matter of pages."""


def load_project(folder_name: str | None, config: str | None) -> Project:
    """Find the documents, the configuration and the code.

    :param folder_name: the folder of the documents; by default that of *config*, or the current one.
    :param config: the path of the configuration; None to look for it.
    :raises UsageError: if one of them cannot be used.
    """
    folder = _folder(folder_name, config)
    conf = read_conf_py(folder)
    show = functools.partial(_shown, folder)
    chosen = choose_sources(conf.settings, folder, show, Path(config) if config else None)
    if chosen.unread:
        raise UsageError(f"'{printable(chosen.unread.path)}' cannot be read: {chosen.unread.reason}")
    root = chosen.root or repository_of(folder) or folder
    is_set = chosen.configuration.sources is not None or SOURCES in {*conf.values, *conf.computed}
    configuration = msgspec.structs.replace(
        chosen.configuration,
        sources=chosen.configuration.sources or SourcesSettings(),
        project_rules=_rules_of_project(conf),
    )
    if reason := wrong_root(root):
        raise UsageError(f"the root of the code is '{printable(root)}': {reason}")
    return Project(
        folder=folder,
        root=root.resolve(),
        configuration=configuration,
        conf=conf,
        sources_setting=str(Path(config).resolve()) if config else "" if is_set else str(root.resolve()),
        problems=tuple(chosen.problems),
    )


def _rules_of_project(conf: ConfPy) -> tuple[str, ...]:
    """Return the ids of the rules that ``archdoc_rules`` names; a build reports what is wrong with them."""
    if not (name := rules_named_in(conf)):
        return ()
    from sphinx_archdoc.rules.project_rules import ids_in
    from sphinx_archdoc.settings.rules import text_of_rules

    try:
        return ids_in(text_of_rules(name, conf.folder))
    except (OSError, ValueError):
        return ()


def _shown(folder: Path, path: Path) -> str:
    with contextlib.suppress(OSError, ValueError, RuntimeError):  # a null byte, or a circle of links
        path = path.resolve()
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _folder(name: str | None, config: str | None) -> Path:
    if name is None:
        name = str(Path(config).parent) if config else "."
    folder = Path(name)
    if reason := wrong_root(folder) if name else "it has no name":
        raise UsageError(f"'{printable(name)}' cannot be checked: {reason}")
    return folder.resolve()


def below(folder: Path, root: Path) -> str | None:
    """Return what paths in a folder begin with from the root; None if it is not below the root."""
    if not folder.is_relative_to(root):
        return None
    relative = folder.relative_to(root).as_posix()
    return "" if relative == "." else f"{relative}/"
