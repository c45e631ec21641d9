"""Render index pages like other pages: as a table that fits on every screen and can be filtered."""

from __future__ import annotations

from html import escape
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_archdoc.content.columns import Column
from sphinx_archdoc.content.spans import Link, Text
from sphinx_archdoc.content.table import MOST_ROWS, Row, RowGroup, TableContent
from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.ext.environment.store import IndexContent, store_of
from sphinx_archdoc.ext.indices import headings_of
from sphinx_archdoc.ext.post_transforms.page_spans import PageSpans
from sphinx_archdoc.render.column_widths import TableLimits
from sphinx_archdoc.render.format_renderer import FormatRenderer
from sphinx_archdoc.render.html_fragment import Html
from sphinx_archdoc.schema.model import Kind, NameStyle

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
    kind = next((kind for name, kind in store.kinds.items() if index_label(name) == pagename), None)
    if kind is None:
        return None
    if builder.embedded:  # the template of Sphinx 9.0 for e-books does not escape the title
        context["indextitle"] = escape(context["indextitle"])
        return None
    content = _table(kind, context["content"])
    output = FormatRenderer(
        PageSpans(store, builder, pagename), Html(permalink_icon=""), TableLimits(), store.words
    )
    table = output.table(content, "archdoc-index")
    title = escape(context["indextitle"])
    context["title"] = title  # themes show it as HTML, as the titles of documents
    letters = " ".join(
        f'<a href="#{escape(group.anchor)}">{escape(group.title)}</a>' for group in content.groups
    )
    html = "".join(cast(nodes.raw, node).astext() for node in table)
    context["body"] = (
        f'<section>\n<h1>{title}</h1>\n<p class="archdoc-letters">{letters}</p>\n{html}</section>\n'
    )
    context |= {"toc": "", "display_toc": False, "meta": {}}
    return _TEMPLATE


def _table(kind: Kind, letters: IndexContent) -> TableContent:
    """Return the table of a kind's entries, grouped by letter, with the columns name, page and summary."""
    headings = zip(("name", "page", "summary"), headings_of(kind), (kind.name_width, 15, 40), strict=True)
    columns = tuple(Column(*heading) for heading in headings)
    style = NameStyle.CODE if kind.name_style is NameStyle.CODE else NameStyle.TEXT
    groups = [
        RowGroup(
            letter,
            [
                Row(
                    [
                        [Link(entry.name, entry.docname, entry.anchor, style)],
                        [Text(entry.extra)],
                        [Text(entry.descr)],
                    ]
                )
                for entry in entries
            ],
            f"cap-{letter}",
        )
        for letter, entries in letters
    ]
    return TableContent(
        columns,
        groups,
        kind.plural,
        classes=(f"archdoc-{kind.name}",),
        main=2,
        has_filter=sum(len(group.rows) for group in groups) > MOST_ROWS,
    )
