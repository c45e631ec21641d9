"""What is down in a scenario, and who degrades."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue.scenarios import MOST_WORDS
from sphinx_archdoc.content.impact import impact_of
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from tests.catalogue.pages import entry, graph_of, page
from tests.schema.hostile import QUICK


def said(graph: Graph, name: str) -> dict[str, list[str]]:
    """The scenarios of everybody who is affected if something is down."""
    impact = impact_of(name, "a", graph)
    return {one.name: [scenario.name for scenario in one.degradation] for one in impact.affected}


def counts(name: str, scenario: str, *others: Entry, **fields: list[str]) -> bool:
    """Whether a scenario counts for somebody who depends on *name*, if that is down."""
    entries = [
        entry("component", name),
        entry("component", "x y z", depends_on=[name, *(other.name for other in others)]),
        entry("degradation", scenario, affects=["x y z"], **fields),
    ]
    return said(graph_of([page("a", [*entries, *others])]), name) == {"x y z": [scenario]}


@pytest.mark.parametrize(
    ("name", "scenario"),
    [
        ("redis", "Redis is down"),
        ("mail-server", "No mail server"),
        ("mail_server", "Without Mail-Server, for an hour"),
        ("Session Cache", "session_cache unavailable"),
        ("node.js", "A bug in Node.js"),
        ("straße", "STRASSE gesperrt"),
        ("redis", "Redisの停止"),
        ("検索", "全文検索が使えない"),
        ("redis", "\uff32\uff45\uff44\uff49\uff53 停止"),
        ("C++", "c++ fails"),
    ],
)
def test_a_scenario_counts_if_its_name_has_the_words_of_the_entry(name: str, scenario: str) -> None:
    assert counts(name, scenario)


@pytest.mark.parametrize(
    ("name", "scenario"),
    [
        ("redis", "Rediscovery takes long"),
        ("mail-server", "No mail, and no server"),
        ("mail-server", "The server has no mail"),
        ("api", "Capital is gone"),
        ("redis", "Rate limit exceeded"),
        ("--", "-- --"),
    ],
)
def test_it_does_not_for_parts_of_words_or_words_apart(name: str, scenario: str) -> None:
    assert not counts(name, scenario)


def test_the_longest_name_is_meant() -> None:
    cluster = entry("component", "redis-cluster")
    assert not counts("redis", "Redis cluster is down", cluster)
    assert counts("redis", "Redis cluster and Redis are down", cluster)
    assert counts("redis", "Redis is down")


def test_the_name_counts_for_nothing_where_a_field_says_what_is_down() -> None:
    other = entry("component", "postgres")
    assert counts("redis", "The cache is gone", failure_of=["redis"])
    assert not counts("redis", "Redis is slow", other, failure_of=["postgres"])
    assert not counts("redis", "Redis is slow", failure_of=["nowhere"])


def test_titles_of_scenarios_are_no_names_of_what_is_down() -> None:
    twin = entry("gotcha", "Redis is down", affects=["redis"])
    assert said(
        graph_of(
            [
                page(
                    "a",
                    [
                        entry("component", "redis"),
                        entry("component", "x", depends_on=["redis"]),
                        entry("degradation", "Redis is down", affects=["x", "component:x"]),
                        twin,
                    ],
                )
            ]
        ),
        "redis",
    ) == {"x": ["Redis is down"]}


def test_kinds_of_a_project_say_it_as_well() -> None:
    outage = {
        "hit": {"type": "refs", "degraded": True},
        "gone": {"type": "refs", "external": True, "failing": True},
    }
    kinds, problems = merge_kinds(builtin_kinds(), {"outage": {"fields": outage}}, "conf.py")
    assert problems == []
    entries = [
        entry("component", "redis"),
        entry("component", "postgres"),
        entry("component", "x", depends_on=["redis", "postgres"]),
        entry("outage", "one", hit=["x"], gone=["redis"]),
        entry("outage", "postgres", hit=["x"]),
        entry("outage", "two", hit=["x"], gone=["Somebody else"]),
    ]
    graph = graph_of([page("a", entries)], kinds)
    assert said(graph, "component:redis") == {"x": ["one"]}
    assert said(graph, "component:postgres") == {"x": ["postgres"]}


@given(st.lists(st.text("ab -", max_size=12), max_size=6), st.text("ab -", max_size=30))
@QUICK
def test_any_names_can_be_looked_for(names: list[str], scenario: str) -> None:
    counts("a-b", scenario, *(entry("component", name) for name in dict.fromkeys(names)))


def test_a_name_of_very_many_words_is_not_looked_for() -> None:
    name = " ".join(["a"] * MOST_WORDS)
    assert counts(name, f"{name} fails")
    assert not counts(f"{name} b", f"{name} b fails")


def measured(number: int) -> float:
    """The time that a view takes in a project of so many components and scenarios."""
    entries = [entry("component", "redis")]
    for one in range(number):
        entries += [
            entry("component", f"part-{one}", depends_on=["redis"]),
            entry("degradation", f"Redis is down for part {one}", affects=[f"part-{one}"]),
        ]
    graph = graph_of([page("a", entries)])
    start = time.process_time()
    impact = impact_of("redis", "a", graph)
    took = time.process_time() - start
    assert sum(len(affected.degradation) for affected in impact.affected) == number
    return took


def test_the_time_grows_with_the_project_and_not_with_its_square() -> None:
    small, large = (min(measured(number) for _ in range(3)) for number in (250, 2000))
    assert large < max(32 * small, 0.5)
