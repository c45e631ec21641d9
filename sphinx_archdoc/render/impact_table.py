"""The table of what breaks: who, on which way, whose it is, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.catalogue.impact import Affected, Impact
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue.table import Column
from sphinx_archdoc.i18n import english
from sphinx_archdoc.render.cells import Cells
from sphinx_archdoc.render.rows import Row, RowGroup, TableContent
from sphinx_archdoc.render.spans import Break, Span, Text, Way, joined

_COLUMNS = (
    Column("affected", "Affected", 20),
    Column("through", "Through", 20),
    Column("owner", "Owner", 12),
    Column("focus", "Focus", 8),
    Column("degradation", "What happens", 40),
)

UNDESCRIBED = english("No degradation described")


def impact_content(impact: Impact, cells: Cells, name: str, caption: str) -> TableContent:
    """The rows of everybody who is affected, nearest first."""
    columns = tuple(column for column in _COLUMNS if column.key in impact.columns)
    rows = [Row(_cells(affected, columns, cells)) for affected in impact.affected]
    return TableContent(
        columns,
        [RowGroup("", rows)],
        cells.words("What depends on {name}", name=name),
        caption,
        ("archdoc-impact",),
        main=len(columns) - 1,
    )


def _cells(affected: Affected, columns: Sequence[Column], cells: Cells) -> list[list[Span]]:
    said = joined((_said(entry, cells) for entry in affected.degradation), Break())
    shown: dict[str, list[Span]] = {
        "affected": cells.links([affected.link]) if affected.link else [Text(affected.name)],
        "through": _way(affected, cells),
        "owner": [Text(affected.owner)],
        "focus": [Text(affected.focus)],
        "degradation": said or [Text(cells.words(UNDESCRIBED))],
    }
    return [shown[column.key] for column in columns]


def _way(affected: Affected, cells: Cells) -> list[Span]:
    links = [cells.link_to(link) for link in affected.through]
    steps = [step for link in links for step in (Text(" → "), link)][1:]
    return [Way(tuple(steps))] if steps else []


def _said(entry: Entry, cells: Cells) -> list[Span]:
    """A link to an entry that describes the failure, and what it says, if its kind has words for that."""
    words = cells.cell(entry, "summary", home=False)
    return joined([cells.name(entry, home=False), words], Text(": "))
