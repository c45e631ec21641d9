"""What cells of tables and fields of cards say of an entry: spans from values."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import assert_never

from sphinx_archdoc.catalogue.graph import Backlink, Graph, Reference
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import MarkupBlocks, Paragraph, Prose
from sphinx_archdoc.content.outside import Outside
from sphinx_archdoc.content.prose_links import ProseLinks
from sphinx_archdoc.content.spans import (
    Address,
    Flag,
    ForeignLink,
    InlineCode,
    LineBreak,
    Link,
    Markup,
    PageLink,
    Span,
    Text,
    joined,
    listed,
)
from sphinx_archdoc.content.table import TrailContent
from sphinx_archdoc.content.trail import TrailLine
from sphinx_archdoc.parsing.simple_text import parts_of
from sphinx_archdoc.parsing.values import is_address
from sphinx_archdoc.schema.model import Direction, Field, FieldType, Kind, NameStyle, heading_key


class Cells:
    """The cells of entries, for one page that is being written."""

    def __init__(self, graph: Graph, page: str, outside: Outside) -> None:
        self.graph = graph
        self.page = page
        self.outside = outside
        self.words = graph.words
        self.prose_links = ProseLinks(graph, outside)

    def row(self, entry: Entry, keys: Iterable[str], *, home: bool) -> list[list[Span]]:
        """The cells of some columns.

        :param home: whether the row stands where the entry is written; its name is a link elsewhere.
        """
        kind = self.graph.catalogue.kind_of(entry)
        backlinks = {heading_key(h): links for h, links in self.graph.backlinks_of(entry).items()}
        cells = []
        for key in keys:
            field = kind.summary if key == "summary" else key
            if more := self._backlinks(entry, field, backlinks[field]) if field in backlinks else None:
                cells.append(self._with_backlinks(entry, kind, field, more))
            else:
                cells.append(self._cell(entry, kind, field, home=home))
        return cells

    def _with_backlinks(self, entry: Entry, kind: Kind, field: str, links: list[Backlink]) -> list[Span]:
        """A cell of what an entry refers to and what refers to it: two sides of the same."""
        if references := self.graph.references_of(entry, field):
            return listed([*map(self._reference, references), *map(self.link_to, links)])
        return joined([self._cell(entry, kind, field, home=False), self.links(links)], Text(", "))

    def trail(self, entry: Entry, lines: Sequence[TrailLine]) -> list[TrailContent]:
        """Fill the lines of a trail."""
        cells = self.row(entry, [line.key for line in lines], home=False)
        titles = [self.words(line.title) for line in lines]
        return [*map(TrailContent, titles, [line.direction for line in lines], cells)]

    def backlinks(self, entry: Entry, shown: Container[str] = ()) -> list[TrailContent]:
        """Who refers to an entry, without those that it names itself in the field of the same name.

        :param shown: keys of the fields that show their backlinks themselves.
        """
        found = []
        for heading, links in self.graph.backlinks_of(entry).items():
            key = heading_key(heading)
            if key not in shown and (others := self._backlinks(entry, key, links)):
                found.append(TrailContent(self.words(heading), Direction.IN, self.links(others)))
        return found

    def cell(self, entry: Entry, key: str, *, home: bool) -> list[Span]:
        """The cell of one column."""
        return self.row(entry, [key], home=home)[0]

    def _cell(self, entry: Entry, kind: Kind, key: str, *, home: bool) -> list[Span]:
        match key:
            case "name":
                return self.name(entry, home=home)
            case "page":
                return [Link(self.graph.catalogue.title_of(entry.page), entry.page, "")]
            case "kind":
                return [Text(self.words(kind.title))]
        field = kind.fields.get(key)
        return self.field(entry, field) if field else []

    def name(self, entry: Entry, *, home: bool) -> list[Span]:
        """The name, in the style of its kind."""
        kind = self.graph.catalogue.kind_of(entry)
        field = kind.fields.get(kind.shown_name)
        if field and field.type is FieldType.REFS and field.name in entry.values:
            return self.field(entry, field)
        shown = str(entry.values.get(kind.shown_name, entry.title)) if home and field else entry.title
        return [Text(shown, kind.name_style) if home else link_to(entry, kind)]

    def field(self, entry: Entry, field: Field) -> list[Span]:  # noqa: C901  (one case a type)
        """The value of a field; what stands for none where it has none."""
        value = entry.values.get(field.name)
        if value is None and field.type is FieldType.FLAG:
            return [Flag(value=False)]
        if value is None:
            return [Text(self.words(field.none))] if field.none else []
        match field.type:
            case FieldType.TEXT:
                return self._prose(entry, field)
            case FieldType.CODE | FieldType.SQL | FieldType.JSON:
                return [Text(str(value), NameStyle.CODE)]
            case FieldType.LIST:
                paths = value if isinstance(value, tuple) else ()
                return joined(([Text(str(path), NameStyle.CODE)] for path in paths), LineBreak())
            case FieldType.FLAG:
                return [Flag(value=bool(value))]
            case FieldType.CHOICE:
                return [Text(self.words(str(value)))]
            case FieldType.INTEGER | FieldType.DATE:
                return [Text(str(value))]
            case FieldType.URL:
                return [Address(str(value), str(value))]
            case FieldType.LINK:
                return [self.link(entry, str(value), self.outside.title(str(value), entry.page))]
            case FieldType.REFS:
                return listed(map(self._reference, self.graph.references_of(entry, field.name)))
        assert_never(field.type)

    def link(self, entry: Entry, target: str, text: str) -> Span:
        """Words that lead to an address, a page, or a name that intersphinx knows."""
        if is_address(target):
            return Address(text, target)
        return PageLink(text, target, entry.page, self.place(target, entry.page))

    def place(self, target: str, page: str) -> str:
        """Return where a link on *page* leads to; empty if it leads nowhere."""
        there = self.outside.destination(target, page)
        return there.place if there else ""

    def _backlinks(self, entry: Entry, key: str, backlinks: Iterable[Backlink]) -> list[Backlink]:
        """The backlinks of a column, without those that the entry names itself."""
        named = {
            reference.resolution.entry.key
            for reference in self.graph.references_of(entry, key)
            if reference.resolution.entry
        }
        return [link for link in backlinks if link.key not in named]

    def links(self, backlinks: Iterable[Backlink]) -> list[Span]:
        """Links to those that refer to an entry."""
        return listed(map(self.link_to, backlinks))

    def link_to(self, link: Backlink) -> Link:
        """A link to an entry, or to a page."""
        catalogue = self.graph.catalogue
        if link.entry:
            return link_to(link.entry, catalogue.kind_of(link.entry))
        return Link(catalogue.title_of(link.page), link.page, "")

    def text(self, entry: Entry, field: str) -> Prose | None:
        """Return the whole text of a field; None if it has none."""
        parsed = self.graph.catalogue.pages[entry.page].texts.get((entry.anchor, field))
        if parsed is not None:
            if parsed.digest:
                return MarkupBlocks(entry.page, entry.anchor, field, parsed.digest, parsed.is_paragraph)
            return Paragraph([Text(parsed.words)])
        declared = self.graph.catalogue.kind_of(entry).fields.get(field)
        is_text = declared is not None and declared.type is FieldType.TEXT and field in entry.values
        return Paragraph(_simple_text(str(entry.values[field]))) if is_text else None

    def _prose(self, entry: Entry, field: Field) -> list[Span]:
        """Return the first paragraph of a text."""
        text = self.text(entry, field.name)
        match text:
            case None:
                return [Text(str(entry.values[field.name]))]
            case Paragraph():
                return text.spans
            case MarkupBlocks():
                links = () if entry.page == self.page else self.prose_links.of_field(entry, field.name)
                return [Markup(text.page, text.anchor, text.field, text.digest, links, text.is_paragraph)]

    def _reference(self, reference: Reference) -> Span:
        entry = reference.resolution.entry
        if entry:
            return link_to(entry, self.graph.catalogue.kind_of(entry))
        uri = self.outside.foreign_uri(reference)
        return ForeignLink(reference.text, reference.field.targets, uri) if uri else Text(reference.text)


def _simple_text(text: str) -> list[Span]:
    """Return a text of words and code, as it is written."""
    if "`" not in text:
        return [Text(text)]
    return [InlineCode(part) if is_code else Text(part) for part, is_code in parts_of(text)]


def link_to(entry: Entry, kind: Kind) -> Link:
    """A link to an entry, in the style of its kind."""
    style = NameStyle.CODE if kind.name_style is NameStyle.CODE else NameStyle.TEXT
    return Link(entry.title, entry.page, entry.anchor, style)
