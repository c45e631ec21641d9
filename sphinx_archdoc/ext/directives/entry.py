"""The directive of each kind: one entry."""

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
    """Base class of the directives of single entries; :func:`directive_for` returns that of a kind."""

    kind: ClassVar[Kind]

    def run(self) -> list[Node]:
        """Add the entry to the page, and return its description."""
        text = DirectiveText(self)
        where = text.where
        parser = EntryParser(self.kind, sql_dialects(self.config))
        parsed = parser.read(text.written, where, text.locate)
        note_problem(self.env, *parsed.problems)
        entry = EntryNodes(self, text)
        return [entry.describe(self.kind, parsed, where, lambda: self._body(parsed, text, entry))]

    def _body(self, parsed: ParsedEntry, text: DirectiveText, entry: EntryNodes) -> list[Node]:
        """Parse the content, and return it as the text of the field that it fills.

        Content that fills no field, and prose around code that fills one, is text without a field.
        """
        field = self.kind.fields.get(parsed.body_field)
        if not text.written.body:
            return []
        if field and field.type is not FieldType.TEXT:
            prose = [
                node
                for words, index in parsed.prose
                for node in entry.parse(words, text.locate(index).line, blocks=True)
            ]
            return [field_text("", *prose, field="")] if prose else []
        if field and not entry.needs_nodes(text.written.body):
            return []
        if is_words(text.written.body):
            content = entry.parse(text.written.body, text.locate(text.written.body_index).line)
        else:
            content = entry.parse_blocks(text.body)
        return _fields_of(content, parsed.body_field)


def _fields_of(content: list[Node], field: str) -> list[Node]:
    """Return *content* as the text of *field*; nested entries after all prose are not part of the field."""
    first = next((i for i, node in enumerate(content) if isinstance(node, addnodes.desc)), len(content))
    if field and all(isinstance(node, addnodes.desc | nodes.Invisible) for node in content[first:]):
        parts = [(content[:first], field), (content[first:], "")]
        return [field_text("", *part, field=name) for part, name in parts if part]
    return [field_text("", *content, field=field)]


def directive_for(kind: Kind) -> type[EntryDirective]:
    """Return the directive class of *kind*."""
    return type(f"{kind.name.title().replace('-', '')}Directive", (EntryDirective,), {"kind": kind})
