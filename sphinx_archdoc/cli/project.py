"""The project that ``check`` is about, and what is wrong with it: from the cache if nothing has changed.

This must be quick, so whatever reads documents is imported only if something has changed.
"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sphinx_archdoc.cli.conf import SOURCES, ConfPy, read_conf_py, rules_named_in
from sphinx_archdoc.cli.terminal import UsageError, printable, progress
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.inventory.cache import CachedFile
from sphinx_archdoc.inventory.configuration_file import (
    read_text,
    repository_of,
    wrong_root,
)
from sphinx_archdoc.inventory.kept_findings import keep_findings, known_findings
from sphinx_archdoc.inventory.project import read_code, version_of
from sphinx_archdoc.inventory.tree import FileTree
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.rules.configuration import Configuration, SourcesSettings
from sphinx_archdoc.rules.finding import Checked
from sphinx_archdoc.settings.sources import choose_sources

if TYPE_CHECKING:
    from sphinx_archdoc.checks.causes import ProjectState
    from sphinx_archdoc.cli.compute import ComputedCheck
    from sphinx_archdoc.cli.page_cache import PageCache


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


class CheckRun:
    """One run: what was found now, from the cache if nothing has changed."""

    def __init__(self, project: Project, *, use_cache: bool = True, build: bool = False) -> None:
        self.project = project
        self.today = caches.today()
        self._computed: ComputedCheck | None = None
        self._cache_file = project.root / caches.FOLDER / caches.FILE if use_cache else None
        if build:
            from sphinx_archdoc.cli.check_build import build_and_check

            self.outcome = build_and_check(project)
            return
        self.outcome = (self._known() if use_cache else None) or self._found()

    def _known(self) -> CheckOutcome | None:
        """Return what the last run has found, if nothing has changed that it depends on."""
        known = known_findings(self._cache, self.tree, self._settings) if self._settings else None
        if known is None:
            return None
        if self.tree.has_changed:
            caches.save(self._cache_file, self._cache)
        return msgspec.msgpack.decode(known, type=CheckOutcome)

    def _found(self) -> CheckOutcome:
        """Find what is wrong now, and keep it."""
        self._computed = self._compute()
        outcome = self._computed.outcome
        keep_findings(self._cache, self.tree, self._settings, outcome)
        self._cache.pages = msgspec.Raw(self.pages.encoded())
        caches.save(self._cache_file, self._cache)
        return outcome

    @functools.cached_property
    def _settings(self) -> str:
        """A digest of all that the findings depend on but the files; empty if some are not in the tree."""
        if not self.project.folder.is_relative_to(self.project.root):
            return ""
        return digest_text(f"{_configured(self.project)}\0{self.today.isoformat()}")

    @functools.cached_property
    def _code(self) -> tuple[FileTree, caches.Cache]:
        """The code, and what is kept of it; a build reads the code itself."""
        sources = self.project.configuration.sources or SourcesSettings()
        return read_code(
            self.project.root,
            self._cache_file,
            exclude=self.project.configuration.exclude,
            tests=sources.tests,
            readers=sources.readers,
            patterns=[(pattern.globs, pattern.expression) for pattern in sources.pattern],
            progress=progress,
        )

    @property
    def tree(self) -> FileTree:
        """The code."""
        return self._code[0]

    @property
    def _cache(self) -> caches.Cache:
        return self._code[1]

    @property
    def files(self) -> Mapping[str, CachedFile]:
        """The files of the code with their facts, by path."""
        return self._cache.files

    @functools.cached_property
    def pages(self) -> PageCache:
        """The pages as they were read in this run and in the last one."""
        from sphinx_archdoc.cli.page_cache import PageCache

        parsers = map(version_of, ("markdown_it", "mdit_py_plugins", "yaml"))
        return PageCache("\0".join((_configured(self.project), *parsers)), self._cache.pages)

    def _compute(self) -> ComputedCheck:
        from sphinx_archdoc.cli.compute import compute
        from sphinx_archdoc.cli.document_files import FolderFiles

        files = FolderFiles(self.project.folder, self.tree)
        return compute(self.project, self.tree, files, self.today, self.pages)

    def state(self) -> ProjectState:
        """Return what the findings were computed from."""
        if self._computed is None:
            self._computed = self._compute()
        return self._computed.state


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


def _configured(project: Project) -> str:
    """Return what changes with the package, and all that the configuration says."""
    parts = [
        version_of("sphinx_archdoc"),
        str(project.folder),
        repr(project.configuration),
        repr(project.conf.values),
    ]
    if project.conf.settings.kinds_file is not None:
        with contextlib.suppress(OSError):
            parts.append(read_text(project.conf.settings.kinds_file))
    return "\0".join(parts)


def below(folder: Path, root: Path) -> str | None:
    """Return what paths in a folder begin with from the root; None if it is not below the root."""
    if not folder.is_relative_to(root):
        return None
    relative = folder.relative_to(root).as_posix()
    return "" if relative == "." else f"{relative}/"
