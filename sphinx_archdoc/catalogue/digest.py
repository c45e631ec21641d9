"""What a page shows from elsewhere, as a digest: if it changes, the page must be written again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterator, Set
from typing import NamedTuple

from sphinx_archdoc.catalogue.diagram import diagram_of, impact_diagram
from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.impact import Impact, impact_of
from sphinx_archdoc.catalogue.model import (
    DiagramView,
    Entry,
    ImpactView,
    Link,
    Mention,
    Page,
    SummaryView,
    TableView,
    View,
)
from sphinx_archdoc.catalogue.selection import select
from sphinx_archdoc.catalogue.summary import summary_of
from sphinx_archdoc.catalogue.trail import trail_fields
from sphinx_archdoc.schema.model import Field, FieldType, Kind, heading_key


class Destination(NamedTuple):
    """Where a link leads to that names no entry, and what that is called."""

    place: str
    title: str = ""


class Outside(NamedTuple):
    """What a page shows of what the catalogue does not hold."""

    destination: Callable[[str, str], Destination | None]
    """Where a link leads to, by its target and the page that it is written on; None if it leads nowhere."""
    has_index: Callable[[str], bool]
    """Whether there is an index page of a kind."""


class Shown(NamedTuple):
    """Some fields of an entry."""

    anchor: str
    fields: Set[str]

    def holds(self, part: Mention | Link) -> bool:
        """Whether a part of a text stands in them."""
        return part.anchor == self.anchor and not self.fields.isdisjoint(part.fields)


def digest_of(page: Page, graph: Graph, outside: Outside) -> str:
    """The digest of all that *page* shows of other pages, and that may change without it."""
    return digest_text("".join(map(repr, _facts(page, graph, outside))))


def digest_text(text: str) -> str:
    """The digest of any text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _facts(page: Page, graph: Graph, outside: Outside) -> Iterator[object]:
    for entry in page.entries:
        yield _around(entry, graph, outside)
    yield from _prose(page, graph, outside)
    used = {entry.kind for entry in graph.catalogue.entries} if page.indices else set()
    yield [kind in used for kind in page.indices]
    for view in page.views:
        yield from _view(view, page, graph, outside)


def _around(
    entry: Entry, graph: Graph, outside: Outside, columns: Container[str] | None = None
) -> list[object]:
    """What leads to an entry, and where its references lead: all of it, or what some columns show."""
    kind = graph.catalogue.kind_of(entry)
    backlinks = [
        (heading, [_link(link, graph) for link in links])
        for heading, links in graph.backlinks_of(entry).items()
        if columns is None or heading_key(heading) in columns
    ]
    references = [
        (field, [_identity(reference.resolution.entry) for reference in references])
        for field, references in graph.references_from(entry).items()
        if _has_links(entry, field, columns)
    ]
    links = [
        _destination(entry, field, outside, titled=columns is not None or _shows_title(entry, kind, field))
        for field in kind.fields.values()
        if field.type is FieldType.LINK and field.name in entry.values
        if columns is None or field.name in columns
    ]
    return [backlinks, references, links] if backlinks or references or links else []


def _destination(entry: Entry, field: Field, outside: Outside, *, titled: bool) -> object:
    """Where a field leads to, and what that is called if this is shown."""
    there = outside.destination(str(entry.values[field.name]), entry.page)
    return there if titled or there is None else there.place


def _shows_title(entry: Entry, kind: Kind, field: Field) -> bool:
    """Whether the title of what a field leads to is shown where the entry is written."""
    return not entry.is_recognised and field is not kind.item_link(entry.values)


def _has_links(entry: Entry, field: str, columns: Container[str] | None) -> bool:
    """Whether references in a field are shown as links: not those in source code that stays as it is."""
    if columns is not None:
        return field in columns
    return not (entry.is_recognised and field in entry.shapes)


