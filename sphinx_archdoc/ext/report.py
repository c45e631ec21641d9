"""Log all problems as Sphinx warnings, in a stable order.

Sphinx emits ``env-updated`` in every build, even if no document has changed. So a second ``sphinx-build
-W`` fails like the first.
"""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_archdoc.catalogue.consistency import check_consistency
from sphinx_archdoc.content.view import views_of
from sphinx_archdoc.ext.environment.after_reading import AfterReading
from sphinx_archdoc.ext.environment.index_entries import (
    index_label,
    index_titles,
    is_page_of_author,
    wanted_indices,
)
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.rules.finding import Finding, Severity
from sphinx_archdoc.schema.model import FieldType

logger = logging.getLogger(__name__)


def register(app: Sphinx) -> None:
    """Register the report."""
    app.connect("env-updated", report, priority=AfterReading.REPORT)


def report(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: log each problem once, sorted by location."""
    store = store_of(env)
    store.build.problems = sorted(set(find_problems(store)))
    for problem in store.build.problems:
        if _is_suppressed(problem.code.value, app.config):
            continue
        logger.warning(
            "%s",
            problem,
            type="archdoc",
            subtype=problem.code.value,
            location=_warning_location(env, problem.where),
        )


def find_problems(store: EntryStore) -> Iterator[Problem]:
    """Yield all problems of the project, unsorted and perhaps repeated."""
    resolver = store.build.link_resolver
    yield from store.kind_problems
    for page in store.pages.values():
        yield from page.problems
        for view in views_of(page):
            yield from view.problems(page.docname, store.graph)

    def is_external(text: str, kinds: tuple[str, ...], page: str) -> bool:
        return resolver.foreign_uri(text, kinds, page) is not None

    yield from check_consistency(store.graph, is_external)
    yield from _broken_links(store)
    yield from _reserved_pages(store)


def _broken_links(store: EntryStore) -> Iterator[Problem]:
    """Yield a problem for each link of an entry whose target does not exist."""
    resolver = store.build.link_resolver
    for entry in store.catalogue.entries:
        for field in store.kinds[entry.kind].fields.values():
            target = str(entry.values.get(field.name, "")) if field.type is FieldType.LINK else ""
            if target and not resolver.destination(target, entry.page):
                yield Problem(
                    entry.line_of(field.name),
                    Code.DANGLING_REFERENCE,
                    f"{field.name}: there is no page and no label '{shorten(target)}'",
                    _hint_for_link(store, target, entry.page),
                )


def _hint_for_link(store: EntryStore, target: str, docname: str) -> str:
    """Return what to write instead of the target of a link: for a folder, a page in it."""
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(docname), target.lstrip("/")))
    pages = sorted(page for page in store.env.found_docs if page.startswith(f"{folder}/"))
    if not pages:
        return "name a page or a label, or write an address in full, with https://"
    page = f"{folder}/index" if f"{folder}/index" in pages else pages[0]
    file = Path(store.env.doc2path(page, base=False)).as_posix()
    example = posixpath.join(target, posixpath.relpath(file, folder))
    return f"this is a folder: name a page in it, such as {shorten(example)}"


def _reserved_pages(store: EntryStore) -> Iterator[Problem]:
    """Yield a problem for each document that has the name of an index page."""
    titles = index_titles(store.kinds)
    for name in wanted_indices(store):
        if is_page_of_author(store, name):
            where = Location(Path(store.env.doc2path(index_label(name), base=False)).as_posix(), 1)
            message = f"the index page of '{titles[name]}' has this name, and is not written"
            yield Problem(where, Code.RESERVED_PAGE, message, "rename your page to have both")


def log_finding(app: Sphinx, env: BuildEnvironment, finding: Finding, code: str) -> None:
    """Log a finding, unless ``suppress_warnings`` names it: a note as information, others as warnings.

    :param code: the code without ``archdoc.``. If it is not that of the rule, the text names the rule.
    """
    if _is_suppressed(code, app.config):
        return
    location = _warning_location(env, finding.where)
    named = "" if code == finding.rule else f" ({finding.rule})"
    text = f"{finding.message}{named}" + (f"; {finding.hint}" if finding.hint else "")
    if finding.severity is Severity.NOTE:
        logger.info("%s: NOTE: %s [archdoc.%s]", location, text, code)
    else:
        logger.warning("%s", text, type="archdoc", subtype=code, location=location)


def _is_suppressed(code: str, config: Config) -> bool:
    """Return whether ``suppress_warnings`` names a code, or all; Sphinx itself does not read patterns.

    It does not see notes either, as they are no warnings.
    """
    patterns = map(str, config.suppress_warnings)
    return any(
        pattern == "archdoc" or fnmatch.fnmatchcase(f"archdoc.{code}", pattern) for pattern in patterns
    )


def _warning_location(env: BuildEnvironment, where: Location) -> str:
    path = Path(env.srcdir, where.source)
    return f"{path.resolve() if '..' in path.parts else path}:{where.line or 1}"
