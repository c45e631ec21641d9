"""Each change has its class, whatever the kinds and fields are called."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.changes.classes import ChangeId, Reliance, Risk, change_of
from sphinx_archdoc.changes.comment import LONGEST, comment
from sphinx_archdoc.changes.compare import Comparison, compare
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from sphinx_archdoc.schema.model import Field, FieldType
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue.test_graph import sites
from tests.catalogue_file.files import file_of, loaded, shop
from tests.examples import examples

DRAFT = entry("document", "", status="draft")
LAST = entry("document", "", status="deprecated")


def diff(before: Graph, after: Graph) -> Comparison:
    return compare(loaded(before), loaded(after))


def found(before: list[Entry], after: list[Entry], *others: Entry) -> set[tuple[str, str]]:
    """The ids and classes of the changes on one page, beside another page with other entries."""
    graphs = [graph_of([page("a", entries), page("z", others)]) for entries in (before, after)]
    return {(str(change.id), str(change.risk)) for change in diff(*graphs).changes}


API = entry("component", "api", purpose="Keeps carts.")
USER = entry("component", "web", depends_on=["api"])
PORT: dict[str, Any] = {"description": "Where it listens."}
HOOK: dict[str, Any] = {"endpoint": "POST /in"}
SQL = "CREATE TABLE t (id INT PRIMARY KEY, name TEXT)"


@pytest.mark.parametrize(
    ("before", "after", "others", "expected"),
    [
        # entries
        ([], [API], (), {"entry-added harmless"}),
        ([API], [], (), {"entry-removed risky"}),
        ([API], [], (USER,), {"entry-removed breaking"}),
        ([DRAFT, API], [DRAFT], (USER,), {"entry-removed risky"}),
        ([LAST, API], [LAST], (USER,), {"entry-removed risky"}),
        ([], [entry("envvar", "P", **PORT)], (), {"entry-added harmless"}),
        ([], [entry("envvar", "P", required=True, **PORT)], (), {"entry-added breaking"}),
        ([], [entry("envvar", "P", required=True, default="1", **PORT)], (), {"entry-added risky"}),
        ([], [entry("secret", "s", usage="Signs.")], (), {"entry-added risky"}),
        ([entry("envvar", "P", **PORT)], [], (), {"entry-removed risky"}),
        ([], [entry("gotcha", "g", cause="It hangs.")], (), {"entry-added harmless"}),
        ([entry("gotcha", "g", cause="It hangs.")], [], (), {"entry-removed harmless"}),
        ([API], [entry("component", "cart-api", purpose="Keeps carts.")], (), {"entry-renamed risky"}),
        ([API], [entry("component", "cart-api", purpose="Keeps carts.")], (USER,), {"entry-renamed breaking"}),
        # demand and fallback
        ([entry("envvar", "P", **PORT)], [entry("envvar", "P", required=True, **PORT)], (), {"demand-raised breaking"}),
        (
            [entry("envvar", "P", default="1", **PORT)],
            [entry("envvar", "P", default="1", required=True, **PORT)],
            (),
            {"demand-raised risky"},
        ),
        ([entry("envvar", "P", required=True, **PORT)], [entry("envvar", "P", **PORT)], (), {"demand-lifted harmless"}),
        ([entry("envvar", "P", default="1")], [entry("envvar", "P", default="2")], (), {"fallback-changed risky"}),
        ([entry("envvar", "P", default="1")], [entry("envvar", "P")], (), {"fallback-removed risky"}),
        (
            [entry("envvar", "P", default="1", required=True)],
            [entry("envvar", "P", required=True)],
            (),
            {"fallback-removed breaking"},
        ),
        ([entry("envvar", "P")], [entry("envvar", "P", default="1")], (), {"fallback-added harmless"}),
        # values
        ([entry("webhook", "w", **HOOK)], [entry("webhook", "w", endpoint="POST /x")], (), {"contract-changed breaking"}),
        ([entry("error", "E", status=400)], [entry("error", "E", status=401)], (), {"condition-changed risky"}),
        ([entry("error", "E", cause="a")], [entry("error", "E", cause="b")], (), {"told-changed harmless"}),
        ([entry("code", "C", paths=("a", "b"))], [entry("code", "C", paths=("b", "a"))], (), set()),
        ([entry("code", "C", paths=("a",))], [entry("code", "C", paths=("b",))], (), {"told-changed harmless"}),
        ([entry("error", "E", cause="a  b")], [entry("error", "E", cause="a b")], (), set()),
        # references
        ([API], [msgspec.structs.replace(API, values={**API.values, **entry("component", "", depends_on=["db"]).values})], (), {"dependency-added risky"}),
        ([USER], [entry("component", "web")], (), {"dependency-removed harmless"}),
        ([entry("error", "E")], [entry("error", "E", raised_by=["api"])], (API,), {"reference-added harmless"}),
        ([entry("error", "E", raised_by=["api"])], [entry("error", "E")], (API,), {"reference-removed harmless"}),
        ([entry("envvar", "P")], [entry("envvar", "P", secret=["s"])], (entry("secret", "s"),), {"reference-added risky"}),
        # people and lifecycle
        ([entry("component", "a", owner="@a")], [entry("component", "a", owner="@b")], (), {"owner-changed risky"}),
        ([entry("component", "a", owner="@a")], [entry("component", "a")], (), {"owner-removed risky"}),
        ([entry("component", "a")], [entry("component", "a", owner="@a")], (), {"owner-added harmless"}),
        ([DRAFT], [entry("document", "", status="active")], (), {"lifecycle-changed harmless"}),
        ([DRAFT], [LAST], (entry("upstream", "a", target=["a"]),), {"lifecycle-changed risky"}),
        ([DRAFT], [LAST], (), {"lifecycle-changed harmless"}),
        # tables
        ([entry("dbtable", "t", sql=SQL)], [entry("dbtable", "t", sql=SQL.replace(", name TEXT", ""))], (), {"column-removed risky"}),
        (
            [entry("dbtable", "t", sql=SQL)],
            [entry("dbtable", "t", sql=SQL.replace(", name TEXT", ""))],
            (entry("matview", "m", reads=["t"]),),
            {"column-removed breaking"},
        ),
        ([entry("dbtable", "t", sql=SQL)], [entry("dbtable", "t", sql=SQL.replace("TEXT", "INT"))], (), {"column-type-changed risky"}),
        ([entry("dbtable", "t", sql=SQL)], [entry("dbtable", "t", sql=SQL.replace("TEXT", "TEXT NOT NULL"))], (), {"column-made-required risky"}),
        ([entry("dbtable", "t", sql=SQL.replace("TEXT", "TEXT NOT NULL"))], [entry("dbtable", "t", sql=SQL)], (), {"column-made-optional harmless"}),
        ([entry("dbtable", "t", sql=SQL)], [entry("dbtable", "t", sql=SQL.replace(")", ", x INT)"))], (), {"column-added harmless"}),
        ([entry("dbtable", "t", sql=SQL)], [entry("dbtable", "t", sql=SQL.replace("TEXT)", "TEXT, x INT NOT NULL)"))], (), {"column-added risky"}),
        ([entry("dbtable", "t", sql=SQL)], [entry("dbtable", "t", sql=SQL.replace(", ", ",\n  "))], (), set()),
        ([entry("dbtable", "t", sql=SQL)], [entry("dbtable", "t", sql=f"{SQL}; CREATE INDEX i ON t (name)")], (), {"index-changed harmless"}),
    ],
)  # fmt: skip
def test_a_change_has_its_class(
    before: list[Entry], after: list[Entry], others: tuple[Entry, ...], expected: set[str]
) -> None:
    assert {" ".join(one) for one in found(before, after, *others)} == expected


def test_an_entry_that_moves_keeps_its_reference_or_not() -> None:
    component, variable = entry("component", "api", purpose="x"), entry("envvar", "P", **PORT)
    before = graph_of([page("a", [component, variable]), page("b", [])])
    after = graph_of([page("a", []), page("b", [component, variable])])
    changes = {(one.id, one.risk, one.old, one.new) for one in diff(before, after).changes}
    assert changes == {
        (ChangeId.ENTRY_MOVED, Risk.HARMLESS, "a", "b"),
        (ChangeId.ENTRY_MOVED, Risk.RISKY, "envvar:a#P", "envvar:b#P"),
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("'X' is already defined, at a.md:6", "'X' is already defined, at a.md:9", []),
        ("nothing is recognised in lines 6-9", "nothing is recognised in lines 16-19", []),
        ("nothing is recognised in line 6", "nothing is recognised in line 7", []),
        ("3 variables need a: 'A', 'B' and 1 more", "3 variables need a: 'B', 'C' and 1 more", []),
        ("3 variables need a: 'A' and 2 more", "4 variables need a: 'A' and 3 more", ["problem-new"]),
        ("3 variables need a: 'A' and 2 more", "2 variables need a: 'A' and 1 more", ["problem-fixed"]),
        ("there is no 'A'", "there is no 'B'", ["problem-new", "problem-fixed"]),
    ],
)
def test_a_problem_stays_the_same_if_lines_move(before: str, after: str, expected: list[str]) -> None:
    """Real comments listed each such problem as new and as fixed."""
    states = [
        msgspec.structs.replace(
            loaded(shop()),
            file=file_of(shop(), problems=(Problem(Location("a.md", 1), Code.MISSING_FIELD, message),)),
        )
        for message in (before, after)
    ]
    assert [one.id for one in compare(*states).changes] == expected


def test_a_new_problem_and_one_that_is_fixed() -> None:
    problem = Problem(Location("a.md", 3), Code.DANGLING_REFERENCE, "there is no 'x'")
    moved = Problem(Location("a.md", 9), Code.DANGLING_REFERENCE, "there is no 'x'")
    one, two, none = (
        msgspec.structs.replace(loaded(shop()), file=file_of(shop(), problems=problems))
        for problems in ((problem,), (moved,), ())
    )
    assert [(str(c.id), str(c.risk)) for c in compare(none, one).changes] == [("problem-new", "risky")]
    assert [(str(c.id), str(c.risk)) for c in compare(one, none).changes] == [("problem-fixed", "harmless")]
    assert compare(one, two).changes == ()


def test_kinds_of_a_project_take_part() -> None:
    """A kind that no line of code knows, with fields of its own names."""
    added = {
        "unit": {
            "scope": "project",
            "nature": "setting",
            "fields": {
                "must": {"type": "flag", "meaning": "demand"},
                "else": {"type": "code", "meaning": "fallback"},
                "team": {"meaning": "owner"},
                "shape": {"change": "contract"},
                "size": {"type": "integer"},
            },
        }
    }
    kinds, problems = merge_kinds(builtin_kinds(), added, "conf.py")
    assert not problems

    def of(**fields: Any) -> Graph:
        return graph_of([page("a", [entry("unit", "U", **fields)] if fields else [])], kinds)

    def classes(before: Graph, after: Graph) -> list[str]:
        return sorted(f"{one.id} {one.risk}" for one in diff(before, after).changes)

    assert classes(of(), of(must=True)) == ["entry-added breaking"]
    assert classes(of(size=1), of(size=2, must=True, team="@x", shape="y")) == [
        "condition-changed risky",
        "contract-changed breaking",
        "demand-raised breaking",
        "owner-added harmless",
    ]
    assert diff(of(team="@x", size=1), of(team="@x", size=2)).changes[0].owner == "@x"
    changed = {**added["unit"], "fields": {**added["unit"]["fields"], "size": {"type": "text"}}}
    others, _ = merge_kinds(builtin_kinds(), {"unit": changed}, "conf.py")
    after = graph_of([page("a", [entry("unit", "U", must=True)])], others)
    assert classes(of(must=True), after) == ["kind-changed risky"]


@examples(2)
@given(sites)
def test_nothing_changed_between_equal_states(site: list[Page]) -> None:
    assert diff(graph_of(site), graph_of(site)).changes == ()


@examples(2)
@given(sites, sites)
def test_back_is_the_opposite(one: list[Page], other: list[Page]) -> None:
    there, back = diff(graph_of(one), graph_of(other)), diff(graph_of(other), graph_of(one))
    assert sorted(change.id for change in there.changes) == sorted(
        change.id.opposite for change in back.changes
    )
    assert len(comment(there)) < LONGEST


def test_every_change_has_an_opposite_that_leads_back() -> None:
    for id_ in ChangeId:
        assert ChangeId(id_.opposite).opposite == id_
        assert id_.risks.keys() == set(Reliance)


def test_what_a_field_means_to_others_follows_from_its_type() -> None:
    conditions = {type_ for type_ in FieldType if change_of(Field(type=type_)) == "condition"}
    assert conditions == {"code", "integer", "choice", "flag", "json"}


def test_a_fingerprint_stays_if_lines_move() -> None:
    before, after = [API], [entry("gotcha", "g"), entry("component", "api", purpose="Other.")]
    moved = [after[1], after[0]]
    prints = [
        {one.fingerprint for one in diff(graph_of([page("a", before)]), graph_of([page("a", state)])).changes}
        for state in (after, moved)
    ]
    assert prints[0] == prints[1] and all(len(one) == 12 for one in prints[0])


def test_who_is_affected_is_listed_with_owners() -> None:
    without = graph_of([page("index", [entry("document", "", owner="@shop"), USER]), page("b", [])])
    before = graph_of([page("index", [entry("document", "", owner="@shop"), USER]), page("b", [API])])
    (change,) = (one for one in diff(before, without).changes if one.id is ChangeId.ENTRY_REMOVED)
    assert [(one.key, one.owner, one.distance) for one in change.affected] == [("component:web", "@shop", 1)]
    assert change.risk is Risk.BREAKING


def test_a_setting_affects_what_it_is_for_and_what_depends_on_that() -> None:
    document = entry("document", "", owner="@shop", focus="high")
    users = [entry("component", "api", owner="@api"), entry("component", "web", depends_on=["api"])]
    key = entry("secret", "key", usage="Signs.")

    def affected(**fields: Any) -> list[tuple[str, str, str, int]]:
        given = {"used_by": ["api"], "secret": ["key"], "description": "A port."}
        graphs = [
            graph_of([page("a", [document, *users, key, entry("envvar", "P", **given, **more)])])
            for more in ({"default": "1"}, fields)
        ]
        (change,) = diff(*graphs).changes
        return [(one.key, one.owner, one.focus, one.distance) for one in change.affected]

    rows = [("component:api", "@api", "high", 1), ("component:web", "@shop", "high", 2)]
    assert affected(default="2") == affected() == rows
    assert affected(default="1", required=True) == rows
    assert affected(default="1", example="2") == [], "nobody has to act"


def test_whoever_reads_a_table_is_affected_by_its_columns() -> None:
    def changed(*others: Entry) -> list[tuple[str, list[str]]]:
        graphs = [
            graph_of([page("a", [entry("dbtable", "t", sql=sql), *others])])
            for sql in (SQL, SQL.replace(", name TEXT", ""))
        ]
        return [(one.risk, [by.key for by in one.affected]) for one in diff(*graphs).changes]

    key = entry("dbtable", "u", sql="CREATE TABLE u (t INT REFERENCES t (id))")
    told = entry("gotcha", "g", affects=["t"])
    assert changed() == changed(key, told) == [("risky", [])]
    assert changed(key, entry("matview", "m", reads=["t"])) == [("breaking", ["matview:m"])]


def test_different_catalogues_are_compared_and_named() -> None:
    comparison = compare(loaded(shop()), loaded(shop(), "pay"))
    assert comparison.notes == ("these are different catalogues: shop and pay",)


def test_a_comment_says_once_what_is_true_of_several_entries() -> None:
    def port(number: int, **fields: Any) -> Entry:
        return entry("envvar", f"P{number}", **{"default": "1", "description": "A port.", **fields})

    before = graph_of([page("a/b", [port(number) for number in range(4)])])
    after = graph_of(
        [page("a/b", [port(1, default="2"), port(2, description="B."), port(3, description="C.")])]
    )
    assert comment(diff(before, after)).splitlines()[3:] == [
        "### Risky",
        "",
        "| Change | Entry |",
        "| --- | --- |",
        "| entry removed | `envvar:P0`<br>`a/b.md` |",
        "| fallback changed `default`: `1` → `2` | `envvar:P1`<br>`a/b.md:1` |",
        "",
        "<details><summary>Accept changes</summary>",
        "",
        "Copy what you accept into the file of `--accepted`, with a reason:",
        "",
        "```toml",
        "[8784de8eba2b]  # envvar:a/b#P0 entry removed",
        'reason = ""',
        "[010494d7a678]  # envvar:a/b#P1 fallback changed default",
        'reason = ""',
        "```",
        "",
        "</details>",
        "",
        "<details><summary>2 harmless</summary>",
        "",
        "- changed `description`: `envvar:P2`, `envvar:P3` in `a/b.md`",
        "",
        "</details>",
    ]


def test_a_comment_fits_a_forge_and_is_no_markup() -> None:
    evil = "@team <b> | `x` ](javascript:x) --> <!-- \n# no"
    many = [entry("gotcha", f"{evil} {number}", cause=evil * 5) for number in range(1500)]
    after = graph_of([page("a", [*many, entry("envvar", "P", required=True, default=evil)])])
    text = comment(diff(graph_of([page("a", [])]), after))
    assert len(text) <= LONGEST
    assert text.startswith(
        "<!-- sphinx-archdoc:diff:shop -->\n**shop:** 0 breaking, 1 risky, 1500 harmless\n"
    )
    left_out = int(re.search(r"\n(\d+) more changes do not fit", text)[1])
    assert (
        left_out + len(re.findall(r"gotcha:@team", text)) == 1500
        and text.count("<details>") == text.count("</details>") == 2
    )
    assert "no changes" in comment(diff(after, after))
