"""Words at the beginning of items and headings of columns that several lists and tables have."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, ListBlock, TableBlock
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.recognise.names.item_words import names_of_items, names_of_lines

_SEVERAL_LISTS = 3
"""Lists that begin items with the same words, from which these are labels and not names."""


class RepeatedForms:
    """Tells labels from names, and forms that are filled in several times from tables of entries.

    :param blocks: all blocks of a document.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    @functools.cached_property
    def _names_in_lists(self) -> Counter[str]:
        """How many lists of the document have an item that begins with a name.

        Those in directives count as well, so that a list means the same once others are converted.
        """
        lists = (block for block in self._blocks if isinstance(block, ListBlock))
        counts = Counter(name for block in lists for name in {*names_of_items(block)})
        codes = (block for block in self._blocks if isinstance(block, CodeBlock) and is_directive(block))
        counts.update(name for block in codes for name in {*names_of_lines(block.text)})
        return counts

    @functools.cached_property
    def _headers(self) -> Counter[tuple[str, ...]]:
        """How many tables of the document have the same headings."""
        return Counter(block.header.cells for block in self._blocks if isinstance(block, TableBlock))

    def is_form(self, table: TableBlock) -> bool:
        """Return whether several tables of the document have the headings of this one: about many things."""
        return self._headers[table.header.cells] >= _SEVERAL_LISTS

    def are_labels(self, block: ListBlock) -> bool:
        """Return whether at least half of the items of a list begin with words that other lists have as well.

        Then these are labels of what the lists are about: "Host", "Port" and "Password" of each server.
        """
        return self._begins_as(block, lists=2)

    def are_labels_of_several(self, block: ListBlock) -> bool:
        """Return whether at least half of the items of a list begin with words that two other lists have."""
        return self._begins_as(block, lists=_SEVERAL_LISTS)

    def _begins_as(self, block: ListBlock, lists: int) -> bool:
        """Return whether at least half of the items begin with words that this number of lists have."""
        names = names_of_items(block)
        return sum(1 for name in names if self._names_in_lists[name] >= lists) * 2 >= max(len(names), 1)
