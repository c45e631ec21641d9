"""Make the graph of a catalogue from its file, so that views, queries and impact run on it as in a build."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, Mention, Page, ParsedText
from sphinx_archdoc.catalogue_file.encoding import UnreadableCatalogue
from sphinx_archdoc.catalogue_file.kind_records import kinds_of
from sphinx_archdoc.catalogue_file.records import (
    CatalogueFile,
    EntryRecord,
    FieldValue,
    ReferenceRecord,
    ShapeRecord,
    SuppressionRecord,
)
from sphinx_archdoc.parsing.page_settings import Suppression
from sphinx_archdoc.parsing.sql import SqlColumn, TableShape
from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import FieldType, Kind


def graph_of(file: CatalogueFile) -> Graph:
    """Return the graph of a file's entries. Backlinks are computed again, and equal those of the build.

    :raises UnreadableCatalogue: if an entry has a kind that the file does not declare, or a wrong id, or that
        of another.
    """
    try:
        kinds = kinds_of(file.kinds)
    except (msgspec.ValidationError, TypeError) as error:
        raise UnreadableCatalogue(f"its kinds cannot be read: {error}") from None
    keys = {entry.id: entry.key for entry in file.entries}
    if len(keys) < len(file.entries):
        raise UnreadableCatalogue("two of its entries have the same id")
    return Graph(Catalogue(_Pages(file, kinds, keys).pages, kinds))


class _Pages:
    """Makes the pages of a file."""

    def __init__(self, file: CatalogueFile, kinds: KindsTable, keys: Mapping[str, str]) -> None:
        self.kinds = kinds
        self.keys = keys
        self.pages: dict[str, Page] = {}
        for name, listed in file.pages.items():
            mentions = [self._mention(one, "", name) for one in listed.mentions]
            ignored = [_suppression(one) for one in listed.ignored]
            self.pages[name] = Page(docname=name, title=listed.title, mentions=mentions, suppressions=ignored)
        for record in file.entries:
            self._add(record)

    def _add(self, record: EntryRecord) -> None:
        kind = self.kinds.get(record.kind)
        if kind is None:
            raise UnreadableCatalogue(
                f"entry {record.id!r} has the kind {record.kind!r}, which the file does not declare"
            )
        page = self.pages.setdefault(record.page, Page(docname=record.page))
        where, _, anchor = record.id.rpartition("#")
        if where != record.page or not anchor:
            raise UnreadableCatalogue(f"the id {record.id!r} is not '{record.page}#' and an anchor")
        page.entries.append(_entry(record, anchor, kind))
        for field, words in record.text.items():
            page.texts[anchor, field] = ParsedText(words)
        for one in record.references:
            if one.mention:
                page.mentions.append(self._mention(one, anchor, record.source))

    def _mention(self, record: ReferenceRecord, anchor: str, source: str) -> Mention:
        """Return a mention that resolves to the entry that it led to in the build."""
        return Mention(
            text=self.keys.get(record.to, "") or record.as_,
            kinds=(),
            where=Location(source, record.line),
            anchor=anchor,
            fields=(record.field,) if record.field else (),
            checked=True,
        )


def _suppression(record: SuppressionRecord) -> Suppression:
    where, anchor = Location(record.source, record.line), record.entry.rpartition("#")[2]
    return Suppression(where, record.rule, record.name, record.reason, anchor)


def _entry(record: EntryRecord, anchor: str, kind: Kind) -> Entry:
    return Entry(
        kind=record.kind,
        name=record.name,
        title=record.title,
        untranslated=record.untranslated,
        page=record.page,
        anchor=anchor,
        where=Location(record.source, record.line),
        values={
            name: _value(value, kind, name) for name, value in record.fields.items() if name in kind.fields
        },
        lines=record.lines,
        shapes={name: _shape(shape) for name, shape in record.shapes.items() if name in kind.fields},
        parent=record.parent.rpartition("#")[2],
    )


def _value(value: FieldValue, kind: Kind, name: str) -> Value:
    if not isinstance(value, list):
        return value
    is_refs = kind.fields[name].type is FieldType.REFS
    return tuple(Ref(text) for text in value) if is_refs else tuple(value)


def _shape(record: ShapeRecord) -> TableShape:
    columns = (
        SqlColumn(column.name, column.type, column.nullable, column.default, column.keys, column.references)
        for column in record.columns
    )
    return TableShape(tuple(columns), record.references, record.indexes)
