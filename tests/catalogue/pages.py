"""Catalogues without Sphinx: pages of entries, in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, Mention, Page
from sphinx_archdoc.parsing.sql import read_table
from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds


def entry(kind: str, name: str, *, parent: str = "", **fields: Value | list[str]) -> Entry:
    """An entry; a list is one of references, and underscores in the name of a field are hyphens.

    Whatever ``sql`` holds is read.
    """
    values = {
        key.rstrip("_").replace("_", "-"): tuple(map(Ref, value)) if isinstance(value, list) else value
        for key, value in fields.items()
    }
    shapes = {"sql": read_table(str(values["sql"]))} if "sql" in values else {}
    return Entry(
        kind=kind,
        name=name,
        title=name,
        page="",
        anchor="",
        where=Location(""),
        values=values,
        shapes=shapes,
        parent=parent,
    )


def page(docname: str, entries: Iterable[Entry] = (), *mentions: Mention) -> Page:
    """A page with entries, each with its place."""
    placed = []
    for number, found in enumerate(entries, 1):
        kinds = builtin_kinds()
        named = found.kind not in kinds or kinds[found.kind].takes_name
        name = found.name if named else docname
        placed.append(
            msgspec.structs.replace(
                found,
                name=name,
                title=name,
                page=docname,
                anchor=f"{found.kind}-{number}",
                where=Location(f"{docname}.md", number),
            )
        )
    return Page(docname=docname, title=f"Title of {docname}", entries=placed, mentions=list(mentions))


def mention(text: str, *kinds: str, anchor: str = "") -> Mention:
    """A reference in prose."""
    return Mention(text=text, kinds=kinds, where=Location("x.md", 1), anchor=anchor)


def graph_of(pages: Iterable[Page], kinds: KindsTable | None = None) -> Graph:
    """The graph of some pages."""
    return Graph(Catalogue({found.docname: found for found in pages}, kinds or builtin_kinds()))


def backlinks(graph: Graph) -> Mapping[str, Mapping[str, list[str]]]:
    """Every backlink, as ``page#name: {heading: [page#name of the source, or its page]}``."""
    return {
        f"{found.page}#{found.name}": {
            heading: [f"{link.page}#{link.entry.name}" if link.entry else link.page for link in links]
            for heading, links in graph.backlinks_of(found).items()
        }
        for found in graph.catalogue.entries
        if graph.backlinks_of(found)
    }
