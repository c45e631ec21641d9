"""A table written straight as HTML: a string, broken only where a cell holds nodes.

Most of a build's time goes into nodes. A cell of plain words needs none, and a table of HTML can say
what docutils' cannot: a scope for its headings, an anchor on its rows, a name for its scroll area.
"""

from __future__ import annotations

from html import escape

import msgspec
from docutils import nodes

from sphinx_archdoc.catalogue.table import Column
from sphinx_archdoc.render.rows import Row, RowGroup, TableContent
from sphinx_archdoc.render.spans import Links, Markup, to_html
from sphinx_archdoc.schema.words import Words


class Permalinks(msgspec.Struct, frozen=True):
    """How the permalink of a row looks; ``icon`` is HTML, and empty where there is to be none."""

    icon: str
    title: str


def html_table(table: TableContent, links: Links, permalinks: Permalinks, words: Words) -> list[nodes.Node]:
    """The nodes of a table: raw HTML, and the cells that hold nodes between it."""
    return _TableWriter(table, links, permalinks, words).write()


class _TableWriter:
    """Writes one table: text goes to ``html``, and to ``done`` whenever nodes come between."""

    def __init__(self, table: TableContent, links: Links, permalinks: Permalinks, words: Words) -> None:
        self.table = table
        self.links = links
        self.permalinks = permalinks
        self.words = words
        self.html: list[str] = []
        self.done: list[nodes.Node] = []

    def write(self) -> list[nodes.Node]:
        """The nodes of the table."""
        self._head()
        for group in self.table.groups:
            self._group(group)
        self.html.append("</table>\n</div>\n")
        self._finish_text()
        return self.done

    def _finish_text(self) -> None:
        html = "".join(self.html)
        self.done.append(nodes.raw(html, html, format="html"))
        self.html.clear()

    def _head(self) -> None:
        table, html = self.table, self.html
        classes = escape(" ".join(["docutils", "align-default", "archdoc-table", *table.classes]))
        html.append(scroll_area(table.label, _for_script(table.view, self.words) if table.view else ""))
        html.append(f'<table class="{classes}">\n')
        if table.caption:
            html.append(f'<caption><span class="caption-text">{escape(table.caption)}</span></caption>\n')
        html.append('<thead>\n<tr class="row-odd">')
        for number, column in enumerate(table.columns):
            filled = any(row.cells[number] for group in table.groups for row in group.rows)
            key = f' data-archdoc-column="{escape(column.key)}"' if table.view else ""
            breadth = _breadth(column, filled=filled)
            html.append(f'<th class="head{breadth}" scope="col"{key}>{escape(column.title)}</th>\n')
        html.append("</tr>\n</thead>\n")

    def _group(self, group: RowGroup) -> None:
        self.html.append("<tbody>\n")
        if group.title:
            self.html.append(
                f'<tr class="archdoc-group"><th scope="rowgroup" colspan="{len(self.table.columns)}">'
                f"{escape(group.title)}</th></tr>\n"
            )
        for number, row in enumerate(group.rows):
            anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
            self.html.append(f'<tr class="row-{"odd" if number % 2 else "even"}"{anchor}>')
            self._cells(row)
            self.html.append("</tr>\n")
        self.html.append("</tbody>\n")

    def _cells(self, row: Row) -> None:
        html = self.html
        behind = permalink(row.anchor, self.permalinks)
        for cell in row.cells:
            html.append("<td>")
            for span in cell:
                if isinstance(span, Markup):
                    self._finish_text()
                    self.done.append(nodes.inline("", "", *span.nodes))
                else:
                    html.append(to_html(span, self.links, self.words))
            # the search drops tags: without the white space, words would grow together
            html.append(f"{behind}</td>\n")
            behind = ""


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


def permalink(anchor: str, permalinks: Permalinks) -> str:
    """The link that shows the address of a row; empty if it has none, or readers want none."""
    if not anchor or not permalinks.icon:
        return ""
    return (
        f'<a class="headerlink" href="#{escape(anchor)}" title="{escape(permalinks.title)}">'
        f"{permalinks.icon}</a>"
    )
