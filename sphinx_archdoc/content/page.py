"""The content of one page as a value, which is rendered, and whose digest tells when to rewrite the page."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey, Page
from sphinx_archdoc.content.blocks import ContentBlock
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.entries import BesideMarkdown, beside_markdown, entries_content
from sphinx_archdoc.content.index_page import is_shown
from sphinx_archdoc.content.link_resolver import LinkResolver
from sphinx_archdoc.content.link_targets import LinkTarget
from sphinx_archdoc.content.ruling import Ruling
from sphinx_archdoc.content.view import views_of
from sphinx_archdoc.digest import digest_value


class PageContent(msgspec.Struct, frozen=True):
    """Everything that a page shows of entries, whether they are written on it or on other pages."""

    docname: str
    runs: dict[str, Sequence[ContentBlock]]
    """The content of entries written as directives, by :func:`run_key`."""
    beside_markdown: dict[str, BesideMarkdown]
    """The additions to entries recognised in plain Markdown, by anchor."""
    views: list[Sequence[ContentBlock]]
    """The content of the views, in document order."""
    link_targets: list[LinkTarget]
    """The targets of the links in running text."""
    has_indices: list[bool]
    """For each index page that the page links to, whether it has entries."""

    @property
    def digest(self) -> str:
        """A hash of the content; two different contents of a page have different digests."""
        return digest_value(self)


def page_content(
    page: Page, graph: Graph, resolver: LinkResolver, ruling: Ruling | None = None
) -> PageContent:
    """Compute the content of *page*.

    :param resolver: resolves links to anything but entries.
    :param ruling: what the project demands of its entries; by default, there are no rules.
    """
    cells = Cells(graph, page.docname, resolver, ruling=ruling)
    return PageContent(
        docname=page.docname,
        runs={run_key(run): entries_content(_entries(page, run, graph), cells) for run in page.runs},
        beside_markdown={
            anchor: beside_markdown(entry, cells)
            for anchor in page.marks
            if (entry := graph.catalogue.get(EntryKey(page.docname, anchor)))
        },
        views=[view.content(cells) for view in views_of(page)],
        link_targets=cells.link_targets.of_page(page),
        has_indices=[is_shown(name, graph.catalogue) for name in page.indices],
    )


def run_key(anchors: Sequence[str]) -> str:
    """Return the key of a run of entries in :attr:`PageContent.runs`: their anchors, separated by spaces."""
    return " ".join(anchors)


def _entries(page: Page, anchors: Sequence[str], graph: Graph) -> list[Entry]:
    return [graph.catalogue[EntryKey(page.docname, anchor)] for anchor in anchors]
