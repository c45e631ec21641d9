"""What a profile shows of an entry, computed without a build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import pytest

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import (
    ContentBlock,
    DiagramContent,
    FieldList,
    NameLine,
    Note,
    Panel,
    TitledBlocks,
)
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.diagram import Diagram
from sphinx_archdoc.content.neighbours import MOST_NEIGHBOURS
from sphinx_archdoc.content.profile import MOST_AFFECTED, Profile
from sphinx_archdoc.content.spans import Link, Marks, Span
from sphinx_archdoc.content.table import TableContent
from sphinx_archdoc.content.views.impact import impact_table
from tests.catalogue.pages import entry, graph_of, mention, page
from tests.links import NullLinkResolver

SHOP = page(
    "shop",
    [
        entry("document", "", status="active", focus="high", owner="@shop", created="2025-01-02", updated="2026-03-04"),
        entry("component", "api", type="Service", purpose="Answers.", depends_on=["db", "gone"], layer="Edge"),
        entry("component", "db", owner="@store"),
        entry("envvar", "PORT", default="80", required=True, description="The port.", used_by=["api"]),
        entry("secret", "key", rotation="Yearly", usage="Opens.", used_by=["api"]),
        entry("error", "E1", cause="Late.", resolution="Wait.", raised_by=["api"]),
        entry("gotcha", "Trap", symptom="Odd.", cause="Clocks.", fix="Set them.", affects=["api"]),
        entry("code", "Server", paths=("src/",), component=["api"]),
        entry("degradation", "db is down", behavior="Answers 503.", affects=["api"], failure_of=["db"]),
        entry("integration", "Bank", provider="Bank Inc.", credentials=["key"]),
        entry("endpoint", "GET /pay", method="GET", path="/pay", purpose="Pays.", integration=["Bank"], parent="integration-10"),
    ],
    mention("api", anchor="secret-5"),
)  # fmt: skip
MORE = page("more", [entry("component", "web", depends_on=["api"])], mention("api"))


class WithProfiles(NullLinkResolver):
    """A resolver for a build in which each component has a profile page."""

    def profile(self, entry: Entry) -> str:
        return f"archdoc-component/{entry.anchor}" if entry.kind == "component" else ""


def profile(graph: Graph, name: str, *, is_page: bool = False) -> Sequence[ContentBlock]:
    found = next(one for one in graph.catalogue.entries if one.name == name)
    cells = Cells(graph, "elsewhere", WithProfiles(), to_profiles=is_page)
    return Profile(found, cells, impact_table).blocks(is_page=is_page)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of([SHOP, MORE])


def parts(blocks: Sequence[ContentBlock]) -> dict[str, TitledBlocks]:
    return {block.title: block for block in blocks if isinstance(block, TitledBlocks)}


def table(blocks: Sequence[ContentBlock], title: str) -> TableContent:
    found = parts(blocks)[title].blocks[0]
    assert isinstance(found, TableContent)
    return found


def columns(blocks: Sequence[ContentBlock], title: str) -> list[str]:
    return [column.title for column in table(blocks, title).columns]


def facts(blocks: Sequence[ContentBlock]) -> dict[str, str]:
    panel = next(block for block in blocks if isinstance(block, Panel))
    lists = (block for block in panel.blocks if isinstance(block, FieldList))
    return {
        field.title: words(field.body)
        for one in lists
        for field in one.fields
        if isinstance(field.body, list)
    }


def words(spans: Sequence[Span]) -> str:
    return "".join(getattr(span, "text", "") for span in spans)


def marks(blocks: Sequence[ContentBlock]) -> list[str]:
    panel = next(block for block in blocks if isinstance(block, Panel))
    line = next(block for block in panel.blocks if isinstance(block, NameLine))
    found = next(span for span in line.spans if isinstance(span, Marks))
    return [f"{mark.title}: {mark.value}" for mark in found.marks]


def links(value: object) -> Iterator[Link]:
    """All links in some blocks, in order."""
    if isinstance(value, Link):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from links(getattr(value, name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from links(one)


def diagram(blocks: Sequence[ContentBlock]) -> Diagram:
    found = parts(blocks)["Neighbours"].blocks[0]
    assert isinstance(found, DiagramContent)
    return found.diagram


def test_the_facts_are_those_of_the_entry_and_the_age_of_its_page(graph: Graph) -> None:
    assert facts(profile(graph, "api")) == {
        "Type": "Service",
        "Layer": "Edge",
        "Depends on": "db, gone",
        "Described on": "Title of shop",
        "Created": "2025-01-02",
        "Last Updated": "2026-03-04",
    }


def test_the_marks_are_those_of_the_page_unless_the_entry_has_its_own(graph: Graph) -> None:
    assert marks(profile(graph, "api")) == ["Status: active", "Focus: high", "Owner: @shop"]
    assert marks(profile(graph, "db")) == ["Status: active", "Focus: high", "Owner: @store"]
    assert marks(profile(graph, "web")) == []


def test_each_sort_of_backlink_has_a_table_in_the_columns_of_its_kind(graph: Graph) -> None:
    blocks = profile(graph, "api")
    assert list(parts(blocks)) == [
        "Neighbours",
        "What breaks when it is down",
        "Uses: environment variables (1)",
        "Uses: secrets (1)",
        "Depended on by: components (1)",
        "Code locations (1)",
        "Raises: errors (1)",
        "Graceful degradation (1)",
        "Gotchas (1)",
        "Mentioned in (1)",
    ]
    assert columns(blocks, "Uses: environment variables (1)") == [
        "Variable",
        "Required",
        "Default",
        "Description",
    ]
    assert columns(blocks, "Uses: secrets (1)") == ["Secret", "Usage", "Rotation"]
    assert columns(blocks, "Depended on by: components (1)") == ["Component", "Page"]
    assert columns(blocks, "Code locations (1)") == ["Component", "Location(s)"]
    assert columns(blocks, "Gotchas (1)") == ["Gotcha", "Symptom", "Cause", "Fix"]


def test_what_is_written_inside_of_an_entry_is_in_its_profile(graph: Graph) -> None:
    blocks = profile(graph, "Bank")
    assert columns(blocks, "API endpoints (1)") == ["Endpoint", "Method", "Purpose"]
    assert facts(blocks)["Credentials Location"] == "key"


def test_what_breaks_is_what_the_impact_view_says(graph: Graph) -> None:
    rows = table(profile(graph, "db"), "What breaks when it is down").rows
    assert [words(row.cells[0]) for row in rows] == ["api", "web"]


def test_nothing_depends_on_it_is_said_only_of_what_something_could_depend_on(graph: Graph) -> None:
    note = parts(profile(graph, "web"))["What breaks when it is down"].blocks
    assert note == [Note("Nothing depends on web.")]
    assert "What breaks when it is down" not in parts(profile(graph, "PORT"))


def test_a_long_table_is_collapsed_behind_its_first_names() -> None:
    many = [entry("envvar", f"V{number:02}", used_by=["api"]) for number in range(11)]
    blocks = profile(graph_of([page("a", [entry("component", "api"), *many])]), "api")
    part = parts(blocks)["Uses: environment variables (11)"]
    assert part.summary == "V00, V01, V02 and 8 more"
    assert table(blocks, "Uses: environment variables (11)").has_filter
    few = profile(graph_of([page("a", [entry("component", "api"), *many[:10]])]), "api")
    assert parts(few)["Uses: environment variables (10)"].summary == ""


def hub(number: int) -> Graph:
    users = [entry("component", f"user-{n:04}", depends_on=["hub"]) for n in range(number)]
    return graph_of(
        [page("a", [entry("component", "hub", depends_on=["db"]), entry("component", "db"), *users])]
    )


def test_each_neighbour_has_a_node_as_long_as_they_are_few() -> None:
    shown = diagram(profile(hub(MOST_NEIGHBOURS), "hub"))
    assert len(shown.nodes) == MOST_NEIGHBOURS + 2
    assert len(shown.edges) == MOST_NEIGHBOURS + 1


def test_many_neighbours_on_one_side_are_one_node_with_their_number() -> None:
    shown = diagram(profile(hub(1000), "hub"))
    assert sorted(node.name for node in shown.nodes) == ["Components (1,000)", "db", "hub"]
    root = next(node.id for node in shown.nodes if node.name == "hub")
    group = next(node.id for node in shown.nodes if "1,000" in node.name)
    assert (group, root) in {(edge.source, edge.target) for edge in shown.edges}


def test_a_profile_shows_a_limited_number_of_dependents_and_says_so() -> None:
    blocks = parts(profile(hub(MOST_AFFECTED + 1), "hub"))["What breaks when it is down"].blocks
    assert isinstance(blocks[0], TableContent)
    assert len(blocks[0].rows) == MOST_AFFECTED
    assert blocks[1] == Note("Only the nearest 100 are shown.")
    assert len(parts(profile(hub(MOST_AFFECTED), "hub"))["What breaks when it is down"].blocks) == 1


def test_links_on_a_profile_page_lead_to_profiles_and_then_to_the_source(graph: Graph) -> None:
    own = next(one for one in graph.catalogue.entries if one.name == "api")
    on_page = profile(graph, "api", is_page=True)
    targets = {(link.text, link.page) for link in links(on_page)}
    assert ("db", "archdoc-component/component-3") in targets
    assert ("PORT", "shop") in targets
    assert next(link for link in links(on_page) if link.text == "Title of shop").anchor == own.anchor
    assert ("db", "shop") in {(link.text, link.page) for link in links(profile(graph, "api"))}
    assert {node.page for node in diagram(on_page).nodes if node.name == "db"} == {
        "archdoc-component/component-3"
    }


def test_the_name_is_not_said_twice_on_a_page_of_its_own(graph: Graph) -> None:
    first = [link.text for link in links(profile(graph, "api"))]
    assert first[0] == "api"
    assert "api" not in [link.text for link in links(profile(graph, "api", is_page=True)[0])]
