"""Incremental builds: rewrite exactly the pages that show a change."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.environment.after_reading import AfterReading
from sphinx_archdoc.ext.incremental.rewrite import pages_to_rewrite
from sphinx_archdoc.ext.incremental.written_digests import store_digests


def register(app: Sphinx) -> None:
    """Register the handlers before and after the writing of pages."""
    app.connect("env-updated", pages_to_rewrite, priority=AfterReading.CHOOSE_PAGES)
    app.connect("build-finished", store_digests)
