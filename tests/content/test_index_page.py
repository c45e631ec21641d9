"""Index pages as values: which entries under which letter, in which columns, and what readers choose from."""

from __future__ import annotations

import pytest

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.content.entry_lines import no_profile
from sphinx_archdoc.content.index_page import (
    ALL,
    IndexPage,
    KindCount,
    index_of_all,
    index_of_kind,
    is_shown,
)
from sphinx_archdoc.content.spans import Flag, Link, Text
from sphinx_archdoc.digest import digest_value
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from sphinx_archdoc.schema.model import NameStyle

NOWHERE = Location("")
OWNED = {"asset": {"fields": {"team": {"type": "refs", "targets": ["component"], "meaning": "owner"}}}}
KINDS, _ = merge_kinds(builtin_kinds(), OWNED, "conf.py")


def entry(kind: str, name: str, page: str = "auth", **values: Value) -> Entry:
    values = {field.replace("_", "-"): value for field, value in values.items()}
    title = "Sign-in" if kind == "document" else name
    return Entry(
        kind=kind, name=name, title=title, page=page, anchor=f"{kind}-{name}", where=NOWHERE, values=values
    )


def graph_of(*entries: Entry) -> Graph:
    pages = {
        page: Page(docname=page, title=f"The {page}", entries=[e for e in entries if e.page == page])
        for page in sorted({e.page for e in entries})
    }
    return Graph(Catalogue(pages, KINDS), {}, Translator())


def index_of(kind: str, *entries: Entry) -> IndexPage:
    graph = graph_of(*entries)
    return index_of_kind(KINDS[kind], graph)


def keys(page: IndexPage) -> list[str]:
    return [column.key for column in page.table.columns]


def names(page: IndexPage) -> dict[str, list[str]]:
    found = {}
    for group in page.table.groups:
        links = [row.cells[0][0] for row in group.rows]
        found[group.title] = [link.text for link in links if isinstance(link, Link)]
    return found


def test_a_row_has_the_name_the_first_sentence_the_short_values_the_owner_and_the_page() -> None:
    page = index_of(
        "envvar",
        entry("document", "auth", owner="@identity", status="draft"),
        entry("envvar", "PORT", required=True, description="Where calls arrive. Never 80."),
    )
    assert keys(page) == ["name", "summary", "required", "status", "owner", "page"]
    assert page.table.rows[0].cells == [
        [Link("PORT", "auth", "envvar-PORT", NameStyle.CODE)],
        [Text("Where calls arrive.")],
        [Flag(value=True)],
        [Text("draft")],
        [Text("@identity")],
        [Text("The auth")],
    ]
    assert [column.title for column in page.table.columns][:3] == ["Variable", "Description", "Required"]
    assert (page.title, page.pages, page.menus) == (
        "Environment variables",
        1,
        ("required", "status", "owner"),
    )


def test_the_fields_that_a_kind_declares_with_few_values_are_columns() -> None:
    page = index_of(
        "document", entry("document", "auth", focus="high", status="active", updated="2026-01-02")
    )
    assert keys(page) == ["name", "focus", "status", "updated", "page"]
    assert page.menus == ("focus", "status")


def test_columns_without_values_are_left_out_and_so_are_their_menus() -> None:
    page = index_of("envvar", entry("envvar", "PORT"))
    assert keys(page) == ["name", "page"]
    assert page.menus == ()
    assert page.table.main is None


def test_an_owner_of_its_own_comes_before_that_of_the_page() -> None:
    page = index_of(
        "component",
        entry("document", "auth", owner="@identity"),
        entry("component", "api", owner="@edge"),
        entry("component", "worker"),
    )
    column = keys(page).index("owner")
    assert [row.cells[column] for row in page.table.rows] == [[Text("@edge")], [Text("@identity")]]


def test_an_owner_may_be_an_entry() -> None:
    page = index_of(
        "asset", entry("component", "api"), entry("asset", "sessions", team=(Ref("api"), Ref("gone")))
    )
    assert page.table.rows[0].cells[keys(page).index("owner")] == [Text("api, gone")]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["b", "A", "a"], {"A": ["A", "a"], "B": ["b"]}),
        (["Zoo", "Élan", "eel"], {"E": ["eel", "Élan"], "Z": ["Zoo"]}),
        (["_under", ".dot", "(paren)"], {"D": [".dot"], "P": ["(paren)"], "U": ["_under"]}),
        (["9 lives", "4xx", "x"], {"#": ["4xx", "9 lives"], "X": ["x"]}),
        (["job-10", "job-9", "job-9a"], {"J": ["job-9", "job-9a", "job-10"]}),
        (["時計", "あ"], {"あ": ["あ"], "時": ["時計"]}),
        (["", "ß"], {"#": ["–"], "S": ["ß"]}),
    ],
)
def test_letters(titles: list[str], expected: dict[str, list[str]]) -> None:
    page = index_of("envvar", *(entry("envvar", title) for title in titles))
    assert names(page) == expected
    assert all(group.anchor.startswith("cap-") for group in page.table.groups)


def test_the_order_does_not_depend_on_the_order_of_the_pages() -> None:
    entries = [entry("envvar", "PORT", page) for page in ("shop", "auth", "mail")]
    pages = [index_of("envvar", *order) for order in (entries, entries[::-1])]
    assert digest_value(pages[0]) == digest_value(pages[1])


def test_all_entries_have_their_kind_and_the_status_of_their_page() -> None:
    graph = graph_of(
        entry("document", "auth", status="deprecated"),
        entry("error", "E1", status=401, cause="No token."),
        entry("envvar", "PORT", "mail"),
    )
    page = index_of_all(graph)
    assert keys(page) == ["name", "kind", "summary", "status", "page"]
    assert page.menus == ("kind", "status")
    rows = {row.cells[0][0].text: row.cells for row in page.table.rows if isinstance(row.cells[0][0], Link)}
    assert rows["E1"][1:4] == [[Text("Error")], [Text("No token.")], [Text("deprecated")]]
    assert rows["PORT"][3] == []
    assert page.kinds == (
        KindCount("document", "Documents", 1),
        KindCount("envvar", "Environment variables", 1),
        KindCount("error", "Errors", 1),
    )


def test_a_name_leads_to_the_profile_and_the_page_to_the_entry() -> None:
    graph = graph_of(entry("component", "api"))
    page = index_of_kind(
        builtin_kinds()["component"],
        graph,
        lambda entry: f"archdoc-component/{entry.anchor}",
    )
    assert page.table.rows[0].cells == [
        [Link("api", "archdoc-component/component-api", "")],
        [Link("The auth", "auth", "component-api")],
    ]
    assert no_profile(entry("component", "api")) == ""


def test_an_index_is_shown_if_it_has_entries() -> None:
    catalogue = graph_of(entry("envvar", "PORT")).catalogue
    assert [name for name in ("envvar", "secret", ALL) if is_shown(name, catalogue)] == ["envvar", ALL]
    assert not is_shown(ALL, Catalogue({}, builtin_kinds()))
