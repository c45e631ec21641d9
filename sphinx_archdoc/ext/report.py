"""Log all problems as Sphinx warnings, in a stable order.

Sphinx emits ``env-updated`` in every build, even if no document has changed. So a second ``sphinx-build
-W`` fails like the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_archdoc.checks.consistency import check_consistency
from sphinx_archdoc.content.view import views_of
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.problems import Code, Problem, shorten
from sphinx_archdoc.schema.model import FieldType

logger = logging.getLogger(__name__)


def register(app: Sphinx) -> None:
    """Register the report."""
    app.connect("env-updated", report)


def report(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: log each problem once, sorted by location."""
    store = store_of(env)
    store.build.problems = sorted(set(find_problems(store)))
    for problem in store.build.problems:
        logger.warning(
            "%s",
            problem,
            type="archdoc",
            subtype=problem.code.value,
            location=_warning_location(env, problem),
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
                    "name a page or a label, or write an address in full, with https://",
                )


def _warning_location(env: BuildEnvironment, problem: Problem) -> str:
    path = Path(env.srcdir, problem.where.source)
    return f"{path.resolve() if '..' in path.parts else path}:{problem.where.line or 1}"
