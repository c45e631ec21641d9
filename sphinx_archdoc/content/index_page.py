"""The content of index pages: the entries of one kind, or of all kinds, as rows under their first letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from itertools import groupby
from operator import attrgetter

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.content.columns import NAME, SUMMARY
from sphinx_archdoc.content.entry_lines import EntryLine, ProfileOf, entry_lines, no_profile
from sphinx_archdoc.content.index_columns import IndexColumn, columns_of_all, columns_of_kind
from sphinx_archdoc.content.table import MOST_ROWS, Row, RowGroup, TableContent, without_empty
from sphinx_archdoc.i18n import english
from sphinx_archdoc.schema.model import Kind

ALL = "all"
"""The name of the index of all entries; no kind can have it."""

ALL_ENTRIES = english("All entries")


class KindCount(msgspec.Struct, frozen=True):
    """A kind that has entries, with their number."""

    kind: str
    title: str
    """The translated plural."""
    number: int


class IndexPage(msgspec.Struct, frozen=True):
    """Everything that an index page shows."""

    title: str
    table: TableContent
    """The entries, in a group for each letter."""
    pages: int
    """The number of pages that the entries are on."""
    menus: tuple[str, ...]
    """The keys of the columns whose values readers can choose from a menu."""
    kinds: tuple[KindCount, ...] = ()
    """The kinds on the page of all entries; empty on the page of one kind."""


def is_shown(name: str, catalogue: Catalogue) -> bool:
    """Return whether an index has entries.

    :param name: the name of a kind, or :data:`ALL`.
    """
    return bool(catalogue.entries) if name == ALL else name in catalogue.used_kinds


def index_of_kind(
    kind: Kind, graph: Graph, profile_of: ProfileOf = no_profile, pages: Container[str] | None = None
) -> IndexPage:
    """Return the index page of a kind.

    :param pages: the docnames of the pages whose entries it lists; None for all.
    """
    lines = entry_lines(graph, profile_of).of_kind(kind.name)
    if pages is not None:
        lines = [line for line in lines if line.entry.page in pages]
    columns = tuple(columns_of_kind(kind, graph.words))
    return _index_page(graph.words(kind.plural), columns, lines, f"archdoc-{kind.name}")


def index_of_all(graph: Graph, profile_of: ProfileOf = no_profile) -> IndexPage:
    """Return the index page of all entries of all kinds."""
    catalogue, words = graph.catalogue, graph.words
    lines = entry_lines(graph, profile_of).by_title
    page = _index_page(words(ALL_ENTRIES), tuple(columns_of_all()), lines, "archdoc-all")
    numbers = Counter(entry.kind for entry in catalogue.entries)
    kinds = (
        KindCount(name, words(kind.plural), numbers[name])
        for name, kind in catalogue.kinds.items()
        if numbers[name]
    )
    return msgspec.structs.replace(page, kinds=tuple(kinds))


def _index_page(
    title: str, columns: tuple[IndexColumn, ...], lines: Sequence[EntryLine], style: str
) -> IndexPage:
    cells = [column.cell for column in columns]
    groups = [
        RowGroup(
            letter or "#",
            [Row([cell(line) for cell in cells]) for line in group],
            f"cap-{letter or 'symbols'}",
        )
        for letter, group in groupby(lines, key=attrgetter("place.letter"))
    ]
    keys = [column.column.key for column in columns]
    table = TableContent(
        tuple(column.column for column in columns),
        groups,
        title,
        classes=(style,),
        main=keys.index(SUMMARY.key),
        has_filter=len(lines) > MOST_ROWS,
    )
    table = without_empty(table, (NAME.key,))
    shown = {column.key for column in table.columns}
    menus = tuple(column.column.key for column in columns if column.has_menu)
    return IndexPage(
        title, table, len({line.entry.page for line in lines}), tuple(key for key in menus if key in shown)
    )
