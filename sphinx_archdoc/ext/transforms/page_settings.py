"""Store what a page says about its own checking, before it is parsed."""

from __future__ import annotations

from sphinx.application import Sphinx

from sphinx_archdoc.ext.environment.source_lines import location
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.parsing.page_settings import (
    page_settings,
    page_suppressions,
    read_front_matter,
    suppressions_in,
)


def remember_settings(app: Sphinx, docname: str, content: list[str]) -> None:
    """Handle ``source-read``: store the settings in the front matter, and the suppressions in comments."""
    text = content[0]
    if "archdoc" not in text:
        return
    where = location(app.env, None, 1)
    settings, problems = page_settings(read_front_matter(text), where)
    suppressions = [*page_suppressions(settings, where), *suppressions_in(text, where.source)]
    if settings.code is not None or suppressions or problems:
        page = store_of(app.env).note_page(docname)
        page.settings = settings
        page.suppressions += suppressions
        page.problems += problems
