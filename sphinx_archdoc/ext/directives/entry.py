"""The directive of a kind."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes

from sphinx_archdoc.ext.config import sql_dialects
from sphinx_archdoc.ext.directives.directive_text import DirectiveText, WrittenDirective
from sphinx_archdoc.ext.directives.entry_nodes import EntryNodes
from sphinx_archdoc.ext.doctree.nodes import field_text
from sphinx_archdoc.ext.environment.store import note_problem
from sphinx_archdoc.parsing.entry import EntryParser, ParsedEntry
from sphinx_archdoc.parsing.simple_text import is_words
from sphinx_archdoc.schema.model import FieldType, Kind


class EntryDirective(WrittenDirective):
    """One entry of a kind. :func:`directive_for` makes the class for a kind."""

    kind: ClassVar[Kind]

    def run(self) -> list[Node]:
        """Note the entry, and return its description."""
        text = DirectiveText(self)
        reader = EntryParser(self.kind, sql_dialects(self.config))
        reading = reader.read(text.written, text.where, text.place)
        note_problem(self.env, *reading.problems)
        entry = EntryNodes(self, text)
        return [entry.describe(self.kind, reading, text.where, lambda: self._body(reading, text))]

    def _body(self, reading: ParsedEntry, text: DirectiveText) -> list[Node]:
        """The content, parsed: under the field that it fills, or under none where it only adds to them."""
        field = self.kind.fields.get(reading.body_field)
        entry = EntryNodes(self, text)
        if not text.written.body:
            return []
        if field and field.type is not FieldType.TEXT:
            return [
                field_text("", *entry.parse(prose, text.place(index).line, blocks=True), field="")
                for prose, index in reading.prose
            ]
        if field and not entry.needs_nodes(text.written.body):
            return []
        if is_words(text.written.body):
            content = entry.parse(text.written.body, text.place(text.written.body_index).line)
        else:
            content = entry.parse_blocks(text.body)
        return _parted(content, reading.body_field)


def _parted(content: list[Node], field: str) -> list[Node]:
    """The content as the text of a field; entries that stand behind all of its prose are none of it."""
    first = next((i for i, node in enumerate(content) if isinstance(node, addnodes.desc)), len(content))
    if field and all(isinstance(node, addnodes.desc | nodes.Invisible) for node in content[first:]):
        parts = [(content[:first], field), (content[first:], "")]
        return [field_text("", *part, field=name) for part, name in parts if part]
    return [field_text("", *content, field=field)]


def directive_for(kind: Kind) -> type[EntryDirective]:
    """The directive class of *kind*."""
    return type(f"{kind.name.title().replace('-', '')}Directive", (EntryDirective,), {"kind": kind})
