"""Each format writes what it declares, and its report lists all the rest."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sqlite3
from io import StringIO
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.export.formats import FORMATS
from sphinx_archdoc.export.names import ascii_name, unique_names
from sphinx_archdoc.parsing.simple_text import words_of
from sphinx_archdoc.schema.meaning import Meaning, Nature
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import shop
from tests.examples import examples
from tests.export.systems import exported, left_out, own_system, text_of

ALL = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(
            name == "parquet" and not importlib.util.find_spec("pyarrow"),
            reason="there is no pyarrow here: pip install pyarrow",
        ),
    )
    for name in FORMATS
]
NAMES = {
    Nature.RUNS: "own-runs:thing-run",
    Nature.EXTERNAL: "own-external:outside",
    Nature.DATA: "own-data:store",
    Nature.INTERFACE: "own-interface:/call",
    Nature.SETTING: "own-setting:setting",
    Nature.KNOWLEDGE: "own-knowledge:knowledge",
    Nature.PAGE: "own-page:first",
}


@pytest.mark.parametrize("name", ALL)
def test_kinds_of_a_project_have_the_places_that_the_format_declares(name: str) -> None:
    format_ = FORMATS[name]
    files, report = exported(format_, own_system())
    assert all(files.values())
    missing = left_out(report)
    assert {key for key, field in missing if not field} == {
        key for nature, key in NAMES.items() if nature not in format_.places
    }
    fields = {field for key, field in missing if key == NAMES[Nature.RUNS]}
    if format_.others:
        assert not fields
    else:
        assert fields == {*(f"f-{one}" for one in Meaning if one not in format_.meanings), "more"}
    assert all(one.reason and one.line for one in report)


@pytest.mark.parametrize("name", ALL)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    assert exported(FORMATS[name], own_system()) == exported(FORMATS[name], own_system())
    assert exported(FORMATS[name], shop()) == exported(FORMATS[name], shop())


@pytest.mark.parametrize("name", ALL)
def test_nothing_and_several_catalogues_can_be_exported(name: str) -> None:
    exported(FORMATS[name], graph_of([page("a", [entry("component", "x")])]), where="name = y")
    files, report = exported(FORMATS[name], shop(), shop())
    assert files and (FORMATS[name].others or report)


@pytest.mark.parametrize("name", ALL)
def test_the_first_of_two_entries_with_one_key_counts(name: str) -> None:
    twice = graph_of([page("a", [entry("component", "x"), entry("component", "x", purpose="Again.")])])
    report = exported(FORMATS[name], twice)[1]
    assert [one.line for one in report if "same key" in one.reason] == [2]


@pytest.mark.parametrize("name", ALL)
def test_a_dependency_on_what_is_not_selected_is_reported(name: str) -> None:
    report = exported(FORMATS[name], shop(), where="name in (web, db)")[1]
    reasons = {(one.key, one.field): one.reason for one in report}
    if name not in ("csv", "sqlite", "parquet"):
        assert reasons["component:web", "depends-on"] == "'api': leads to an entry that is not selected"


SIGNS = "\"'\\`${}<>#|;:,=+-@*/&%[]()\n\r\t\0\x1b\x7f\x9b\u2028\u202e\N{WORD JOINER}é漢😀"
TEXTS = st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def odd_graph(texts: list[str]) -> Graph:
    return graph_of(
        [
            page(
                "a",
                [
                    entry("component", text, purpose=text, owner=text, technology=text, type=text)
                    for text in dict.fromkeys(texts)
                ],
            )
        ]
    )


@examples(1)
@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["`0`"])
@example(["\r"])
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    graph = odd_graph(texts)
    purposes = [" ".join(words_of(one.entry.values["purpose"]).split()) for one in elements(graph)]
    entities = list(yaml.safe_load_all(text_of(FORMATS["backstage"], graph)))[1:]
    assert [one["metadata"].get("description", "") for one in entities] == purposes
    bom = json.loads(text_of(FORMATS["cyclonedx"], graph))
    assert [one.get("description", "") for one in bom["services"]] == purposes
    rows = list(csv.DictReader(StringIO(text_of(FORMATS["csv"], graph), newline="")))
    assert [" ".join(one["purpose"].split()) for one in rows] == purposes
    assert len(strings_of_likec4(text_of(FORMATS["likec4"], graph))) > len(texts)
    for line in text_of(FORMATS["structurizr"], graph).split("\n"):
        assert not re.search(r"\$\{", line)
        assert re.fullmatch(r'[^"]*("(?:[^"\\]|\\["\N{WORD JOINER}])*"[^"]*)*', line), line


def elements(graph: Graph) -> Any:
    from sphinx_archdoc.export.architecture import Architecture
    from tests.catalogue_file.files import loaded

    return Architecture([loaded(graph)]).elements


def strings_of_likec4(text: str) -> list[str]:
    """The strings of a model; all that is not one of them consists of words and a few signs."""
    string = r"'(?:[^'\\\n]|\\.)*'"
    rest = re.sub(string, "", text)
    assert re.fullmatch(r"[\w\s{}=#.*/:>-]*", rest.replace("https://", "").replace("%", "")), rest
    return re.findall(string, text)


def test_a_database_holds_all_values() -> None:
    graph = odd_graph(["a\0b'; DROP TABLE entry; --", "=1+1"])
    database = sqlite3.connect(":memory:")
    database.deserialize(exported(FORMATS["sqlite"], graph)[0]["archdoc.sqlite"])
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    query = "SELECT value FROM value JOIN entry ON number = entry_number WHERE field = 'purpose'"
    assert [value for (value,) in database.execute(query)] == ["a\0b'; DROP TABLE entry; --", "=1+1"]
    database.close()


def test_a_database_holds_both_ends_of_references() -> None:
    database = sqlite3.connect(":memory:")
    database.deserialize(exported(FORMATS["sqlite"], shop())[0]["archdoc.sqlite"])
    found = database.execute(
        "SELECT source.key, text, target.key FROM reference JOIN entry AS source"
        " ON entry_number = source.number LEFT JOIN entry AS target ON to_number = target.number"
        " WHERE is_dependency ORDER BY 1, 2"
    ).fetchall()
    database.close()
    assert found == [
        ("component:api", "db", "component:db"),
        ("component:api", "mail", None),
        ("component:web", "api", "component:api"),
    ]


def test_a_spreadsheet_finds_no_formula() -> None:
    graph = odd_graph(["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "a=1", "\t=1"])
    safe = list(csv.DictReader(StringIO(text_of(FORMATS["csv"], graph, spreadsheet=True))))
    assert [one["owner"] for one in safe] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'＝1", "a=1", "'=1"]
    plain = list(csv.DictReader(StringIO(text_of(FORMATS["csv"], graph))))
    assert plain[0]["owner"] == "=1+1"


NAME = re.compile(r"[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?")
TAG = re.compile(r"[a-z0-9:+#]+(-[a-z0-9:+#]+)*")


@examples(3)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_backstage_takes_all_names_and_tags(texts: list[str]) -> None:
    entities = list(yaml.safe_load_all(text_of(FORMATS["backstage"], odd_graph(texts))))
    names = [(one["kind"], one["metadata"]["name"].casefold()) for one in entities]
    assert len(names) == len(set(names))
    for one in entities:
        assert NAME.fullmatch(one["metadata"]["name"])
        assert NAME.fullmatch(one["spec"]["owner"])
        assert all(TAG.fullmatch(tag) and len(tag) <= 63 for tag in one["metadata"].get("tags", ()))
        assert one["kind"] == "System" or one["spec"]["type"]


@pytest.mark.parametrize(
    ("owner", "name", "changed"),
    [
        ("@shop", "shop", False),
        ("shop", "shop", False),
        ("@org/team", "team", True),
        ("@a, @b", "a", True),
        ("Team Ä", "Team-A", True),
        ("", "unknown", True),
    ],
)
def test_the_owner_of_an_entity(owner: str, name: str, changed: bool) -> None:
    fields = {"owner": owner} if owner else {}
    files, report = exported(FORMATS["backstage"], graph_of([page("a", [entry("component", "x", **fields)])]))
    entities = list(yaml.safe_load_all(files["catalog-info.yaml"]))
    assert [one["spec"]["owner"] for one in entities] == [name, name]
    assert any("owner" in one.reason for one in report) == changed


def test_entities_of_backstage() -> None:
    files, report = exported(FORMATS["backstage"], shop())
    system, web, api, db, errors = yaml.safe_load_all(files["catalog-info.yaml"])
    assert system["metadata"]["name"] == "shop"
    assert web["spec"] == {
        "type": "service",
        "lifecycle": "production",
        "owner": "shop",
        "system": "shop",
        "dependsOn": ["component:default/api"],
    }
    assert web["metadata"]["links"][0]["url"] == "https://docs.example/shop/index.html#component-2"
    assert api["spec"]["dependsOn"] == ["component:default/db"]
    assert db["metadata"]["tags"] == ["postgresql"]
    assert errors["spec"]["definition"] == "# Errors\n- LIMIT: Too many."
    assert {one.reason for one in report if one.field == "depends-on"} == {
        "'mail': leads to nothing in the catalogue"
    }


WORDS = st.text(st.sampled_from("aAäb-_. 1漢"), max_size=8)


@examples(5)
@given(st.lists(WORDS, max_size=8), st.integers(8, 12))
def test_names_are_unique_whatever_their_order(texts: list[str], longest: int) -> None:
    wanted = {number: ascii_name(text, "-_.") for number, text in enumerate(texts)}
    identities = {number: f"{number}" for number in wanted}
    names = unique_names(wanted, identities, longest=longest)
    assert len({name.casefold() for name in names.values()}) == len(texts)
    assert all(len(name) <= longest for name in names.values())
    backwards = dict(reversed(wanted.items()))
    assert unique_names(backwards, identities, longest=longest) == names


def test_a_page_with_several_catalogues_has_one_identifier_each() -> None:
    text = text_of(FORMATS["likec4"], shop(), shop())
    names = re.findall(r"^  ([\w-]+) = system", text, re.M)
    assert len(names) == len(set(names)) >= 2


def test_a_page_cannot_depend_on_its_own_parts_where_they_are_nested() -> None:
    graph = own_system(page={"needs": ["store"]})
    for name in ("likec4", "structurizr"):
        found = {
            one.field: one.reason for one in exported(FORMATS[name], graph)[1] if one.key == "own-page:first"
        }
        assert found == {"needs": "'store': a page and what is on it cannot depend on each other there"}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("javascript:alert(1)", ""),
        ("https://x.example/a'b\"c d\n/", "https://x.example/a%27b%22c%20d/"),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_written(url: str, address: str) -> None:
    from sphinx_archdoc.export.addresses import address_of
    from tests.catalogue_file.files import loaded

    known = msgspec.structs.replace(loaded(shop()), address=url)
    expected = f"{address}index.html#a%27" if address else ""
    assert address_of(known, "index", "a'") == expected
