"""Note on a page what was found while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.model import Page
from sphinx_archdoc.problems import Problem

if TYPE_CHECKING:
    from sphinx_archdoc.ext.domain import ArchdocDomain


def current_page(env: BuildEnvironment) -> Page:
    """The page that is being read."""
    return cast("ArchdocDomain", env.domains["archdoc"]).note_page(env.docname)


def note_problem(env: BuildEnvironment, *problems: Problem) -> None:
    """Note problems on the page that is being read."""
    current_page(env).problems.extend(problems)
