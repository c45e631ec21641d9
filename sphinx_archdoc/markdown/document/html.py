"""Read simple tables and description lists of HTML as those of Markdown.

Simple is what Markdown could say as well: rows of as many cells, no cell over several columns or rows, and no
block within a cell. Anything else stays HTML, which is not read.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec

from sphinx_archdoc.markdown.document.blocks import (
    HtmlList,
    HtmlTable,
    ListBlockItem,
    ParagraphBlock,
    TableRow,
)

_BEGINS = re.compile(r"\s*<(?P<tag>table|dl)\b[^>]*>", re.I)
_ENDS = re.compile(r"</(?P<tag>table|dl)\s*>\s*", re.I)
_MARKS = {
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "`"),
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("em", "i"), "*"),
    **dict.fromkeys(("del", "s"), "~~"),
}
"""The marks of Markdown that mean the same as a tag."""
_WITHOUT_MARK = {"p", "span", "small", "sub", "sup", "u", "abbr", "var", "mark", "font", "div", "a"}
_GROUPS = {"table", "dl", "thead", "tbody", "tfoot", "tr", "colgroup", "col", "caption"}
_CELLS = {"th", "td", "dt", "dd"}
_SPECIAL = re.compile(r"[\\`*\[\]<|]")


class _Cell(msgspec.Struct):
    tag: str
    line: int
    """First line, from 1."""
    text: str = ""


class _NotSimple(Exception):
    """HTML that Markdown could not say."""


def read_html(source: str, start: int) -> HtmlTable | HtmlList | None:
    """Return a block of HTML as a table or a list; None if it is anything else, or not simple.

    :param start: the line of its first line.
    """
    begins = _BEGINS.match(source)
    if begins is None:
        return None
    ends = list(_ENDS.finditer(source))
    if (
        len(ends) != 1
        or ends[0].end() != len(source)
        or ends[0]["tag"].casefold() != begins["tag"].casefold()
    ):
        return None
    reader = _Reader(start)
    try:
        reader.feed(source)
        reader.close()
    except _NotSimple:
        return None
    end = start + source.rstrip("\n").count("\n")
    return reader.table(source, end) if begins["tag"].casefold() == "table" else reader.list(source, end)


class _Reader(HTMLParser):
    """Collects the cells of one table or list.

    :param start: the line of the first line that is fed.
    """

    def __init__(self, start: int) -> None:
        super().__init__(convert_charrefs=True)
        self._start = start
        self._rows: list[list[_Cell]] = []
        self._open: _Cell | None = None
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the beginning of a cell, or a mark within one."""
        if tag in _CELLS:
            if any(name in ("colspan", "rowspan") and value != "1" for name, value in attrs):
                raise _NotSimple
            self._open = _Cell(tag, self._start + self.getpos()[0] - 1)
            if tag in ("dt", "dd") or not self._rows:
                self._rows.append([])
            self._rows[-1].append(self._open)
        elif tag == "tr":
            self._open = None
            self._rows.append([])
        elif tag == "br":
            self._add(" ")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self._add("[" if self._links[-1] else "")
        elif tag in _MARKS:
            self._add(_MARKS[tag])
        elif tag not in _WITHOUT_MARK | _GROUPS:
            raise _NotSimple

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a cell or of a mark within one."""
        if tag in _CELLS:
            self._open = None
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._add(f"]({address})" if address else "")
        elif tag in _MARKS:
            self._add(_MARKS[tag])

    def handle_data(self, data: str) -> None:
        """Add the text of a cell; its marks are escaped, for HTML has none."""
        in_code = self._open is not None and self._open.text.count("`") % 2
        self._add(data if in_code else _SPECIAL.sub(r"\\\g<0>", data))

    def _add(self, text: str) -> None:
        if self._open is not None:
            self._open.text += text

    def table(self, source: str, end: int) -> HtmlTable | None:
        """Return the table; None if it has no header, or rows of different lengths."""
        rows = [row for row in self._rows if row]
        header = rows[0] if rows else []
        if not header or any(cell.tag != "th" for cell in header) or any(len(r) != len(header) for r in rows):
            return None
        read = [TableRow(row[0].line, tuple(map(_words, row))) for row in rows]
        if len({row.line for row in read}) < len(read):
            return None
        return HtmlTable(start=self._start, end=end, source=source, header=read[0], rows=tuple(read[1:]))

    def list(self, source: str, end: int) -> HtmlList | None:
        """Return the list: a term and its descriptions make one item; None if any has no description."""
        cells = [cell for row in self._rows for cell in row]
        starts = [at for at, cell in enumerate(cells) if cell.tag == "dt"]
        if not starts or starts[0] or any(cell.tag not in ("dt", "dd") for cell in cells):
            return None
        groups = [cells[at:to] for at, to in zip(starts, [*starts[1:], len(cells)], strict=True)]
        lines = [group[0].line for group in groups]
        if any(len(group) < 2 for group in groups) or len({*lines}) < len(lines):
            return None
        items = [_item(group, to) for group, to in zip(groups, [*lines[1:], end + 1], strict=True)]
        return HtmlList(start=self._start, end=end, source=source, items=tuple(items))


def _words(cell: _Cell) -> str:
    return " ".join(cell.text.split())


def _item(cells: list[_Cell], following: int) -> ListBlockItem:
    """Return a term and its descriptions as an item of a list: the term, a colon, and the text.

    :param following: the line of the next term.
    """
    term, *texts = map(_words, cells)
    name = term if term.startswith(("`", "**")) else f"**{term}**"
    text = f"{name}: {' '.join(texts)}"
    start, end = cells[0].line, max(cells[0].line, following - 1)
    block = ParagraphBlock(start=start, end=end, source=text, text=text)
    return ListBlockItem(start=start, end=end, source=text, blocks=(block,))
