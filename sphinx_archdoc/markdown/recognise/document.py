"""Recognise the entries of a document that is filled in from the template, in any order and at any level."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    ItemList,
    MarkdownTable,
    Paragraph,
    ThematicBreak,
)
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.sections import Section, sections_of
from sphinx_archdoc.markdown.recognise.cards import CardReader, has_telling_label, is_card
from sphinx_archdoc.markdown.recognise.code_blocks import CodeReader
from sphinx_archdoc.markdown.recognise.columns import columns_of, kind_by_columns
from sphinx_archdoc.markdown.recognise.header import document_kind, is_directive, overview_of, read_document
from sphinx_archdoc.markdown.recognise.items import ItemReader, entry_items
from sphinx_archdoc.markdown.recognise.model import (
    EntrySource,
    RecognisedEntry,
    RecognitionResult,
    SkippedLines,
)
from sphinx_archdoc.markdown.recognise.placeholders import PlaceholderFilter
from sphinx_archdoc.markdown.recognise.tables import TableReader
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import SOURCES, Kind, Layout
from sphinx_archdoc.schema.values import is_none

_PIPES = re.compile(r"\s*\|.*\|.*\|")


class _Context(msgspec.Struct, frozen=True):
    """What the headings above a block say."""

    kind: Kind | None = None
    nearest: bool = False
    """Whether the nearest heading names the kind."""
    heading: str = ""
    """The nearest heading."""


def recognise(blocks: Sequence[Block], vocabulary: Vocabulary, source: str = "") -> RecognitionResult:
    """What is recognised in a document.

    :param source: how problems name its file.
    """
    return _Recogniser(blocks, vocabulary, source).run()


def recognise_entries(
    blocks: Sequence[Block], kind: Kind, vocabulary: Vocabulary, source: str
) -> RecognitionResult:
    """What is recognised in the content of a directive that holds entries of *kind*."""
    recogniser = _Recogniser(blocks, vocabulary, source)
    if kind.takes_name:
        recogniser.section(sections_of(blocks), _Context(kind, nearest=True))
    else:  # there is but one on a page, so all that is said is said of it
        card = CardReader(Section(blocks=list(blocks)), kind, vocabulary, recogniser.tables).read()
        recogniser.result.entries.append(card)
    return recogniser.finished()


class _Recogniser:
    def __init__(self, blocks: Sequence[Block], vocabulary: Vocabulary, source: str) -> None:
        self.blocks = blocks
        self.vocabulary = vocabulary
        self.result = RecognitionResult(source)
        self.tables = TableReader(vocabulary, self.result)
        self.document: RecognisedEntry | None = None
        self.groups: list[tuple[int, list[RecognisedEntry]]] = []
        """Lines of headings that say what all entries below them do."""
        self.codes = CodeReader(vocabulary, self.result)

    def run(self) -> RecognitionResult:
        self.document = read_document(self.blocks, self.vocabulary)
        if self.document:
            self.result.entries.append(self.document)
        self.section(sections_of(self.blocks), _Context())
        return self.finished()

    def finished(self) -> RecognitionResult:
        """The result, without what nobody filled in."""
        placeholders = PlaceholderFilter(self.blocks, self.vocabulary, self.result)
        placeholders.apply(_merged(self.result.entries), self.document)
        self.result.headings = [line for line, below in self.groups if all(entry.filled for entry in below)]
        return self.result

    def section(self, section: Section, context: _Context) -> None:
        """Recognise what stands below one heading."""
        for block in section.blocks:
            self._block(block, context, section)
        for child in section.children:
            self._child(child, context)

    def _child(self, child: Section, context: _Context) -> None:
        kind = self.vocabulary.kind_of_heading(child.title)
        loose = None if kind else self.vocabulary.kind_within_heading(child.title)
        card = self._card_kind(child, context)
        if card and not (kind and (child.children if kind is card else self._holds(child, kind))):
            self._read_card(child, card)
            if child.after:  # a line across the page ends the entry
                self.section(Section(child.heading, child.after, child.children), context)
        elif kind and kind.layout is Layout.HEADER and child.level > 1:  # a title has no overview below it
            self._overview(child)
        elif kind and kind.layout is Layout.HEADER:
            self.section(child, _Context(heading=child.title))
        elif kind:
            self.section(child, _Context(kind, nearest=True, heading=child.title))
        else:
            is_lone = context.nearest and not loose and child.blocks
            if context.kind and context.kind.layout is Layout.CARD and is_lone:
                self._without_labels(child, context.kind)
            self.section(child, _Context(loose or context.kind, heading=child.title))

    def _read_card(self, section: Section, kind: Kind) -> None:
        found = CardReader(section, kind, self.vocabulary, self.tables).read()
        body = kind.fields.get(kind.body)
        if body and body.type in SOURCES and body.name not in found.fields and found.notes:
            start = section.start
            reason = f"no {kind.name}: there is no {body.title} below this heading"
            self.result.unread.append(SkippedLines(start, start, reason))
        else:
            self.result.entries.append(found)

    def _card_kind(self, child: Section, context: _Context) -> Kind | None:
        """The kind that a heading is an entry of; none, if the section holds entries already."""
        if any(map(is_directive, child.blocks)):
            return None
        for kind in self.vocabulary.kinds.values():
            if kind.wording.telling and has_telling_label(child, kind, self.vocabulary):
                return kind
        above = context.kind
        if above is None or not above.takes_name:
            return None
        kinds = [*self.vocabulary.kinds_within(above), above]
        return next((kind for kind in kinds if is_card(child, kind, self.vocabulary)), None)

    def _holds(self, section: Section, kind: Kind) -> bool:
        """Whether a section has a table of entries of *kind*, whose heading it has, or directives of them."""
        return any(
            columns_of(block, kind, self.vocabulary, named=False) is not None
            if isinstance(block, MarkdownTable)
            else is_directive(block, kind)
            for block in section.blocks
        )

    def _overview(self, section: Section) -> None:
        """The overview of the document: the first text below a heading that says so, before all entries."""
        before = self.result.entries[:]
        self.section(section, _Context(heading=section.title))
        within = [start for entry in self.result.entries[len(before) :] for start, _ in entry.lines]
        kind = document_kind(self.vocabulary)
        text = overview_of(section, min(within, default=section.end + 1))
        if not kind or not kind.body or not text or before not in ([], [self.document]):
            return
        if any(is_directive(block, None if block.start < text.line else kind) for block in self.blocks):
            return
        if self.document is None:
            self.document = RecognisedEntry(kind=kind.name, name="", line=text.line, place=EntrySource.BLOCK)
            self.result.entries.insert(0, self.document)
        if kind.body not in self.document.fields:
            self.document.fields[kind.body] = text
            self.document.lines.append((text.spans[0].start, text.spans[0].end))

    def _without_labels(self, section: Section, kind: Kind) -> None:
        titles = [f.title for f in kind.fields.values() if f.required or f.column or f.group]
        body = kind.fields.get(kind.body)
        wanted = f"label such as {', '.join(titles[:3])}" if titles else body.title if body else "field"
        reason = f"no {kind.name}: below this heading is no {wanted}"
        start = section.start
        self.result.unread.append(SkippedLines(start, start, reason))

    def _block(self, block: Block, context: _Context, section: Section) -> None:
        match block:
            case MarkdownTable():
                self._table(block, context, section)
            case ItemList():
                self._list(block, context)
            case CodeBlock():
                self.codes.read(block, context.kind)
            case Paragraph():
                self._paragraph(block, context)

    def _table(self, table: MarkdownTable, context: _Context, section: Section) -> None:
        kind, columns = context.kind, None
        if kind and kind.takes_name:
            columns = columns_of(table, kind, self.vocabulary, named=context.nearest)
        if columns is None and (found := kind_by_columns(table, self.vocabulary)):
            kind, columns = found
        if kind is None or columns is None:
            headings = ", ".join(shorten(plain_text(cell), 30) for cell in table.header.cells)
            below = f" below '{shorten(plain_text(context.heading), 60)}'" if context.heading else ""
            reason = f"no section of the template has a table with these columns{below}: {headings}"
            self.result.unread.append(SkippedLines(table.start, table.end, reason))
            return
        heading, is_group = plain_text(context.heading), not context.nearest
        entries = self.tables.read(table, kind, columns, heading, is_group=is_group)
        said = is_group and section.level > 1 and _is_alone(table, section)
        if said and _say(entries, kind.group_by, heading):
            self.groups.append((section.start, entries))
        self.result.entries += entries

    def _list(self, block: ItemList, context: _Context) -> None:
        kind = context.kind
        if kind is None or not kind.takes_name:
            return
        entries = entry_items(block, kind, self.vocabulary, named=context.nearest)
        for item in block.items if entries else ():
            if is_none(item.source):
                continue
            found = ItemReader(item, kind, self.vocabulary).read() if item in entries else None
            if found:
                self.result.entries.append(found)
            else:
                reason = f"no {kind.name}: this item does not begin with a name"
                self.result.unread.append(SkippedLines(item.start, item.end, reason))

    def _paragraph(self, paragraph: Paragraph, context: _Context) -> None:
        """A paragraph that was meant to be a table."""
        lines = paragraph.text.split("\n")
        if context.kind and len(lines) > 1 and all(_PIPES.match(line) for line in lines[:2]):
            reason = "a table needs a line of dashes below its headings"
            self.result.unread.append(SkippedLines(paragraph.start, paragraph.end, reason))
            message = f"these lines look like a table of {context.kind.plural.lower()}, and are none"
            self.result.report(
                paragraph.start, ProblemCode.UNREADABLE_TABLE, message, f"{reason}, such as |---|---|"
            )


def _is_alone(table: MarkdownTable, section: Section) -> bool:
    """Whether a table is all that stands below a heading."""
    others = (
        block for block in section.blocks if block is not table and not isinstance(block, ThematicBreak)
    )
    return not section.children and next(others, None) is None


def _say(entries: Sequence[RecognisedEntry], field: str, heading: str) -> bool:
    """Whether all entries have a field that says what a heading does."""
    texts = [entry.fields[field].text for entry in entries if field in entry.fields]
    return bool(texts) and texts == [heading] * len(entries)


def _merged(entries: list[RecognisedEntry]) -> list[RecognisedEntry]:
    """The entries, of which what stands in a code block is added to the row that has the same name."""
    rows = {(entry.kind, entry.name): entry for entry in entries if entry.place is EntrySource.ROW}
    kept = []
    for entry in entries:
        row = rows.get((entry.kind, entry.name))
        if entry.place is EntrySource.BLOCK and row and not entry.fields.keys() & row.fields.keys():
            row.fields |= entry.fields
            row.lines += entry.lines
        else:
            kept.append(entry)
    return kept
