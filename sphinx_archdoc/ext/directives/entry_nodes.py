"""Note an entry in the environment, and leave its texts in the document.

What readers see is made when the page is written, because only then all other pages are known
(:mod:`sphinx_archdoc.ext.post_transforms.show_entries`). Until then an entry is an object description as in
any Sphinx domain, so that the table of contents, translations and other extensions can handle it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

import msgspec
from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.directives.directive_text import Body, DirectiveText, without_directives
from sphinx_archdoc.ext.doctree.nodes import entry_title, field_text
from sphinx_archdoc.ext.doctree.object_description import anchored, body_of, new_description
from sphinx_archdoc.ext.environment.store import current_page, note_problem, store_of
from sphinx_archdoc.ext.environment.translations import is_translated
from sphinx_archdoc.parsing.entry import ParsedEntry
from sphinx_archdoc.parsing.simple_text import is_simple, is_words
from sphinx_archdoc.parsing.values import Ref
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.schema.model import FieldType, Kind

_AROUND = "archdoc:around"
"""Key, in Sphinx's reference context, of the entries around the one that is read."""

_NO_LINE = "Transition only valid as child of <document> or <section>."
"""What docutils says of such a line from 0.23 on."""

_DEEPEST = 20
"""Entries that may stand in each other."""

_BLOCKS = re.compile(r"\n|^(?:[-*+]|\d+[.)])\s")
"""Text that may be more than a paragraph: several lines, or an item of a list."""


class _Around(msgspec.Struct):
    """An entry whose content is being read."""

    entry: Entry
    within: list[Location] = []
    """Where entries begin in its content."""


