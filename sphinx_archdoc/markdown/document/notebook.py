"""The Markdown in the cells of a Jupyter notebook, which is JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sphinx_archdoc.markdown.document.blocks import Block, FrontMatter

NOTEBOOK = ".ipynb"
"""Suffix of notebooks. Their lines are no lines of the file."""

_CELL = 10_000
"""Lines that MyST-NB counts for each cell."""


def read_notebook(text: str) -> tuple[Block, ...]:
    """The blocks of all Markdown cells, below what the notebook says of itself; none if it cannot be read.

    A line is counted as MyST-NB does, which says where something stands: the first line of the second cell
    is the line 20002.
    """
    try:
        notebook = json.loads(text)
        return tuple(_blocks(notebook["metadata"], notebook["cells"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):  # MyST-NB reports it
        return ()


def _blocks(metadata: dict[str, Any], cells: list[dict[str, Any]]) -> Iterator[Block]:
    from sphinx_archdoc.markdown.document.parser import (
        read_blocks,  # loads a parser, which few projects need here
    )

    asked = {"archdoc": metadata.get("archdoc")}
    yield FrontMatter(start=0, end=0, source="", text=json.dumps(asked))
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] == "markdown":
            yield from read_blocks("".join(cell["source"]), number * _CELL + 1)
