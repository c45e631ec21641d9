"""``archdoc:diagram``: a diagram of a selection of entries and the edges between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sphinx_archdoc.catalogue.edges import Key, edge_index, end_of
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.content.blocks import ContentBlock, DiagramContent
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.diagram import Diagram, DiagramBuilder
from sphinx_archdoc.content.selection import EntriesView, select
from sphinx_archdoc.content.table import label_of
from sphinx_archdoc.content.view import nothing
from sphinx_archdoc.content.view_options import SELECTION, TEXTS, ViewOptions, declare
from sphinx_archdoc.problems import Code, Problem
from sphinx_archdoc.schema.model import Field, FieldType, Kind


class DiagramView(EntriesView, frozen=True, kw_only=True):
    """A diagram of a selection of entries and the edges between them."""

    whole: bool = False
    """True if the view names no kind and has no filter; then every entry with a dependency is shown."""
    root: str = ""
    """A reference to the entry whose neighbourhood is drawn; empty to draw the selection."""
    depth: int = 1
    """The maximum distance from the root or the selection, in edges, in either direction."""
    direction: str = ""
    """The direction of the edges in Mermaid's words; empty to choose the narrower picture."""

    options: ClassVar[Kind] = declare(
        "diagram",
        Field(name="kind"),
        Field(name="group-by", type=FieldType.CODE),
        Field(name="fold", type=FieldType.LIST),
        Field(name="root"),
        Field(name="depth", type=FieldType.INTEGER),
        Field(name="direction", type=FieldType.CHOICE, choices=("LR", "TB", "RL", "BT", "TD")),
        *SELECTION,
        *TEXTS,
    )

    @classmethod
    def read(cls, options: ViewOptions) -> DiagramView:
        """Create the view, and note its reference to the root."""
        named = options.named_kinds()
        root = options.text("root")
        if root:
            options.mention(root, options.line_of("root"))
        kinds = named or tuple(kind.name for kind in options.kinds.values() if kind.cluster)
        selection = options.selection(kinds)
        return cls(
            **selection,
            whole=not named and selection["filter"] is None,
            fold=options.names("fold"),
            root=root,
            depth=_depth(options),
            direction=options.text("direction"),
        )

    def content(self, cells: Cells) -> Sequence[ContentBlock]:
        """Return the diagram, or a note if it has no nodes."""
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
        """True for every diagram."""
        return True


VIEW = DiagramView


def diagram_of(view: DiagramView, page: str, graph: Graph) -> Diagram:
    """Return the diagram of a view on *page*; it is empty if the root could not be resolved."""
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
    net = edge_index(graph, of_tables=any(tables), of_others=not all(tables))
    own = {end.key for end in chosen}
    if view.whole and not view.root:
        edges = net.on_or_at((name for name in catalogue.pages if view.covers(name, page)), own)
    else:
        edges = net.within(net.neighbourhood(own, view.depth))
    builder = DiagramBuilder(
        graph,
        marked,
        {kind.name for kind in kinds},
        selected.group_by,
        view.direction,
        selected.fold,
    )
    return builder.build(chosen, edges)


def _depth(options: ViewOptions) -> int:
    """Return the value of ``:depth:``, or 1 if it is missing or not valid."""
    depth = options.values.get("depth", 1)
    if isinstance(depth, int) and depth >= 0:
        return depth
    message = f"depth: '{depth}' is less than 0"
    options.problems.append(Problem(options.line_of("depth"), Code.WRONG_VALUE, message))
    return 1
