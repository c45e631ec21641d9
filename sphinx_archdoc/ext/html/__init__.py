"""The parts of a website: stylesheet, scripts, index pages, profile pages, and the data for the search."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.environment.after_reading import AfterReading
from sphinx_archdoc.ext.html import assets, index_pages, profiles, search_entries


def register(app: Sphinx) -> None:
    """Register the handlers of HTML builders."""
    app.connect("env-updated", assets.copy_assets, priority=AfterReading.PREPARE_OUTPUT)
    app.connect("html-page-context", index_pages.show_index, priority=100)  # before its assets are linked
    app.connect("html-page-context", assets.link_assets)
    app.connect("html-page-context", search_entries.link_script)
    app.connect("html-collect-pages", search_entries.write_entries)
    app.connect("html-collect-pages", profiles.write_profiles)
