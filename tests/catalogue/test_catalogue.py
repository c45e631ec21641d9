"""A name leads to the entry that is meant, whatever order the pages were read in."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.model import Entry, EntryKey, Page
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.catalogue.pages import entry, page
from tests.schema.hostile import QUICK, texts

KINDS = builtin_kinds()
PAGES = [
    page("index", [entry("document", "")]),
    page(
        "services/auth",
        [
            entry("document", ""),
            entry("component", "auth"),
            entry("envvar", "PORT"),
            entry("envvar", "LEVEL"),
            entry("gotcha", "same"),
            entry("error", "same"),
            entry("upstream", "db", target=["db"], reason="x"),
        ],
    ),
    page(
        "services/billing",
        [
            entry("envvar", "PORT"),
            entry("component", "db"),
            entry("secret", "db"),
            entry("secret", "a#b"),
            entry("secret", "x:y"),
        ],
    ),
    page("services/index", [entry("document", "")]),
    page("zz", [entry("component", "db"), entry("envvar", "component:db")]),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue({found.docname: found for found in PAGES}, KINDS)


def shown(found: Entry) -> str:
    return f"{found.kind} {found.page}#{found.name}"


def find(catalogue: Catalogue, text: str, kinds: str = "", where: str = "index") -> str | list[str]:
    """The entry that is found, or the candidates."""
    found = catalogue.find(text, tuple(kinds.split()), where)
    return shown(found.entry) if found.entry else [shown(candidate) for candidate in found.candidates]


@pytest.mark.parametrize(
    ("text", "kinds", "where", "found"),
    [
        # the same page first, then the project
        ("PORT", "envvar", "services/auth", "envvar services/auth#PORT"),
        ("PORT", "envvar", "services/billing", "envvar services/billing#PORT"),
        ("PORT", "envvar", "index", ["envvar services/auth#PORT", "envvar services/billing#PORT"]),
        ("LEVEL", "envvar", "index", "envvar services/auth#LEVEL"),
        ("NONE", "envvar", "index", []),
        ("PORT", "component", "index", []),
        ("PORT", "", "services/auth", "envvar services/auth#PORT"),
        # a page says which
        ("services/billing#PORT", "envvar", "index", "envvar services/billing#PORT"),
        ("billing#PORT", "envvar", "services/auth", "envvar services/billing#PORT"),
        ("../services/billing#PORT", "envvar", "services/auth", "envvar services/billing#PORT"),
        ("/services/billing#PORT", "envvar", "services/auth", "envvar services/billing#PORT"),
        ("billing#PORT", "envvar", "index", []),
        ("zz#PORT", "envvar", "index", []),
        # a kind says which
        ("db", "component secret", "index", ["component services/billing#db", "secret services/billing#db"]),
        ("secret:db", "component secret", "index", "secret services/billing#db"),
        ("component:db", "component secret", "index", "component services/billing#db"),
        ("envvar:services/billing#PORT", "", "index", "envvar services/billing#PORT"),
        ("envvar:db", "component secret", "index", []),
        ("same", "", "services/auth", ["gotcha services/auth#same", "error services/auth#same"]),
        ("error:same", "", "services/auth", "error services/auth#same"),
        # the first of those that should be one
        ("db", "component", "index", "component services/billing#db"),
        ("db", "component", "zz", "component zz#db"),
        # names that look like more
        ("a#b", "secret", "index", "secret services/billing#a#b"),
        ("x:y", "secret", "index", "secret services/billing#x:y"),
        ("component:db", "envvar", "index", "envvar zz#component:db"),
        ("component:db", "", "index", "envvar zz#component:db"),
        ("  PORT ", "envvar", "services/auth", "envvar services/auth#PORT"),
        # documents, by the name of their page
        ("services/auth", "document", "index", "document services/auth#services/auth"),
        ("auth", "document", "services/billing", "document services/auth#services/auth"),
        ("../index", "document", "services/auth", "document index#index"),
        ("index", "document", "services/auth", "document index#index"),
        ("auth", "component document", "services/billing", "component services/auth#auth"),
        ("services/billing", "document", "index", []),
        # nothing at all
        ("", "", "index", []),
        ("#", "", "index", []),
        (":", "", "index", []),
        ("a" * 10_000, "", "index", []),
        ("../" * 1000, "", "index", []),
    ],
)
def test_a_name_is_looked_up_near_first(
    catalogue: Catalogue, text: str, kinds: str, where: str, found: str | list[str]
) -> None:
    assert find(catalogue, text, kinds, where) == found


def test_the_other_end_of_a_dependency_is_not_named_by_it(catalogue: Catalogue) -> None:
    candidates = find(catalogue, "db")
    assert candidates == ["component services/billing#db", "secret services/billing#db"]
    assert find(catalogue, "db", "upstream") == "upstream services/auth#db"


def test_what_is_ambiguous_is_listed_in_names_that_are_not(catalogue: Catalogue) -> None:
    for text, kinds in (("PORT", "envvar"), ("db", "component secret"), ("same", "")):
        candidates = catalogue.find(text, tuple(kinds.split()), "index").candidates
        for candidate in candidates:
            name = catalogue.qualified(candidate, candidates)
            assert find(catalogue, name, kinds) == shown(candidate)


def test_the_nearest_name_is_a_hint(catalogue: Catalogue) -> None:
    assert catalogue.nearest("LEVLE", ("envvar",)) == "did you mean 'LEVEL'?"
    assert catalogue.nearest("auth#LEVLE", ("envvar",)) == "did you mean 'LEVEL'?"
    assert catalogue.nearest("LEVLE", ("secret",)) == ""
    assert catalogue.nearest("x" * 100_000, ()) == ""


def test_entries_and_pages_are_found_by_their_place(catalogue: Catalogue) -> None:
    assert catalogue.title_of("services/auth") == "Title of services/auth"
    assert catalogue.title_of("none") == "none"
    assert catalogue.document_of("services/billing") is None
    assert catalogue.get(EntryKey("none", "x")) is None
    assert [shown(found) for found in catalogue.of_kind("component")] == [
        "component services/auth#auth",
        "component services/billing#db",
        "component zz#db",
    ]


def test_a_catalogue_of_nothing_finds_nothing() -> None:
    assert find(Catalogue({}, KINDS), "x") == []


NAMES = ["a", "b", "PORT", "p#PORT", "q/a", "index", "component:a", "..", "#", "a b"]
DOCNAMES = ["index", "p", "q/index", "q/a", "q/b"]

entries = st.builds(
    entry, st.sampled_from(["document", "component", "envvar", "secret", "gotcha"]), st.sampled_from(NAMES)
)
sites = st.fixed_dictionaries(
    {}, optional={docname: st.lists(entries, max_size=4) for docname in DOCNAMES}
).map(lambda site: [page(docname, found) for docname, found in site.items()])


@QUICK
@given(sites, st.randoms(use_true_random=False))
def test_the_order_of_the_pages_does_not_matter(site: list[Page], random: Random) -> None:
    shuffled = random.sample(site, len(site))
    one, other = (Catalogue({p.docname: p for p in pages}, KINDS) for pages in (site, shuffled))
    assert one.entries == other.entries
    for name in NAMES:
        for where in DOCNAMES:
            assert one.find(name, (), where) == other.find(name, (), where)
            assert one.find(name, ("envvar", "secret"), where) == other.find(
                name, ("envvar", "secret"), where
            )


@QUICK
@given(sites, st.data())
def test_pages_that_were_read_apart_and_merged_are_those_that_were_read_together(
    site: list[Page], data: st.DataObject
) -> None:
    merged: dict[str, Page] = {}
    for part in range(3):  # what each of three workers read, as the domain merges it
        read = {p.docname: p for p in site if data.draw(st.integers(0, 2)) == part or p.docname not in merged}
        merged.update(read)
    assert Catalogue(merged, KINDS).entries == Catalogue({p.docname: p for p in site}, KINDS).entries


@QUICK
@given(sites, texts, st.sampled_from(DOCNAMES))
def test_any_text_can_be_looked_up(site: list[Page], text: str, where: str) -> None:
    catalogue = Catalogue({p.docname: p for p in site}, KINDS)
    found = catalogue.find(text, (), where)
    assert (found.entry is not None) == (len(found.candidates) == 1)
    assert len(catalogue.nearest(text, ())) < 300


@QUICK
@given(sites, st.sampled_from(DOCNAMES))
def test_every_entry_is_found_under_its_name_and_the_same_page_wins(site: list[Page], where: str) -> None:
    catalogue = Catalogue({p.docname: p for p in site}, KINDS)
    for known in catalogue.entries:
        found = catalogue.find(known.name, (known.kind,), known.page)
        assert found.entry is not None
        assert (found.entry.name, found.entry.page) == (known.name, known.page)
        elsewhere = catalogue.find(known.name, (known.kind,), where).candidates
        assert known.name in {candidate.name for candidate in elsewhere}
