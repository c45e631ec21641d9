"""Write again the pages that show a change, and none but these; read none of them.

The way in which diagrams are shown is part of what a page shows.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.ext.environment.formats import way_of
from sphinx_archdoc.ext.environment.page_contents import begin_writing, content_of
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.incremental.written_digests import last_digests, will_be_written, written_at
from sphinx_archdoc.ext.workarounds.domain_indices import index_digests


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Handle ``env-updated``: return the pages that show something from elsewhere that has changed."""
    store = store_of(env)
    way = way_of(app.builder)
    last = last_digests(app)
    begin_writing(store)
    pages = {docname: f"{way} {content_of(store, docname).digest}" for docname in store.pages}
    indices = index_digests(app)
    changed = [docname for docname, digest in pages.items() if last.get(docname) != digest]
    will_be_written(app, {**pages, **indices}, changed)
    store.build.current_indices = {
        name for name, digest in indices.items() if last.get(name) == digest and written_at(app.builder, name)
    }
    if last.keys() - pages.keys() - indices.keys() - env.all_docs.keys():
        # a page is gone, and its entries with it: the index pages are written with some page, or not at all
        changed.append(env.config.root_doc)
    return sorted(set(changed))
