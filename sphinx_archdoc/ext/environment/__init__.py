"""Stored data, the state of the current build, and references between pages."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.environment.after_reading import AfterReading
from sphinx_archdoc.ext.environment.build_state import BuildState
from sphinx_archdoc.ext.environment.references import BuildLinkResolver
from sphinx_archdoc.ext.environment.store import store_of


def register(app: Sphinx) -> None:
    """Register the state of the build."""
    app.connect("builder-inited", _begin_build, priority=100)  # before the handlers that look at it
    app.connect("env-updated", _begin_build, priority=AfterReading.BEGIN)


def _begin_build(app: Sphinx, *_: object) -> None:
    """Handle ``builder-inited`` and ``env-updated``: start with a fresh state."""
    store_of(app.env).begin_build(BuildState(app.builder, BuildLinkResolver(app.builder)))
