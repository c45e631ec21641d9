"""Label only the index pages that exist, write only those that changed, and compute their side bar once.

Seen in Sphinx 9.0:

- Sphinx has a label for each domain index, but writes no page for an empty one, so links to it are dead
  (https://github.com/sphinx-doc/sphinx/issues/1645, https://github.com/sphinx-doc/sphinx/issues/11134).
  ``test_an_index_without_entries_has_a_label_and_no_page`` fails when :func:`label_indices` can go.
- Sphinx writes all index pages in every build, changed or not, and has no event at which to select them
  (https://github.com/sphinx-doc/sphinx/issues/10299 asks to generate them later).
  ``test_index_pages_that_are_cut_from_the_list_are_not_written`` and
  ``test_index_pages_are_written_after_the_documents_and_the_general_index`` check the facts that
  :func:`skip_current_indices` relies on, and
  ``test_the_builder_knows_digests_of_the_configuration_and_the_time_of_its_templates`` those of
  :func:`index_digests`.
- Sphinx resolves the whole table of contents again for the side bar of each index page.
  ``test_the_side_bar_is_the_same_on_all_index_pages`` checks that :func:`share_toctree` can cache it.
"""

from __future__ import annotations

import functools
from typing import Any

from docutils import nodes
from sphinx import __version__ as sphinx_version
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util import texescape

from sphinx_archdoc import __version__
from sphinx_archdoc.content.profile_names import is_profile_name
from sphinx_archdoc.digest import digest_text, digest_value
from sphinx_archdoc.ext.environment.index_entries import (
    index_label,
    index_titles,
    is_page_of_author,
    wanted_indices,
)
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.indices import index_page


def label_indices(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle ``env-updated``: keep labels for ``{ref}`` only of the index pages that are written."""
    store = store_of(env)
    standard = env.domains.standard_domain
    for label, target in list(standard.anonlabels.items()):
        if target == (label, "") and label.startswith(index_label("")):  # also those of kinds that are gone
            del standard.anonlabels[label]
            standard.labels.pop(label, None)
    titles = index_titles(store.kinds)
    for name in wanted_indices(store):
        label = index_label(name)  # it leads to a page of the author that has the name of the index page
        standard.note_hyperlink_target(label, label, "", store.words(titles[name]))


def escape_for_latex(app: Sphinx) -> None:
    """Handle ``builder-inited``: escape the titles of the indices, which LaTeX's writer takes as they are.

    ``test_the_title_of_an_index_in_a_book_is_text`` in ``tests/ext/test_user_kinds.py`` checks it.
    """
    if app.builder.format == "latex":
        for index in store_of(app.env).indices:
            index.localname = texescape.escape(index.localname, app.config.latex_engine)


def index_digests(app: Sphinx) -> dict[str, str]:
    """Return a digest of each index page by its name: of its content, and of everything else on the page."""
    builder, env = app.builder, app.env
    if not isinstance(builder, StandaloneHTMLBuilder):
        return {}
    shared = surroundings_digest(app)
    store = store_of(env)
    resolver, wanted = store.build.link_resolver, wanted_indices(store)
    links = [name for name in index_titles(store.kinds) if resolver.has_index(name)]
    return {
        index_label(index.name): digest_text(
            f"{shared} {links} {digest_value(index_page(store, index.name))}"
        )
        for index in store.indices
        if index.name in wanted and not is_page_of_author(store, index.name)
    }


def surroundings_digest(app: Sphinx) -> str:
    """Return a digest of what a page that is not a document shows beside its content, as in its side bar."""
    builder, env = app.builder, app.env
    if not isinstance(builder, StandaloneHTMLBuilder):
        return ""
    inputs = [
        sphinx_version,
        __version__,
        builder.build_info.config_hash,
        builder.build_info.tags_hash,
        builder.templates.newest_template_mtime() if builder.templates else 0,
        sorted((docname, toc.astext()) for docname, toc in env.tocs.items()),
        sorted(env.toctree_includes.items()),
    ]
    return digest_text(repr(inputs))


def skip_current_indices(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``: remove unchanged index pages from those that Sphinx will write.

    There is no event before domain indices are written, so prune ``builder.domain_indices`` on the first
    page that is not a document: that is the general index, or the first index page. Otherwise writing all
    index pages takes longer than everything else in a build without changes.
    """
    if pagename not in app.env.all_docs and isinstance(app.builder, StandaloneHTMLBuilder):
        if app.builder.embedded:  # e-books and help files include all index pages
            return
        current = store_of(app.env).build.current_indices
        app.builder.domain_indices[:] = [
            index for index in app.builder.domain_indices if index[0] not in current
        ]


def share_toctree(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``: cache the side bar of index pages and profile pages.

    It is the same on all those of one folder, because none of them is in a toctree.
    """
    store = store_of(app.env)
    # the context of builders such as json has no side bar
    is_ours = pagename.startswith(index_label("")) and pagename not in app.env.all_docs
    is_index = is_ours and pagename in map(index_label, index_titles(store.kinds))
    if "toctree" in context and (is_index or (is_ours and is_profile_name(pagename))):
        folder = pagename.rpartition("/")[0]
        context["toctree"] = store.build.toctrees.setdefault(folder, functools.cache(context["toctree"]))
