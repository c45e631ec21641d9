"""Render index pages as HTML.

Their rows are as short as HTML and XHTML allow, because a page may have 10,000 of them. A heading in the
first column is that of its row without an attribute (HTML standard, section 4.9.12.2), and no white space
keeps the words of two cells apart, because Sphinx does not index these pages for its search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

import msgspec

from sphinx_archdoc.content.index_page import ALL_ENTRIES, IndexPage
from sphinx_archdoc.content.spans import Flag, Link, Span, Text
from sphinx_archdoc.content.table import Row
from sphinx_archdoc.i18n import Translator, english
from sphinx_archdoc.render.html_table import stacked_labels
from sphinx_archdoc.render.spans import PageResolver, to_html
from sphinx_archdoc.render.stacking import BETWEEN, PROSE, least_widths, next_width

VIEW = "archdoc-index"
"""Prefix of the URL parameters that hold the reader's choices."""

_CHUNK = 50
"""Rows that a browser lays out together, or skips while they are far from what the reader sees."""

_TEXTS = {
    "filter": english("Filter"),
    "rows": "",
    "found": english("{found} of {all} entries"),
    "any": english("All"),
    "group": english("Group by"),
    "letter": english("Letter"),
}
"""The texts of the controls, which the script adds."""


class IndexLinks(msgspec.Struct, frozen=True):
    """The addresses of other index pages, relative to this one."""

    all_entries: str
    """Empty if the build does not write the page, or if it is this one."""
    kind: Callable[[str], str]
    """Returns the address of the index page of a kind; empty if the build does not write it."""


def index_html(
    page: IndexPage,
    resolver: PageResolver,
    links: IndexLinks,
    words: Translator,
    *,
    has_scripts: bool,
    rendered: dict[Span, str] | None = None,
) -> str:
    """Return an index page as HTML: title, counts, links to kinds and letters, and the table.

    :param has_scripts: whether the page is read in a browser.
    :param rendered: a cache of the HTML of spans; index pages in one folder can share it, as each entry is on
        two of them.
    """
    known = {} if rendered is None else rendered
    return "".join(_IndexWriter(page, resolver, links, words, known, has_scripts=has_scripts).write())


