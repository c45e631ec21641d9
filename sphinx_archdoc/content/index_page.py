"""The content of index pages: the entries of one kind, or of all kinds, as rows under their first letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.columns import NAME, SUMMARY
from sphinx_archdoc.content.index_columns import IndexColumn, ProfileOf, columns_of_all, columns_of_kind
from sphinx_archdoc.content.table import MOST_ROWS, Row, RowGroup, TableContent, without_empty
from sphinx_archdoc.i18n import english
from sphinx_archdoc.schema.model import Kind

ALL = "all"
"""The name of the index of all entries; no kind can have it."""

ALL_ENTRIES = english("All entries")

_SIGNS = "_/.{[('\"<@#$"
"""Characters at the start of a name that its letter ignores."""


_DIGITS = re.compile(r"[0-9]+")


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


def no_profile(entry: Entry) -> str:
    """Return an empty string: the entry has no profile."""
    return ""


def index_of_kind(
    kind: Kind, entries: Iterable[Entry], graph: Graph, profile_of: ProfileOf = no_profile
) -> IndexPage:
    """Return the index page of some entries of *kind*."""
    columns = tuple(columns_of_kind(kind, graph, profile_of))
    return _index_page(graph.words(kind.plural), columns, entries, f"archdoc-{kind.name}")


def index_of_all(graph: Graph, profile_of: ProfileOf = no_profile) -> IndexPage:
    """Return the index page of all entries of all kinds."""
    catalogue, words = graph.catalogue, graph.words
    columns = tuple(columns_of_all(graph, profile_of))
    page = _index_page(words(ALL_ENTRIES), columns, catalogue.entries, "archdoc-all")
    numbers = Counter(entry.kind for entry in catalogue.entries)
    kinds = (
        KindCount(name, words(kind.plural), numbers[name])
        for name, kind in catalogue.kinds.items()
        if numbers[name]
    )
    return msgspec.structs.replace(page, kinds=tuple(kinds))


def _index_page(
    title: str, columns: tuple[IndexColumn, ...], entries: Iterable[Entry], style: str
) -> IndexPage:
    listed = sorted(_Listed.of(number, entry) for number, entry in enumerate(entries))
    groups = [
        RowGroup(letter or "#", [_row(one.entry, columns) for one in group], f"cap-{letter or 'symbols'}")
        for letter, group in groupby(listed, key=attrgetter("letter"))
    ]
    keys = [column.column.key for column in columns]
    table = TableContent(
        tuple(column.column for column in columns),
        groups,
        title,
        classes=(style,),
        main=keys.index(SUMMARY.key),
        has_filter=len(listed) > MOST_ROWS,
    )
    table = without_empty(table, (NAME.key,))
    shown = {column.key for column in table.columns}
    menus = tuple(column.column.key for column in columns if column.has_menu)
    return IndexPage(
        title, table, len({one.entry.page for one in listed}), tuple(key for key in menus if key in shown)
    )


def _row(entry: Entry, columns: tuple[IndexColumn, ...]) -> Row:
    return Row([column.cell(entry) for column in columns])


class _Listed(NamedTuple):
    """An entry after what it is sorted by; titles that begin with no letter come first."""

    letter: str
    """The first letter of the title without its accent; empty if there is none."""
    by_value: str
    """The title without case and accents; digits are preceded by their number, so that 9 comes before 10."""
    title: str
    page: str
    number: int
    """Different for each entry, so that entries themselves are never compared."""
    entry: Entry

    @classmethod
    def of(cls, number: int, entry: Entry) -> _Listed:
        folded = unicodedata.normalize("NFKD", entry.title).casefold()
        letter = folded.lstrip(_SIGNS)[:1].upper()[:1]
        by_value = _DIGITS.sub(lambda digits: f"{len(digits[0]):04}{digits[0]}", folded)
        return cls(letter if letter.isalpha() else "", by_value, entry.title, entry.page, number, entry)
