"""The project that ``check`` is about, and what is wrong with it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import msgspec

from sphinx_archdoc import __version__
from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.checks.configuration import Configuration, SourcesSettings, read_configuration
from sphinx_archdoc.checks.engine import Checked, check_truth
from sphinx_archdoc.checks.pages import CheckedPage
from sphinx_archdoc.cli.documents import (
    ConfPy,
    including,
    page_sources,
    read_conf_py,
    read_pages,
    reading_settings,
)
from sphinx_archdoc.cli.pages import PageReader
from sphinx_archdoc.cli.terminal import UsageError, printable, progress
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.inventory.configuration_file import (
    choose_configuration,
    read_text,
    repository_of,
    wrong_root,
)
from sphinx_archdoc.inventory.listing import list_files
from sphinx_archdoc.inventory.project import read_code
from sphinx_archdoc.inventory.tree import FileTree
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds, read_kinds_file


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


def check(project: Project, *, use_cache: bool = True) -> Outcome:
    """Return what is wrong, from the cache if nothing has changed."""
    sources = project.configuration.sources or SourcesSettings()
    cache_file = project.root / caches.FOLDER / caches.FILE if use_cache else None
    tree, cache = read_code(
        project.root,
        cache_file,
        exclude=sources.exclude,
        tests=sources.tests,
        readers=sources.readers,
    )
    today = caches.today()
    key = _key(project, tree, today)
    if use_cache and key and cache.findings_key == key and not tree.has_changed:
        return msgspec.msgpack.decode(cache.findings, type=Outcome)
    outcome = compute(project, tree, today)
    cache.findings_key, cache.findings = key, msgspec.Raw(msgspec.msgpack.encode(outcome))
    caches.save(cache_file, cache)
    return outcome


def _key(project: Project, tree: FileTree, today: datetime.date) -> str:
    """Return a digest of all that the findings depend on; empty if the documents are not in the tree."""
    if not project.folder.is_relative_to(project.root):
        return ""
    parts = [__version__, str(project.folder), repr(project.configuration), repr(project.conf.values)]
    if project.kinds is not builtin_kinds():
        parts.append(msgspec.json.encode(project.kinds).decode())
    return digest_text("\0".join([*parts, today.isoformat(), tree.digest()]))


def compute(project: Project, tree: FileTree, today: datetime.date) -> Outcome:
    """Read the pages and compare them with the code."""
    folder, root = project.folder, project.root
    below = f"{folder.relative_to(root).as_posix()}/" if folder.is_relative_to(root) else None
    below = "" if below == "./" else below
    if below is None:
        paths = list(list_files(folder).stamps)
    else:
        paths = [path.removeprefix(below) for path in tree.files if path.startswith(below)]
    sources, others = page_sources(paths, project.conf)
    reader = PageReader(Vocabulary(project.kinds), reading_settings(project.conf), including(folder))
    texts = read_pages(reader, folder, sources)
    if others:
        reader.passed_by["a page that is not Markdown"] += others
    for name in project.conf.computed:
        reader.passed_by[f"{name} in conf.py, which is computed"] += 1
    with progress("reading", list(texts)) as docnames:
        pages = {name: reader.read(name, sources[name], texts[name]) for name in docnames}
    checked_pages = {
        name: CheckedPage(
            docname=name,
            source=sources[name],
            path=None if below is None else f"{below}{sources[name]}",
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
    return Outcome(checked, dict(reader.passed_by), problems)
