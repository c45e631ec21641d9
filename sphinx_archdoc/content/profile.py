"""The content of a profile: everything that is known of one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from sphinx_archdoc.catalogue.graph import MENTIONED_IN, Backlink
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import (
    ContentBlock,
    DiagramContent,
    FieldContent,
    FieldList,
    Heading,
    NameLine,
    Note,
    Panel,
    Paragraph,
    TitledBlocks,
)
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.columns import KIND, NAME, PAGE, EntryGroup, TableSpec, default_columns
from sphinx_archdoc.content.entries import EntryBlocks
from sphinx_archdoc.content.entry_table import table_content
from sphinx_archdoc.content.impact import Impact, impact_of_entry
from sphinx_archdoc.content.marks import MARKED, marks_of
from sphinx_archdoc.content.neighbours import neighbours_of
from sphinx_archdoc.content.referrers import Referrers, referrers_of
from sphinx_archdoc.content.spans import Link, Marks, Span, Text
from sphinx_archdoc.content.table import MOST_ROWS, Row, RowGroup, TableContent, without_empty
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import SOURCES, Field, NameStyle, heading_key

MOST_AFFECTED = 100
"""The number of dependants that a profile shows, so that all profiles together grow linearly."""

_NAMED = 3
"""The number of names that stand for a collapsed table."""

_DATES = (Meaning.CREATED, Meaning.UPDATED)
"""The meanings of the fields of the page that say how old the facts are."""

ImpactTable = Callable[[Impact, Cells, str, str], TableContent]
"""Makes the table of an impact: from it, the cells, the accessible name and the caption."""


class Profile:
    """Makes the blocks of the profile of one entry.

    :param impact_table: makes the table of what depends on the entry, as ``archdoc:impact`` shows it.
    """

    def __init__(self, entry: Entry, cells: Cells, impact_table: ImpactTable) -> None:
        self.entry = entry
        self.cells = cells
        self.graph = cells.graph
        self.words = cells.words
        self.kind = cells.graph.catalogue.kind_of(entry)
        self.impact_table = impact_table

    def blocks(self, caption: str = "", *, is_page: bool = False) -> Sequence[ContentBlock]:
        """Return the facts, the neighbours, a table for each sort of backlink, the impact and the mentions.

        :param is_page: whether the page shows nothing else, and has the name of the entry as its title.
        """
        return [
            Panel([*self._head(caption, is_page=is_page), *self._facts()]),
            *self._neighbours(),
            *self._sources(),
            *self._impact(),
            *self._referrers(),
        ]

    def _head(self, caption: str, *, is_page: bool) -> Iterator[ContentBlock]:
        """Yield the kind, the state and the summary, and the name unless it is the title of the page."""
        if caption:
            yield Heading(caption)
        entry = self.entry
        name = Link(entry.title, entry.page, entry.anchor, self.kind.name_style)
        start: list[Span] = [] if is_page else [name, Text(" ")]
        kind = Text(self.words(self.kind.title), NameStyle.STRONG if is_page else NameStyle.TEXT)
        yield NameLine([*start, kind, Marks(marks_of(entry, self.graph))])
        if self.kind.summary and (summary := self.cells.cell(entry, "summary", home=False)):
            yield Paragraph(summary)

    def _facts(self) -> Iterator[ContentBlock]:
        """Yield the fields by group, and then what is known of the page."""
        groups: dict[str, list[Field]] = {}
        for field in self.kind.fields.values():
            if field.name in self.entry.values and field.type not in SOURCES and not self._is_shown(field):
                groups.setdefault(field.group, []).append(field)
        plain = [self._fact(field) for field in groups.pop("", ())]
        yield FieldList([*plain, *self._page_facts()])
        for title, fields in groups.items():
            yield Heading(self.words(title))
            yield FieldList([self._fact(field) for field in fields])

    def _is_shown(self, field: Field) -> bool:
        """Return whether the head shows the field, as the name, the summary or a mark."""
        return field.name in (self.kind.summary, self.kind.shown_name) or (field.meaning in MARKED)

    def _fact(self, field: Field) -> FieldContent:
        return FieldContent(self.words(field.title), self.cells.field(self.entry, field))

    def _page_facts(self) -> Iterator[FieldContent]:
        """Yield a link to where the entry is written, and how old that page is, in the author's words."""
        entry, catalogue = self.entry, self.graph.catalogue
        page = msgspec.structs.replace(self.cells.page_link(entry.page), anchor=entry.anchor)
        yield FieldContent(self.words("Described on"), [page])
        document = catalogue.document_of(entry.page)
        if document is None or document.key == entry.key:
            return
        for meaning in _DATES:
            field = catalogue.kind_of(document).field_meaning(meaning)
            if field and field.name in document.values:
                yield FieldContent(self.words(field.title), self.cells.field(document, field))

    def _neighbours(self) -> Iterator[ContentBlock]:
        diagram = neighbours_of(self.entry, self.cells)
        if diagram.nodes:
            label = self.words("Diagram of {name}", name=self.entry.title)
            title = self.words("Neighbours")
            yield TitledBlocks(title, "neighbours", [DiagramContent(diagram, label, "")])

    def _sources(self) -> Iterator[ContentBlock]:
        if sources := list(EntryBlocks(self.cells).sources(self.entry)):
            titles = (f.title for f in self.kind.fields.values() if f.type in SOURCES)
            yield TitledBlocks(", ".join(map(self.words, titles)), "source", sources)

    def _impact(self) -> Iterator[ContentBlock]:
        """Yield what depends on the entry, or that nothing does if something could."""
        impact = impact_of_entry(self.entry, self.graph, MOST_AFFECTED)
        name = self.entry.title
        blocks: list[ContentBlock] = []
        if impact.affected:
            label = self.words("What depends on {name}", name=name)
            blocks.append(_filtered(self.impact_table(impact, self.cells, label, "")))
        elif self._can_fail():
            blocks.append(Note(self.words("Nothing depends on {name}.", name=name)))
        if impact.is_cut:
            number = self.words.number(MOST_AFFECTED)
            blocks.append(Note(self.words("Only the nearest {number} are shown.", number=number)))
        if blocks:
            title = self.words("What breaks when it is down")
            summary = self._summary([one.name for one in impact.affected])
            yield TitledBlocks(title, "impact", blocks, summary)

    def _can_fail(self) -> bool:
        kinds = self.graph.catalogue.kinds.values()
        fields = (field for kind in kinds for field in kind.fields.values() if field.dependency)
        return any(self.kind.name in field.targets for field in fields)

    def _referrers(self) -> Iterator[ContentBlock]:
        for referrers in referrers_of(self.entry, self.graph):
            title = f"{self._title(referrers)} ({self.words.number(len(referrers.links))})"
            part = "-".join(filter(None, (heading_key(referrers.heading), referrers.kind)))
            summary = self._summary([self.graph.title_of(link) for link in referrers.links])
            yield TitledBlocks(title, part, [self._table(referrers)], summary)

    def _summary(self, names: Sequence[str]) -> str:
        """Return the line that stands for a long table, so that all titles fit on one screen."""
        if len(names) <= MOST_ROWS:
            return ""
        first = ", ".join(shorten(name) for name in names[:_NAMED])
        more = self.words("and {number} more", number=self.words.number(len(names) - _NAMED))
        return f"{first} {more}"

    def _title(self, referrers: Referrers) -> str:
        """Return the heading of backlinks and the kind; the kind alone if it says the same."""
        heading = self.words(referrers.heading)
        if not referrers.kind:
            return heading
        plural = self.words(self.graph.catalogue.kinds[referrers.kind].plural)
        if heading.casefold() in plural.casefold():
            return plural
        return f"{heading}: {self.words.inline(plural) if not self.words.digest else plural}"

    def _table(self, referrers: Referrers) -> TableContent:
        """Return the table of some referrers, in the columns of their kind."""
        label = self._title(referrers)
        if not referrers.kind or referrers.heading == MENTIONED_IN:
            return self._places(referrers.links, label)
        entries = tuple(link.entry for link in referrers.links if link.entry)
        kind = self.graph.catalogue.kinds[referrers.kind]
        columns = tuple(default_columns([kind], entries))
        if not kind.takes_name or all(entry.page == self.entry.page for entry in entries):
            columns = tuple(column for column in columns if column.key != PAGE.key)
        table = table_content(TableSpec(columns, (EntryGroup("", entries),)), self.cells, label, home=False)
        return _filtered(without_empty(table, ("name",)))

    def _places(self, links: Sequence[Backlink], label: str) -> TableContent:
        """Return a table of entries of several kinds, and of pages."""
        rows = [Row([[self.cells.link_to(link)], *self._place(link)]) for link in links]
        columns = (NAME, KIND, PAGE)
        return _filtered(without_empty(TableContent(columns, [RowGroup("", rows)], label, main=0), ("name",)))

    def _place(self, link: Backlink) -> tuple[list[Span], list[Span]]:
        """Return the kind and the page of what mentions the entry."""
        if link.entry is None:
            return [Text(self.words("Page"))], []
        kind = self.graph.catalogue.kind_of(link.entry)
        page = [self.cells.page_link(link.page)] if kind.takes_name else []
        return [Text(self.words(kind.title))], [*page]


def _filtered(table: TableContent) -> TableContent:
    return msgspec.structs.replace(table, has_filter=len(table.rows) > MOST_ROWS)
