"""Fallback directive and role for undeclared kinds: report the problem, and show the source."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Node, system_message
from docutils.parsers.rst import Directive
from sphinx.util.docutils import SphinxRole

from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.ext.directives.directive_text import DirectiveText, WrittenDirective
from sphinx_archdoc.ext.environment.source_lines import line_of_text, lines_of, location
from sphinx_archdoc.ext.environment.store import note_problem
from sphinx_archdoc.problems import unknown_kind
from sphinx_archdoc.schema.loader import KindsTable


def unknown_kind_directive(name: str, kinds: KindsTable) -> type[Directive]:
    """Return a directive class that reports the unknown kind *name* and shows its source."""

    class UnknownKindDirective(WrittenDirective):
        def run(self) -> list[Node]:
            note_problem(self.env, unknown_kind(name, [*kinds, *VIEWS], DirectiveText(self).where))
            return [nodes.literal_block(self.block_text, self.block_text)]

    return UnknownKindDirective


class UnknownKindRole(SphinxRole):
    """Role that reports an unknown kind and shows its text."""

    def __init__(self, kind: str, kinds: KindsTable) -> None:
        super().__init__()
        self.kind = kind
        self.kinds = kinds

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Report the problem, and return the text as a literal."""
        where = location(self.env, *self.get_source_info())
        where = line_of_text(lines_of(self.env, where.source), where, self.text)
        note_problem(self.env, unknown_kind(self.kind, self.kinds, where))
        return [nodes.literal(self.rawtext, self.text)], []
