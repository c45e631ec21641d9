"""What a marker is about: the marker decides, whatever the words say.

The reference is "Markers" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import msgspec

from sphinx_archdoc.markdown.document.blocks import ListBlock, TableBlock
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.cards.rules import read_card
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import words_above
from sphinx_archdoc.markdown.recognise.headings.entry_signs import EntrySigns
from sphinx_archdoc.markdown.recognise.lists.item_rules import read_item
from sphinx_archdoc.markdown.recognise.lists.item_signs import entry_items
from sphinx_archdoc.markdown.recognise.markers.marker import Marker
from sphinx_archdoc.markdown.recognise.model import MarkedLines, SkippedLines
from sphinx_archdoc.markdown.recognise.rule import Match, Node
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings, columns_of
from sphinx_archdoc.markdown.recognise.tables.number_columns import NUMBER
from sphinx_archdoc.markdown.recognise.values.field_values import add_flags
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME, key_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import Kind


def marked(node: Node, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a section, a table or a list with a marker directly before it."""
    marker = state.markers.get(node.start) if isinstance(node, Section | TableBlock | ListBlock) else None
    if marker is None:
        return None
    if marker.kind is None:
        return Match("a marker says that it holds no entries", partial(state.used_markers.add, node.start))
    reason = f"a marker says that it is {marker.kind.name}"
    return Match(reason, partial(_read, node, marker, marker.kind, context, state), marker.kind)


def _read(node: Node, marker: Marker, kind: Kind, context: HeadingContext, state: DocumentState) -> None:
    """Read what is marked, with the words that the marker adds."""
    block = marker.block
    state.used_markers.add(node.start)
    state.result.markers.append(MarkedLines(block.start, block.end, node.start, node.end))
    state.announce(node, kind, node.title if isinstance(node, Section) else "")
    before = len(state.result.entries)
    outer, state.vocabulary = state.vocabulary, state.vocabulary.with_columns(kind, marker.columns)
    state.tables.vocabulary = state.vocabulary
    match node:
        case TableBlock():
            _read_table(node, marker, kind, context, state)
        case ListBlock():
            _read_list(node, kind, state)
        case Section():
            _read_section(node, kind, state)
    state.vocabulary = state.tables.vocabulary = outer
    if marker.is_wrong:
        for entry in state.result.entries[before:]:
            if entry.kind == kind.name:
                entry.mistaken |= dict.fromkeys(kind.fields, block.start)


def _read_table(
    table: TableBlock, marker: Marker, kind: Kind, context: HeadingContext, state: DocumentState
) -> None:
    noted = frozenset(key for key, meaning in marker.columns.items() if not meaning)
    columns = _columns(table, kind, state.vocabulary, noted)
    if columns is None or (marker.is_wrong and not _is_named(table, kind, state.vocabulary)):
        reason = f"the column with the names of the {kind.name} entries is not known"
        state.result.unread.append(SkippedLines(table.start, table.end, reason, is_reported=marker.is_wrong))
        return
    if marker.is_wrong:  # what is wrong with the marker says enough of columns without a meaning
        noted = frozenset(key_of(plain_text(cell)) for cell in table.header.cells)
    columns = msgspec.structs.replace(columns, noted=noted)
    entries = state.tables.read(table, kind, columns, is_told=True).entries
    add_flags(entries, kind, *words_above(context))
    state.result.entries += entries


def _is_named(table: TableBlock, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a heading says which column has the names."""
    return NAME in vocabulary.columns(kind, table.header.cells)


def _columns(
    table: TableBlock, kind: Kind, vocabulary: Vocabulary, noted: Collection[str]
) -> ColumnMeanings | None:
    """Return the meanings of the columns; the first one that is not known is the name, if no other is.

    :param noted: the keys of the columns that the marker makes notes.
    """
    keys = [key_of(plain_text(cell)) for cell in table.header.cells]
    columns = columns_of(table, kind, vocabulary, named=True)
    if columns and keys[columns.name] not in noted:
        return columns
    meanings = vocabulary.columns(kind, table.header.cells)
    if NAME not in meanings:
        free = [
            at for at, meaning in enumerate(meanings) if meaning in ("", NUMBER) and keys[at] not in noted
        ]
        first = next(iter(free), None if keys[0] in noted else 0)
        if first is None:
            return None
        meanings[first] = NAME
    return ColumnMeanings(tuple(meanings), meanings.index(NAME))


def _read_list(block: ListBlock, kind: Kind, state: DocumentState) -> None:
    for item in block.items:
        found = read_item(item, kind, state.vocabulary, state.result)
        state.result.entries += found
        if not found and not is_none(item.source):
            reason = f"not a valid {kind.name}: this item does not begin with a name"
            state.result.skip(item.start, item.end, reason)


def _read_section(section: Section, kind: Kind, state: DocumentState) -> None:
    """Read a section whose heading names the kind, if entries are below it; else the heading is the entry."""
    context = HeadingContext(kind, is_nearest=True, is_exact=True, heading=section.title)
    if _holds_entries(section, kind, state):
        state.read_section(section, context)
        return
    state.result.entries.append(read_card(section, kind, state.tables))
    if section.after:
        state.read_section(Section(section.heading, section.after, section.children), context)


def _holds_entries(section: Section, kind: Kind, state: DocumentState) -> bool:
    vocabulary = state.vocabulary
    for block in section.blocks:
        if block.start in state.markers or is_directive(block):
            return True
        if isinstance(block, TableBlock) and columns_of(block, kind, vocabulary, named=True):
            return not EntrySigns(section, vocabulary).why(kind)
        if isinstance(block, ListBlock) and entry_items(block, kind, vocabulary, named=True):
            return True
    return any(
        child.start in state.markers
        or EntrySigns(child, vocabulary).why(kind)
        or _holds_entries(child, kind, state)
        for child in section.children
    )
