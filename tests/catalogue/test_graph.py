"""Every reference has its backlink, each edge once, in every order of the pages."""

from __future__ import annotations

from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Page
from sphinx_archdoc.content.page import page_content
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from tests.catalogue.pages import backlinks, entry, graph_of, mention, page
from tests.duration import at_most
from tests.links import NullLinkResolver
from tests.schema.hostile import QUICK


def test_a_reference_is_seen_from_its_target_under_the_heading_of_the_field() -> None:
    graph = graph_of(
        [
            page("a", [entry("component", "api", depends_on=["db"]), entry("envvar", "X", used_by=["api"])]),
            page("b", [entry("component", "db"), entry("error", "E", raised_by=["api"])]),
        ]
    )
    assert backlinks(graph) == {
        "a#api": {"Uses": ["a#X"], "Raises": ["b#E"]},
        "b#db": {"Depended on by": ["a#api"]},
    }


def test_a_reference_that_is_written_twice_is_one_backlink() -> None:
    graph = graph_of(
        [page("a", [entry("component", "x"), entry("envvar", "X", used_by=["x", "component:x"])])]
    )
    assert backlinks(graph) == {"a#x": {"Uses": ["a#X"]}}


def test_two_fields_with_one_heading_share_it() -> None:
    graph = graph_of(
        [page("a", [entry("dbtable", "t"), entry("relationship", "t -- t", from_=["t"], to=["t"])])]
    )
    assert backlinks(graph) == {"a#t": {"Relationships": ["a#t -- t"]}}


def test_references_to_nothing_and_to_several_have_no_backlink() -> None:
    graph = graph_of(
        [
            page("a", [entry("component", "x", depends_on=["none", "both"])]),
            page("b", [entry("component", "both"), entry("integration", "both")]),
        ]
    )
    assert backlinks(graph) == {}
    resolutions = [reference.resolution for reference in graph.references]
    assert [len(resolution.candidates) for resolution in resolutions] == [0, 2]


def test_an_entry_may_refer_to_itself() -> None:
    graph = graph_of([page("a", [entry("component", "x", depends_on=["x"])])])
    assert backlinks(graph) == {"a#x": {"Depended on by": ["a#x"]}}


UPSTREAM = entry("upstream", "b", target=["b"])
DOWNSTREAM = entry("downstream", "a", target=["a"])
DOCUMENT = entry("document", "")


def test_a_dependency_of_a_page_is_seen_from_the_other_page() -> None:
    graph = graph_of([page("a", [DOCUMENT, UPSTREAM]), page("b", [DOCUMENT])])
    assert backlinks(graph) == {"b#b": {"Depended on by": ["a#a"]}}
    graph = graph_of([page("a", [DOCUMENT]), page("b", [DOCUMENT, DOWNSTREAM])])
    assert backlinks(graph) == {"a#a": {"Depends on": ["b#b"]}}


def test_a_dependency_that_both_pages_declare_is_one_edge() -> None:
    graph = graph_of([page("a", [DOCUMENT, UPSTREAM]), page("b", [DOCUMENT, DOWNSTREAM])])
    assert backlinks(graph) == {}
    assert len(graph.references) == 2


def test_a_dependency_of_a_page_without_a_document_is_the_pages() -> None:
    graph = graph_of([page("a", [UPSTREAM]), page("b", [DOCUMENT])])
    assert backlinks(graph) == {"b#b": {"Depended on by": ["a"]}}


def test_a_dependency_on_something_outside_has_no_backlink() -> None:
    graph = graph_of([page("a", [DOCUMENT, entry("upstream", "Stripe", target=["Stripe"])])])
    assert backlinks(graph) == {}


def test_an_entry_within_another_is_no_backlink_of_it() -> None:
    inner = entry("endpoint", "GET /x", integration=["integration:M"], parent="integration-1")
    outside = entry("endpoint", "GET /y", integration=["M"])
    graph = graph_of([page("a", [entry("integration", "M"), inner, outside])])
    assert backlinks(graph) == {"a#M": {"Endpoints": ["a#GET /y"]}}


def test_a_mention_comes_last_and_only_where_no_field_says_it() -> None:
    graph = graph_of(
        [
            page("a", [entry("component", "x"), entry("component", "y", depends_on=["x"])]),
            page("b", (), mention("x", "component"), mention("x")),
            page("c", [entry("gotcha", "g")], mention("x", anchor="gotcha-1"), mention("none")),
        ]
    )
    assert backlinks(graph) == {"a#x": {"Depended on by": ["a#y"], "Mentioned in": ["b", "c#g"]}}


