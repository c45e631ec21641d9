"""``archdoc:diagram``: a picture of a selection of entries, with the edges between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sphinx_archdoc.catalogue.edges import Key, end_of, net_of
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.content.blocks import Block, DiagramContent
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.diagram import Diagram, Drawing
from sphinx_archdoc.content.selection import EntriesView, select
from sphinx_archdoc.content.table import label_of
from sphinx_archdoc.content.view import ComputedView, nothing
from sphinx_archdoc.content.view_options import SELECTION, TEXTS, ViewOptions, declare
from sphinx_archdoc.problems import Code, Problem
from sphinx_archdoc.schema.model import Field, FieldType, Kind


class DiagramView(ComputedView, EntriesView, frozen=True, kw_only=True):
    """A picture of a selection of entries and of the edges between them."""

    whole: bool = False
    """Whether no kind is named: then every entry with a dependency is shown."""
    root: str = ""
    """A reference to the entry whose neighbourhood is drawn; empty for no such limit."""
    depth: int = 1
    """Steps from the root, or from what is selected, in either direction."""
    direction: str = ""
    """Where the edges point, in Mermaid's words; empty for whatever makes the picture less wide."""

    options: ClassVar[Kind] = declare(
        "diagram",
        Field(name="kind"),
        Field(name="group-by", type=FieldType.CODE),
        Field(name="root"),
        Field(name="depth", type=FieldType.INTEGER),
        Field(name="direction", type=FieldType.CHOICE, choices=("LR", "TB", "RL", "BT", "TD")),
        *SELECTION,
        *TEXTS,
    )

    @classmethod
    def read(cls, options: ViewOptions) -> DiagramView:
        """Return the view, and note the entry that it begins with."""
        named = options.named_kinds()
        root = options.text("root")
        if root:
            options.mention(root, options.line_of("root"))
        kinds = named or tuple(kind.name for kind in options.kinds.values() if kind.cluster)
        selection = options.selection(kinds)
        return cls(
            **selection,  # type: ignore[arg-type]
            whole=not named and selection["filter"] is None,
            root=root,
            depth=_depth(options),
            direction=options.text("direction"),
        )

    def problems(self, page: str, graph: Graph) -> Sequence[Problem]:
        """Return the columns that no entry has."""
        return select(self, page, graph).problems

    def content(self, cells: Cells) -> Sequence[Block]:
        """Return the diagram."""
        words = cells.words
        if self.root:
            label = words("Diagram of {name}", name=self.root)
        else:
            kinds = label_of(cells.graph.catalogue.kinds, self.kinds, words)
            label = words("Diagram: {entries}", entries=kinds)
        diagram = diagram_of(self, cells.page, cells.graph)
        if not diagram.nodes:
            return nothing(self.empty or words("{diagram}: nothing to draw.", diagram=label))
        return [DiagramContent(diagram, label, self.caption)]

    @property
    def is_drawn(self) -> bool:
        """A diagram is a picture."""
        return True


VIEW = DiagramView


def diagram_of(view: DiagramView, page: str, graph: Graph) -> Diagram:
    """Return what a view on *page* shows."""
    catalogue = graph.catalogue
    selected = select(view, page, graph)
    chosen = [end_of(entry) for entry in selected.table.entries]
    kinds = [catalogue.kinds[name] for name in view.kinds]
    marked: set[Key] = set()
    if view.root:
        root = catalogue.find(view.root, (), page).entry
        if root is None:
            return Diagram()
        chosen, marked = [end_of(root)], {root.key}
        kinds += [catalogue.kind_of(root)] if view.whole else []
    tables = [any(field.type is FieldType.SQL for field in kind.fields.values()) for kind in kinds]
    net = net_of(graph, of_tables=any(tables), of_others=not all(tables))
    own = {end.key for end in chosen}
    if view.whole and not view.root:
        edges = net.on_or_at((name for name in catalogue.pages if view.covers(name, page)), own)
    else:
        edges = net.within(net.near(own, view.depth))
    drawing = Drawing(graph, marked, {kind.name for kind in kinds}, selected.group_by, view.direction)
    return drawing.draw(chosen, edges)


def _depth(options: ViewOptions) -> int:
    """Return how many steps from the root are drawn."""
    depth = options.values.get("depth", 1)
    if isinstance(depth, int) and depth >= 0:
        return depth
    message = f"depth: '{depth}' is less than 0"
    options.problems.append(Problem(options.line_of("depth"), Code.WRONG_VALUE, message))
    return 1
