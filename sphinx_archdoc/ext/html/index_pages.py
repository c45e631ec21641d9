"""Write the index pages: as catalogues, with the theme's template for documents."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_archdoc.content.index_page import ALL
from sphinx_archdoc.ext.environment.formats import is_read_in_browser
from sphinx_archdoc.ext.environment.index_entries import index_label, index_titles
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.indices import index_page
from sphinx_archdoc.ext.post_transforms.page_spans import PageSpans
from sphinx_archdoc.render.index_page import IndexLinks, index_html

_TEMPLATE = "page.html"
"""The template of documents, to use instead of ``domainindex.html``, which renders a table of its own."""


def show_index(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Handle ``html-page-context``, before assets are linked: render an index page like a document.

    ``test_an_index_page_may_have_the_template_of_a_document`` checks that Sphinx 9.0 allows it.

    :returns: the name of the template; None for all other pages.
    """
    builder = app.builder
    if templatename != "domainindex.html" or not isinstance(builder, StandaloneHTMLBuilder):
        return None
    store = store_of(app.env)
    name = next((name for name in index_titles(store.kinds) if index_label(name) == pagename), None)
    if name is None:
        return None
    page, spans = index_page(store, name), PageSpans(store, builder, pagename)

    def address_of(index: str) -> str:
        is_linked = index != name and store.build.link_resolver.has_index(index)
        return spans.uri(index_label(index), "") if is_linked else ""

    links = IndexLinks(address_of(ALL), address_of)
    folder = builder.get_target_uri(pagename).rpartition("/")[0]  # with dirhtml, each page has its own
    context["body"] = index_html(
        page,
        spans,
        links,
        store.words,
        has_scripts=is_read_in_browser(builder),
        rendered=store.build.index_spans.setdefault(folder, {}),
    )
    context["title"] = escape(page.title)  # themes show it as HTML, as the titles of documents
    context |= {"toc": "", "display_toc": False, "meta": {}}
    return _TEMPLATE
