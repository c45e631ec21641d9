"""The content of the pages in this build, computed once a page."""

from __future__ import annotations

from sphinx_archdoc.content.page import PageContent, page_content
from sphinx_archdoc.ext.environment.store import EntryStore


def content_of(store: EntryStore, docname: str) -> PageContent:
    """Return the content of a page, from the cache if it was computed before, as for the page's digest."""
    contents = store.build.contents
    if docname not in contents:
        page, build = store.pages[docname], store.build
        contents[docname] = page_content(page, store.graph, build.link_resolver, build.ruling)
    return contents[docname]
