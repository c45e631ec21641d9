"""A graph that is read from the file is the graph that was written to it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Page
from sphinx_archdoc.catalogue_file.encoding import UnreadableCatalogue, decode, encode
from sphinx_archdoc.catalogue_file.reading import graph_of as read_graph
from sphinx_archdoc.catalogue_file.recording import record
from sphinx_archdoc.catalogue_file.records import About, CatalogueFile, EntryRecord
from sphinx_archdoc.content.impact import impact_of
from sphinx_archdoc.problems import Location
from tests.catalogue.pages import backlinks, entry, graph_of, mention, page
from tests.catalogue.test_graph import sites
from tests.examples import examples


def file_of(graph: Graph) -> CatalogueFile:
    return record(graph, About(name="x"), lambda docname: f"{docname}.html", ())


def by_id(file: CatalogueFile) -> dict[str, EntryRecord]:
    """The entries; mentions are read back as the keys of their targets, so what was written is left out."""
    return {
        found.id: msgspec.structs.replace(
            found,
            references=tuple(
                msgspec.structs.replace(one, as_="") if one.mention and one.to else one
                for one in found.references
            ),
        )
        for found in file.entries
    }


@examples(2)
@given(sites)
def test_what_is_read_is_what_was_written(site: list[Page]) -> None:
    graph = graph_of(site)
    file = file_of(graph)
    content = encode(file)
    assert encode(decode(content)) == content
    again = read_graph(decode(content))
    assert backlinks(again) == backlinks(graph)
    assert by_id(file_of(again)) == by_id(file)
    for found in graph.catalogue.entries:
        before, after = (impact_of(found.name, found.page, one) for one in (graph, again))
        assert [one.name for one in after.affected] == [one.name for one in before.affected]


def test_one_entry_is_one_line() -> None:
    graph = graph_of([page("a", [entry("component", "x"), entry("component", "y", depends_on=["x"])])])
    lines = encode(file_of(graph)).decode().splitlines()
    assert len([line for line in lines if line.startswith('{"id":')]) == 2
    assert '"backlinks":{"depended-on-by":["a#component-2"]}' in encode(file_of(graph)).decode()


def test_the_order_of_pages_does_not_matter() -> None:
    pages = [page("b", [entry("component", "y")]), page("a", [entry("component", "x", depends_on=["y"])])]
    assert encode(file_of(graph_of(pages))) == encode(file_of(graph_of(reversed(pages))))


def test_a_key_finds_its_entry() -> None:
    graph = graph_of(
        [page("a", [entry("document", ""), entry("envvar", "X"), entry("component", "x")]), page("b")]
    )
    for found in file_of(graph).entries:
        assert graph.catalogue.find(found.key, (), "b").entry, found.key
    assert [found.key for found in file_of(graph).entries] == ["document:a", "envvar:a#X", "component:x"]


def test_a_mention_outside_of_entries_is_the_pages() -> None:
    graph = graph_of([page("a", [entry("component", "x")]), page("b", (), mention("x"), mention("none"))])
    pages = file_of(graph).pages
    assert [(one.as_, one.to) for one in pages["b"].mentions] == [("x", "a#component-1"), ("none", "")]
    assert "a" in pages and pages["a"].mentions == ()


def test_mentions_have_their_lines_and_an_order_that_the_file_keeps() -> None:
    """The page and its entries are sources, in one order wherever each of them is written."""
    entries = [entry("component", "y"), entry("document", ""), entry("component", "z")]
    places = {"component-3": 9, "": 3, "component-1": 5, "document-2": 8}
    written = [
        msgspec.structs.replace(mention("x", anchor=anchor), where=Location("a.md", line))
        for anchor, line in places.items()
    ]
    graph = graph_of([page("a", entries, *written), page("b", [entry("component", "x")])])
    links = {"b#x": {"Mentioned in": ["a#a", "a#y", "a#z"]}}
    assert backlinks(graph) == backlinks(read_graph(file_of(graph))) == links
    file = file_of(graph)
    assert [one.line for one in file.pages["a"].mentions] == [3]
    assert {found.name: one.line for found in file.entries for one in found.references} == (
        {"y": 5, "a": 8, "z": 9}
    )


def test_a_credential_is_not_in_the_file() -> None:
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    graph = graph_of([page("a", [entry("envvar", "X", default=token, description=f"As in {token}.")])])
    assert token[8:] not in encode(file_of(graph)).decode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"format":"1.0",\n"catalogue":{"na', "not valid JSON at line 2"),
        (b"# Sphinx inventory version 2\n", "an inventory"),
        (b"<!doctype html><title>Log in</title>", "an HTML page"),
        (b'{"versions":{},"current_version":"1"}', "needs.json"),
        (b'{"format":"2.0","catalogue":{},"generator":{"version":"3.1"}}', "written by sphinx-archdoc 3.1"),
        (b"[]", "not archdoc.json"),
        (b"{}", "'format' or 'catalogue' is missing"),
        (b"", "not valid JSON"),
        (b'{"format":"1.0","catalogue":{"name":3}}', "not archdoc.json"),
        (b"[" * 100_000, "not"),
        (b"\xff\xfe", "not"),
    ],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableCatalogue, match=reason):
        decode(content)


def test_an_entry_of_an_undeclared_kind_is_refused() -> None:
    file = file_of(graph_of([page("a", [entry("component", "x")])]))
    with pytest.raises(UnreadableCatalogue, match="does not declare"):
        read_graph(msgspec.structs.replace(file, kinds={}))


def test_keys_of_a_later_version_are_ignored() -> None:
    content = encode(file_of(graph_of([page("a", [entry("component", "x")])])))
    later = msgspec.json.decode(content)
    later["format"], later["more"] = "1.7", 1
    later["entries"][0]["more"] = later["kinds"]["component"]["more"] = [1]
    graph = read_graph(decode(msgspec.json.encode(later)))
    assert [found.name for found in graph.catalogue.entries] == ["x"]
