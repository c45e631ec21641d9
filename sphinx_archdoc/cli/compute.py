"""Read the documents and compare them with the code; loaded only if something has changed."""

from __future__ import annotations

import datetime
import functools
import os
from typing import NamedTuple

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.checks.causes import ProjectState
from sphinx_archdoc.checks.configuration import SourcesSettings
from sphinx_archdoc.checks.engine import check_truth
from sphinx_archdoc.checks.pages import CheckedPage
from sphinx_archdoc.cli.document_files import DocumentFiles, resolve_include
from sphinx_archdoc.cli.documents import page_sources
from sphinx_archdoc.cli.pages import PageReader, reading_settings
from sphinx_archdoc.cli.project import CheckOutcome, Project
from sphinx_archdoc.cli.terminal import printable, progress
from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.problems import Code, Problem
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds, read_kinds_file
from sphinx_archdoc.sources.tree import CodeTree


class ComputedCheck(NamedTuple):
    """What was found, and from what."""

    outcome: CheckOutcome
    state: ProjectState


def compute(project: Project, tree: CodeTree, files: DocumentFiles, today: datetime.date) -> ComputedCheck:
    """Read the pages and compare them with the code."""
    sources, others = page_sources(files.paths(), project.conf)
    kinds, problems = project_kinds(project)
    settings = reading_settings(project.conf.values)
    reader = PageReader(Vocabulary(kinds), settings, functools.partial(resolve_include, files))
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
    catalogue = Catalogue(pages, kinds)
    checked = check_truth(catalogue, checked_pages, tree, project.configuration, today)
    problems += [
        problem for page in pages.values() for problem in page.problems if problem.code is Code.WRONG_SETTING
    ]
    said = tuple(f"{one.where.source}:{one.where.line or 1}: {one}" for one in problems)
    if not any(page.entries for page in pages.values()):
        said = (*said, _nothing_to_check(len(pages)))
    elif not tree.number_of_files_read(""):
        root = printable(os.path.relpath(project.root))
        said = (*said, f"there is no code in '{root}'; 'root' in archdoc.toml names the folder of the code")
    passed_by = {what: number for what, number in {**passed_by, **reader.passed_by}.items() if number}
    environment = (project.configuration.sources or SourcesSettings()).environment
    state = ProjectState(catalogue, tree, environment, checked.findings)
    return ComputedCheck(CheckOutcome(checked, passed_by, said), state)


def _nothing_to_check(number: int) -> str:
    """Return what tells authors why a run finds nothing, if there is nothing that it could find."""
    if not number:
        return "there are no pages in Markdown to check"
    pages = "the page has no entries" if number == 1 else f"none of the {number} pages has entries"
    return f"{pages}, so nothing is checked; plain Markdown needs 'archdoc: true' in its front matter"


def project_kinds(project: Project) -> tuple[KindsTable, list[Problem]]:
    """Return the kinds of a project, and the problems of those that it declares."""
    kinds, problems = builtin_kinds(), list[Problem]()
    setting, file = project.conf.values.get("archdoc_kinds"), project.configuration
    if project.kinds_file is not None:
        kinds, problems = read_kinds_file(kinds, project.kinds_file, project.kinds_file.name, VIEWS)
    elif isinstance(setting, dict):
        kinds, problems = merge_kinds(kinds, setting, "conf.py", reserved=VIEWS)
    if file.kinds:
        lines = file.text.split("\n")
        kinds, more = merge_kinds(kinds, file.kinds, file.source, lines, VIEWS, below="kinds")
        problems += more
    return kinds, problems
