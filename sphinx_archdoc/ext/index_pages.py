"""The look of the index pages: a table like all others, which fits on every screen and can be filtered."""

from __future__ import annotations

from html import escape
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_archdoc.catalogue.table import Column
from sphinx_archdoc.ext.indices import headings_of, index_label
from sphinx_archdoc.ext.links import PageLinks
from sphinx_archdoc.ext.store import IndexContent, store_of
from sphinx_archdoc.render.html_fragment import Html
from sphinx_archdoc.render.output import MOST_ROWS, Output
from sphinx_archdoc.render.paper import Paper
from sphinx_archdoc.render.rows import Row, RowGroup, TableContent
from sphinx_archdoc.render.spans import Link, Text
from sphinx_archdoc.schema.model import Kind, NameStyle

_TEMPLATE = "page.html"
"""The template of a document: themes have one for domain indices too, with a table of their own."""


def show_index(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Handle ``html-page-context``, before assets are linked: write an index page as a document."""
    builder = app.builder
    if templatename != "domainindex.html" or not isinstance(builder, StandaloneHTMLBuilder):
        return None
    store = store_of(app.env)
    kind = next((kind for name, kind in store.kinds.items() if index_label(name) == pagename), None)
    if kind is None:
        return None
    if builder.embedded:  # Sphinx's template for books writes titles as they are
        context["indextitle"] = escape(context["indextitle"])
        return None
    content = _table(kind, context["content"])
    output = Output(PageLinks(builder, pagename), Html(permalink_icon=""), Paper(), store.words)
    table = output.table(content, "archdoc-index" if len(content.rows) > MOST_ROWS else "")
    title = context["title"] = context["indextitle"]
    letters = " ".join(
        f'<a href="#{escape(group.anchor)}">{escape(group.title)}</a>' for group in content.groups
    )
    html = "".join(cast(nodes.raw, node).astext() for node in table)
    context["body"] = (
        f'<section>\n<h1>{escape(title)}</h1>\n<p class="archdoc-letters">{letters}</p>\n{html}</section>\n'
    )
    context |= {"toc": "", "display_toc": False, "meta": {}}
    return _TEMPLATE


def leave_out_mermaid(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Handle ``html-page-context``, after all others: index pages hold no diagrams, and need no script.

    sphinxcontrib-mermaid looks for diagrams in documents only. To every other page it adds its script, which
    loads a larger one from the network.
    """
    if templatename == "domainindex.html" and pagename in {index_label(k) for k in store_of(app.env).kinds}:
        scripts = context.get("script_files", ())
        context["script_files"] = [s for s in scripts if "mermaid" not in str(getattr(s, "attributes", ""))]


def _table(kind: Kind, letters: IndexContent) -> TableContent:
    """The entries of a kind by letter: what they are called, on which page they are, and what they are."""
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
    return TableContent(columns, groups, kind.plural, classes=(f"archdoc-{kind.name}",), main=2)
