"""Render a table directly as HTML.

HTML allows what docutils tables do not: scopes of headings (WCAG technique H63), ids of rows, description
lists in cells, and a class with the width below which the rows are stacked. Classes such as ``docutils``,
``head`` and ``caption-text`` mirror Sphinx's HTML writer, so themes style the table as any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from docutils import nodes

from sphinx_archdoc.content.spans import Link, Span
from sphinx_archdoc.content.table import Row, RowGroup, TableContent
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.html_fragment import Html, HtmlFragment
from sphinx_archdoc.render.spans import PageResolver, words_html
from sphinx_archdoc.render.stacking import FEW_LABELS, STACKED_LABELS, stacks_below


def html_table(
    table: TableContent, view: str, resolver: PageResolver, style: Html, words: Translator
) -> list[nodes.Node]:
    """Return the nodes of a table: raw HTML, with docutils nodes between it where spans need them.

    :param view: prefix of the URL parameters of its filter and sort order; empty if it has neither.
    """
    return _TableWriter(table, view, HtmlFragment(style, resolver, words)).write()


def frame_opening(titles: Iterable[str], view: str, words: Translator) -> str:
    """Return the start tag of the box that encloses a table; its width decides if the rows are stacked.

    :param titles: the label of each column in stacked rows; empty for no label.
    :param view: prefix of the URL parameters of its filter and sort order; empty if it has neither.
    """
    texts = {
        "view": view,
        "filter": words("Filter"),
        "rows": words("{all} rows"),
        "found": words("{found} of {all} rows"),
        "copied": words("Link copied"),
    }
    data = "".join(f' data-archdoc-{name}="{escape(text)}"' for name, text in texts.items()) if view else ""
    return f"<div {stacked_labels(titles)}{data}>\n"


def stacked_labels(titles: Iterable[str]) -> str:
    """Return the attributes of the box of a table that hold the labels of its columns in stacked rows.

    :param titles: the label of each column; empty for no label.
    """
    titles = tuple(titles)
    classes = "archdoc-frame archdoc-wide" if len(titles) > FEW_LABELS else "archdoc-frame"
    labels = ";".join(
        f"--archdoc-{number}:{_css_string(title)}"
        for number, title in enumerate(titles, 1)
        if title and number <= STACKED_LABELS
    )
    return f'class="{classes}" style="{escape(labels, quote=False)}"'


_UNSAFE_IN_CSS = {ord(sign): f"\\{ord(sign):x} " for sign in "\"'\\\n\r\f<>"}


def _css_string(text: str) -> str:
    """Return *text* as a CSS string that is safe in an HTML attribute with double quotes.

    Escapes are hexadecimal, followed by a space (CSS Syntax Module, section 4.3.7).
    """
    return f"'{text.translate(_UNSAFE_IN_CSS)}'"


class _TableWriter:
    """Writes one table to an :class:`.HtmlFragment`."""

    def __init__(self, table: TableContent, view: str, fragment: HtmlFragment) -> None:
        self.table = table
        self.view = view
        self.fragment = fragment
        self.html = fragment.html
        self.name_column = next((n for n, column in enumerate(table.columns) if column.key == "name"), 0)
        self.page_column = _page_beside_name(table, self.name_column)

    def write(self) -> list[nodes.Node]:
        """Return the nodes of the table."""
        self._head()
        for group in self.table.groups:
            self._group(group)
        self.html.append("</table>\n</div>\n")
        return self.fragment.finished()

    def _head(self) -> None:
        table, html = self.table, self.html
        # In stacked rows, the main column is the last one, and the name is the first one.
        main = [] if table.main in {None, self.name_column} else [f"archdoc-main-{table.main + 1}"]
        stacking = f"archdoc-below-{stacks_below(table, self.fragment.resolver)}"
        classes = ["docutils", "archdoc-table", *table.classes, *main, stacking]
        unlabelled = {self.name_column, table.main}  # in stacked rows, each has a line of its own
        titles = ("" if n in unlabelled else column.title for n, column in enumerate(table.columns))
        html.append(frame_opening(titles, self.view, self.fragment.words))
        label = "" if table.caption else f' aria-label="{escape(table.label)}"'
        keys = " ".join(column.key for column in table.columns)
        data = f' data-archdoc-columns="{escape(keys)}"' if self.view else ""
        html.append(f'<table class="{escape(" ".join(classes))}"{label}{data}>\n')
        if table.caption:
            html.append(f'<caption><span class="caption-text">{escape(table.caption)}</span></caption>\n')
        html.append("<thead>\n<tr>")
        for column in table.columns:
            html.append(f'<th class="head" scope="col">{escape(column.title)}</th>\n')
        html.append("</tr>\n</thead>\n")

    def _group(self, group: RowGroup) -> None:
        anchor = f' id="{escape(group.anchor)}"' if group.anchor else ""
        self.html.append(f"<tbody{anchor}>\n")
        if group.title:
            self.html.append(
                f'<tr class="archdoc-group"><th scope="rowgroup" colspan="{len(self.table.columns)}">'
                f"{escape(group.title)}</th></tr>\n"
            )
        for row in group.rows:
            anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
            self.html.append(f"<tr{anchor}>")
            self._cells(row)
            self.html.append("</tr>")  # after the line break of the last cell
        self.html.append("</tbody>\n")

    def _cells(self, row: Row) -> None:
        for number, cell in enumerate(row.cells):
            is_name = number == self.name_column
            self.html.append('<th scope="row">' if is_name else "<td>")
            if number == self.page_column:
                self.html += [words_html(span) for span in cell if isinstance(span, Link)]
            elif cell:
                self.fragment.spans(cell)
            if is_name and row.anchor:
                self.html.append(self.fragment.style.permalink(row.anchor))
            if number == self.table.main and row.trail:
                self.fragment.trail(row.trail)
            # Sphinx removes tags to index the text for its search: white space keeps the words apart
            self.html.append("</th>\n" if is_name else "</td>\n")


def _page_beside_name(table: TableContent, name: int) -> int | None:
    """Return the index of the page column if it repeats the links of the names, else None.

    Its cells are then written without links.
    """
    page = next((n for n, column in enumerate(table.columns) if column.key == "page"), None)
    if page is None:
        return None
    pairs = ((row.cells[name], row.cells[page]) for group in table.groups for row in group.rows)
    return page if all(_lead_to_one_page(*pair) for pair in pairs) else None


def _lead_to_one_page(name: list[Span], page: list[Span]) -> bool:
    match name, page:
        case [Link(page=of_name, anchor=str(entry))], [Link(page=of_page, anchor="")]:
            return bool(entry) and of_name == of_page
    return False
