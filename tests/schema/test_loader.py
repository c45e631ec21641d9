"""The kinds table of the package is whole; a mistake in a user's table costs the key that it is in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.content.index_page import ALL
from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.problems import Code, Problem
from sphinx_archdoc.schema.loader import (
    RESERVED_NAMES,
    KindsTable,
    builtin_kinds,
    line_of_key,
    lines_of_keys,
    merge_kinds,
    read_kinds_file,
)
from sphinx_archdoc.schema.model import Field, FieldType, Kind, Layout, Scope, describe_targets
from sphinx_archdoc.schema.plurals import kinds_by_plural
from tests.schema.hostile import QUICK, texts

TEMPLATE = [
    "document",
    "envvar",
    "secret",
    "component",
    "integration",
    "endpoint",
    "webhook",
    "code",
    "dbtable",
    "relationship",
    "matview",
    "error",
    "degradation",
    "gotcha",
    "upstream",
    "downstream",
    "mcp-server",
    "related",
]
ACROSS_PAGES = {"document", "component", "integration", "secret", "dbtable", "matview", "mcp-server"}

every_kind = pytest.mark.parametrize("kind", builtin_kinds().values(), ids=list(builtin_kinds()))


def merge(table: object) -> tuple[KindsTable, list[Problem]]:
    return merge_kinds(builtin_kinds(), table, "conf.py")


def messages(table: object) -> list[str]:
    return [problem.message for problem in merge(table)[1]]


def test_no_kind_can_have_the_name_of_a_view_or_of_the_index_of_all_entries() -> None:
    assert sorted(RESERVED_NAMES) == sorted((*VIEWS, ALL))


def test_the_package_has_the_kinds_of_the_template_in_its_order() -> None:
    assert [kind for kind in builtin_kinds() if kind in TEMPLATE] == TEMPLATE


@every_kind
def test_a_kind_of_the_package_says_all_that_the_docs_need(kind: Kind) -> None:
    assert kind.help.endswith(".")
    assert kind.section
    assert kind.title
    assert kind.plural
    assert kind.heading
    assert bool(kind.example) == kind.takes_name
    assert bool(kind.form) == bool(kind.pattern)
    assert (kind.scope is Scope.PROJECT) == (kind.name in ACROSS_PAGES) or kind.name not in TEMPLATE


@every_kind
def test_a_field_of_the_package_says_all_that_the_docs_need(kind: Kind) -> None:
    for field in kind.fields.values():
        assert field.title
        assert field.help.endswith((".", "…"))
        assert field.example or field.type is FieldType.FLAG or field.name in kind.name_fields, field.name
        assert set(field.targets) <= {*builtin_kinds()}
        assert field.type is FieldType.REFS or not field.inverse or field.type is FieldType.SQL
        assert (field.type is FieldType.REFS) <= bool(field.inverse), field.name


@every_kind
def test_what_a_kind_says_of_its_fields_is_so(kind: Kind) -> None:
    assert {kind.body, kind.group_by, kind.shown_name, *kind.name_fields} - {""} <= kind.fields.keys()
    assert kind.body
    if kind.pattern:
        assert kind.pattern.fullmatch(kind.example)
    if kind.layout is Layout.ROW:
        assert any(field.column for field in kind.fields.values())


NEW: dict[str, Any] = {
    "team": {
        "title": "Team",
        "layout": "card",
        "scope": "project",
        "body": "purpose",
        "fields": {
            "purpose": {"required": True},
            "size": {"type": "integer"},
            "leads": {"type": "refs", "targets": ["component"], "inverse": "Led by"},
        },
    }
}


def test_a_new_kind_has_the_same_powers() -> None:
    kinds, problems = merge(NEW)
    assert problems == []
    team = kinds["team"]
    assert list(kinds) == [*builtin_kinds(), "team"]
    assert (team.name, team.plural, team.heading) == ("team", "Teams", "Team")
    assert team.layout is Layout.CARD
    assert {name: field.type.value for name, field in team.fields.items()} == {
        "purpose": "text",
        "size": "integer",
        "leads": "refs",
    }
    assert team.fields["leads"].title == "Leads"


def test_a_kind_of_the_package_takes_new_fields_behind_its_own() -> None:
    kinds, problems = merge({"envvar": {"fields": {"since": {"type": "date"}}}})
    assert problems == []
    assert [*kinds["envvar"].fields] == [*builtin_kinds()["envvar"].fields, "since"]


def test_two_kinds_of_one_table_may_name_each_other() -> None:
    fields = {"a": {"type": "refs", "targets": ["two"]}}, {"b": {"type": "refs", "targets": ["one"]}}
    kinds, problems = merge({"one": {"fields": fields[0]}, "two": {"fields": fields[1]}})
    assert problems == []
    assert kinds["one"].fields["a"].targets == ("two",)
    assert kinds["two"].fields["b"].targets == ("one",)


def test_the_kinds_that_were_there_are_not_changed() -> None:
    before = msgspec.json.encode(builtin_kinds())
    merge({**NEW, "envvar": {"fields": {"since": {}}}, "secret": {"title": "x"}})
    assert msgspec.json.encode(builtin_kinds()) == before


ENDS = {"a": {"type": "refs"}, "b": {}}

MISTAKES: dict[str, tuple[object, str]] = {
    # what is wrong, the table, and the key that the problem names
    "no table": ("x", "archdoc_kinds"),
    "a list": ([1, 2], "archdoc_kinds"),
    "a name in capitals": ({"Team": {}}, "Team"),
    "a name with a dot": ({"a.b": {}}, "a.b"),
    "an empty name": ({"": {}}, ""),
    "a name that is no text": ({3: {}}, "3"),
    "a name that ends with a newline": ({"team\n": {}}, "team"),
    **{f"the name {name}, which is something else": ({name: {}}, name) for name in RESERVED_NAMES},
    "a kind that is no table": ({"team": 5}, "team"),
    "an unknown property": ({"team": {"titel": "x"}}, "team.titel"),
    "a property that is no text": ({"team": {4: "x"}}, "team.4"),
    "a title that is no text": ({"team": {"title": ["x"]}}, "team.title"),
    "an unknown layout": ({"team": {"layout": "grid"}}, "team.layout"),
    "a title that cannot be written": ({"team": {"title": "\ud800"}}, "team.title"),
    "a name of its own": ({"team": {"name": "x"}}, "team.name"),
    "half a regular expression": ({"team": {"argument": "(?P<a"}}, "team.argument"),
    "a regular expression of too many": ({"team": {"argument": "a{9999999999999}"}}, "team.argument"),
    "a regular expression nested too deep": (
        {"team": {"argument": "(" * 3000 + ")" * 3000}},
        "team.argument",
    ),
    "a regular expression that Python doubts": ({"team": {"argument": "[[a]"}}, "team.argument"),
    "a regular expression that could take for ever": ({"team": {"argument": "(a+)+$"}}, "team.argument"),
    "a shape that could take for ever": ({"team": {"wording": {"shape": "(a|a)*"}}}, "team.wording.shape"),
    "a search that could take for ever": (
        {"team": {"wording": {"likely": "a*a*!"}}},
        "team.wording.likely",
    ),
    "a part of the name without its field": ({"team": {"argument": "(?P<a>.)"}}, "team.argument"),
    "a body without its field": ({"team": {"body": "purpose"}}, "team.body"),
    "a shown name without its field": ({"team": {"shown-name": "x"}}, "team.shown-name"),
    "groups without their field": ({"team": {"group-by": "x"}}, "team.group-by"),
    "a cluster of flags": (
        {"team": {"cluster": "a", "fields": {"a": {"type": "flag"}}}},
        "team.cluster",
    ),
    "a line from nothing": ({"team": {"edge": {"source": "", "target": "a"}, "fields": ENDS}}, "team.edge"),
    "a line from a field that is not there": (
        {"team": {"edge": {"source": "x", "target": "y"}, "fields": ENDS}},
        "team.edge.source",
    ),
    "a line to words": (
        {"team": {"edge": {"source": "a", "target": "b"}, "fields": ENDS}},
        "team.edge.target",
    ),
    "a line with references for a sign": (
        {"team": {"edge": {"source": "a", "target": "a", "sign": "a"}, "fields": ENDS}},
        "team.edge.sign",
    ),
    "a line with references for a label": (
        {"team": {"edge": {"source": "a", "target": "a", "label": "a"}, "fields": ENDS}},
        "team.edge.label",
    ),
    "a width of nothing": ({"team": {"name-width": 0}}, "team.name-width"),
    "fields that are no table": ({"team": {"fields": ["a"]}}, "team.fields"),
    "a field that is no table": ({"team": {"fields": {"a": "text"}}}, "team.fields.a"),
    "a field in capitals": ({"team": {"fields": {"A_b": {}}}}, "team.fields.A_b"),
    "a field that is no text": ({"team": {"fields": {None: {}}}}, "team.fields.None"),
    "a field with the name of a column": ({"team": {"fields": {"page": {}}}}, "team.fields.page"),
    "an unknown property of a field": ({"team": {"fields": {"a": {"typ": "x"}}}}, "team.fields.a.typ"),
    "an unknown type": ({"team": {"fields": {"a": {"type": "txt"}}}}, "team.fields.a.type"),
    "a flag that is no flag": ({"team": {"fields": {"a": {"required": "yes"}}}}, "team.fields.a.required"),
    "a width that is none": ({"team": {"fields": {"a": {"width": 10**400}}}}, "team.fields.a.width"),
    "a choice without choices": ({"team": {"fields": {"a": {"type": "choice"}}}}, "team.fields.a.choices"),
    "choices without a choice": ({"team": {"fields": {"a": {"choices": ["b"]}}}}, "team.fields.a.choices"),
    "choices that are no list": (
        {"team": {"fields": {"a": {"type": "text", "choices": "b"}}}},
        "team.fields.a.choices",
    ),
    "a failure of words": ({"team": {"fields": {"a": {"failing": True}}}}, "team.fields.a.failing"),
    "a degraded date": (
        {"team": {"fields": {"a": {"type": "date", "degraded": True}}}},
        "team.fields.a.degraded",
    ),
    "a dependency on a number": (
        {"team": {"fields": {"a": {"type": "integer", "dependency": True}}}},
        "team.fields.a.dependency",
    ),
    "an unknown target": (
        {"team": {"fields": {"a": {"type": "refs", "targets": ["componnt"]}}}},
        "team.fields.a.targets",
    ),
    "a backlink that is a field already": (
        {"team": {"fields": {"a": {"type": "refs", "targets": ["component"], "inverse": "Owner"}}}},
        "team.fields.a.inverse",
    ),
    "a field that the package has": ({"envvar": {"fields": {"default": {}}}}, "envvar.fields.default"),
    "a property of a kind of the package": ({"envvar": {"layout": "card"}}, "envvar.layout"),
    "a kind with the name of a plural of the package": ({"envvars": {}}, "envvars"),
    "a plural of the package": ({"team": {"plural": "Components"}}, "team.plural"),
    "a plural of the package in other words": ({"team": {"plural": "Environment variables"}}, "team.plural"),
    "a plural that is a view": ({"team": {"plural": "Table"}}, "team.plural"),
    "a plural that is a kind": ({"team": {"plural": "Secret"}}, "team.plural"),
    "the plural of a kind of the same table": (
        {"crew": {"plural": "Targets"}, "team": {"plural": "Targets"}},
        "team.plural",
    ),
    "a name whose plural the package has": ({"api-endpoint": {"plural": "Apis"}}, "api-endpoint"),
    "an object": ({"team": {"help": object()}}, "team.help"),
    "a function": ({"team": {"fields": {"a": {"help": print}}}}, "team.fields.a.help"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_costs_its_own_key(name: str) -> None:
    table, key = MISTAKES[name]
    together = {**NEW, **table} if isinstance(table, Mapping) and "team" not in table else table
    kinds, (problem,) = merge(together)
    assert problem.code is Code.WRONG_KIND
    assert problem.where.source == "conf.py"
    assert problem.message.startswith(f"{key}: ")
    assert "\n" not in problem.message
    assert kinds.keys() >= {*builtin_kinds()}
    if isinstance(together, Mapping) and "team" in together and isinstance(together["team"], Mapping):
        assert kinds["team"].title == "Team"


@pytest.mark.parametrize(
    "expression",
    [
        r"[A-Z]+(-[A-Z0-9]+)*",
        r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*",
        r"ADR-\d{4}",
        r"(?i)[a-z]+([.][a-z]+)+",
        r"\S+ /\S*",
    ],
)
def test_an_expression_that_is_usual_for_names_is_accepted(expression: str) -> None:
    table = {"team": {"argument": expression, "wording": {"shape": expression, "refused": expression}}}
    assert messages(table) == []


def test_the_directives_of_kinds_that_are_declared_first_stay() -> None:
    table = {"objective": {"plural": "Components"}, "envvars": {"body": "text"}, "sheep": {"plural": "Sheep"}}
    kinds, problems = merge(table)
    assert [f"{problem.message}; {problem.hint}" for problem in problems] == [
        "objective.plural: 'components' is already the plural of 'component'; write another plural",
        "envvars: this is already the plural of 'envvar'; give the kind another name",
    ]
    plurals = {name: kind.name for name, kind in kinds_by_plural(kinds).items()}
    assert (plurals["components"], plurals["envvars"]) == ("component", "envvar")
    assert kinds["objective"].plural == "Objectives"
    assert "envvars" not in kinds
    assert "sheep" not in plurals


def test_a_line_or_a_cluster_of_the_wrong_fields_is_none() -> None:
    right = {
        "cluster": "a",
        "edge": {"source": "a", "target": "a", "sign": "b", "label": "b"},
        "fields": ENDS,
    }
    kinds, problems = merge({"team": right})
    assert problems == []
    assert kinds["team"].edge
    wrong = {"cluster": "c", "edge": {"source": "b", "target": "b"}, "fields": {**ENDS, "c": {"type": "sql"}}}
    kinds, problems = merge({"team": wrong})
    assert (kinds["team"].cluster, kinds["team"].edge) == ("", None)
    assert [f"{problem.message}; {problem.hint}" for problem in problems] == [
        "team.cluster: the field 'c' is of type sql; name a field of type text, code, choice or refs",
        "team.edge.source: the field 'b' is of type text; name a field of type refs",
    ]


def test_each_of_many_mistakes_is_named_and_the_rest_counts() -> None:
    kinds, problems = merge(
        {"team": {"layout": "grid", "title": "Crew", "fields": {"a": {"type": "x", "help": "Y."}, "B": {}}}}
    )
    assert len(problems) == 3
    assert kinds["team"].title == "Crew"
    assert kinds["team"].layout is Layout.ROW
    assert kinds["team"].fields == {"a": Field(name="a", title="A", help="Y.")}


def test_a_word_that_is_nearly_right_is_named() -> None:
    _, (problem,) = merge({"team": {"layuot": "card"}})
    assert problem.hint == "did you mean 'layout'?"


FILE = """\
[team]
title = "Team"
layout = "grid"

