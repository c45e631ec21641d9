"""The directives of views: they note what is to be shown, and leave a place for it."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from sphinx_archdoc.catalogue.model import View
from sphinx_archdoc.ext.notes import current_page, note_problem
from sphinx_archdoc.ext.source import DirectiveText
from sphinx_archdoc.problems import Code, Location, Problem, did_you_mean, shorten
from sphinx_archdoc.schema.model import Field, FieldType, Kind, Layout
from sphinx_archdoc.schema.reading import Reader
from sphinx_archdoc.schema.values import split_values

TABLE = Kind(
    name="table",
    title="Table",
    argument="name",
    form="the name of a kind, or of several with commas",
    layout=Layout.CARD,
    fields={
        "columns": Field(name="columns", type=FieldType.LIST),
        "scope": Field(name="scope", type=FieldType.CHOICE, choices=("page", "tree", "project")),
        "caption": Field(name="caption", type=FieldType.TEXT),
    },
)
"""The options of ``archdoc:table``, in the form of the kinds table: one reader serves both."""


class view_node(nodes.General, nodes.Element):  # noqa: N801  (docutils nodes have lower-case names)
    """The place of a view (``view``) on the page ``docname``; filled before anything is written."""


class TableDirective(SphinxDirective):
    """``archdoc:table``: a table of all entries of some kinds."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = None  # see sphinx_archdoc.ext.source

    def run(self) -> list[Node]:
        """Note the view, and leave its place."""
        text = DirectiveText(self)
        reading = Reader(TABLE).read(text.written, text.where, text.place)
        note_problem(self.env, *reading.problems)
        values = reading.values
        columns = values.get("columns", ())
        kinds = self._kinds(reading.name, text)
        if not kinds:
            return []
        view = View(
            kinds=kinds,
            columns=tuple(str(name) for name in columns) if isinstance(columns, tuple) else (),
            scope=str(values.get("scope", "project")),
            caption=str(values.get("caption", "")),
            where=Location(text.where.source, reading.lines.get("columns", text.where.line)),
        )
        current_page(self.env).views.append(view)
        node = view_node(view=view, docname=self.env.docname)
        self.set_source_info(node)
        return [node]

    def _kinds(self, names: str, text: DirectiveText) -> tuple[str, ...]:
        """The kinds that are named, each once; those that nobody declared are problems."""
        known = self.env.domains["archdoc"].object_types
        kinds = []
        for name in split_values(names):
            if name in known:
                kinds.append(name)
            else:
                note_problem(
                    self.env,
                    Problem(
                        text.where,
                        Code.UNKNOWN_KIND,
                        f"there is no kind '{shorten(name)}'",
                        did_you_mean(name, known) or f"it must be one of {', '.join(known)}",
                    ),
                )
        return tuple(dict.fromkeys(kinds))
