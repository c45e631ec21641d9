"""Add an entry to the environment, and return nodes with its texts for the document.

:mod:`sphinx_archdoc.ext.post_transforms.show_entries` renders these nodes when the page is written, because
all other pages have been read by then. Until then, an entry is an object description as in any Sphinx domain,
so that the table of contents, translations and other extensions can handle it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import cast

import msgspec
from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.directives.directive_text import Body, DirectiveText, without_directives
from sphinx_archdoc.ext.doctree.nodes import entry_title, field_text
from sphinx_archdoc.ext.doctree.object_description import anchored, body_of, new_description
from sphinx_archdoc.ext.environment.new_entry import NewEntry, note_entry
from sphinx_archdoc.ext.environment.store import current_page, note_problem
from sphinx_archdoc.ext.environment.translations import is_translated
from sphinx_archdoc.parsing.entry import ParsedEntry
from sphinx_archdoc.parsing.simple_text import is_simple, is_words
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.schema.model import FieldType, Kind

_OPEN_ENTRIES = "archdoc:open-entries"
"""Key in ``env.ref_context`` of the entries whose content is being parsed."""

_MISPLACED_TRANSITION = "Transition only valid as child of <document> or <section>."
"""The message of docutils 0.23 for a transition in any other node.

``test_docutils_says_in_these_words_that_a_line_is_in_the_wrong_place`` fails when docutils rewords it.
"""

_MAX_DEPTH = 20
"""How many entries can be nested in each other."""

_SEVERAL_BLOCKS = re.compile(r"\n|^(?:[-*+]|\d+[.)])\s")
"""Matches text that can be more than a paragraph: several lines, or a list item."""


class _OpenEntry(msgspec.Struct):
    """An entry whose content is being parsed."""

    entry: Entry
    nested: list[Location] = []
    """Where the directives of the entries in its content begin."""


class EntryNodes:
    """Builder of the nodes of the entries in one directive.

    :param directive: the directive that is running.
    :param text: the source of this directive.
    """

    def __init__(self, directive: SphinxDirective, text: DirectiveText) -> None:
        self.directive = directive
        self.env = directive.env
        self.text = text
        self.is_translated = is_translated(directive.env)
        self.is_parsed_again = False
        """Whether all texts were parsed before, so that their mistakes are reported already."""

    def describe(
        self, kind: Kind, parsed: ParsedEntry, where: Location, content: Callable[[], list[Node]]
    ) -> addnodes.desc:
        """Add an entry to the page, and return its description.

        :param where: the location of the entry.
        :param content: returns the nodes of the entry's content; it can describe nested entries.
        """
        document = self.directive.state.document
        open_entries = _open_entries(self.env)
        parent = open_entries[-1] if open_entries else None
        if parent:
            parent.nested.append(where)
        entry = note_entry(
            self.env, document, NewEntry(kind, parsed, where, parent.entry if parent else None)
        )
        description = new_description(kind, entry.title, entry.anchor, self.env.docname)
        named = anchored(description)
        for node in (description, named):
            self.directive.set_source_info(node)
        document.note_explicit_target(named)
        body = body_of(description)
        if kind.has_title and entry.name and self.is_translated:
            body += self._title(entry.title)
        body += self._texts(kind, parsed)
        body += self._content(entry, parsed, content)
        self._drop_outer_transitions(body)
        return description

    def _drop_outer_transitions(self, body: nodes.Element) -> None:
        """Remove transitions (horizontal rules) at the start and the end of a text, with a warning.

        Docutils before 0.22 fails with an ``AssertionError`` on a transition at the start, and moves one at
        the end out of the entry (https://github.com/sphinx-doc/sphinx/issues/13473). This can go when we no
        longer support these versions; ``tests/ext/test_lines_across.py`` has the cases.
        """
        transitions = list(body.findall(nodes.transition))
        for node in [*transitions, *reversed(transitions)]:  # also backwards, for several in a row
            siblings = node.parent.children
            if node in siblings[:1] + siblings[-1:]:
                node.parent.remove(node)
                self.directive.state.document.reporter.warning(_MISPLACED_TRANSITION, base_node=node)

    def _content(self, entry: Entry, parsed: ParsedEntry, content: Callable[[], list[Node]]) -> list[Node]:
        """Parse the content with *entry* as the parent of the entries in it, and return its nodes."""
        open_entries = _open_entries(self.env)
        if len(open_entries) >= _MAX_DEPTH and self.text.written.body:
            message = f"entries are nested more than {_MAX_DEPTH} deep"
            note_problem(self.env, Problem(entry.where, Code.TOO_DEEP, message))
            return [nodes.literal_block(self.text.written.body, self.text.written.body)]
        open_entries.append(_OpenEntry(entry))
        try:
            return content()
        finally:
            self._cut_nested(open_entries.pop(), parsed)

    def _cut_nested(self, done: _OpenEntry, parsed: ParsedEntry) -> None:
        """Cut the source of nested entries out of the text of their parent."""
        field, written = parsed.body_field, self.text.written
        if not field or not done.nested:
            return
        first = self.text.locate(written.body_index)
        starts = [where.line - first.line for where in done.nested if where.source == first.source]
        text = without_directives(written.body, starts).strip()
        values = {**done.entry.values, field: text}
        if not text:
            del values[field]
        entries = current_page(self.env).entries
        entries[entries.index(done.entry)] = msgspec.structs.replace(done.entry, values=values)

    def _title(self, title: str) -> entry_title:
        """Return a node that lets Sphinx extract the title for translators."""
        node = entry_title(text=title)
        self.directive.set_source_info(node)
        return node

    def _texts(self, kind: Kind, parsed: ParsedEntry) -> list[field_text]:
        """Return the texts that are given as options and need nodes, parsed."""
        return [
            field_text("", *self.parse(str(parsed.values[name]), parsed.lines[name]), field=name)
            for name, field in kind.fields.items()
            if field.type is FieldType.TEXT and name in parsed.values and name != parsed.body_field
            if self.needs_nodes(str(parsed.values[name]))
        ]

    def needs_nodes(self, text: str) -> bool:
        """Return whether *text* must be parsed or translated; otherwise the value of its field is enough."""
        return self.is_translated or not is_simple(text, is_markdown=not self.text.is_rst)

    def parse(self, text: str, line: int, *, blocks: bool = False) -> list[Node]:
        """Parse a text, and return its nodes: one paragraph if its form allows no more.

        :param line: the line of the file that the text begins on, from 1.
        :param blocks: parse several blocks, whatever the form of the text.
        """
        with logging.suppress_logging() if self.is_parsed_again else nullcontext():
            return self._parse(text, line, blocks=blocks)

    def _parse(self, text: str, line: int, *, blocks: bool) -> list[Node]:
        if blocks or _SEVERAL_BLOCKS.search(text):
            return self.parse_blocks(self.text.body_at(text, line))
        paragraph = nodes.paragraph(text, "")
        paragraph.source, paragraph.line = self.directive.state_machine.get_source_and_line(line)
        if is_words(text):
            paragraph += nodes.Text(text)
            return [paragraph]
        # MyST 5.2 counts the lines of inline text from 0, and docutils from 1;
        # test_markdown_counts_the_lines_of_inline_text_from_0 fails when this can go
        first = line if self.text.is_rst else line - 1
        inline, messages = self.directive.state.inline_text(text, first)
        paragraph += inline
        return [paragraph, *messages]

    def parse_blocks(self, body: Body) -> list[Node]:
        """Parse a text of several blocks, and return its nodes."""
        parent = nodes.Element()
        parent.document = self.directive.state.document
        self.directive.state.nested_parse(body.lines, body.offset, parent)
        for heading in parent.findall(nodes.rubric):  # MyST makes rubrics of headings within directives
            name = f"archdoc-heading-{heading.get('level', '')}"
            if "level" in heading and name not in heading["classes"]:
                heading["classes"].append(name)
        return parent.children


def _open_entries(env: BuildEnvironment) -> list[_OpenEntry]:
    """Return the entries whose content is being parsed, outermost first."""
    return cast("list[_OpenEntry]", env.ref_context.setdefault(_OPEN_ENTRIES, []))
