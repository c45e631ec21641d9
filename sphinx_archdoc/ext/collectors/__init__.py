"""The environment collector: store the parts of a document that other pages need."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.collectors.entries import EntryCollector


def register(app: Sphinx) -> None:
    """Register the collector."""
    app.add_env_collector(EntryCollector)
