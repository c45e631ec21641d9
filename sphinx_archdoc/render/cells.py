"""What stands in the cells of a table and in the fields of a card: spans from values."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Protocol, assert_never

import msgspec
from docutils import nodes

from sphinx_archdoc.catalogue.graph import Backlink, Graph, Reference
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue.trail import TrailLine
from sphinx_archdoc.parsing.values import is_address
from sphinx_archdoc.render.prose import Texts, inline_spans, is_inline
from sphinx_archdoc.render.spans import Address, Break, Flag, Link, Markup, Span, Text, joined, listed
from sphinx_archdoc.schema.model import Direction, Field, FieldType, Kind, NameStyle, heading_key


class TrailContent(msgspec.Struct, frozen=True):
    """A line of a trail: its label, which way its links point, and what it says."""

    label: str
    direction: Direction | None
    spans: list[Span]


class Outside(Protocol):
    """Links to what the catalogue does not hold."""

    def elsewhere(self, reference: Reference) -> nodes.reference | None:
        """A link for a reference that another project's inventory knows."""

    def words(self, entry: Entry, text: str) -> str:
        """What to call the target of a link."""

    def target(self, entry: Entry, text: str, child: nodes.Element) -> nodes.Node:
        """A link to a page or label of the project, or of another one."""


class Cells:
    """The cells of entries, for one page that is being written."""

    def __init__(self, graph: Graph, texts: Texts, outside: Outside) -> None:
        self.graph = graph
        self.texts = texts
        self.outside = outside
        self.words = graph.words

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
                return joined(([Text(str(path), NameStyle.CODE)] for path in paths), Break())
            case FieldType.FLAG:
                return [Flag(value=bool(value))]
            case FieldType.CHOICE:
                return [Text(self.words(str(value)))]
            case FieldType.INTEGER | FieldType.DATE:
                return [Text(str(value))]
            case FieldType.URL:
                return [Address(str(value), str(value))]
            case FieldType.LINK:
                return [self.link(entry, str(value), self.outside.words(entry, str(value)))]
            case FieldType.REFS:
                return listed(map(self._reference, self.graph.references_of(entry, field.name)))
        assert_never(field.type)

    def link(self, entry: Entry, target: str, text: str) -> Span:
        """Words that lead to an address, a page, or a name that intersphinx knows."""
        if is_address(target):
            return Address(text, target)
        return Markup([self.outside.target(entry, target, nodes.inline(text, text))])

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

    def _prose(self, entry: Entry, field: Field) -> list[Span]:
        text = self.texts.text(entry, field.name)
        if text is None:
            return [Text(str(entry.values[field.name]))]
        if is_inline(text):
            return inline_spans(text)
        return [_copy(span) for span in inline_spans(text)]  # the whole is shown below, or beside

    def _reference(self, reference: Reference) -> Span:
        entry = reference.resolution.entry
        if entry:
            return link_to(entry, self.graph.catalogue.kind_of(entry))
        found = self.outside.elsewhere(reference)
        return Markup([found]) if found is not None else Text(reference.text)


def _copy(span: Span) -> Span:
    """A copy of a span without ids: the original keeps them."""
    if not isinstance(span, Markup):
        return span
    copies = [node.deepcopy() for node in span.nodes]
    for copy in copies:
        for element in copy.findall(nodes.Element):
            element["ids"] = []
    return Markup(copies)


def link_to(entry: Entry, kind: Kind) -> Link:
    """A link to an entry, in the style of its kind."""
    style = NameStyle.CODE if kind.name_style is NameStyle.CODE else NameStyle.TEXT
    return Link(entry.title, entry.page, entry.anchor, style)
