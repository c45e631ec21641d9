"""The project that ``check`` is about, and what is wrong with it."""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from sphinx_archdoc import __version__
from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.checks.causes import ProjectState
from sphinx_archdoc.checks.configuration import Configuration, SourcesSettings, read_configuration
from sphinx_archdoc.checks.engine import Checked, check_truth
from sphinx_archdoc.checks.pages import CheckedPage
from sphinx_archdoc.checks.variables import Variables
from sphinx_archdoc.cli.document_files import DocumentFiles, FolderFiles, resolve_include
from sphinx_archdoc.cli.documents import ConfPy, page_sources, read_conf_py, reading_settings
from sphinx_archdoc.cli.pages import PageReader
from sphinx_archdoc.cli.terminal import UsageError, printable, progress
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.inventory.cache import CachedFile
from sphinx_archdoc.inventory.configuration_file import (
    choose_configuration,
    read_text,
    repository_of,
    wrong_root,
)
from sphinx_archdoc.inventory.ignore import valid_patterns
from sphinx_archdoc.inventory.project import installed_readers, read_code
from sphinx_archdoc.inventory.reading import FileReaders
from sphinx_archdoc.inventory.tree import FileTree
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds, read_kinds_file
from sphinx_archdoc.sources.readers import builtin_readers
from sphinx_archdoc.sources.tree import CodeTree


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be checked."""

    folder: Path
    """The folder of the documents, absolute and without links."""
    root: Path
    """The root of the code."""
    configuration: Configuration
    kinds: KindsTable
    conf: ConfPy
    problems: tuple[Problem, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What a run found, in the form in which it is cached."""

    checked: Checked
    passed_by: dict[str, int]
    problems: tuple[str, ...] = ()
    """Of the front matter of pages."""


class Computed(NamedTuple):
    """What was found, and from what."""

    outcome: Outcome
    state: ProjectState


class CheckRun:
    """One run: what was found now, from the cache if nothing has changed."""

    def __init__(self, project: Project, *, use_cache: bool = True) -> None:
        self.project = project
        self.today = caches.today()
        self._computed: Computed | None = None
        cache_file = project.root / caches.FOLDER / caches.FILE if use_cache else None
        sources = project.configuration.sources or SourcesSettings()
        self.tree, cache = read_code(
            project.root,
            cache_file,
            exclude=sources.exclude,
            tests=sources.tests,
            readers=sources.readers,
        )
        self.files: Mapping[str, CachedFile] = cache.files
        key = _key(project, self.tree, self.today)
        if use_cache and key and cache.findings_key == key and not self.tree.has_changed:
            self.outcome = msgspec.msgpack.decode(cache.findings, type=Outcome)
            return
        self._computed = self._compute()
        self.outcome = self._computed.outcome
        cache.findings_key, cache.findings = key, msgspec.Raw(msgspec.msgpack.encode(self.outcome))
        caches.save(cache_file, cache)

    def _compute(self) -> Computed:
        files = FolderFiles(self.project.folder, self.tree)
        return compute(self.project, self.tree, files, self.today)

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
    setting = conf.values.get("archdoc_sources", "")
    base = conf.folder / setting if isinstance(setting, str) and setting else None
    named = base if base is not None and base.suffix == ".toml" else None
    kinds_setting = conf.values.get("archdoc_kinds", "")
    kinds_file = conf.folder / kinds_setting if isinstance(kinds_setting, str) and kinds_setting else None
    configuration, problems = Configuration(sources=SourcesSettings()), list[Problem]()
    root = repository_of(folder) or folder
    if found := choose_configuration(folder, kinds_file, Path(config) if config else named):
        text = _read(found.path)
        shown = os.path.relpath(found.path.resolve(), folder).replace(os.sep, "/")
        configuration, problems = read_configuration(text, shown, holds_kinds=found.holds_kinds)
        if configuration.sources is not None:
            root = found.path.resolve().parent / configuration.sources.root
    if base is not None and named is None and not config:
        root = base
    if configuration.sources is None:
        configuration = msgspec.structs.replace(configuration, sources=SourcesSettings())
    if reason := wrong_root(root):
        raise UsageError(f"the root of the code is '{printable(root)}': {reason}")
    kinds, wrong = _kinds(conf, kinds_file, configuration)
    return Project(
        folder=folder,
        root=root.resolve(),
        configuration=configuration,
        kinds=kinds,
        conf=conf,
        problems=(*problems, *wrong),
    )


