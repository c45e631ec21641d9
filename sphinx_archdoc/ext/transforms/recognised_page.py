"""The entries of one page of plain Markdown: noted, and marked where they stand in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_id

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.config import sql_dialects
from sphinx_archdoc.ext.directives.entry_nodes import note_entry
from sphinx_archdoc.ext.doctree.marks import TEXTS, TextMark
from sphinx_archdoc.ext.doctree.nodes import entry_mark
from sphinx_archdoc.ext.doctree.nodes_by_line import PageLines, first_words
from sphinx_archdoc.ext.environment.source_lines import location
from sphinx_archdoc.ext.environment.store import note_problem, store_of
from sphinx_archdoc.ext.environment.translations import is_translated
from sphinx_archdoc.ext.transforms.translated_titles import note_title_place
from sphinx_archdoc.markdown.document.blocks import Block
from sphinx_archdoc.markdown.document.blocks import CodeBlock as Code
from sphinx_archdoc.markdown.document.blocks import HeadingBlock as Heading
from sphinx_archdoc.markdown.document.blocks import MarkerBlock as Marker
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.source_text import SourceText as Text
from sphinx_archdoc.markdown.recognise.entry_values import read_found
from sphinx_archdoc.markdown.recognise.model import EntrySource as Place
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry as Found
from sphinx_archdoc.markdown.recognise.page import recognise, recognise_marked
from sphinx_archdoc.parsing.simple_text import is_simple
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import FieldType, Kind

_SHOWN = (FieldType.TEXT, FieldType.REFS, FieldType.LINK)
"""Types of fields whose nodes are of use: to be shown elsewhere, or to become links."""


class RecognisedPage:
    """One file of plain Markdown on the page that is being read."""

    def __init__(self, document: nodes.document, env: BuildEnvironment, source: str) -> None:
        self.document = document
        self.env = env
        self.lines = PageLines(document, source)
        self.source = location(env, source, None).source
        self.domain = store_of(env)
        self.kinds: KindsTable = self.domain.kinds

    def recognise(self, blocks: Iterable[Block], *, only_marked: bool = False) -> None:
        """Note all entries, and what is wrong.

        :param only_marked: whether to read nothing but what markers are about.
        """
        read = recognise_marked if only_marked else recognise
        recognition = read(list(self._shown(blocks)), self.domain.vocabulary, self.source)
        note_problem(self.env, *recognition.problems)
        for found in recognition.entries:
            self._note(found, None)

    def _shown(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """The blocks of the file that are on the page, and all headings: perhaps a part of it is included."""
        behind = False
        marker: Block | None = None
        for block in blocks:
            if isinstance(block, Marker):  # the parser leaves no node that says where a comment is from
                marker = block
                continue
            # directives that draw a diagram do not say where it is from
            behind = self.lines.holds(block.start, block.end) or (behind and isinstance(block, Code))
            if behind or isinstance(block, Heading):
                if marker is not None and behind:
                    yield marker
                yield block
            marker = None
        if marker is not None and behind:
            yield marker

    def _note(self, found: Found, parent: Entry | None) -> None:
        kind = self.kinds[found.kind]
        reading = read_found(found, kind, sql_dialects(self.env.config), self.source)
        note_problem(self.env, *reading.problems)
        if not kind.takes_name:
            reading.name = self.env.docname
        title = reading.name or self.domain.words(kind.title)
        anchor = make_id(self.env, self.document, f"archdoc-{kind.name}", reading.name or None)
        where = Location(self.source, found.line)
        entry = note_entry(self.env, kind, reading, title, anchor, where, parent, is_recognised=True)
        mark = entry_mark(ids=[anchor], place=found.place.name, docname=entry.page)
        around, index = self.lines.place(found.place, found.line)
        while index < len(around) and isinstance(around[index], entry_mark):
            index += 1
        around.insert(index, mark)
        self.document.note_explicit_target(mark)
        self._mark_texts(found, kind, entry, mark)
        if kind.has_title and entry.name:
            note_title_place(self.env, mark, entry.title, self.lines.heads(found.place, found.line))
        for child in found.children:
            if child.filled:
                self._note(child, entry)

    def _mark_texts(self, found: Found, kind: Kind, entry: Entry, place: entry_mark) -> None:
        """Say of the nodes of the page which texts of the entry they hold.

        :param place: where the entry stands; it holds what no other node does.
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
            if kind.fields[name].type is FieldType.REFS and found.place is not Place.BLOCK:
                head = first_words(self.lines.place(found.place, found.line)[0])
                mark = TextMark(entry.page, entry.anchor, name, is_text=False)
                head[TEXTS] = [*head.get(TEXTS, ()), mark]

    def _is_known(self, entry: Entry, field: str) -> bool:
        """Whether the value alone tells what is to be shown elsewhere."""
        value = str(entry.values.get(field, ""))
        return is_simple(value, is_markdown=True) and not is_translated(self.env)

    def _mark(self, text: Text, anchor: str, field: str, place: entry_mark, *, is_text: bool) -> None:
        for span in text.spans:
            for node in [place] if span.words else self.lines.texts(span):
                is_note = span.column >= 0 and not field
                mark = TextMark(
                    page=self.env.docname,
                    anchor=anchor,
                    field=field,
                    first=span.start - (node.line or span.start),
                    lines=span.end - span.start + 1,
                    behind=span.after,
                    label=text.text.partition(":**")[0].strip("*") + ":" if is_note else "",
                    words=plain_text(span.words),
                    is_text=is_text,
                )
                node[TEXTS] = [*node.get(TEXTS, ()), mark]
