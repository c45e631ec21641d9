"""A query from the file gives the rows of the view in the build."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.answers.answer import Question
from sphinx_archdoc.answers.query import Query, QueryResult, query_items, run_query
from sphinx_archdoc.catalogue.expression import parse_expression
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.content.selection import EntriesView, select
from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.problems import Location
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue.test_graph import sites
from tests.catalogue_file.files import loaded, shop
from tests.examples import examples


def rows(result: QueryResult) -> list[list[str]]:
    return [[row.text(column) for column in result.columns] for row in result.rows]


def rows_of_view(query: Query, graph: Graph) -> list[list[str]]:
    """The rows that ``archdoc:table`` selects on a page."""
    view = VIEWS["table"](
        where=Location("index.md", 1),
        kinds=query.kinds or tuple(graph.catalogue.kinds),
        filter=parse_expression(query.where) if query.where else None,
        columns=query.columns,
        sort=query.sort,
        group_by=query.group_by,
    )
    assert isinstance(view, EntriesView)
    table = select(view, "index", graph).table

    def cell(found: Entry, column: str) -> str:
        return " ".join(title_of_cell(found, column, graph).split())

    return [[cell(found, column.key) for column in table.columns] for found in table.entries]


queries = st.builds(
    Query,
    kinds=st.sampled_from([(), ("component",), ("envvar", "gotcha"), ("dbtable", "relationship")]),
    where=st.sampled_from(["", "page = a", "not summary", "name like *a* or page != b", "mentioned-in"]),
    columns=st.sampled_from([(), ("name",), ("name", "page", "kind", "mentioned-in")]),
    sort=st.sampled_from([(), ("page",), ("-name", "page"), ("-mentioned-in",)]),
    group_by=st.sampled_from(["", "page", "kind", "mentioned-in"]),
)


@examples(2)
@given(sites, queries)
def test_a_query_gives_the_rows_of_the_view(site: list[Page], query: Query) -> None:
    graph = graph_of(site)
    assert rows(run_query(query, [loaded(graph)])) == rows_of_view(query, graph)


def test_the_words_of_an_entry_select_it() -> None:
    found = run_query(Query(text="CARTS keeps"), [loaded(shop())])
    assert [row.entry.name for row in found.rows] == ["api"]
    assert [row.entry.name for row in run_query(Query(text="src/db"), [loaded(shop())]).rows] == ["Cart"]
    assert (found.total, found.considered) == (1, 9)


def test_a_limit_leaves_the_total() -> None:
    found = run_query(Query(kinds=("component",), limit=1), [loaded(shop())])
    assert ([row.entry.name for row in found.rows], found.total) == (["api"], 3)


def test_programs_get_all_values_or_those_that_they_ask_for() -> None:
    query = Query(kinds=("component",), where="name = api")
    (item,) = query_items(query, run_query(query, [loaded(shop())]))
    assert item.key == "component:api"
    assert item.address == "https://docs.example/shop/index.html#component-3"
    assert item.values == {
        "purpose": "Keeps carts.",
        "owner": "@api",
        "depends-on": ["db", "mail"],
        "uses": ["PORT"],
        "raises": ["LIMIT"],
        "depended-on-by": ["web"],
    }
    query = Query(columns=("name", "status", "required", "raised-by"), where="name = LIMIT or name = PORT")
    values = [item.values for item in query_items(query, run_query(query, [loaded(shop())]))]
    assert values[0] == {"name": "LIMIT", "status": 429, "required": [], "raised-by": ["api"]}
    assert values[1] == {"name": "PORT", "status": [], "required": True, "raised-by": []}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (Query(kinds=("componnt",)), "unknown kind 'componnt'; did you mean 'component'?"),
        (Query(kinds=("xyzzy",)), "the kinds are document, envvar"),
        (
            Query(kinds=("envvar",), columns=("defalt",)),
            "envvar has no column 'defalt'; did you mean 'default'?",
        ),
        (Query(kinds=("envvar",), where="a = 1 and b"), "no column 'a' .character 1 of 'where'."),
        (Query(where="status = no"), "where: 'no' is not one of draft, active"),
        (Query(where="kind = envvra"), "do not include 'envvra' .character 1.; did you mean 'envvar'?"),
        (Query(where="name = "), "where: .* .character 8."),
        (Query(kinds=("envvar",), sort=("-xyzzy",)), "no column 'xyzzy'; there are "),
        (Query(kinds=("envvar",), group_by="pge"), "did you mean 'page'?"),
        (Query(where="(" * 60 + "name" + ")" * 60), "where: .*character"),
        (Query(where="x" * 3000), "longer than 2000"),
    ],
)
def test_a_wrong_query_says_what_is_right(query: Query, message: str) -> None:
    with pytest.raises(Question, match=message.replace("?", r"\?")):
        run_query(query, [loaded(shop())])


def test_the_rows_of_several_catalogues_are_in_one_order() -> None:
    other = graph_of([page("x", [entry("component", "cache"), entry("component", "zoo", owner="@api")])])
    catalogues = [loaded(shop()), loaded(other, "zoo")]
    query = Query(kinds=("component",), columns=("name",), sort=("-name",))
    assert rows(run_query(query, catalogues)) == [
        ["zoo", "zoo"],
        ["shop", "web"],
        ["shop", "db"],
        ["zoo", "cache"],
        ["shop", "api"],
    ]
    grouped = run_query(Query(kinds=("component",), columns=("name",), group_by="owner"), catalogues)
    assert [(row.group, row.entry.name) for row in grouped.rows] == [
        ("@api", "api"),
        ("@api", "zoo"),
        ("—", "cache"),
        ("—", "db"),
        ("—", "web"),
    ]
