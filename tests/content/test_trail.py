"""What stands below the prose of an entry: values, then what it refers to, then what refers to it."""

from __future__ import annotations

import pytest

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.content.columns import own_columns, table_of
from sphinx_archdoc.content.trail import trail_of
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from sphinx_archdoc.schema.model import Direction
from tests.catalogue.pages import entry, graph_of, mention, page


def lines(graph: Graph, name: str, columns: tuple[str, ...] = (), *, home: bool = True) -> list[str]:
    """The lines of the trail of an entry, with arrows."""
    arrows = {Direction.OUT: "→ ", Direction.IN: "← ", None: ""}
    found = next(entry for entry in graph.catalogue.entries if entry.name == name)
    return [arrows[line.direction] + line.title for line in trail_of(found, columns, graph, home=home)]


def test_values_come_first_then_references_then_backlinks_and_mentions_last() -> None:
    graph = graph_of(
        [
            page(
                "a",
                [
                    entry("component", "api", depends_on=["db"], layer="Edge", purpose="Serves."),
                    entry("component", "db"),
                    entry("error", "E", raised_by=["api"]),
                    entry("envvar", "X", used_by=["api"]),
                ],
                mention("api"),
            ),
            page("b", (), mention("api")),
        ]
    )
    assert lines(graph, "api", ("name", "purpose")) == [
        "Layer", "→ Depends on", "← Uses", "← Raises", "← Mentioned in",
    ]  # fmt: skip
    assert lines(graph, "db") == ["← Depended on by"]


def test_a_field_and_its_backlinks_are_one_line_where_they_have_one_name() -> None:
    graph = graph_of(
        [
            page(
                "a",
                [
                    entry("component", "api"),
                    entry("secret", "key", used_by=["api"]),
                    entry("envvar", "KEY", secret=["key"]),
                ],
            )
        ]
    )
    assert lines(graph, "key") == ["→ Used by"]


@pytest.mark.parametrize(("columns", "expected"), [((), ["Cause"]), (("summary",), []), (("cause",), [])])
def test_what_a_column_shows_is_not_repeated(columns: tuple[str, ...], expected: list[str]) -> None:
    graph = graph_of([page("a", [entry("error", "E", cause="It broke.")])])
    assert lines(graph, "E", columns) == expected


def test_the_entry_around_another_is_named_only_elsewhere() -> None:
    integration = entry("integration", "Pay")
    around = page("a", [integration]).entries[0]
    graph = graph_of(
        [page("a", [integration, entry("endpoint", "GET /x", parent=around.anchor, integration=["Pay"])])]
    )
    assert lines(graph, "GET /x") == []
    assert lines(graph, "GET /x", home=False) == ["→ Integration"]


def test_source_code_and_the_field_that_groups_the_rows_stand_elsewhere() -> None:
    graph = graph_of(
        [
            page(
                "a",
                [
                    entry("dbtable", "t", sql="CREATE TABLE t (id int);"),
                    entry("code", "Server", area="Backend"),
                ],
            )
        ]
    )
    assert lines(graph, "t") == []
    assert lines(graph, "Server") == []
    assert lines(graph, "Server", home=False) == ["Area"]


def test_a_table_in_place_has_the_columns_of_the_template_and_no_others() -> None:
    graph = graph_of(
        [page("a", [entry("component", "api", depends_on=["db"], layer="Edge"), entry("component", "db")])]
    )
    titles = [column.title for column in table_of(graph.catalogue.entries, graph).columns]
    assert titles == ["Component", "Type", "Purpose", "Technology", "Owner"]


def test_no_heading_stands_twice_in_a_table() -> None:
    for kind in builtin_kinds().values():
        titles = [kind.heading, *(column.title for column in own_columns(kind, ()))]
        fields = [field.title for field in kind.fields.values() if field.name != kind.shown_name]
        assert len(set(titles)) == len(titles)
        assert kind.heading not in fields


def test_a_kind_that_declares_no_column_has_one_for_each_value_that_is_given() -> None:
    kinds, problems = merge_kinds(
        builtin_kinds(),
        {"gauge": {"fields": {"team": {"type": "code"}, "unit": {"type": "code"}, "of": {"type": "refs"}}}},
        "kinds",
    )
    assert problems == []
    given = entry("gauge", "g", team="red", of=["g"])
    assert [column.key for column in own_columns(kinds["gauge"], [given])] == ["team"]


def test_backlinks_whose_headings_differ_in_letters_alone_are_one_line() -> None:
    refs = {"type": "refs", "targets": ["secret"]}
    kinds, problems = merge_kinds(
        builtin_kinds(), {"gauge": {"fields": {"reads": {**refs, "inverse": "used BY"}}}}, "kinds"
    )
    assert problems == []
    pages = [
        page(
            "a",
            [
                entry("secret", "key"),
                entry("envvar", "KEY", secret=["key"]),
                entry("gauge", "g", reads=["key"]),
            ],
        )
    ]
    graph = graph_of(pages, kinds)
    assert lines(graph, "key") == ["← Used by"]
    (secret,) = graph.catalogue.of_kind("secret")
    links = graph.backlinks_of(secret)["Used by"]
    assert [link.entry.name for link in links if link.entry] == ["KEY", "g"]
