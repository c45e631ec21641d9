"""What the pages of this build show, computed once for each page."""

from __future__ import annotations

from sphinx_archdoc.content.page import PageContent, page_content
from sphinx_archdoc.ext.environment.build_state import BuildState
from sphinx_archdoc.ext.environment.references import BuildLinkResolver
from sphinx_archdoc.ext.environment.store import EntryStore


def content_of(store: EntryStore, docname: str) -> PageContent:
    """Return what a page shows; what was computed for its digest is not computed again."""
    contents = store.build.contents
    if docname not in contents:
        contents[docname] = page_content(store.pages[docname], store.graph, store.build.link_resolver)
    return contents[docname]


def begin_writing(store: EntryStore) -> None:
    """Forget what was computed for an earlier build of the same application."""
    build = store.build
    store.build = BuildState(build.builder, BuildLinkResolver(build.builder))
