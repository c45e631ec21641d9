"""A pair of states for each change and each nature: exactly this change is found, and its opposite on the way back.

The kinds are a project's own, so that no class can depend on the name of a kind or of a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
import pytest

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.changes.classes import ChangeId, Reliance, Risk
from sphinx_archdoc.changes.compare import compare
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds
from sphinx_archdoc.schema.meaning import Nature
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import file_of, loaded

FIELDS: dict[str, Any] = {
    "team": {"meaning": "owner"},
    "stage": {"type": "choice", "choices": ["new", "used", "gone"], "meaning": "lifecycle"},
    "must": {"type": "flag", "meaning": "demand"},
    "else": {"meaning": "fallback"},
    "shape": {"change": "contract"},
    "size": {"type": "integer"},
    "words": {},
    "needs": {"type": "refs", "dependency": True, "inverse": "Needed"},
    "sees": {"type": "refs", "inverse": "Seen"},
    "ddl": {"type": "sql"},
}


def kinds_of(nature: Nature, scope: str = "project", **fields: Any) -> KindsTable:
    """The built-in kinds with one of a project's own."""
    declared = {
        name: {"title": name, **field} for name, field in {**FIELDS, **fields}.items() if field is not None
    }
    kinds, problems = merge_kinds(
        builtin_kinds(),
        {
            "thing": {"title": "Thing", "nature": str(nature), "scope": scope, "fields": declared},
            "customer": {
                "title": "Customer",
                "nature": "runs",
                "scope": "project",
                "fields": {"needs": {"type": "refs", "dependency": True, "inverse": "Served"}},
            },
        },
        "conf.py",
    )
    assert not problems
    return kinds


KINDS = {nature: kinds_of(nature) for nature in Nature}


class Case(NamedTuple):
    """A change, in the situation in which it is most severe."""

    id: ChangeId
    before: Mapping[str, Any] | None
    """The fields of the entry; None if it is not there."""
    after: Mapping[str, Any] | None
    risks: Mapping[Reliance, Risk] = {}
    """What the situation makes of the class, beside what is in the table."""


TABLE = "CREATE TABLE t (id INT, name TEXT)"
BREAKING, RISKY, HARMLESS = Risk
ASKED = Reliance.ASKED
WORDS = {"words": "Keeps carts.", "shape": "POST /in", "size": 3}


def sql(text: str) -> Mapping[str, Any]:
    return {"ddl": text}


CASES = [
    Case(ChangeId.ENTRY_ADDED, None, {"must": True}, {ASKED: BREAKING}),
    Case(ChangeId.ENTRY_ADDED, None, {"must": True, "else": "1"}, {ASKED: RISKY}),
    Case(ChangeId.ENTRY_ADDED, None, {}, {ASKED: HARMLESS}),
    Case(ChangeId.ENTRY_REMOVED, {}, None),
    Case(ChangeId.ENTRY_RENAMED, WORDS, {**WORDS, "name": "other"}),
    Case(ChangeId.ENTRY_MOVED, {}, {"page": "b"}, dict.fromkeys(Reliance, HARMLESS)),
    Case(ChangeId.DEMAND_RAISED, {}, {"must": True}),
    Case(ChangeId.DEMAND_RAISED, {"else": "1"}, {"else": "1", "must": True}, {ASKED: RISKY}),
    Case(ChangeId.DEMAND_LIFTED, {"must": True}, {}),
    Case(ChangeId.FALLBACK_CHANGED, {"else": "1"}, {"else": "2"}),
    Case(ChangeId.FALLBACK_REMOVED, {"else": "1"}, {}),
    Case(ChangeId.FALLBACK_REMOVED, {"must": True, "else": "1"}, {"must": True}, {ASKED: BREAKING}),
    Case(ChangeId.FALLBACK_ADDED, {}, {"else": "1"}),
    Case(ChangeId.CONTRACT_CHANGED, {"shape": "a"}, {"shape": "b"}),
    Case(ChangeId.CONDITION_CHANGED, {"size": 1}, {"size": 2}),
    Case(ChangeId.TOLD_CHANGED, {"words": "a"}, {"words": "b"}),
    Case(ChangeId.DEPENDENCY_ADDED, {}, {"needs": ["user"]}),
    Case(ChangeId.DEPENDENCY_REMOVED, {"needs": ["user"]}, {}),
    Case(ChangeId.REFERENCE_ADDED, {}, {"sees": ["user"]}),
    Case(ChangeId.REFERENCE_ADDED, {}, {"sees": ["key"]}, {ASKED: RISKY}),
    Case(ChangeId.REFERENCE_REMOVED, {"sees": ["user"]}, {}),
    Case(ChangeId.OWNER_CHANGED, {"team": "@a"}, {"team": "@b"}),
    Case(ChangeId.OWNER_REMOVED, {"team": "@a"}, {}),
    Case(ChangeId.OWNER_ADDED, {}, {"team": "@a"}),
    Case(ChangeId.LIFECYCLE_CHANGED, {"stage": "used"}, {"stage": "gone"}),
    Case(ChangeId.LIFECYCLE_CHANGED, {"stage": "gone"}, {"stage": "used"}, dict.fromkeys(Reliance, HARMLESS)),
    Case(ChangeId.COLUMN_ADDED, sql(TABLE), sql(TABLE.replace(")", ", x INT)"))),
    Case(ChangeId.COLUMN_ADDED, sql(TABLE), sql(TABLE.replace(")", ", x INT NOT NULL)")),
         {Reliance.OFFERED: RISKY, ASKED: RISKY}),
    Case(ChangeId.COLUMN_REMOVED, sql(TABLE), sql("CREATE TABLE t (id INT)")),
    Case(ChangeId.COLUMN_TYPE_CHANGED, sql(TABLE), sql(TABLE.replace("TEXT", "INT"))),
    Case(ChangeId.COLUMN_MADE_REQUIRED, sql(TABLE), sql(TABLE.replace("TEXT", "TEXT NOT NULL"))),
    Case(ChangeId.COLUMN_MADE_OPTIONAL, sql(TABLE.replace("TEXT", "TEXT NOT NULL")), sql(TABLE)),
    Case(ChangeId.INDEX_CHANGED, sql(TABLE), sql(f"{TABLE}; CREATE INDEX i ON t (name)")),
]  # fmt: skip


