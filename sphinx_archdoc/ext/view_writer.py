"""What the views of a page show."""

from __future__ import annotations

from docutils import nodes

from sphinx_archdoc.catalogue.diagram import Diagram, diagram_of, impact_diagram
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.impact import impact_of
from sphinx_archdoc.catalogue.model import DiagramView, ImpactView, SummaryView, TableView, View
from sphinx_archdoc.catalogue.selection import select
from sphinx_archdoc.catalogue.summary import summary_of
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.cells import Cells
from sphinx_archdoc.render.diagram import DiagramWriter
from sphinx_archdoc.render.impact_table import impact_content
from sphinx_archdoc.render.output import Output
from sphinx_archdoc.render.rows import label_of, table_content
from sphinx_archdoc.render.summary import IndexLink, SummaryWriter


class ViewWriter:
    """Shows the views of the page *docname*."""

    def __init__(
        self, docname: str, cells: Cells, output: Output, diagrams: DiagramWriter, index: IndexLink
    ) -> None:
        self.docname = docname
        self.cells = cells
        self.output = output
        self.diagrams = diagrams
        self.index = index

    @property
    def words(self) -> Translator:
        """Says the words that are not the author's."""
        return self.cells.words

    @property
    def graph(self) -> Graph:
        """The references between all entries."""
        return self.cells.graph

    def show(self, view: View, name: str) -> list[nodes.Node]:
        """What a view asks for; *name* tells it from the other views of the page."""
        match view:
            case TableView():
                return self._table(view, name)
            case DiagramView():
                return self._diagram(view, name)
            case SummaryView():
                return self._summary(view, name)
            case ImpactView():
                return self._impact(view, name)

    def _table(self, view: TableView, name: str) -> list[nodes.Node]:
        table = select(view, self.docname, self.graph).table
        label = view.caption or self._label(view.kinds)
        if not table.entries:
            return _nothing(view.empty or self.words("{entries}: none.", entries=label))
        return self.output.table(table_content(table, self.cells, label, home=False), name)

    def _diagram(self, view: DiagramView, name: str) -> list[nodes.Node]:
        diagram = diagram_of(view, self.docname, self.graph)
        if view.root:
            label = self.words("Diagram of {name}", name=view.root)
        else:
            label = self.words("Diagram: {entries}", entries=self._label(view.selection.kinds))
        empty = view.selection.empty or self.words("{diagram}: nothing to draw.", diagram=label)
        return self._drawn(diagram, label, view.selection.caption, name, empty)

    def _impact(self, view: ImpactView, name: str) -> list[nodes.Node]:
        impact = impact_of(view, self.docname, self.graph)
        title = impact.entry.title if impact.entry else view.name
        empty = view.empty or self.words("Nothing is said to depend on {name}.", name=title)
        if impact.is_ambiguous:
            return _nothing(self.words("{name} may mean several entries.", name=title))
        if view.drawn:
            diagram = impact_diagram(impact, self.graph)
            label = self.words("What depends on {name}", name=title)
            return self._drawn(diagram, label, view.caption, name, empty)
        if not impact.affected:
            return _nothing(empty)
        return self.output.table(impact_content(impact, self.cells, title, view.caption), name)

    def _summary(self, view: SummaryView, name: str) -> list[nodes.Node]:
        summary = summary_of(view, self.docname, self.graph)
        selection = view.selection
        if not summary.tallies:
            return _nothing(selection.empty or self.words("There is nothing to count."))
        writer = SummaryWriter(self.docname, name, self.cells, self.output, self.index)
        return writer.show(summary, selection.caption)

    def _label(self, kinds: tuple[str, ...]) -> str:
        return label_of(self.graph.catalogue.kinds, kinds, self.words)

    def _drawn(self, diagram: Diagram, label: str, caption: str, name: str, empty: str) -> list[nodes.Node]:
        return self.diagrams.show(diagram, label, caption, name) if diagram.nodes else _nothing(empty)


def _nothing(words: str) -> list[nodes.Node]:
    return [nodes.paragraph("", words)]
