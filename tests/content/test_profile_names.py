"""The addresses of profile pages."""

from __future__ import annotations

import msgspec

from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.content.profile_names import is_profile_name, profile_names
from tests.catalogue.pages import entry, graph_of, page


def at(anchor: str, kind: str = "component") -> Entry:
    return msgspec.structs.replace(entry(kind, anchor), anchor=anchor)


def named(*pages: tuple[str, list[Entry]], taken: tuple[str, ...] = ()) -> list[str]:
    made = [
        Page(docname=name, entries=[msgspec.structs.replace(e, page=name) for e in entries])
        for name, entries in pages
    ]
    catalogue = graph_of(made).catalogue
    return [*profile_names(catalogue, ["component", "component", "envvar"], taken).values()]


def test_a_name_is_the_kind_and_the_anchor() -> None:
    assert named(("a", [at("x"), at("y", "envvar")])) == ["archdoc-component/x", "archdoc-envvar/y"]


def test_entries_with_the_same_anchor_are_told_apart_by_their_page() -> None:
    assert named(("a", [at("x")]), ("b/c", [at("X")])) == ["archdoc-component/a/x", "archdoc-component/b/c/X"]


def test_no_two_pages_have_one_name_where_case_is_ignored() -> None:
    found = named(("a", [at("x"), at("X")]))
    assert len({name.casefold() for name in found}) == 2
    assert found[0] == "archdoc-component/a/x"


def test_a_document_keeps_its_name() -> None:
    (found,) = named(("a", [at("x")]), taken=("archdoc-component/x",))
    assert found.startswith("archdoc-component/x-")


def test_a_long_name_fits_into_a_file_system() -> None:
    found = named(("a", [at("x" * 1000 + "1"), at("x" * 1000 + "2")]))
    assert len(set(found)) == 2
    assert max(map(len, found)) < 200


def test_only_profile_pages_have_such_names() -> None:
    assert is_profile_name("archdoc-component/x")
    assert not is_profile_name("archdoc-component")
    assert not is_profile_name("shop/archdoc-component")


def test_a_kind_that_is_not_asked_for_has_none() -> None:
    catalogue = graph_of([page("a", [entry("component", "web")])]).catalogue
    assert profile_names(catalogue, []) == {}
