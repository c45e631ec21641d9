"""The directives of views: parse the options, and return a placeholder node."""

from __future__ import annotations

from typing import ClassVar

from docutils.nodes import Node

from sphinx_archdoc.content.view import ComputedView
from sphinx_archdoc.content.view_options import ViewOptions
from sphinx_archdoc.ext.directives.directive_text import DirectiveText, WrittenDirective
from sphinx_archdoc.ext.doctree.nodes import view_node
from sphinx_archdoc.ext.environment.store import current_page, note_mention, note_problem, store_of
from sphinx_archdoc.parsing.entry import EntryParser
from sphinx_archdoc.problems import Code, Problem


class ViewDirective(WrittenDirective):
    """Base class of the directives of views; :func:`view_directive_for` returns that of a view."""

    view: ClassVar[type[ComputedView]]

    def run(self) -> list[Node]:
        """Note the view, the entries that it names and its problems; return its placeholder."""
        options = self._options()
        view = self.view.read(options)
        note_problem(self.env, *options.problems)
        for mention in options.mentions:
            note_mention(self.env, mention)
        if view is None:
            return []
        current_page(self.env).views.append(view)
        node = view_node(view=view, docname=self.env.docname)
        self.set_source_info(node)
        return [node]

    def _options(self) -> ViewOptions:
        text, declared = DirectiveText(self), self.view.options
        parsed = EntryParser(declared).read(text.written, text.where, text.locate)
        note_problem(self.env, *parsed.problems)
        is_reported = any(problem.code is Code.WRONG_OPTION for problem in parsed.problems)
        if text.written.body.strip() and not is_reported:
            message = f"archdoc:{declared.name} takes no content; sphinx-archdoc generates what it shows"
            where = text.locate(text.written.body_index)
            note_problem(self.env, Problem(where, Code.UNUSED_CONTENT, message))
        return ViewOptions(parsed.name, parsed.values, parsed.lines, text.where, store_of(self.env).kinds)


def view_directive_for(view: type[ComputedView]) -> type[ViewDirective]:
    """Return the directive class of *view*."""
    return type(f"{view.__name__}Directive", (ViewDirective,), {"view": view})