def _prose(page: Page, graph: Graph, outside: Outside, shown: Shown | None = None) -> Iterator[object]:
    """Where the references in running text lead, and their words: on the whole page, or where *shown*."""
    for mention in page.mentions:
        if mention.linked and (shown is None or shown.holds(mention)):
            yield _identity(_linked_entry(mention, page, graph))
    for link in page.links:
        if shown is None or shown.holds(link):
            there = outside.destination(link.target, page.docname)
            yield there if link.is_titled or there is None else there.place


def _linked_entry(mention: Mention, page: Page, graph: Graph) -> Entry | None:
    """The entry that a mention is a link to: not the one that is a page, as Sphinx links to pages itself."""
    found = graph.meaning(mention, page.docname)
    if mention.checked:
        return found.entry
    entry = found.entry or next(iter(found.candidates), None)
    return entry if entry and graph.catalogue.kind_of(entry).takes_name else None


def _view(view: View, page: Page, graph: Graph, outside: Outside) -> Iterator[object]:
    match view:
        case TableView():
            yield from _table(view, page, graph, outside)
        case DiagramView():
            yield diagram_of(view, page.docname, graph)
        case SummaryView():
            yield from _summary(view, page, graph, outside)
        case ImpactView():
            impact = impact_of(view, page.docname, graph)
            title = impact.entry.title if impact.entry else view.name
            is_named = impact.affected or impact.is_ambiguous or not view.empty
            yield title if is_named else "", impact.is_ambiguous
            yield from [impact_diagram(impact, graph)] if view.drawn else _impact(impact, graph, outside)


def _impact(impact: Impact, graph: Graph, outside: Outside) -> Iterator[object]:
    yield impact.columns
    for affected in impact.affected:
        way = [_link(link, graph) for link in affected.through]
        place = affected.link.key if affected.link else ()
        yield affected.name, place, way, affected.owner, affected.focus
        for entry in affected.degradation:
            yield _cells(entry, {"name", "summary"}, graph, outside)


def _summary(view: SummaryView, page: Page, graph: Graph, outside: Outside) -> Iterator[object]:
    for tally in summary_of(view, page.docname, graph).tallies:
        yield tally.title
        for count in tally.counts:
            yield count.title, count.kind, count.page, len(count.entries)
            is_elsewhere = count.page not in ("", page.docname) or outside.has_index(count.kind)
            for entry in () if is_elsewhere else count.entries:
                yield _cells(entry, {"name", "page"}, graph, outside)


def _table(view: TableView, page: Page, graph: Graph, outside: Outside) -> Iterator[object]:
    table = select(view, page.docname, graph).table
    keys = {column.key for column in table.columns}
    yield [column.title for column in table.columns]
    yield [(group.title, len(group.entries)) for group in table.groups]
    of_trail: dict[str, set[str]] = {}
    if table.trail:
        kinds = {entry.kind: graph.catalogue.kind_of(entry) for entry in table.entries}
        headings = {heading_key(heading) for heading in graph.headings(kinds)}
        of_trail = {name: trail_fields(kind) | headings for name, kind in kinds.items()}
    for entry in table.entries:
        yield _cells(entry, keys | of_trail.get(entry.kind, set()), graph, outside)


def _cells(entry: Entry, keys: set[str], graph: Graph, outside: Outside) -> list[object]:
    """What some columns show of an entry."""
    catalogue = graph.catalogue
    kind = catalogue.kind_of(entry)
    others = {"summary": kind.summary, "name": kind.shown_name}
    shown = keys | {field for key, field in others.items() if key in keys and field}
    page = catalogue.pages[entry.page]
    values = [(key, entry.values.get(key), page.texts.get((entry.anchor, key))) for key in sorted(shown)]
    title = catalogue.title_of(entry.page) if "page" in keys else ""
    links = list(_prose(page, graph, outside, Shown(entry.anchor, shown)))
    return [_identity(entry), title, values, _around(entry, graph, outside, shown), links]


def _identity(entry: Entry | None) -> tuple[str, ...]:
    return (entry.kind, entry.page, entry.anchor, entry.title) if entry else ()


def _link(link: Backlink, graph: Graph) -> tuple[str, ...]:
    return (*link.key, graph.title_of(link))