class EntryNodes:
    """Makes the nodes of the entries that a directive holds.

    :param directive: the directive.
    :param text: what it says.
    """

    def __init__(self, directive: SphinxDirective, text: DirectiveText) -> None:
        self.directive = directive
        self.env = directive.env
        self.text = text
        self.is_translated = is_translated(directive.env)

    def describe(
        self, kind: Kind, reading: ParsedEntry, where: Location, content: Callable[[], list[Node]]
    ) -> addnodes.desc:
        """Note an entry, and return its description.

        :param content: makes what stands within the entry, perhaps with other entries.
        """
        if not kind.takes_name:
            reading.name = self.env.docname
        title = reading.name or store_of(self.env).words(kind.title)
        anchor = make_id(
            self.env, self.directive.state.document, f"archdoc-{kind.name}", reading.name or None
        )
        description = new_description(kind, title, anchor, self.env.docname)
        for node in (description, anchored(description)):
            self.directive.set_source_info(node)
        self.directive.state.document.note_explicit_target(anchored(description))
        inner = body_of(description)
        around = _around(self.env)
        if around:
            around[-1].within.append(where)
        entry = note_entry(
            self.env, kind, reading, title, anchor, where, around[-1].entry if around else None
        )
        if kind.has_title and reading.name and self.is_translated:
            inner += self._title(title)
        inner += self._texts(kind, reading)
        inner += self._within(entry, reading, content)
        self._drop_lines_at_the_ends(inner)
        return description

    def _drop_lines_at_the_ends(self, inner: nodes.Element) -> None:
        """Leave out lines across the page with which a text begins or ends.

        Docutils before 0.22 stops at the one, with a failed assertion, and moves the other out of the entry.
        """
        lines = list(inner.findall(nodes.transition))
        for line in [*lines, *reversed(lines)]:  # once more from the end, for several in a row
            around = line.parent.children
            if line in around[:1] + around[-1:]:
                line.parent.remove(line)
                self.directive.state.document.reporter.warning(_NO_LINE, base_node=line)

    def _within(self, entry: Entry, reading: ParsedEntry, content: Callable[[], list[Node]]) -> list[Node]:
        """What stands within the entry, read while this is known to be around it."""
        around = _around(self.env)
        if len(around) >= _DEEPEST and self.text.written.body:
            message = f"entries stand in each other more than {_DEEPEST} deep"
            note_problem(self.env, Problem(entry.where, Code.TOO_DEEP, message))
            return [nodes.literal_block(self.text.written.body, self.text.written.body)]
        around.append(_Around(entry))
        try:
            return content()
        finally:
            self._forget_nested(around.pop(), reading)

    def _forget_nested(self, done: _Around, reading: ParsedEntry) -> None:
        """Leave the text of the entries within out of the text of the entry."""
        field, written = reading.body_field, self.text.written
        if not field or not done.within:
            return
        first = self.text.place(written.body_index)
        starts = [place.line - first.line for place in done.within if place.source == first.source]
        text = without_directives(written.body, starts).strip()
        values = {**done.entry.values, field: text}
        if not text:
            del values[field]
        entries = current_page(self.env).entries
        entries[entries.index(done.entry)] = msgspec.structs.replace(done.entry, values=values)

    def _title(self, title: str) -> entry_title:
        """The title, for translators."""
        node = entry_title(text=title)
        self.directive.set_source_info(node)
        return node

    def _texts(self, kind: Kind, reading: ParsedEntry) -> list[field_text]:
        """The prose of the options, parsed."""
        return [
            field_text("", *self.parse(str(reading.values[name]), reading.lines[name]), field=name)
            for name, field in kind.fields.items()
            if field.type is FieldType.TEXT and name in reading.values and name != reading.body_field
            if self.needs_nodes(str(reading.values[name]))
        ]

    def needs_nodes(self, text: str) -> bool:
        """Whether a text must stand in nodes, to be parsed or translated; else its words are enough."""
        return self.is_translated or not is_simple(text, is_markdown=not self.text.is_rst)

    def parse(self, text: str, line: int, *, blocks: bool = False) -> list[Node]:
        """A text that stands at *line*, as a paragraph, or as blocks where it has several."""
        if blocks or _BLOCKS.search(text):
            return self.parse_blocks(self.text.lines(text, line))
        paragraph = nodes.paragraph(text, "")
        paragraph.source, paragraph.line = self.directive.state_machine.get_source_and_line(line)
        if is_words(text):
            paragraph += nodes.Text(text)
            return [paragraph]
        first = line if self.text.is_rst else line - 1  # MyST counts from 0
        inline, messages = self.directive.state.inline_text(text, first)
        paragraph += inline
        return [paragraph, *messages]

    def parse_blocks(self, body: Body) -> list[Node]:
        """A text of several blocks."""
        parent = nodes.Element()
        parent.document = self.directive.state.document
        self.directive.state.nested_parse(body.lines, body.offset, parent)
        return parent.children


def note_entry(
    env: BuildEnvironment,
    kind: Kind,
    reading: ParsedEntry,
    title: str,
    anchor: str,
    where: Location,
    parent: Entry | None,
    *,
    is_recognised: bool = False,
) -> Entry:
    """Note an entry on the page that is being read.

    :param parent: the entry around it, which a field of it may mean without saying so.
    :param is_recognised: whether it stands in plain Markdown.
    """
    if parent and parent.name:
        implied = Ref(f"{parent.kind}:{parent.name}")
        for field in kind.fields.values():
            if field.implied and parent.kind in field.targets:
                reading.values.setdefault(field.name, (implied,))
    entry = Entry(
        kind=kind.name,
        name=reading.name,
        title=title,
        page=env.docname,
        anchor=anchor,
        where=where,
        values=reading.values,
        lines=reading.lines,
        shapes=reading.shapes,
        parent=parent.anchor if parent else "",
        is_recognised=is_recognised,
    )
    current_page(env).entries.append(entry)
    return entry


def _around(env: BuildEnvironment) -> list[_Around]:
    """The entries whose content is being read, outermost first."""
    return cast("list[_Around]", env.ref_context.setdefault(_AROUND, []))