class _IndexWriter:
    def __init__(
        self,
        page: IndexPage,
        resolver: PageResolver,
        links: IndexLinks,
        words: Translator,
        rendered: dict[Span, str],
        *,
        has_scripts: bool,
    ) -> None:
        self.page = page
        columns = tuple(msgspec.structs.replace(c, title=words(c.title)) for c in page.table.columns)
        self.table = msgspec.structs.replace(page.table, columns=columns)
        self.resolver = resolver
        self.links = links
        self.words = words
        self.rendered = rendered
        self.has_controls = has_scripts and page.table.has_filter

    def write(self) -> Iterator[str]:
        yield f'<section class="archdoc-catalogue">\n<h1>{escape(self.page.title)}</h1>\n'
        yield f'<p class="archdoc-counts">{self._counts()}</p>\n'
        if self.page.kinds:
            yield self._nav("archdoc-kinds", self.words(english("Kinds")), self._kinds())
        letters = (f'<a href="#{escape(g.anchor)}">{escape(g.title)}</a>' for g in self.table.groups)
        yield self._nav("archdoc-letters", self.words("Letters"), letters)
        yield from self._rows()
        yield "</section>\n"

    def _counts(self) -> str:
        """Return how many entries there are on how many pages, and a link to all entries."""
        entries, pages = len(self.table.rows), self.page.pages
        number = self.words.number
        if entries == 1:
            counts = self.words(english("One entry"))
        elif pages == 1:
            counts = self.words(english("{entries} entries on one page"), entries=number(entries))
        else:
            counts = self.words(
                english("{entries} entries on {pages} pages"), entries=number(entries), pages=number(pages)
            )
        if not self.links.all_entries:
            return escape(counts)
        title = escape(self.words(ALL_ENTRIES))
        return f'{escape(counts)} · <a href="{escape(self.links.all_entries)}">{title}</a>'

    def _nav(self, style: str, label: str, links: Iterator[str]) -> str:
        return f'<nav class="{style}" aria-label="{escape(label)}">{" ".join(links)}</nav>\n'

    def _kinds(self) -> Iterator[str]:
        for kind in self.page.kinds:
            shown = f"{escape(kind.title)} <b>{self.words.number(kind.number)}</b>"
            address = self.links.kind(kind.kind)
            yield f'<a href="{escape(address)}">{shown}</a>' if address else f"<span>{shown}</span>"

    def _rows(self) -> Iterator[str]:
        table = self.table
        main = [] if table.main is None else [f"archdoc-main-{table.main + 1}"]
        widths = least_widths(table, self.resolver)
        if table.main is not None:
            widths[table.main] = max(widths[table.main], PROSE)
        below = f"archdoc-below-{next_width(widths, table.main)}"
        classes = " ".join(["docutils", "archdoc-table", *table.classes, *main, below])
        titles = ("" if n in (0, table.main) else c.title for n, c in enumerate(table.columns))
        yield f"<div {stacked_labels(titles)}{self._data()}>\n"
        keys = escape(" ".join(column.key for column in table.columns))
        data = f' data-archdoc-columns="{keys}"' if self.has_controls else ""
        grid = " ".join(
            f"minmax({_in_table(width)}em,{column.width}fr)"
            for width, column in zip(widths, table.columns, strict=True)
        )
        yield f'<table class="{escape(classes)}" style="--archdoc-grid:{grid}"'
        yield f' aria-label="{escape(table.label)}"{data}>\n<thead>\n<tr>'
        for column in table.columns:
            yield f'<th class="head" scope="col">{escape(column.title)}</th>'
        yield "</tr>\n</thead>\n"
        for group in table.groups:
            heading = (
                f'<tr class="archdoc-group"><th scope="rowgroup" colspan="{len(table.columns)}">'
                f"{escape(group.title)}</th></tr>\n"
            )
            for start, end in _chunks(len(group.rows)):
                anchor = "" if start else f' id="{escape(group.anchor)}"'
                size = f' style="--archdoc-rows:{end - start}"' if end < len(group.rows) else ""
                yield f"<tbody{anchor}{size}>\n{'' if start else heading}"
                yield from map(self._row, group.rows[start:end])
                yield "</tbody>\n"
        yield "</table>\n</div>\n"

    def _row(self, row: Row) -> str:
        name, *others = map(self._cell, row.cells)
        cells = f"<td>{'</td><td>'.join(others)}</td>" if others else ""
        return f"<tr><th>{name}</th>{cells}</tr>\n"

    def _data(self) -> str:
        """Return the attributes for the script; none in a book, and if there are too few rows to filter."""
        if not self.has_controls:
            return ""
        texts = {"view": VIEW, "menus": " ".join(self.page.menus)}
        texts |= {name: self.words(text) for name, text in _TEXTS.items()}
        return "".join(f' data-archdoc-{name}="{escape(text)}"' for name, text in texts.items())

    def _cell(self, spans: list[Span]) -> str:
        html = ""
        for span in spans:
            if span not in self.rendered:
                self.rendered[span] = (
                    to_html(span, self.resolver, self.words) if isinstance(span, Text | Flag | Link) else ""
                )
            html += self.rendered[span]
        return html


def _chunks(rows: int) -> Iterator[tuple[int, int]]:
    """Yield the first row of each chunk of a group, and the one after its last.

    The last chunk is whole and never skipped: if the height of the rows before a letter were only estimated,
    a link to the letter would lead to another place once the browser lays them out.
    """
    first = rows % _CHUNK or min(rows, _CHUNK)
    yield 0, first
    yield from ((start, start + _CHUNK) for start in range(first, rows, _CHUNK))


def _in_table(width: float) -> float:
    """Convert the width of a column, with the space after it, from em of the page to em of its tables."""
    return round((width + BETWEEN) / 0.875, 1)
