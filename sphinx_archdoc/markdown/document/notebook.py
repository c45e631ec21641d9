"""The Markdown in the cells of a Jupyter notebook, which is JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sphinx_archdoc.markdown.document.blocks import Block, FrontMatter

NOTEBOOK = ".ipynb"
"""Suffix of notebooks. Line numbers in them are not those of the file, see ``read_notebook``."""

_CELL = 10_000
"""Line numbers that MyST-NB reserves for each cell (``core/nb_to_tokens.py`` of MyST-NB 1.4)."""


def read_notebook(text: str) -> tuple[Block, ...]:
    """Return the blocks of all Markdown cells, after the notebook's metadata as front matter.

    Lines are numbered as in the messages of MyST-NB: the first line of the second cell is line 20002.

    :returns: an empty tuple if the notebook cannot be read.
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
