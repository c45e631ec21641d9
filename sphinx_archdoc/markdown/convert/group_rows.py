"""Rows that group those below them, in tables whose other rows become directives.

They become paragraphs above the directives, so that readers still see what belongs together.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, TableBlock, TableRow
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.tables.entry_rows import is_group


def group_rows(
    blocks: Sequence[Block], taken: MutableMapping[int, RecognisedEntry | None]
) -> dict[int, list[TableRow]]:
    """Return the rows with nothing but the name of a group, by the first line of their table.

    Only tables of which all other rows are read have such rows, and no group at the end is empty.

    :param taken: the lines that directives replace; those of such tables are added.
    """
    found: dict[int, list[TableRow]] = {}
    for block in blocks:
        if not isinstance(block, TableBlock) or not block.rows:
            continue
        groups = [row for row in block.rows if row.line not in taken]
        read = [row for row in block.rows if row.line in taken]
        if read and groups and all(is_group(row, 0) for row in groups) and groups[-1].line < read[-1].line:
            found[block.start] = groups
            first = taken[read[0].line]
            taken.update(dict.fromkeys(range(block.start, block.end + 1), first))
    return found
