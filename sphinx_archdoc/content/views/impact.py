"""``archdoc:impact``: the direct and indirect dependants of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from sphinx_archdoc.catalogue.edges import End, edge_index, end_of
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import ContentBlock, DiagramContent
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.columns import Column
from sphinx_archdoc.content.diagram import Diagram, DiagramBuilder
from sphinx_archdoc.content.impact import Affected, Impact, impact_of
from sphinx_archdoc.content.spans import LeftToRight, LineBreak, Link, Span, Text, joined
from sphinx_archdoc.content.table import Row, RowGroup, TableContent
from sphinx_archdoc.content.view import ComputedView, nothing
from sphinx_archdoc.content.view_options import TEXTS, ViewOptions, declare
from sphinx_archdoc.i18n import english
from sphinx_archdoc.schema.model import Field, FieldType, Kind

IMPACT_COLUMNS = (
    Column("affected", "Affected", 20),
    Column("through", "Through", 20),
    Column("owner", "Owner", 12),
    Column("focus", "Focus", 8),
    Column("degradation", "What happens", 40),
)

UNDESCRIBED = english("No degradation described")


class ImpactView(ComputedView, frozen=True, kw_only=True):
    """A table or diagram of the dependants of an entry."""

    name: str
    """A reference to the entry."""
    as_diagram: bool = False

    options: ClassVar[Kind] = declare(
        "impact",
        Field(name="as", type=FieldType.CHOICE, choices=("table", "diagram")),
        *TEXTS,
        argument="name",
        form="the name of an entry",
    )

    @classmethod
    def read(cls, options: ViewOptions) -> ImpactView | None:
        """Create the view, and note its reference to the entry; return None if the directive names none."""
        if not options.name:
            return None
        options.mention(options.name, options.where)
        return cls(
            **options.common,
            name=options.name,
            as_diagram=options.text("as") == "diagram",
        )

    def content(self, cells: Cells) -> Sequence[ContentBlock]:
        """Return a table of the dependants, nearest first, or a diagram of them."""
        impact, words = impact_of(self.name, cells.page, cells.graph), cells.words
        title = impact.entry.title if impact.entry else self.name
        if impact.is_ambiguous:
            return nothing(words("{name} may mean several entries.", name=title))
        if not impact.affected:
            return nothing(self.empty or words("Nothing depends on {name}.", name=title))
        label = words("What depends on {name}", name=title)
        if self.as_diagram:
            return [DiagramContent(impact_diagram(impact, cells.graph), label, self.caption)]
        return [impact_table(impact, cells, label, self.caption)]

    @property
    def is_drawn(self) -> bool:
        """True if the author chose ``:as: diagram``."""
        return self.as_diagram


VIEW = ImpactView


def impact_diagram(impact: Impact, graph: Graph) -> Diagram:
    """Return the diagram of a failing entry, its dependants and the edges between them; empty without any."""
    if impact.entry is None or not impact.affected:
        return Diagram()
    ends = [end_of(impact.entry)]
    ends += [End(affected.name, affected.link) for affected in impact.affected]
    keys = {end.key for end in ends}
    edges = edge_index(graph, of_tables=False, of_others=True).within(keys)
    return DiagramBuilder(graph, {impact.entry.key}).build(ends, edges)


def impact_table(impact: Impact, cells: Cells, label: str, caption: str) -> TableContent:
    """Return a table with a row for each dependent, nearest first."""
    columns = tuple(column for column in IMPACT_COLUMNS if column.key in impact.columns)
    return TableContent(
        columns,
        [RowGroup("", [Row(list(_cells(affected, columns, cells))) for affected in impact.affected])],
        label,
        caption,
        ("archdoc-impact",),
        main=len(columns) - 1,
        has_filter=True,
    )


def _cells(affected: Affected, columns: Sequence[Column], cells: Cells) -> Iterator[list[Span]]:
    described = joined((_description(entry, cells) for entry in affected.degradation), LineBreak())
    shown: dict[str, list[Span]] = {
        "affected": cells.links_to([affected.link]) if affected.link else [Text(affected.name)],
        "through": _path(affected, cells),
        "owner": [Text(affected.owner)],
        "focus": [Text(affected.focus)],
        "degradation": described or [Text(cells.words(UNDESCRIBED))],
    }
    return (shown[column.key] for column in columns)


def _path(affected: Affected, cells: Cells) -> list[Span]:
    """Return the steps of a path with arrows between them; those in the middle of a long one are counted."""
    path = affected.through
    steps: list[Text | Link] = [cells.link_to(link) for link in path.first]
    if path.left_out:
        steps.append(Text(cells.words("and {number} more", number=cells.words.number(path.left_out))))
    steps += [cells.link_to(link) for link in path.last]
    with_arrows = [part for step in steps for part in (Text(" → "), step)][1:]
    return [LeftToRight(tuple(with_arrows))] if with_arrows else []


def _description(entry: Entry, cells: Cells) -> list[Span]:
    """Return a link to a scenario, followed by its summary if it has one."""
    summary = cells.cell(entry, "summary", home=False)
    return joined([cells.name(entry, home=False), summary], Text(": "))
