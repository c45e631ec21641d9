"""How many entries there are, and where the rows are that a count counts."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_archdoc.catalogue.expression import parse_expression
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.content.views.summary import Summary, SummaryView, summary_of
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from tests.catalogue.pages import entry, graph_of, page

EVERY = tuple(builtin_kinds())


def view(*, by: tuple[str, ...] = (), whole: bool = True, **selection: Any) -> SummaryView:
    options = {"kinds": EVERY, "lines": {"by": 2}} | selection
    return SummaryView(where=Location("x.md", 1), whole=whole, by=by, **options)


def counts(summary: Summary) -> dict[str, dict[str, int]]:
    return {
        tally.title: {count.title: len(count.entries) for count in tally.counts} for tally in summary.tallies
    }


SYSTEM = graph_of(
    [
        page("a", [
            entry("document", "", focus="high", status="active", owner="core"),
            entry("component", "web", owner="shop"),
            entry("component", "api", owner="core"),
            entry("component", "db"),
        ]),
        page("b", [
            entry("document", "", focus="critical"),
            entry("envvar", "PORT", required=True),
            entry("dbtable", "t", owner=["api"]),
        ]),
        page("empty"),
    ]
)  # fmt: skip


def test_entries_are_counted_by_kind_page_owner_status_and_focus() -> None:
    assert counts(summary_of(view(), "a", SYSTEM)) == {
        "Kind": {"Documents": 2, "Environment variables": 1, "Components": 3, "Database tables": 1},
        "Page": {"Title of a": 4, "Title of b": 3},
        "Owner": {"core": 2, "shop": 1, "Not given": 2},
        "Status": {"active": 1, "Not given": 1},
        "Focus": {"critical": 1, "high": 1},
    }


def test_a_count_leads_to_the_index_or_the_page_that_holds_just_these() -> None:
    kinds, pages, *_ = summary_of(view(), "a", SYSTEM).tallies
    assert [count.kind for count in kinds.counts] == ["document", "envvar", "component", "dbtable"]
    assert [count.page for count in pages.counts] == ["a", "b"]


@pytest.mark.parametrize(
    ("selection", "page"),
    [({"scope": "page"}, "a"), ({"scope": "tree"}, "a"), ({"filter": parse_expression("page = a")}, "")],
)
def test_a_part_of_the_entries_is_in_no_index(selection: dict[str, Any], page: str) -> None:
    kinds, pages, *_ = summary_of(view(**selection), "a", SYSTEM).tallies
    assert {count.kind for count in kinds.counts} == {""}
    assert {count.page for count in pages.counts} == {page}


def test_some_kinds_are_counted_and_lead_to_their_index_but_to_no_page() -> None:
    kinds, pages, *_ = summary_of(view(kinds=("component",), whole=False), "a", SYSTEM).tallies
    assert [(count.title, count.kind) for count in kinds.counts] == [("Components", "component")]
    assert [(count.title, count.page) for count in pages.counts] == [("Title of a", "")]


def test_it_counts_by_any_field_in_the_order_of_its_choices() -> None:
    graph = graph_of(
        [page(name, [entry("document", "", focus=focus)])
         for name, focus in [("a", "low"), ("b", "critical"), ("c", "high"), ("d", "medium")]]
    )  # fmt: skip
    summary = summary_of(view(by=("focus",)), "a", graph)
    choices = builtin_kinds()["document"].fields["focus"].choices
    assert list(counts(summary)["Focus"]) == [choice for choice in choices if choice in counts(summary)["Focus"]]  # fmt: skip
    assert counts(summary_of(view(by=("required",)), "a", SYSTEM)) == {"Required": {"✓": 1}}


def test_a_column_that_nobody_fills_is_left_out() -> None:
    graph = graph_of([page("a", [entry("component", "web")])])
    assert list(counts(summary_of(view(), "a", graph))) == ["Kind", "Page"]
    assert summary_of(view(), "a", graph_of([])).tallies == ()


def test_a_column_that_there_is_not_is_a_problem_of_its_own_line() -> None:
    asked = view(by=("kind", "onwer", "page"))
    summary = summary_of(asked, "a", SYSTEM)
    assert list(counts(summary)) == ["Kind", "Page"]
    assert [(p.where.line, str(p)) for p in asked.problems("a", SYSTEM)] == [
        (2, "by: no kind that is counted has a field 'onwer'; did you mean 'owner'?")
    ]


def test_the_usual_columns_are_no_problem_where_no_kind_has_them() -> None:
    assert view(kinds=("gotcha",)).problems("a", SYSTEM) == []


def test_fields_of_one_name_and_of_several_types_are_not_mixed() -> None:
    kinds, problems = merge_kinds(
        builtin_kinds(), {"team": {"fields": {"owner": {"type": "choice", "choices": ["x"]}}}}, "conf.py"
    )
    assert problems == []
    graph: Graph = graph_of(
        [page("a", [entry("component", "c", owner="x"), entry("team", "t", owner="x")])], kinds
    )
    assert counts(summary_of(view(kinds=("component", "team")), "a", graph))["Owner"] == {"x": 1}
