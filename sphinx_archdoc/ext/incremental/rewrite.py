"""Decide which pages to rewrite: exactly those whose digest changed. Nothing is re-read.

The digest of a page covers its content and the way in which the builder shows diagrams.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.content.inputs import input_digests
from sphinx_archdoc.ext.environment.build_state import Digests, LastBuild
from sphinx_archdoc.ext.environment.formats import diagram_mode
from sphinx_archdoc.ext.environment.page_contents import content_of
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.ext.incremental.old_pages import remove_old_pages
from sphinx_archdoc.ext.incremental.profiles import profile_digests
from sphinx_archdoc.ext.incremental.written_digests import last_build, note_pages_to_write, written_at
from sphinx_archdoc.ext.workarounds.domain_indices import index_digests


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Handle ``env-updated``: return the pages whose digest differs from that of the last build."""
    store = store_of(env)
    last = last_build(app)
    pages, inputs = _digests(store, last)
    indices, profiles = index_digests(app), profile_digests(app, last, inputs)
    changed = [docname for docname, digest in pages.items() if last.digests.get(docname) != digest]
    stale = [
        name
        for name, digest in profiles.digests.items()
        if last.digests.get(name) != digest or not written_at(app.builder, name)
    ]
    store.build.stale_profiles = tuple(stale)
    digests = {**pages, **indices, **profiles.digests}
    note_pages_to_write(app, digests, {**inputs, **profiles.inputs}, [*changed, *stale])
    store.build.current_indices = {
        name
        for name, digest in indices.items()
        if last.digests.get(name) == digest and written_at(app.builder, name)
    }
    removed = last.digests.keys() - digests.keys() - env.all_docs.keys()
    remove_old_pages(app.builder, removed)
    if removed or (stale and not changed):
        # Sphinx writes index pages and profile pages only if it writes a page
        changed.append(env.config.root_doc)
    return sorted(set(changed))


def _digests(store: EntryStore, last: LastBuild) -> tuple[Digests, Digests]:
    """Return the digests of all pages, and of what their content is computed from.

    No content is computed if the latter is the same as in the last build.
    """
    mode = diagram_mode(store.build.builder)
    inputs = {
        docname: f"{mode} {digest}"
        for docname, digest in input_digests(
            store.graph, store.build.link_resolver, store.build.ruling.digest
        ).items()
    }
    digests = {
        docname: last.digests[docname]
        if docname in last.digests and last.inputs.get(docname) == inputs[docname]
        else f"{mode} {content_of(store, docname).digest}"
        for docname in store.pages
    }
    return digests, inputs
