"""The words of a diagram fit into it, however long they are written."""

from __future__ import annotations

from hypothesis import given

from sphinx_archdoc.content.diagram import DiagramEdge, DiagramNode
from sphinx_archdoc.drawing.labels import MOST_COLUMNS, column_rows, label_rows, name_rows
from sphinx_archdoc.parsing.sql import SqlColumn
from tests.drawing.diagrams import words
from tests.schema.hostile import QUICK


def test_a_long_name_is_broken_into_rows_and_cut() -> None:
    assert name_rows(DiagramNode(id="n1", name="the service that answers everything")) == [
        "the service that answers",
        "everything",
    ]
    assert name_rows(DiagramNode(id="n1", name="x" * 1_000)) == ["x" * 26, "x" * 26, "x" * 25 + "…"]


def test_a_word_is_broken_after_a_sign_that_joins_and_not_within() -> None:
    node = DiagramNode(id="n1", name="POST /api/public/observations_batch_staging")
    assert name_rows(node, 13) == ["POST /api/", "public/", "observations_", "batch_staging"]
    assert name_rows(DiagramNode(id="n1", name="sphinxcontrib-mermaid"), 13) == ["sphinxcontrib-", "mermaid"]
    assert name_rows(DiagramNode(id="n1", name="event-propagation-queue")) == ["event-propagation-queue"]


def test_wide_characters_take_the_room_of_two() -> None:
    assert name_rows(DiagramNode(id="n1", name="组" * 20)) == ["组" * 13, "组" * 7]
    assert label_rows(DiagramEdge("n1", "n2", "组" * 20)) == ["组" * 13, "组" * 7]


def test_an_edge_without_a_label_has_no_rows() -> None:
    assert label_rows(DiagramEdge("n1", "n2")) == []


def test_a_column_has_its_most_important_key() -> None:
    columns = (
        SqlColumn("id", "INT", keys=("primary", "unique"), references=("a", "id")),
        SqlColumn("a", "INT", keys=("unique",), references=("a", "id")),
        SqlColumn("b", "TEXT", keys=("unique",)),
        SqlColumn("c", "TEXT", keys=("unique (b, c)",)),
    )
    assert column_rows(DiagramNode(id="n1", name="t", columns=columns)) == [
        ("PK", "id", "INT"),
        ("FK", "a", "INT"),
        ("UK", "b", "TEXT"),
        ("", "c", "TEXT"),
    ]


def test_many_columns_are_counted() -> None:
    node = DiagramNode(id="n1", name="t", columns=tuple(SqlColumn(f"c{n}", "INT") for n in range(25)))
    assert len(column_rows(node)) == MOST_COLUMNS + 1
    assert column_rows(node)[-1] == ("", "… +5", "")


@QUICK
@given(words)
def test_rows_are_short_and_few(text: str) -> None:
    node = DiagramNode(id="n1", name=text, columns=(SqlColumn(text, text),))
    for rows, width, most in (
        (name_rows(node), 27, 6),
        (label_rows(DiagramEdge("n1", "n2", text)), 27, 6),
        (column_rows(node)[0], 40, 3),
    ):
        assert len(rows) <= most
        assert all(len(row) <= width for row in rows)
