"""What one page shows, as a value: it is rendered, and its digest says when the page must be rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import msgspec

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey, Page
from sphinx_archdoc.content.blocks import Block
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.entries import BesideMarkdown, beside_markdown, entries_content
from sphinx_archdoc.content.outside import Outside
from sphinx_archdoc.content.prose_links import Target
from sphinx_archdoc.content.view import ComputedView
from sphinx_archdoc.digest import digest_bytes


class PageContent(msgspec.Struct, frozen=True):
    """Everything that a page shows of entries, its own and those of other pages."""

    docname: str
    runs: dict[str, Sequence[Block]]
    """What adjacent entries of one kind show where they are written, by :func:`run_key`."""
    beside_markdown: dict[str, BesideMarkdown]
    """What is shown of entries in plain Markdown, by anchor."""
    views: list[Sequence[Block]]
    """What the views show, in the order of the document."""
    prose_links: list[Target]
    """Where the links in running text lead."""
    has_indices: list[bool]
    """Whether there are the index pages that the page links to."""

    @property
    def digest(self) -> str:
        """Return a text that changes whenever the page shows something else."""
        try:
            return digest_bytes(msgspec.msgpack.encode(self))
        except UnicodeEncodeError:  # the name of a file may not be Unicode
            return digest_bytes(repr(self).encode("utf-8", "surrogatepass"))


def page_content(page: Page, graph: Graph, outside: Outside) -> PageContent:
    """Compute what *page* shows."""
    cells = Cells(graph, page.docname, outside)
    used = {entry.kind for entry in graph.catalogue.entries} if page.indices else set()
    return PageContent(
        docname=page.docname,
        runs={run_key(run): entries_content(_entries(page, run, graph), cells) for run in page.runs},
        beside_markdown={
            anchor: beside_markdown(entry, cells)
            for anchor in page.marks
            if (entry := graph.catalogue.get(EntryKey(page.docname, anchor)))
        },
        views=[cast(ComputedView, view).content(cells) for view in page.views],
        prose_links=cells.prose_links.of_page(page),
        has_indices=[kind in used for kind in page.indices],
    )


def run_key(anchors: Sequence[str]) -> str:
    """Return the key of the content of adjacent entries: their anchors, which hold no spaces."""
    return " ".join(anchors)


def _entries(page: Page, anchors: Sequence[str], graph: Graph) -> list[Entry]:
    return [graph.catalogue[EntryKey(page.docname, anchor)] for anchor in anchors]
