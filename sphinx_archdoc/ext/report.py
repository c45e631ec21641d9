"""Say aloud what authors should mend: the same problems in the same order, in every build.

At ``env-updated``, which comes in every build, also in one that has nothing to do. A second
``sphinx-build -W`` is therefore as red as the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_archdoc.checks.consistency import check_consistency
from sphinx_archdoc.content.view import ComputedView
from sphinx_archdoc.ext.environment.references import destination, find_elsewhere
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.problems import Code, Problem, shorten
from sphinx_archdoc.schema.model import FieldType

logger = logging.getLogger(__name__)


def register(app: Sphinx) -> None:
    """Register the report."""
    app.connect("env-updated", report)


def report(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``."""
    domain = store_of(env)
    for problem in sorted(set(find_problems(domain))):
        logger.warning(
            "%s", problem, type="archdoc", subtype=problem.code.value, location=_shown(env, problem)
        )


def find_problems(domain: EntryStore) -> Iterator[Problem]:
    """Everything that is wrong in the project, in no order."""
    env = domain.env
    yield from domain.kind_problems
    for page in domain.pages.values():
        yield from page.problems
        for view in page.views:
            yield from cast(ComputedView, view).problems(page.docname, domain.graph)

    def elsewhere(text: str, kinds: tuple[str, ...], page: str) -> bool:
        return find_elsewhere(env, text, kinds, page) is not None

    yield from check_consistency(domain.graph, elsewhere)
    yield from _links(domain)


def _links(domain: EntryStore) -> Iterator[Problem]:
    """Links of entries to pages that do not exist."""
    env = domain.env
    for entry in domain.catalogue.entries:
        for field in domain.kinds[entry.kind].fields.values():
            target = str(entry.values.get(field.name, "")) if field.type is FieldType.LINK else ""
            if target and not destination(env, target, entry.page):
                yield Problem(
                    entry.line_of(field.name),
                    Code.DANGLING_REFERENCE,
                    f"{field.name}: there is no page and no label '{shorten(target)}'",
                    "name a page or a label, or write an address in full, with https://",
                )


def _shown(env: BuildEnvironment, problem: Problem) -> str:
    path = Path(env.srcdir, problem.where.source)
    return f"{path.resolve() if '..' in path.parts else path}:{problem.where.line or 1}"
