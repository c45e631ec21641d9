"""Store the entries of one page of plain Markdown, and mark the nodes that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.config import sql_dialects
from sphinx_archdoc.ext.doctree.marks import TEXTS, TextMark
from sphinx_archdoc.ext.doctree.nodes import entry_mark
from sphinx_archdoc.ext.doctree.nodes_by_line import PageLines, leading_paragraph
from sphinx_archdoc.ext.environment.new_entry import NewEntry, note_entry
from sphinx_archdoc.ext.environment.source_lines import location
from sphinx_archdoc.ext.environment.store import note_problem, store_of
from sphinx_archdoc.ext.environment.translations import is_translated
from sphinx_archdoc.ext.transforms.translated_titles import note_title_part
from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, HeadingBlock, OpaqueBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.markers.without_effect import is_near_marker
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.page import recognise, recognise_marked
from sphinx_archdoc.markdown.recognise.values.entry_values import MissingFields, read_found
from sphinx_archdoc.parsing.simple_text import is_simple
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import FieldType, Kind

_SHOWN = (FieldType.TEXT, FieldType.REFS, FieldType.LINK)
"""Types of fields whose nodes are marked, to be shown on other pages or to become links."""


class RecognisedPage:
    """One file of plain Markdown on the page that is being read."""

    def __init__(self, document: nodes.document, env: BuildEnvironment, source: str) -> None:
        self.document = document
        self.env = env
        self.lines = PageLines(document, source)
        self.source = location(env, source, None).source
        self.store = store_of(env)
        self.kinds: KindsTable = self.store.kinds
        self.missing = MissingFields()

    def recognise(self, blocks: Iterable[Block], *, only_marked: bool = False) -> None:
        """Store all entries and problems of the file.

        :param only_marked: whether to read only the blocks that markers are about.
        """
        read = recognise_marked if only_marked else recognise
        recognition = read(list(self._shown(blocks)), self.store.vocabulary, self.source)
        note_problem(self.env, *recognition.problems)
        for found in recognition.entries:
            self._note(found, None)
        note_problem(self.env, *self.missing.problems(self.kinds))

    def _shown(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield all headings, and the blocks that are on the page: it can include a part of the file."""
        is_shown = False
        markers: list[Block] = []
        for block in blocks:
            if isinstance(block, OpaqueBlock) and is_near_marker(block):
                markers.append(block)  # comments leave no node with a line: see what follows
                continue
            # nodes of diagram directives have no line: assume that they are shown if the block before is
            is_shown = self.lines.holds(block.start, block.end) or (is_shown and isinstance(block, CodeBlock))
            if is_shown or isinstance(block, HeadingBlock):
                yield from markers if is_shown else ()
                yield block
            markers = []
        yield from markers if is_shown else ()

    def _note(self, found: RecognisedEntry, parent: Entry | None) -> None:
        kind = self.kinds[found.kind]
        parsed = read_found(found, kind, sql_dialects(self.env.config), self.source)
        note_problem(self.env, *self.missing.take(found, kind, parsed))
        where = Location(self.source, found.line)
        new = NewEntry(kind, parsed, where, parent, is_recognised=True)
        entry = note_entry(self.env, self.document, new)
        mark = entry_mark(ids=[entry.anchor], place=found.place.name, docname=entry.page)
        container, index = self.lines.insertion_point(found.place, found.line)
        while index < len(container) and isinstance(container[index], entry_mark):
            index += 1
        container.insert(index, mark)
        self.document.note_explicit_target(mark)
        self._mark_texts(found, kind, entry, mark)
        if kind.has_title and entry.name:
            note_title_part(self.env, mark, entry.title, self.lines.name_nodes(found.place, found.line))
        for child in found.children:
            if child.filled:
                self._note(child, entry)

    def _mark_texts(self, found: RecognisedEntry, kind: Kind, entry: Entry, place: entry_mark) -> None:
        """Mark the nodes of the page that hold texts of the entry.

        :param place: the mark of the entry, for texts that no other node holds.
        """
        for name, text in found.fields.items():
            is_text = kind.fields[name].type is FieldType.TEXT
            if is_text and self._is_known(entry, name):
                continue
            if kind.fields[name].type in _SHOWN and name in entry.values:
                self._mark(text, entry.anchor, name, place, is_text=is_text)
        for note in found.notes:
            self._mark(note, entry.anchor, "", place, is_text=True)
        for name in kind.name_fields:
            if kind.fields[name].type is FieldType.REFS and found.place is not EntrySource.BLOCK:
                head = leading_paragraph(self.lines.insertion_point(found.place, found.line)[0])
                mark = TextMark(entry.page, entry.anchor, name, is_text=False)
                head[TEXTS] = [*head.get(TEXTS, ()), mark]

    def _is_known(self, entry: Entry, field: str) -> bool:
        """Return whether the field's value is enough to show the text on other pages, without its nodes."""
        value = str(entry.values.get(field, ""))
        return is_simple(value, is_markdown=True) and not is_translated(self.env)

    def _mark(self, text: SourceText, anchor: str, field: str, place: entry_mark, *, is_text: bool) -> None:
        for span in text.spans:
            for node in [place] if span.words else self.lines.text_nodes(span):
                is_note = span.column >= 0 and not field
                mark = TextMark(
                    page=self.env.docname,
                    anchor=anchor,
                    field=field,
                    first=span.start - (node.line or span.start),
                    lines=span.end - span.start + 1,
                    after=span.after,
                    label=text.text.partition(":**")[0].strip("*") + ":" if is_note else "",
                    words=plain_text(span.words),
                    is_text=is_text,
                )
                node[TEXTS] = [*node.get(TEXTS, ()), mark]
