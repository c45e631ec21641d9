"""The directives that hold several entries at once: as a table, a list, or whatever the template has."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import ClassVar

import msgspec
from docutils.nodes import Node

from sphinx_archdoc.ext.config import sql_dialects
from sphinx_archdoc.ext.directives.directive_text import DirectiveText, WrittenDirective
from sphinx_archdoc.ext.directives.entries_content import (
    ContentPart,
    MarkdownPart,
    ParsedPart,
    blank_rows,
    rest_of_code,
    yaml_parts,
)
from sphinx_archdoc.ext.directives.entry_nodes import EntryNodes
from sphinx_archdoc.ext.doctree.nodes import field_text
from sphinx_archdoc.ext.environment.store import note_problem, store_of
from sphinx_archdoc.markdown.document.blocks import Block
from sphinx_archdoc.markdown.document.blocks import HeadingBlock as Heading
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.entry_values import read_found
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry as Found
from sphinx_archdoc.markdown.recognise.model import RecognitionResult as Recognition
from sphinx_archdoc.markdown.recognise.page import recognise_entries
from sphinx_archdoc.markdown.recognise.yaml_list import is_yaml_list, read_yaml_list
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.schema.model import Kind


class PluralDirective(WrittenDirective):
    """Several entries of a kind. :func:`plural_directive_for` makes the class for a kind."""

    kind: ClassVar[Kind]

    def run(self) -> list[Node]:
        """Note the entries, and return their descriptions, and between them what is none."""
        self.text = DirectiveText(self)
        self.nodes = EntryNodes(self, self.text)
        first = self.text.place(self.text.written.body_index)
        self.source, self.shift = first.source, first.line - 1
        body = self.text.written.body
        if not body.strip():
            note_problem(self.env, self._none(self.text.where))
            return []
        parts, recognition = self._recognise(body)
        note_problem(self.env, *self._problems(parts, recognition))
        return list(self._show(parts, recognition))

    def _recognise(self, body: str) -> tuple[Sequence[ContentPart], Recognition]:
        vocabulary = store_of(self.env).vocabulary
        if is_yaml_list(body):
            recognition = read_yaml_list(body, self.kind, vocabulary, self.source)
            return yaml_parts(body, recognition), recognition
        parts: Sequence[ContentPart]
        if not self.text.is_rst:
            blocks = read_blocks(body)
            recognition = recognise_entries(blocks, self.kind, vocabulary, self.source)
            if recognition.entries or recognition.unread or recognition.problems:
                return [MarkdownPart(block, self._parse) for block in blocks], recognition
        parsed = self.nodes.parse_blocks(self.text.body)
        self.shift = 0  # nodes know the lines of the file
        parts = [ParsedPart(node, self.text.where.line) for node in parsed]
        parsed_blocks = [part.block for part in parts if part.block]
        return parts, recognise_entries(parsed_blocks, self.kind, vocabulary, self.source)

    def _parse(self, text: str, line: int) -> list[Node]:
        return self.nodes.parse(text, line + self.shift, blocks=True)

    def _problems(self, parts: Sequence[ContentPart], recognition: Recognition) -> Iterator[Problem]:
        """What is wrong, in the lines of the file."""
        if self.text.written.options:
            where = self.text.place(self.text.written.options[0].index)
            message = f"the directive of several {self.kind.plural.lower()} takes no options"
            yield Problem(where, Code.UNKNOWN_FIELD, message, "give them to each entry")
        if self.text.written.name:
            message = f"the directive of several {self.kind.plural.lower()} takes no name"
            yield Problem(self.text.where, Code.WRONG_NAME, message, "give each entry its own below it")
        told = {problem.where.line for problem in recognition.problems} | blank_rows(parts)
        for problem in recognition.problems:
            place = Location(problem.where.source, problem.where.line + self.shift)
            yield msgspec.structs.replace(problem, where=place)
        for unread in recognition.unread:
            if not told & set(range(unread.start, unread.end + 1)):
                where = Location(self.source, unread.start + self.shift)
                yield Problem(where, Code.NOT_ENTRIES, unread.reason, "it is shown as it is")
        if not recognition.entries and not recognition.problems and not recognition.unread:
            yield self._none(self.text.where)

    def _none(self, where: Location) -> Problem:
        hint = f"write a table with a column '{self.kind.heading}', a list, or a list in YAML"
        return Problem(
            where, Code.NOT_ENTRIES, f"there are no {self.kind.plural.lower()} in this directive", hint
        )

    def _show(self, parts: Sequence[ContentPart], recognition: Recognition) -> Iterator[Node]:
        """Entries and what is none, in the order in which they are written."""
        taken = {line for entry in recognition.entries for line in (entry.line, *entry.all_lines())}
        taken |= set(recognition.headings)
        unread = {line for found in recognition.unread for line in range(found.start, found.end + 1)}
        unread -= taken | blank_rows(parts)
        waiting = deque(sorted(recognition.entries, key=lambda entry: entry.line))
        for part in parts:
            block = part.block
            if block is None or not (self._says_the_kind(block) or taken & _range_of(block)):
                yield from part.whole()
                continue
            while waiting and waiting[0].line <= block.end:
                yield self._entry(waiting.popleft())
            yield from part.rest(unread)
            yield from rest_of_code(part, recognition)
        yield from map(self._entry, waiting)

    def _says_the_kind(self, block: Block) -> bool:
        return (
            isinstance(block, Heading)
            and store_of(self.env).vocabulary.kind_of_heading(block.text) is self.kind
        )

    def _entry(self, found: Found) -> Node:
        kind = store_of(self.env).kinds[found.kind]
        reading = read_found(found, kind, sql_dialects(self.config), self.source, self.shift)
        note_problem(self.env, *reading.problems)

        def within() -> list[Node]:
            notes = [
                node
                for note in found.notes
                for node in self.nodes.parse(note.text, note.line + self.shift, blocks=True)
            ]
            content = [*notes, *(self._entry(child) for child in found.children if child.filled)]
            return [field_text("", *content, field="")] if content else []

        return self.nodes.describe(kind, reading, Location(self.source, found.line + self.shift), within)


def _range_of(block: Block) -> set[int]:
    return set(range(block.start, block.end + 1))


def plural_directive_for(kind: Kind) -> type[PluralDirective]:
    """The directive class of several entries of *kind*."""
    return type(f"{kind.name.title().replace('-', '')}PluralDirective", (PluralDirective,), {"kind": kind})
