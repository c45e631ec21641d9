"""What the columns of a table are called, and which of them holds the names."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from sphinx_archdoc.ext.doctree.markdown_table import MarkdownTable

SEVERAL_HEADINGS = """\
+--------+-----------------+
| Name   | Limits          |
+        +--------+--------+
|        | CPU    | Memory |
+========+========+========+
| api    | 2      | 4      |
+--------+--------+--------+
"""

OVER_TWO = """\
+--------+-----------------+
| Name   | Limits          |
+========+========+========+
| api    | 2      | 4      |
+--------+--------+--------+
"""


def plain(text: str) -> MarkdownTable:
    return MarkdownTable(next(publish_doctree(text).findall(nodes.table)))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (SEVERAL_HEADINGS, ["Name", "Limits CPU", "Limits Memory"]),
        (OVER_TWO, ["Name", "Limits", "Limits"]),
    ],
)
def test_a_column_is_called_by_all_headings_above_it(text: str, titles: list[str]) -> None:
    assert plain(text).titles == titles


@pytest.mark.parametrize(
    ("names", "number"),
    [(["api"], 0), (["2"], 1), (["", "4"], 2), (["other"], 0), ([], 0)],
)
def test_the_column_of_the_names_is_that_whose_cells_begin_with_them(names: list[str], number: int) -> None:
    table = plain(OVER_TWO)
    assert table.name_column({id(row): names for row in table.rows}) == number