def test_a_mention_in_its_own_text_or_beside_a_reference_says_nothing_new() -> None:
    own = page("a", [entry("component", "x")], mention("x", anchor="component-1"))
    assert backlinks(graph_of([own])) == {}
    entries = [entry("component", "x"), entry("component", "y", depends_on=["x"])]
    assert backlinks(graph_of([page("a", entries, mention("x", anchor="component-2"))])) == {
        "a#x": {"Depended on by": ["a#y"]}
    }


def test_a_page_that_names_itself_is_no_backlink() -> None:
    assert backlinks(graph_of([page("a", [entry("document", "")], mention("a"))])) == {}


def test_a_mention_in_an_entry_that_is_gone_is_the_pages() -> None:
    graph = graph_of([page("a", [entry("component", "x")]), page("b", (), mention("x", anchor="gone"))])
    assert backlinks(graph) == {"a#x": {"Mentioned in": ["b"]}}


def test_a_field_without_a_heading_leaves_no_backlink() -> None:
    kinds, problems = merge_kinds(
        builtin_kinds(), {"envvar": {"fields": {"also": {"type": "refs", "targets": ["envvar"]}}}}, "conf.py"
    )
    assert problems == []
    graph = graph_of([page("a", [entry("envvar", "X"), entry("envvar", "Y", also=["X"])])], kinds)
    assert backlinks(graph) == {}
    assert graph.references[0].resolution.entry is not None


def test_the_headings_of_a_kind_are_those_that_may_lead_to_it() -> None:
    graph = graph_of([])
    assert graph.headings(["dbtable"]) == [
        "Depended on by",
        "Referenced by",
        "Relationships",
        "Read by",
        "When it is down",
        "Gotchas",
        "Depends on",
        "Mentioned in",
    ]
    assert graph.headings(["gotcha"]) == ["Gotchas", "Mentioned in"]
    assert graph.headings([]) == ["Gotchas", "Mentioned in"]


NAMES = ["a", "b", "c"]
DOCNAMES = ["index", "p", "q/a"]
references = st.lists(st.sampled_from([*NAMES, "component:a", "p#b", "none", *DOCNAMES]), max_size=3)
entries = st.one_of(
    st.just(DOCUMENT),
    st.builds(entry, st.just("component"), st.sampled_from(NAMES), depends_on=references),
    st.builds(entry, st.just("envvar"), st.sampled_from(NAMES), used_by=references),
    st.builds(entry, st.just("gotcha"), st.sampled_from(NAMES), affects=references),
    st.builds(entry, st.sampled_from(["upstream", "downstream"]), st.just("x"), target=references),
)
mentions = st.lists(
    st.builds(mention, st.sampled_from(NAMES), anchor=st.sampled_from(["", "gotcha-1", "envvar-2"])),
    max_size=3,
)
sites = st.fixed_dictionaries(
    {}, optional={docname: st.tuples(st.lists(entries, max_size=4), mentions) for docname in DOCNAMES}
).map(lambda site: [page(docname, found, *prose) for docname, (found, prose) in site.items()])


def digest_of(page: Page, graph: Graph) -> str:
    page = msgspec.structs.replace(page, runs=[(entry.anchor,) for entry in page.entries])
    return page_content(page, graph, NullLinkResolver()).digest


@QUICK
@given(sites, st.randoms(use_true_random=False))
def test_the_order_of_the_pages_does_not_matter(site: list[Page], random: Random) -> None:
    one, other = graph_of(site), graph_of(random.sample(site, len(site)))
    assert backlinks(one) == backlinks(other)
    assert one.references == other.references
    assert [digest_of(p, one) for p in site] == [digest_of(p, other) for p in site]


@QUICK
@given(sites)
def test_no_backlink_is_there_twice_and_each_reference_has_one(site: list[Page]) -> None:
    graph = graph_of(site)
    for known in graph.catalogue.entries:
        for links in graph.backlinks_of(known).values():
            assert len({link.key for link in links}) == len(links)
    for reference in graph.references:
        target, field = reference.resolution.entry, reference.field
        if target and field.inverse and field.subject == "entry":
            keys = {link.key for link in graph.backlinks_of(target)[field.inverse]}
            assert reference.source.key in keys


@QUICK
@given(sites, st.sampled_from(DOCNAMES))
def test_a_page_with_other_backlinks_has_another_digest(site: list[Page], gone: str) -> None:
    before, after = graph_of(site), graph_of([p for p in site if p.docname != gone])
    for known in after.catalogue.pages.values():
        same = all(before.backlinks_of(found) == after.backlinks_of(found) for found in known.entries)
        assert same or digest_of(known, before) != digest_of(known, after)


def test_a_large_catalogue_is_linked_in_a_moment() -> None:
    names = [f"c{number}" for number in range(2_000)]
    pages = [
        page(f"p{number}", [entry("component", name, depends_on=names[number : number + 10])])
        for number, name in enumerate(names)
    ]
    with at_most(5):
        assert len(graph_of(pages).references) == 19_955
