"""The directives of several entries: a table, a list, or any other form recognised in plain Markdown."""

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
    remaining_code,
    yaml_parts,
)
from sphinx_archdoc.ext.directives.entry_nodes import EntryNodes
from sphinx_archdoc.ext.doctree.nodes import field_text
from sphinx_archdoc.ext.environment.store import note_problem, store_of
from sphinx_archdoc.markdown.document.blocks import Block, HeadingBlock
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry, RecognitionResult
from sphinx_archdoc.markdown.recognise.page import recognise_entries
from sphinx_archdoc.markdown.recognise.values.entry_values import read_found
from sphinx_archdoc.markdown.recognise.yaml_list import is_yaml_list, read_yaml_list
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.schema.model import Kind


class PluralDirective(WrittenDirective):
    """Base class of these directives; :func:`plural_directive_for` returns that of a kind."""

    kind: ClassVar[Kind]

    def run(self) -> list[Node]:
        """Add the entries to the page; return their descriptions and, in between, all other content."""
        self.text = DirectiveText(self)
        self.nodes = EntryNodes(self, self.text)
        first = self.text.locate(self.text.written.body_index)
        self.source, self.shift = first.source, first.line - 1
        body = self.text.written.body
        if not body.strip():
            note_problem(self.env, self._no_entries(self.text.where))
            return []
        parts, recognition = self._recognise(body)
        note_problem(self.env, *self._problems(parts, recognition))
        return list(self._nodes(parts, recognition))

    def _recognise(self, body: str) -> tuple[Sequence[ContentPart], RecognitionResult]:
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
        self.nodes.is_parsed_again = True
        self.shift = 0  # nodes have the lines of the file
        parts = [ParsedPart(node, self.text.where.line) for node in parsed]
        parsed_blocks = [part.block for part in parts if part.block]
        return parts, recognise_entries(parsed_blocks, self.kind, vocabulary, self.source)

    def _parse(self, text: str, line: int) -> list[Node]:
        return self.nodes.parse(text, line + self.shift, blocks=True)

    def _problems(self, parts: Sequence[ContentPart], recognition: RecognitionResult) -> Iterator[Problem]:
        """Yield the problems, with their lines in the file."""
        if self.text.written.options:
            where = self.text.locate(self.text.written.options[0].index)
            message = f"a directive for several {self.kind.plural.lower()} takes no options"
            yield Problem(where, Code.UNKNOWN_FIELD, message, "write the fields of each entry in the content")
        if self.text.written.name:
            message = f"a directive for several {self.kind.plural.lower()} takes no name"
            yield Problem(self.text.where, Code.WRONG_NAME, message, "name each entry in the content")
        reported = {problem.where.line for problem in recognition.problems} | blank_rows(parts)
        for problem in recognition.problems:
            where = problem.where.at(problem.where.line + self.shift)
            yield msgspec.structs.replace(problem, where=where)
        for unread in recognition.unread:
            if not (unread.is_reported or reported & set(range(unread.start, unread.end + 1))):
                where = Location(self.source, unread.start + self.shift)
                shown = "It is shown as it is" if unread.suggestion else "it is shown as it is"
                hint = f"{unread.suggestion} {shown}".strip()
                yield Problem(where, Code.NOT_ENTRIES, unread.reason, hint)
        if not recognition.entries and not recognition.problems and not recognition.unread:
            wrong = next(filter(None, (part.wrong_form() for part in parts)), None)
            if wrong is None:
                yield self._no_entries(self.text.where)
            else:
                where = Location(self.source, wrong.line + self.shift)
                yield Problem(where, Code.NOT_ENTRIES, wrong.message, f"{wrong.hint}; it is shown as it is")

    def _no_entries(self, where: Location) -> Problem:
        hint = f"write a table with a column '{self.kind.heading}', a list, or a YAML list"
        return Problem(
            where, Code.NOT_ENTRIES, f"there are no {self.kind.plural.lower()} in this directive", hint
        )

    def _nodes(self, parts: Sequence[ContentPart], recognition: RecognitionResult) -> Iterator[Node]:
        """Yield the descriptions of entries and all other content, in source order."""
        entry_lines = {line for entry in recognition.entries for line in (entry.line, *entry.all_lines())}
        entry_lines |= set(recognition.headings)
        unread = {line for found in recognition.unread for line in range(found.start, found.end + 1)}
        unread -= entry_lines | blank_rows(parts)
        pending = deque(sorted(recognition.entries, key=lambda entry: entry.line))
        for part in parts:
            block = part.block
            if block is None or not (self._is_heading_of_kind(block) or entry_lines & _range_of(block)):
                yield from part.all_nodes()
                continue
            while pending and pending[0].line <= block.end:
                yield self._entry(pending.popleft())
            yield from part.nodes_on(unread)
            yield from remaining_code(part, recognition)
        yield from map(self._entry, pending)

    def _is_heading_of_kind(self, block: Block) -> bool:
        return (
            isinstance(block, HeadingBlock)
            and store_of(self.env).vocabulary.kind_of_heading(block.text) is self.kind
        )

    def _entry(self, found: RecognisedEntry) -> Node:
        kind = store_of(self.env).kinds[found.kind]
        parsed = read_found(found, kind, sql_dialects(self.config), self.source, self.shift)
        note_problem(self.env, *parsed.problems)

        def content() -> list[Node]:
            notes = [
                node
                for note in found.notes
                for node in self.nodes.parse(note.text, note.line + self.shift, blocks=True)
            ]
            found_nodes = [*notes, *(self._entry(child) for child in found.children if child.filled)]
            return [field_text("", *found_nodes, field="")] if found_nodes else []

        return self.nodes.describe(kind, parsed, Location(self.source, found.line + self.shift), content)


def _range_of(block: Block) -> set[int]:
    return set(range(block.start, block.end + 1))


def plural_directive_for(kind: Kind) -> type[PluralDirective]:
    """Return the directive class of several entries of *kind*."""
    return type(f"{kind.name.title().replace('-', '')}PluralDirective", (PluralDirective,), {"kind": kind})
