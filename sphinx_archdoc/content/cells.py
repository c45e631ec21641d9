"""Spans for the values of entries, as cells of tables and fields of cards show them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import assert_never

from sphinx_archdoc.catalogue.graph import Backlink, Graph, Reference
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.content.blocks import MarkupBlocks, Paragraph, Prose
from sphinx_archdoc.content.link_resolver import LinkResolver, page_of
from sphinx_archdoc.content.link_targets import LinkTargets
from sphinx_archdoc.content.marks import DEPRECATED, deprecation_of
from sphinx_archdoc.content.ruling import Ruling
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
from sphinx_archdoc.content.trail import TrailColumn
from sphinx_archdoc.i18n import english
from sphinx_archdoc.parsing.simple_text import parts_of
from sphinx_archdoc.parsing.values import is_address
from sphinx_archdoc.schema.model import Direction, Field, FieldType, Kind, NameStyle, heading_key

PROFILE = english("Profile")
"""Label of the link to the profile page of an entry."""


class Cells:
    """Makes the spans and the trails of entries that one page shows.

    :param page: the docname of that page. The text of an entry on another page carries the targets of its
        links.
    :param resolver: resolves links to anything but entries.
    :param to_profiles: whether links to entries lead to their profile pages, where they have such pages.
    :param ruling: what the project demands of its entries; by default, there are no rules.
    """

    def __init__(
        self,
        graph: Graph,
        page: str,
        resolver: LinkResolver,
        *,
        to_profiles: bool = False,
        ruling: Ruling | None = None,
    ) -> None:
        self.graph = graph
        self.page = page
        self.resolver = resolver
        self.to_profiles = to_profiles
        self.ruling = ruling or Ruling()
        self.words = graph.words
        self.link_targets = LinkTargets(graph, resolver)
        self.deprecation = deprecation_of(graph)

    def row(self, entry: Entry, keys: Iterable[str], *, home: bool) -> list[list[Span]]:
        """Return the cells of an entry, one for each column key.

        A column with the name of a heading of backlinks shows the backlinks after its own value.

        :param home: whether the row is where the entry is written; elsewhere its name is a link.
        """
        kind = self.graph.catalogue.kind_of(entry)
        found = self.graph.backlinks_of(entry)
        backlinks = {heading_key(h): links for h, links in found.items()} if found else {}
        cells = []
        for key in keys:
            field = kind.summary if key == "summary" else key
            if more := self._one_sided(entry, field, backlinks[field]) if field in backlinks else None:
                cells.append(self._with_backlinks(entry, kind, field, more))
            else:
                cells.append(self._cell(entry, kind, field, home=home))
        return cells

    def _with_backlinks(self, entry: Entry, kind: Kind, field: str, links: list[Backlink]) -> list[Span]:
        """Return one cell for the references of a field and for the backlinks under its name."""
        if references := self.graph.references_of(entry, field):
            return listed([*map(self._reference, references), *map(self.link_to, links)])
        return joined([self._cell(entry, kind, field, home=False), self.links_to(links)], Text(", "))

    def trail_lines(self, entry: Entry, columns: Sequence[TrailColumn]) -> list[TrailContent]:
        """Return the lines of a trail, one for each of its columns."""
        if not columns:
            return self.profile_lines(entry)
        cells = self.row(entry, [column.key for column in columns], home=False)
        titles = [self.words(column.title) for column in columns]
        lines = [*map(TrailContent, titles, [column.direction for column in columns], cells)]
        return [*lines, *self.profile_lines(entry)]

    def profile_lines(self, entry: Entry) -> list[TrailContent]:
        """Return the line of a trail that links to the profile page of an entry; none if it has none."""
        name = self.resolver.profile(entry)
        if not name:
            return []
        return [TrailContent(self.words(PROFILE), Direction.OUT, [Link(entry.title, name, "")])]

    def backlink_lines(self, entry: Entry, shown: Container[str] = ()) -> list[TrailContent]:
        """Return a line for each heading of backlinks, without entries that the field of that name refers to.

        :param shown: keys of the fields whose cells include their backlinks.
        """
        found = []
        for heading, links in self.graph.backlinks_of(entry).items():
            key = heading_key(heading)
            if key not in shown and (others := self._one_sided(entry, key, links)):
                found.append(TrailContent(self.words(heading), Direction.IN, self.links_to(others)))
        return found + self.profile_lines(entry)

    def cell(self, entry: Entry, key: str, *, home: bool) -> list[Span]:
        """Return the cell of one column, as :meth:`row` does."""
        return self.row(entry, [key], home=home)[0]

    def _cell(self, entry: Entry, kind: Kind, key: str, *, home: bool) -> list[Span]:
        match key:
            case "name":
                return self.name(entry, home=home)
            case "page":
                return [self.page_link(entry.page)]
            case "kind":
                return [Text(self.words(kind.title))]
        field = kind.fields.get(key)
        return self.field(entry, field) if field else []

    def name(self, entry: Entry, *, home: bool) -> list[Span]:
        """Return the name, in the style of its kind: text where the entry is written, a link elsewhere."""
        kind = self.graph.catalogue.kind_of(entry)
        field = kind.fields.get(kind.shown_name)
        if field and field.type is FieldType.REFS and field.name in entry.values:
            return self.field(entry, field)
        shown = str(entry.values.get(kind.shown_name, entry.title)) if home and field else entry.title
        return [Text(shown, kind.name_style) if home else self.entry_link(entry)]

    def field(self, entry: Entry, field: Field) -> list[Span]:  # noqa: C901  (one case a type)
        """Return the value of a field, or the placeholder of the field if the entry does not set it."""
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
                return [self.target_link(entry, str(value), self.resolver.title(str(value), entry.page))]
            case FieldType.REFS:
                return listed(map(self._reference, self.graph.references_of(entry, field.name)))
        assert_never(field.type)

    def target_link(self, entry: Entry, target: str, text: str) -> Span:
        """Return a link to a URL, a page, a label, or an object that intersphinx knows."""
        if is_address(target):
            return Address(text, target)
        resolved = self.resolve(target, entry.page)
        warning = self._warning(self.deprecation.of_page(page_of(resolved), self.page))
        return PageLink(text, target, entry.page, resolved, warning)

    def resolve(self, target: str, page: str) -> str:
        """Return the resolved target of a link on *page*; empty for a broken link."""
        destination = self.resolver.destination(target, page)
        return destination.target if destination else ""

    def _one_sided(self, entry: Entry, key: str, backlinks: Iterable[Backlink]) -> list[Backlink]:
        """Return the backlinks from entries that the field *key* does not refer to."""
        named = {
            reference.resolution.entry.key
            for reference in self.graph.references_of(entry, key)
            if reference.resolution.entry
        }
        return [link for link in backlinks if link.key not in named]

    def links_to(self, backlinks: Iterable[Backlink]) -> list[Span]:
        """Return links to the sources of backlinks, as a list with commas."""
        return listed(map(self.link_to, backlinks))

    def link_to(self, link: Backlink) -> Link:
        """Return a link to the source of a backlink: an entry, or a page."""
        return self.entry_link(link.entry) if link.entry else self.page_link(link.page)

    def entry_link(self, entry: Entry) -> Link:
        """Return a link to an entry, as code if the names of its kind are."""
        is_code = self.graph.catalogue.kind_of(entry).name_style is NameStyle.CODE
        style = NameStyle.CODE if is_code else NameStyle.TEXT
        warning = self._warning(self.deprecation.of_entry(entry, self.page))
        return Link(entry.title, *self.place_of(entry), style, warning)

    def place_of(self, entry: Entry) -> EntryKey:
        """Return the page and the anchor that links to an entry lead to."""
        profile = self.resolver.profile(entry) if self.to_profiles else ""
        return EntryKey(profile, "") if profile else entry.key

    def page_link(self, page: str) -> Link:
        """Return a link to a page, with its title."""
        warning = self._warning(self.deprecation.of_page(page, self.page))
        return Link(self.graph.catalogue.title_of(page), page, "", warning=warning)

    def _warning(self, is_deprecated: bool) -> str:  # noqa: FBT001
        return self.words(DEPRECATED) if is_deprecated else ""

    def text(self, entry: Entry, field: str) -> Prose | None:
        """Return the whole text of a field, or None if it has none.

        :param field: a field of type ``text``; empty for the content of the directive.
        """
        if parsed := self.parsed_text(entry, field):
            return parsed
        declared = self.graph.catalogue.kind_of(entry).fields.get(field) if field in entry.values else None
        is_text = declared is not None and declared.type is FieldType.TEXT
        return Paragraph(_simple_text(str(entry.values[field]))) if is_text else None

    def parsed_text(self, entry: Entry, field: str) -> Prose | None:
        """Return the whole text of a field that Sphinx parsed, or None if it is simple or there is none."""
        parsed = self.graph.catalogue.pages[entry.page].texts.get((entry.anchor, field))
        if parsed is None:
            return None
        if parsed.digest:
            return MarkupBlocks(entry.page, entry.anchor, field, parsed.digest, parsed.is_paragraph)
        return Paragraph([Text(parsed.words)])

    def _prose(self, entry: Entry, field: Field) -> list[Span]:
        """Return the first paragraph of a text that the entry has."""
        text = self.parsed_text(entry, field.name)
        match text:
            case None:
                return _simple_text(str(entry.values[field.name]))
            case Paragraph():
                return text.spans
            case MarkupBlocks():
                links = () if entry.page == self.page else self.link_targets.of_field(entry, field.name)
                return [Markup(text.page, text.anchor, text.field, text.digest, links, text.is_paragraph)]

    def _reference(self, reference: Reference) -> Span:
        entry = reference.resolution.entry
        if entry:
            return self.entry_link(entry)
        kinds = reference.field.targets
        uri = self.resolver.foreign_uri(reference.text, kinds, reference.source.page)
        return Text(reference.text) if uri is None else ForeignLink(reference.text, kinds, uri)


def _simple_text(text: str) -> list[Span]:
    """Return the spans of a text without markup other than inline code."""
    if "`" not in text:
        return [Text(text)]
    return [InlineCode(part) if is_code else Text(part) for part, is_code in parts_of(text)]
