"""Write domain indices only where they changed, and compute their side bar once."""

from __future__ import annotations

import functools
from typing import Any

from docutils import nodes
from sphinx import __version__ as sphinx_version
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.indices import headings_of


def label_indices(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: let ``{ref}`` know the index pages that are written, and no others.

    Sphinx writes none for a kind without entries, but has a label for each.
    """
    store = store_of(env)
    standard = env.domains.standard_domain
    for label, (docname, *_) in list(standard.anonlabels.items()):
        if docname == label and label.startswith(index_label("")):  # also of kinds that are gone
            del standard.anonlabels[label]
            standard.labels.pop(label, None)
    written = getattr(env.config, f"{app.builder.format}_domain_indices", True)
    for name in sorted({entry.kind for entry in store.catalogue.entries}):
        label = index_label(name)
        if written is True or (written and label in written):
            standard.note_hyperlink_target(label, label, "", store.words(store.kinds[name].plural))


def index_digests(app: Sphinx) -> dict[str, str]:
    """What the index pages show, and what is around it on the page, as digests; by name."""
    builder, env = app.builder, app.env
    if not isinstance(builder, StandaloneHTMLBuilder):
        return {}
    around = [
        sphinx_version,
        builder.build_info.config_hash,
        builder.build_info.tags_hash,
        builder.templates.newest_template_mtime() if builder.templates else 0,
        sorted((docname, toc.astext()) for docname, toc in env.tocs.items()),
        sorted(env.toctree_includes.items()),
    ]
    shown = digest_text(repr(around))
    domain = store_of(env)
    return {
        index_label(index.name): digest_text(
            f"{shown} {index.localname} {headings_of(domain.kinds[index.name])} {index(domain).generate()!r}"
        )
        for index in domain.indices
    }


def leave_current_indices(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``, behind all documents: do not write index pages that show no change.

    Sphinx writes them all in every build, which takes longer than all the rest of one that has nothing to do.
    It tells nobody before it begins; the general index, or the first of these pages, comes soon enough.
    """
    if pagename not in app.env.all_docs and isinstance(app.builder, StandaloneHTMLBuilder):
        if app.builder.embedded:  # books and help files are put together from all index pages
            return
        current = store_of(app.env).build.current_indices
        app.builder.domain_indices[:] = [
            index for index in app.builder.domain_indices if index[0] not in current
        ]


def share_toctree(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``: compute the side bar once for all index pages.

    They stand in one folder, and in no toctree themselves. For each, Sphinx would go through all pages.
    """
    store = store_of(app.env)
    # builders of data have no side bar
    if "toctree" in context and pagename in {index_label(kind) for kind in store.kinds}:
        store.build.index_toctree = store.build.index_toctree or functools.cache(context["toctree"])
        context["toctree"] = store.build.index_toctree