[team.fields]
leads = { type = "refs", targets = ["componnt"] }

[team.fields.size]
type = "integer"
with = 5
"""


def test_a_mistake_in_a_file_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "archdoc.toml"
    path.write_text(FILE, "utf-8")
    kinds, problems = read_kinds_file(builtin_kinds(), path, "archdoc.toml")
    assert sorted(p.where.line for p in problems) == [3, 6, 10]
    assert {p.where.source for p in problems} == {"archdoc.toml"}
    assert kinds["team"].fields["size"].type is FieldType.INTEGER


def test_a_file_with_windows_line_ends_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "archdoc.toml"
    path.write_bytes(FILE.replace("\n", "\r\n").encode())
    assert sorted(p.where.line for p in read_kinds_file({}, path, "x")[1]) == [3, 6, 10]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"[team]\ntitle = \n", 2),
        (b"[team]\n[team]\n", 2),
        (b"[team", 1),
        (b"a = " + b"[" * 100_000, 0),
        (b"a = " + b"1" * 5_000, 0),
        (b"a = 2026-99-99", 1),
        (b"\xff\xfe", 0),
        (b"\x00", 1),
    ],
)
def test_a_file_that_is_no_toml_is_one_problem(content: bytes, line: int, tmp_path: Path) -> None:
    path = tmp_path / "archdoc.toml"
    path.write_bytes(content)
    kinds, (problem,) = read_kinds_file(builtin_kinds(), path, "archdoc.toml")
    assert kinds == builtin_kinds()
    assert problem.code is Code.WRONG_KIND
    assert problem.where.line in (line, 0)
    assert "'archdoc.toml'" in problem.message


@pytest.mark.parametrize("name", ["none.toml", ".", "a\0b", "x" * 5000, "none/none.toml"])
def test_a_file_that_cannot_be_read_is_one_problem(name: str, tmp_path: Path) -> None:
    kinds, (problem,) = read_kinds_file(builtin_kinds(), tmp_path / name, "shown.toml")
    assert kinds == builtin_kinds()
    assert problem.code is Code.WRONG_KIND
    assert "'shown.toml'" in problem.message


def test_the_line_of_a_key_is_that_of_the_nearest_table_around_it() -> None:
    lines = FILE.splitlines()
    assert line_of_key(lines_of_keys(lines), "team.title") == 2
    assert line_of_key(lines_of_keys(lines), "team.fields.size.none") == 8
    assert line_of_key(lines_of_keys(lines), "team.fields.other") == 5
    assert line_of_key(lines_of_keys(lines), "other") == 0
    assert line_of_key(lines_of_keys(["[" + " " * 20_000, "[" * 20_000, "[a]"]), "a") == 3


def test_targets_are_listed_in_words() -> None:
    assert describe_targets(["a"]) == "a"
    assert describe_targets(["a", "b", "c"]) == "a, b or c"
    assert describe_targets([]) == "entry"


keys = st.sampled_from(
    ["team", "envvar", "fields", "type", "choices", "targets", "argument", "body", "width", "name", "inverse"]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | texts
    | st.sampled_from([*FieldType, "card", "component", "(?P<a>.)", "."])
)
tables = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | texts, inner, max_size=5),
    max_leaves=15,
)


@QUICK
@given(st.dictionaries(keys | texts, tables, max_size=3) | tables)
@pytest.mark.slow
def test_no_table_raises_and_every_kind_of_the_package_stays(table: object) -> None:
    kinds, problems = merge(table)
    assert kinds.keys() >= {*builtin_kinds()}
    assert all(problem.code is Code.WRONG_KIND for problem in problems)
    assert all("\n" not in str(problem) and len(str(problem)) < 600 for problem in problems)
    for kind in kinds.values():
        _ = kind.name_fields


def test_a_table_that_holds_itself_is_read() -> None:
    table: dict[str, Any] = {"team": {"fields": {}}}
    table["team"]["fields"]["a"] = table["team"]
    table["team"]["title"] = table
    assert messages(table)
