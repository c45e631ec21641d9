"""Read the documents and compare them with the code; loaded only if something has changed."""

from __future__ import annotations

import datetime
import functools
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.model import Page
from sphinx_archdoc.checks.causes import ProjectState
from sphinx_archdoc.checks.engine import check_truth
from sphinx_archdoc.checks.scope import CodeScope, has_code
from sphinx_archdoc.cli.check.document_files import DocumentFiles, resolve_include
from sphinx_archdoc.cli.check.page_cache import Include, PageCache, Read
from sphinx_archdoc.cli.check.page_sources import page_sources
from sphinx_archdoc.cli.check.project import CheckOutcome, Project
from sphinx_archdoc.cli.output.terminal import printable
from sphinx_archdoc.problems import Code
from sphinx_archdoc.rules.configuration import SourcesSettings
from sphinx_archdoc.rules.pages import CheckedPage
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.settings.kinds import kinds_of_project
from sphinx_archdoc.sources.tree import CodeTree

if TYPE_CHECKING:
    from sphinx_archdoc.cli.check.page_reader import PageReader


_NO_TEXT = "the page is not read: its text is not UTF-8, or it is a link that leads out of the project"


class ComputedCheck(NamedTuple):
    """What was found, and from what."""

    outcome: CheckOutcome
    state: ProjectState


def compute(
    project: Project, tree: CodeTree, files: DocumentFiles, today: datetime.date, cache: PageCache
) -> ComputedCheck:
    """Read the pages and compare them with the code."""
    kinds, problems = kinds_of_project(project.conf.settings, project.configuration, project.shown)
    sources, others = page_sources(files.paths(), project.conf)
    texts = dict(files.texts(sources))
    include = functools.partial(resolve_include, files)
    read_pages = list(cache.pages(sources, texts, _reading(project, kinds, include), include))
    passed_by = Counter({"a page that is not Markdown": others})
    passed_by["a page that cannot be read"] = len(sources) - len(texts)
    passed_by.update(f"{name} in conf.py, which is computed" for name in project.conf.computed)
    for read_page in read_pages:
        passed_by.update(read_page.passed_by)
    pages = {read_page.page.docname: read_page.page for read_page in read_pages}
    checked_pages = {
        name: CheckedPage(
            docname=name,
            source=sources[name],
            path=None if files.below is None else f"{files.below}{sources[name]}",
            title=page.title,
            settings=page.settings,
            suppressions=tuple(page.suppressions),
        )
        for name, page in pages.items()
    }
    catalogue = Catalogue(pages, kinds)
    checked = check_truth(catalogue, checked_pages, tree, project.configuration, today)
    problems += [
        problem for page in pages.values() for problem in page.problems if problem.code is Code.WRONG_SETTING
    ]
    said = [f"{one.where.source}:{one.where.line or 1}: {one}" for one in problems]
    said += [f"{sources[name]}:1: {_NO_TEXT}" for name in sorted(sources.keys() - texts.keys())]
    said += _nothing_to_compare(project, pages, checked_pages.values(), tree)
    environment = (project.configuration.sources or SourcesSettings()).environment
    state = ProjectState(catalogue, tree, environment, checked.findings)
    return ComputedCheck(CheckOutcome(checked, dict(+passed_by), tuple(said)), state)


def _reading(project: Project, kinds: KindsTable, include: Include) -> Read:
    """Return the function that reads a page; what it needs is loaded when it is first called."""

    @functools.cache
    def reader() -> PageReader:
        from sphinx_archdoc.cli.check.page_reader import PageReader, reading_settings  # slow to load
        from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary

        return PageReader(Vocabulary(kinds), reading_settings(project.conf.values), include)

    return lambda docname, source, text: reader().read(docname, source, text)


def _nothing_to_compare(
    project: Project, pages: Mapping[str, Page], checked: Iterable[CheckedPage], tree: CodeTree
) -> Iterator[str]:
    """Yield what tells authors why a run finds nothing, if there is nothing that it could find."""
    if not pages:
        yield "there are no Markdown pages to check"
    elif not any(page.entries for page in pages.values()):
        none = "the page has no entries" if len(pages) == 1 else f"none of the {len(pages)} pages has entries"
        yield (
            f"{none}, so nothing is checked; plain Markdown needs 'archdoc: true' in its front matter, "
            "and 'sphinx-archdoc convert --check PAGE' shows how it is read"
        )
    elif not has_code(tree, CodeScope(), checked):
        root = printable(os.path.relpath(project.root))
        yield f"there is no code in '{root}'; set 'root' in archdoc.toml to the folder of the code"
