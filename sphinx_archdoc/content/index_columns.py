"""The columns of index pages: what a catalogue shows of an entry beside its name, in a few words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.content.columns import KIND, NAME, PAGE, SUMMARY, Column, name_column
from sphinx_archdoc.content.first_sentence import first_sentence
from sphinx_archdoc.content.marks import DEPRECATED, deprecation_of
from sphinx_archdoc.content.spans import Flag, Link, Span, Text
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import Field, FieldType, Kind, NameStyle

OWNER = Column("owner", "Owner", 12)
STATUS = Column("status", "Status", 10)
FOCUS = Column("focus", "Focus", 8)

_SHORT = (FieldType.FLAG, FieldType.CHOICE, FieldType.INTEGER, FieldType.DATE)
"""Types of the fields that have a column, because their values are short."""
_FEW = (FieldType.FLAG, FieldType.CHOICE)
"""Types of fields with so few different values that readers can choose one from a menu."""

ProfileOf = Callable[[Entry], str]
"""Returns the name of the page that is the profile of an entry; empty if it has none."""


class IndexColumn(NamedTuple):
    """A column, and the function that returns its cell in the row of an entry."""

    column: Column
    cell: Callable[[Entry], list[Span]]
    has_menu: bool = False
    """True if readers can choose one of its values from a menu."""


def columns_of_kind(kind: Kind, graph: Graph, profile_of: ProfileOf) -> Iterator[IndexColumn]:
    """Yield the columns of the index page of *kind*.

    These are the name, the first sentence, the fields whose type makes their values short, the status and the
    focus of the page unless entries have their own, the owner and the page.
    """
    cells = _IndexCells(graph, profile_of)
    yield IndexColumn(name_column(kind), cells.name)
    prose = kind.fields.get(kind.summary)
    title = prose.title if prose else SUMMARY.title
    yield IndexColumn(Column(SUMMARY.key, title, SUMMARY.width), cells.summary)
    for field in kind.fields.values():
        if field.type in _SHORT and field.meaning is not Meaning.OWNER:
            column = Column(field.name, field.title, field.width)
            yield IndexColumn(column, functools.partial(cells.short, field=field), field.type in _FEW)
    for column, cell in ((STATUS, cells.status), (FOCUS, cells.focus)):
        if column.key not in kind.fields:
            yield IndexColumn(column, cell, has_menu=True)
    yield IndexColumn(OWNER, cells.owner, has_menu=True)
    yield IndexColumn(PAGE, cells.page)


def columns_of_all(graph: Graph, profile_of: ProfileOf) -> Iterator[IndexColumn]:
    """Yield the columns of the page of all entries."""
    cells = _IndexCells(graph, profile_of)
    yield IndexColumn(NAME, cells.name)
    yield IndexColumn(KIND, cells.kind, has_menu=True)
    yield IndexColumn(SUMMARY, cells.summary)
    yield IndexColumn(OWNER, cells.owner, has_menu=True)
    yield IndexColumn(STATUS, cells.status, has_menu=True)
    yield IndexColumn(FOCUS, cells.focus, has_menu=True)
    yield IndexColumn(PAGE, cells.page)


class _IndexCells:
    """Makes the cells of entries; what they have in common with others on their page is looked up once."""

    def __init__(self, graph: Graph, profile_of: ProfileOf) -> None:
        self.graph = graph
        self.catalogue = graph.catalogue
        self.profile_of = profile_of
        self.deprecation = deprecation_of(graph)
        self._of_pages: dict[tuple[str, Meaning], str] = {}

    def name(self, entry: Entry) -> list[Span]:
        """Return the name as a link to the profile of the entry, or to where it is written."""
        style = self.catalogue.kind_of(entry).name_style
        style = NameStyle.CODE if style is NameStyle.CODE else NameStyle.TEXT
        title = entry.title or "–"
        is_deprecated = self.deprecation.of_entry(entry, "")
        warning = self.graph.words(DEPRECATED) if is_deprecated else ""
        if profile := self.profile_of(entry):
            return [Link(title, profile, "", style, warning)]
        return [Link(title, entry.page, entry.anchor, style, warning)]

    def page(self, entry: Entry) -> list[Span]:
        """Return the title of the page, unless it is the name; a link if the name leads elsewhere."""
        title = self.catalogue.title_of(entry.page)
        if self.profile_of(entry):
            return [Link(title, entry.page, entry.anchor)]
        return [Text(title)] if title != entry.title else []

    def kind(self, entry: Entry) -> list[Span]:
        """Return the title of the kind."""
        return [Text(self.graph.words(self.catalogue.kind_of(entry).title))]

    def summary(self, entry: Entry) -> list[Span]:
        """Return the first sentence of the prose that sums the entry up."""
        text = self.catalogue.text_of(entry, self.catalogue.kind_of(entry).summary)
        return [Text(first_sentence(text))] if text else []

    def short(self, entry: Entry, field: Field) -> list[Span]:
        """Return the value of a field; nothing for a flag that is not set, as most are not."""
        value = entry.values.get(field.name)
        if field.type is FieldType.FLAG:
            return [Flag(value=True)] if value else []
        if value is None:
            return []
        return [Text(self.graph.words(str(value)) if field.type is FieldType.CHOICE else str(value))]

    def owner(self, entry: Entry) -> list[Span]:
        """Return the owner of the entry, or else that of its page."""
        return [Text(self._meant(entry, Meaning.OWNER))]

    def status(self, entry: Entry) -> list[Span]:
        """Return the status of the entry, or else that of its page."""
        return [Text(self._meant(entry, Meaning.LIFECYCLE))]

    def focus(self, entry: Entry) -> list[Span]:
        """Return the focus of the entry, or else that of its page."""
        return [Text(self._meant(entry, Meaning.WEIGHT))]

    def _meant(self, entry: Entry, meaning: Meaning) -> str:
        """Return the value of the field with a meaning, of the entry or of the document of its page."""
        if own := self._value(entry, meaning):
            return own
        key = (entry.page, meaning)
        if key not in self._of_pages:
            document = self.catalogue.document_of(entry.page)
            self._of_pages[key] = self._value(document, meaning) if document else ""
        return self._of_pages[key]

    def _value(self, entry: Entry, meaning: Meaning) -> str:
        field = self.catalogue.kind_of(entry).field_meaning(meaning)
        is_given = field is not None and field.name in entry.values
        return title_of_cell(entry, field.name, self.graph) if field and is_given else ""