def state(given: Mapping[str, Any] | None, kinds: KindsTable, need: str = "thing:x") -> LoadedCatalogue:
    """A thing on a page, if it is there, and on another page who relies on it."""
    things: dict[str, list[Entry]] = {"a": [], "b": []}
    if given is not None:
        from tests.catalogue.pages import read_table

        fields = {key: value for key, value in given.items() if key not in {"name", "page"}}
        thing = entry("thing", given.get("name", "x"), **fields)
        shapes = {"ddl": read_table(fields["ddl"])} if "ddl" in fields else {}
        things[given.get("page", "a")].append(msgspec.structs.replace(thing, shapes=shapes))
    others = [entry("customer", "user", needs=[need]), entry("secret", "key", usage="Signs.")]
    return loaded(
        graph_of([*(page(name, found) for name, found in things.items()), page("z", others)], kinds)
    )


@pytest.mark.parametrize("nature", Nature)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{CASES.index(case)}")
def test_a_change_alone(case: Case, nature: Nature) -> None:
    kinds = KINDS[nature]
    reliance = Reliance.of(nature)
    before, after = (state(given, kinds) for given in (case.before, case.after))
    (change,) = compare(before, after).changes
    assert (change.id, change.risk) == (case.id, case.risks.get(reliance, case.id.risks[reliance]))
    assert change.field in (*FIELDS, "", "id", "name", "x")
    (back,) = compare(after, before).changes
    assert back.id == case.id.opposite
    assert (back.old, back.new) == (change.new, change.old)
    assert not compare(before, before).changes
    assert back.fingerprint != change.fingerprint


@pytest.mark.parametrize("nature", Nature)
def test_a_move_that_changes_the_reference(nature: Nature) -> None:
    kinds = kinds_of(nature, scope="page")
    before, after = (state({"page": name}, kinds, "thing:a#x") for name in "ab")
    (change,) = compare(before, after).changes
    assert (change.id, change.risk) == (ChangeId.ENTRY_MOVED, change.id.risks[Reliance.of(nature)])


@pytest.mark.parametrize("nature", Nature)
@pytest.mark.parametrize("field", [None, {"type": "integer"}, {"required": True}])
def test_a_kind_that_changes(nature: Nature, field: Any) -> None:
    states = [state({}, kinds_of(nature, words=words)) for words in (FIELDS["words"], field)]
    (change,) = compare(*states).changes
    assert (change.id, change.risk, change.field) == (ChangeId.KIND_CHANGED, RISKY, "words")


def test_problems() -> None:
    problem = Problem(Location("a.md", 3), Code.DANGLING_REFERENCE, "there is no 'x'")
    graph: Graph = graph_of([page("a", [entry("component", "x")])])
    none, one = (
        msgspec.structs.replace(loaded(graph), file=file_of(graph, problems=found))
        for found in ((), (problem,))
    )
    assert [(found.id, found.risk) for found in compare(none, one).changes] == [(ChangeId.PROBLEM_NEW, RISKY)]
    assert [(found.id, found.risk) for found in compare(one, none).changes] == [
        (ChangeId.PROBLEM_FIXED, HARMLESS)
    ]


def test_no_change_is_forgotten() -> None:
    elsewhere = {ChangeId.PROBLEM_NEW, ChangeId.PROBLEM_FIXED, ChangeId.KIND_CHANGED}
    assert {case.id for case in CASES} | elsewhere == set(ChangeId)
