"""One run of ``check``: what is wrong with a project, from the cache if nothing has changed.

This must be quick, so whatever reads documents is imported only if something has changed.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from sphinx_archdoc.cli.check.project import CheckOutcome, Project
from sphinx_archdoc.cli.output.terminal import progress
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.inventory.cache import CachedFile
from sphinx_archdoc.inventory.configuration_file import read_text
from sphinx_archdoc.inventory.kept_findings import keep_findings, known_findings
from sphinx_archdoc.inventory.project import read_code, version_of
from sphinx_archdoc.inventory.tree import FileTree
from sphinx_archdoc.rules.configuration import SourcesSettings

if TYPE_CHECKING:
    from sphinx_archdoc.checks.causes import ProjectState
    from sphinx_archdoc.cli.check.compute import ComputedCheck
    from sphinx_archdoc.cli.check.page_cache import PageCache


class CheckRun:
    """One run: what was found now, from the cache if nothing has changed."""

    def __init__(self, project: Project, *, use_cache: bool = True, build: bool = False) -> None:
        self.project = project
        self.today = caches.today()
        self._computed: ComputedCheck | None = None
        self._cache_file = project.root / caches.FOLDER / caches.FILE if use_cache else None
        if build:
            from sphinx_archdoc.cli.check.build import build_and_check

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
        from sphinx_archdoc.cli.check.page_cache import PageCache

        parsers = map(version_of, ("markdown_it", "mdit_py_plugins", "yaml"))
        return PageCache("\0".join((_configured(self.project), *parsers)), self._cache.pages)

    def _compute(self) -> ComputedCheck:
        from sphinx_archdoc.cli.check.compute import compute
        from sphinx_archdoc.cli.check.document_files import FolderFiles

        files = FolderFiles(self.project.folder, self.tree)
        return compute(self.project, self.tree, files, self.today, self.pages)

    def state(self) -> ProjectState:
        """Return what the findings were computed from."""
        if self._computed is None:
            self._computed = self._compute()
        return self._computed.state


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
