"""What refers to an entry, by heading and kind: backlinks, and the entries that are written inside of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from sphinx_archdoc.catalogue.graph import MENTIONED_IN, Backlink, Graph, is_enclosed
from sphinx_archdoc.catalogue.model import Entry, EntryKey


class Referrers(msgspec.Struct, frozen=True):
    """The entries of one kind that refer to an entry in one way."""

    heading: str
    """The heading of the backlinks in English."""
    kind: str
    """The name of their kind; empty for pages."""
    links: tuple[Backlink, ...]


def referrers_of(entry: Entry, graph: Graph) -> Iterator[Referrers]:
    """Yield what refers to *entry* in its fields, in the order of the kinds table; mentions come last.

    Those who mention it are in one group, whatever their kinds.
    """
    found = {heading: list(links) for heading, links in graph.backlinks_of(entry).items()}
    for heading, inside in graph.derived(_Enclosed, _Enclosed).of.get(entry.key, {}).items():
        found[heading] = [*inside, *found.get(heading, ())]
    mentions = found.pop(MENTIONED_IN, [])
    order = {heading: number for number, heading in enumerate(graph.headings([entry.kind]))}
    for heading in sorted(found, key=lambda heading: order.get(heading, len(order))):
        by_kind: dict[str, list[Backlink]] = defaultdict(list)
        for link in found[heading]:
            by_kind[link.entry.kind if link.entry else ""].append(link)
        for kind, links in by_kind.items():
            yield Referrers(heading, kind, tuple(links))
    if mentions:
        yield Referrers(MENTIONED_IN, "", tuple(mentions))


class _Enclosed:
    """The entries inside of others, which need no backlink where they are written, by heading."""

    def __init__(self, graph: Graph) -> None:
        self.of: dict[EntryKey, dict[str, list[Backlink]]] = defaultdict(lambda: defaultdict(list))
        for reference in graph.references:
            target, source = reference.resolution.entry, reference.source
            if target and reference.field.inverse and is_enclosed(source, reference.field, target):
                self.of[target.key][reference.field.inverse].append(Backlink(source.page, source))