def _folder(name: str | None, config: str | None) -> Path:
    if name is None:
        name = str(Path(config).parent) if config else "."
    folder = Path(name)
    if reason := wrong_root(folder) if name else "it has no name":
        raise UsageError(f"'{printable(name)}' cannot be checked: {reason}")
    return folder.resolve()


def _read(path: Path) -> str:
    try:
        return read_text(path)
    except OSError as error:
        raise UsageError(f"'{printable(path)}' cannot be read: {error.strerror}") from None


def _kinds(
    conf: ConfPy, kinds_file: Path | None, configuration: Configuration
) -> tuple[KindsTable, list[Problem]]:
    from sphinx_archdoc.content.views import VIEWS

    kinds, problems = builtin_kinds(), list[Problem]()
    setting = conf.values.get("archdoc_kinds")
    if kinds_file is not None:
        kinds, problems = read_kinds_file(kinds, kinds_file, kinds_file.name, VIEWS)
    elif isinstance(setting, dict):
        kinds, problems = merge_kinds(kinds, setting, "conf.py", reserved=VIEWS)
    if configuration.kinds:
        kinds, more = merge_kinds(
            kinds,
            configuration.kinds,
            configuration.source,
            reserved=VIEWS,
            lines=configuration.text.split("\n"),
            below="kinds",
        )
        problems += more
    return kinds, problems


def file_readers(project: Project) -> tuple[FileReaders, list[str], list[str]]:
    """Return the readers of a project, and the valid patterns of what is excluded and of tests."""
    sources = project.configuration.sources or SourcesSettings()
    readers = FileReaders([*builtin_readers(), *installed_readers(sources.readers)[0]])
    return readers, valid_patterns(sources.exclude)[0], valid_patterns(sources.tests)[0]


def _key(project: Project, tree: FileTree, today: datetime.date) -> str:
    """Return a digest of all that the findings depend on; empty if the documents are not in the tree."""
    if not project.folder.is_relative_to(project.root):
        return ""
    parts = [__version__, str(project.folder), repr(project.configuration), repr(project.conf.values)]
    if project.kinds is not builtin_kinds():
        parts.append(msgspec.json.encode(project.kinds).decode())
    return digest_text("\0".join([*parts, today.isoformat(), tree.digest()]))


def compute(project: Project, tree: CodeTree, files: DocumentFiles, today: datetime.date) -> Computed:
    """Read the pages and compare them with the code."""
    sources, others = page_sources(files.paths(), project.conf)
    reader = PageReader(
        Vocabulary(project.kinds),
        reading_settings(project.conf),
        functools.partial(resolve_include, files),
    )
    texts = dict(files.texts(sources))
    passed_by = {
        "a page that is not Markdown": others,
        "a page that cannot be read": len(sources) - len(texts),
        **{f"{name} in conf.py, which is computed": 1 for name in project.conf.computed},
    }
    with progress("reading", sorted(texts)) as docnames:
        pages = {name: reader.read(name, sources[name], texts[name]) for name in docnames}
    checked_pages = {
        name: CheckedPage(
            docname=name,
            source=sources[name],
            path=None if files.below is None else f"{files.below}{sources[name]}",
            settings=page.settings,
            suppressions=tuple(page.suppressions),
        )
        for name, page in pages.items()
    }
    catalogue = Catalogue(pages, project.kinds)
    checked = check_truth(catalogue, checked_pages, tree, project.configuration, today)
    problems = tuple(
        f"{problem.where.source}:{problem.where.line}: {problem}"
        for page in pages.values()
        for problem in page.problems
        if problem.message.startswith("archdoc: ")
    )
    passed_by = {what: number for what, number in {**passed_by, **reader.passed_by}.items() if number}
    environment = (project.configuration.sources or SourcesSettings()).environment
    state = ProjectState(catalogue, tree, Variables(tree, environment), checked.findings)
    return Computed(Outcome(checked, passed_by, problems), state)
