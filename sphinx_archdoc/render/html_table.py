"""A table written straight as HTML: a string, broken only where a cell holds nodes.

Most of a build's time goes into nodes. A cell of plain words needs none, and a table of HTML can say
what docutils' cannot: a scope for its headings, an anchor on its rows, a name for its scroll area.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import msgspec
from docutils import nodes

from sphinx_archdoc.catalogue.table import Column
from sphinx_archdoc.render.rows import RowGroup, TableContent
from sphinx_archdoc.render.spans import Links, Markup, to_html
from sphinx_archdoc.schema.words import Words


class Permalinks(msgspec.Struct, frozen=True):
    """How the permalink of a row looks; ``icon`` is HTML, and empty where there is to be none."""

    icon: str
    title: str


def html_table(table: TableContent, links: Links, permalinks: Permalinks, words: Words) -> list[nodes.Node]:
    """The nodes of a table: raw HTML, and the cells that hold nodes between it."""
    result: list[nodes.Node] = []
    text: list[str] = []
    for piece in _pieces(table, links, permalinks, words):
        if isinstance(piece, str):
            text.append(piece)
        else:
            result += [_raw(text), nodes.inline("", "", *piece)]
            text.clear()
    return [*result, _raw(text)]


def _raw(text: list[str]) -> nodes.raw:
    html = "".join(text)
    return nodes.raw(html, html, format="html")


def _pieces(
    table: TableContent, links: Links, permalinks: Permalinks, words: Words
) -> Iterator[str | list[nodes.Node]]:
    classes = escape(" ".join(["docutils", "align-default", "archdoc-table", *table.classes]))
    yield scroll_area(table.label, _for_script(table.view, words) if table.view else "")
    yield f'<table class="{classes}">\n'
    if table.caption:
        yield f'<caption><span class="caption-text">{escape(table.caption)}</span></caption>\n'
    yield '<thead>\n<tr class="row-odd">'
    for number, column in enumerate(table.columns):
        filled = any(row.cells[number] for group in table.groups for row in group.rows)
        key = f' data-archdoc-column="{escape(column.key)}"' if table.view else ""
        breadth = _breadth(column, filled=filled)
        yield f'<th class="head{breadth}" scope="col"{key}>{escape(column.title)}</th>\n'
    yield "</tr>\n</thead>\n"
    for group in table.groups:
        yield from _group(table, group, links, permalinks, words)
    yield "</table>\n</div>\n"


def _for_script(view: str, words: Words) -> str:
    """What the script is told of a view: its name, and the words that it puts on the page."""
    told = {
        "view": view,
        "filter": words("Filter"),
        "rows": words("{all} rows"),
        "found": words("{found} of {all} rows"),
        "copied": words("Link copied"),
    }
    return "".join(f' data-archdoc-{name}="{escape(text)}"' for name, text in told.items())


def scroll_area(label: str, attributes: str = "") -> str:
    """The beginning of a box that scrolls by itself, by keyboard, too; its end is that of a ``div``."""
    return (
        f'<div class="archdoc-scroll" role="group" tabindex="0" aria-label="{escape(label)}"{attributes}>\n'
    )


def _breadth(column: Column, *, filled: bool) -> str:
    """A class for the room that a column should have at least; one without a word needs hardly any."""
    if not filled or column.width < 10:
        return " archdoc-narrow"
    return " archdoc-broad" if column.width >= 25 else ""


def _group(
    table: TableContent,
    group: RowGroup,
    links: Links,
    permalinks: Permalinks,
    words: Words,
) -> Iterator[str | list[nodes.Node]]:
    yield "<tbody>\n"
    if group.title:
        yield (
            f'<tr class="archdoc-group"><th scope="rowgroup" colspan="{len(table.columns)}">'
            f"{escape(group.title)}</th></tr>\n"
        )
    for number, row in enumerate(group.rows):
        yield f'<tr class="row-{"odd" if number % 2 else "even"}"'
        yield f' id="{escape(row.anchor)}">' if row.anchor else ">"
        for index, cell in enumerate(row.cells):
            yield "<td>"
            for span in cell:
                yield span.nodes if isinstance(span, Markup) else to_html(span, links, words)
            if index == 0:
                yield permalink(row.anchor, permalinks)
            yield "</td>\n"  # the search drops tags: without the white space, words would grow together
        yield "</tr>\n"
    yield "</tbody>\n"


def permalink(anchor: str, permalinks: Permalinks) -> str:
    """The link that shows the address of a row; empty if it has none, or readers want none."""
    if not anchor or not permalinks.icon:
        return ""
    return (
        f'<a class="headerlink" href="#{escape(anchor)}" title="{escape(permalinks.title)}">'
        f"{permalinks.icon}</a>"
    )
