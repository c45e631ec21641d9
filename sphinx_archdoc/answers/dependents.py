"""List who is affected if an entry is down, or what it needs."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sphinx_archdoc.answers.answer import AnswerRecord
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.catalogue_file.recording import id_of
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.content.impact import Affected, Impact, impact_of_entry


class AffectedItem(AnswerRecord, frozen=True, kw_only=True):
    """An entry or page that is affected, or that is needed."""

    catalogue: str
    id: str
    """``page#anchor``, or the name of a page; empty if the catalogue does not hold it."""
    key: str
    """The reference that finds it; its name, if the catalogue does not hold it."""
    kind: str
    title: str
    page: str
    address: str
    distance: int
    """Number of dependencies between, with this one; 1 for a direct dependent."""
    through: tuple[str, ...]
    """Keys of what is between, nearest to the failing entry first; of a long way, the middle is left out."""
    left_out: int
    """Number of steps that are left out of ``through``."""
    owner: str
    focus: str
    degradation: tuple[str, ...]
    """What happens then: the title of each scenario, and its summary."""


def impact_in(loaded: LoadedCatalogue, entry: Entry, *, depth: int | None, reverse: bool) -> Impact:
    """Return who is affected if an entry is down.

    :param depth: the greatest distance; None for any.
    :param reverse: return what the entry needs instead.
    """
    deepest = math.inf if depth is None else depth
    return impact_of_entry(entry, loaded.graph, deepest=deepest, reverse=reverse)


def affected_items(impact: Impact, loaded: LoadedCatalogue) -> list[AffectedItem]:
    """Return the affected for programs, nearest first."""
    return [_item(affected, loaded) for affected in impact.affected]


def _item(affected: Affected, loaded: LoadedCatalogue) -> AffectedItem:
    link, path = affected.link, affected.through
    entry = link.entry if link else None
    return AffectedItem(
        catalogue=loaded.name,
        id=id_of(link.key) if link else "",
        key=loaded.key_of_link(link) if link else affected.name,
        kind=entry.kind if entry else "",
        title=affected.name,
        page=link.page if link else "",
        address=loaded.address_of(link.page, entry.anchor if entry else "") if link else "",
        distance=path.length + 1,
        through=tuple(loaded.key_of_link(step) for step in (*path.first, *path.last)),
        left_out=path.left_out,
        owner=affected.owner,
        focus=affected.focus,
        degradation=tuple(scenarios_of(affected, loaded)),
    )


def scenarios_of(affected: Affected, loaded: LoadedCatalogue) -> Iterator[str]:
    """Yield what happens then: the title of each scenario, and its summary."""
    for scenario in affected.degradation:
        summary = loaded.graph.catalogue.kind_of(scenario).summary
        words = title_of_cell(scenario, summary, loaded.graph) if summary else ""
        yield f"{scenario.title}: {words}" if words else scenario.title
