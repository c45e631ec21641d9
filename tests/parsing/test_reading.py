"""An entry is read field by field: a mistake costs its field, and is one problem at its own line."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_archdoc.parsing.entry import EntryParser, ParsedEntry, RawDirective
from sphinx_archdoc.parsing.names import clean_name
from sphinx_archdoc.parsing.options import Option, read_options
from sphinx_archdoc.parsing.values import Ref
from sphinx_archdoc.problems import Code, Location
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from sphinx_archdoc.schema.model import FieldType, Kind
from tests.duration import at_most
from tests.schema.hostile import QUICK, texts

KINDS = builtin_kinds()
FIRST = 10
"""Line of the directive."""


def read(kind: str | Kind, name: str = "", text: str = "") -> ParsedEntry:
    """Read a directive whose options and body are *text*, as MyST hands them over."""
    lines = text.splitlines()
    options, end = read_options(lines, yaml=True)
    while end < len(lines) and not lines[end].strip():
        end += 1
    return written(
        kind, RawDirective(name=name, options=options, body="\n".join(lines[end:]), body_index=end)
    )


def written(kind: str | Kind, text: RawDirective) -> ParsedEntry:
    known = KINDS[kind] if isinstance(kind, str) else kind
    return EntryParser(known).read(
        text, Location("page.md", FIRST), lambda i: Location("page.md", FIRST + 1 + i)
    )


def problems(reading: ParsedEntry) -> list[str]:
    """``line code`` of each problem, with the line counted from the directive."""
    return [f"{p.where.line - FIRST} {p.code}" for p in reading.problems]


def test_an_entry_is_its_name_its_options_and_its_content() -> None:
    reading = read("envvar", "`JWT_SECRET`", ":required:\n:used-by: a, b\n\nSigns *tokens*.\n\nTwice.")
    assert reading.name == "JWT_SECRET"
    assert reading.values == {
        "required": True,
        "used-by": (Ref("a"), Ref("b")),
        "description": "Signs *tokens*.\n\nTwice.",
    }
    assert reading.lines == {"required": FIRST + 1, "used-by": FIRST + 2, "description": FIRST + 4}
    assert reading.body_field == "description"
    assert reading.problems == []


@pytest.mark.parametrize("name", ["Used_By", "USED-BY", "used_by"])
def test_the_name_of_a_field_is_read_in_any_case(name: str) -> None:
    assert "used-by" in read("envvar", "X", f":{name}: a\n\nText").values


MISTAKES = {
    # what is wrong: kind, name, text, problems, and fields that are read all the same
    "missing": ("component", "a", ":owner: me", ["0 missing-field"], {"owner"}),
    "two missing": ("error", "E", "Text", ["0 missing-field"], {"cause"}),
    "empty": ("component", "a", ":purpose: x\n:owner:\n:type: y", ["2 empty-field"], {"purpose", "type"}),
    "required and empty": ("component", "a", ":purpose:\n:owner: me", ["1 empty-field"], {"owner"}),
    "repeated": (
        "component",
        "a",
        ":purpose: x\n:owner: me\n:OWNER: you",
        ["3 repeated-field"],
        {"purpose", "owner"},
    ),
    "unknown": ("component", "a", ":purpose: x\n:onwer: me", ["2 unknown-field"], {"purpose"}),
    "unknown twice": (
        "component",
        "a",
        ":purpose: x\n:b: 1\n:b: 2",
        ["2 unknown-field", "3 repeated-field"],
        {"purpose"},
    ),
    "no choice": ("document", "", ":type: x\n:focus: huge\n:owner: me", ["2 wrong-value"], {"type", "owner"}),
    "no date": ("document", "", ":updated: now\n:owner: me", ["1 wrong-value"], {"owner"}),
    "no integer": (
        "error",
        "E",
        ":status: 4xx\n:resolution: y\n\nText",
        ["1 wrong-value"],
        {"cause", "resolution"},
    ),
    "no flag": ("envvar", "X", ":required: maybe\n\nText", ["1 wrong-value"], {"description"}),
    "no url": (
        "integration",
        "I",
        ":documentation: javascript:x\n:provider: p",
        ["1 wrong-value"],
        {"provider"},
    ),
    "placeholder": ("component", "a", ":purpose: [What it does]\n:owner: me", ["1 placeholder"], {"owner"}),
    "placeholder as content": ("component", "a", ":owner: me\n\n[TODO]", ["3 placeholder"], {"owner"}),
    "cut value": ("component", "a", ":purpose: C # and more", ["1 cut-value"], {"purpose"}),
    "block value": (
        "component",
        "a",
        ":purpose: |\n  A text.\n:owner: me",
        ["1 block-value"],
        {"purpose", "owner"},
    ),
    "no name": ("envvar", "", "Text", ["0 missing-name"], {"description"}),
    "placeholder as name": ("envvar", "[VAR_NAME_1]", "Text", ["0 placeholder"], {"description"}),
    "name of a document": ("document", "auth", "Text", ["0 wrong-name"], {"overview"}),
    "wrong name": ("endpoint", "/v1/users", ":purpose: x", ["0 wrong-name"], {"purpose"}),
    "field of the name": (
        "endpoint",
        "GET /v1",
        ":method: PUT\n:purpose: x",
        ["1 unknown-field"],
        {"method", "path", "purpose"},
    ),
    "unreadable SQL": (
        "dbtable",
        "t",
        ":purpose: x\n\nCREATE TABLE t (\n  a INT REFERENCES (,\n);",
        ["4 unreadable-sql"],
        {"purpose", "sql"},
    ),
    "unreadable SQL in an option": ("dbtable", "t", ":sql: nonsense", ["1 unreadable-sql"], {"sql"}),
    "unreadable JSON": (
        "mcp-server",
        "s",
        ':purpose: x\n\n{\n"a":,\n}',
        ["4 unreadable-json"],
        {"purpose", "configuration"},
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_problem_at_its_own_line_and_costs_its_field(name: str) -> None:
    kind, entry, text, expected, fields = MISTAKES[name]
    reading = read(kind, entry, text)
    assert problems(reading) == expected
    assert reading.values.keys() == fields
    assert all("\n" not in str(problem) and len(str(problem)) < 500 for problem in reading.problems)


def test_of_a_repeated_option_the_first_one_counts() -> None:
    assert read("component", "a", ":purpose: one\n:purpose: two").values["purpose"] == "one"


def test_each_of_many_mistakes_is_one_problem() -> None:
    reading = read("error", "[TODO]", ":staus: 1\n:status: x\n:resolution:\n:cause: [Why]\n:cause: y\n")
    assert problems(reading) == [
        "0 placeholder",
        "1 unknown-field",
        "2 wrong-value",
        "3 empty-field",
        "4 placeholder",
        "5 repeated-field",
    ]


def test_the_nearest_field_is_named() -> None:
    (problem,) = read("component", "a", ":purpose: x\n:dependson: b").problems
    assert problem.hint == "did you mean 'depends-on'?"


def test_what_stands_for_none_is_no_value_and_no_mistake() -> None:
    reading = read("envvar", "X", ":default: —\n:example: N/A\n:used-by: none\n:required: ✗\n\nText")
    assert reading.values == {"required": False, "description": "Text"}
    assert reading.problems == []


def test_none_for_a_required_field_is_a_missing_field() -> None:
    assert problems(read("component", "a", ":purpose: —")) == ["0 missing-field"]


def test_content_beside_the_option_adds_to_the_fields() -> None:
    reading = read("component", "a", ":purpose: x\n\nMore of it.")
    assert reading.values == {"purpose": "x"}
    assert reading.body_field == ""
    assert reading.problems == []


def test_content_stands_in_for_an_option_that_is_empty() -> None:
    reading = read("component", "a", ":purpose:\n\nThe purpose.")
    assert reading.values == {"purpose": "The purpose."}
    assert problems(reading) == ["1 empty-field"]


def test_a_program_that_shows_a_table_is_text_and_not_its_sql() -> None:
    body = '```python\nclass Order(Base):\n    __tablename__ = "orders"\n```'
    reading = read("dbtable", "Order", body)
    assert "sql" not in reading.values
    assert reading.prose == [(body, 0)]
    assert reading.problems == []


def test_the_parts_of_a_name_fill_their_fields() -> None:
    assert read("endpoint", "GET  /v1/{id, name}", ":purpose: x").values == {
        "method": "GET",
        "path": "/v1/{id, name}",
        "purpose": "x",
    }
    assert read("relationship", "users ||--o{ sessions").values == {
        "from": (Ref("users"),),
        "cardinality": "||--o{",
        "to": (Ref("sessions"),),
    }
    assert read("upstream", "component:db, shared", ":reason: x").values["target"] == (
        Ref("component:db"),
        Ref("shared"),
    )


@pytest.mark.parametrize(
    "name", ["users", "users -- sessions", "users ||--o{", "||--o{ sessions", "a |o..}| b c"]
)
def test_a_name_without_its_parts_is_wrong(name: str) -> None:
    assert problems(read("relationship", name)) == ["0 wrong-name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("`A_B`", "A_B"),
        ("**Token service**", "Token service"),
        ("**`A_B`**", "A_B"),
        ("  a \t b\n c ", "a b c"),
        ("a\x00b\x1b[0m", "ab[0m"),
        ("a\u2028b\x85c", "a b c"),
        ("\u05d0\u202e<b>", "\u05d0\u202e<b>"),
        ("😀 | `x` \"y\" 'z' & <script>", "😀 | `x` \"y\" 'z' & <script>"),
        ("x" * 10_000, "x" * 10_000),
        ("\x00", ""),
    ],
)
def test_a_name_is_one_line_without_marks_and_control_characters(text: str, name: str) -> None:
    assert clean_name(text) == name
    assert clean_name(name) == name


HUGE_JSON = {
    "a megabyte": json.dumps({"a": ["x" * 100] * 10_000}),
    "a thousand levels": "[" * 1000 + "]" * 1000,
    "a hundred thousand levels": "[" * 100_000 + "]" * 100_000,
    "cut in half": json.dumps({"a": ["x"] * 200_000})[:500_000],
    "too long a number": "1" * 5_000,
    "control characters": '{"a": "\x01"}',
    "two documents": "{} {}",
}


@pytest.mark.parametrize("name", HUGE_JSON)
def test_any_json_is_read_or_one_problem_in_a_moment(name: str) -> None:
    with at_most(2):
        reading = read("mcp-server", "s", f":purpose: x\n\n{HUGE_JSON[name]}")
    assert reading.values["configuration"] == HUGE_JSON[name].strip()
    assert len(reading.problems) <= 1
    assert {p.code for p in reading.problems} <= {Code.UNREADABLE_JSON}


def test_words_without_json_are_prose() -> None:
    reading = read("mcp-server", "s", ":purpose: x\n\n- a")
    assert "configuration" not in reading.values
    assert [text for text, _ in reading.prose] == ["- a"]


QUERY = "```sql\nSELECT * FROM sessions;\n```"
STATEMENT = "```sql\nCREATE TABLE sessions (id INT);\n```"


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        (f"Before.\n\n{STATEMENT}\n\nAfter.", ["Before.", "After."]),
        (f"Before.\n\n{QUERY}\n\n{STATEMENT}", [f"Before.\n\n{QUERY}"]),
        (STATEMENT, []),
        (STATEMENT.strip("`").removeprefix("sql\n").strip(), []),
    ],
)
def test_the_sql_of_a_table_creates_it(body: str, prose: list[str]) -> None:
    reading = read("dbtable", "sessions", body)
    assert reading.values["sql"] == "CREATE TABLE sessions (id INT);"
    assert [text for text, _ in reading.prose] == prose


@pytest.mark.parametrize("body", [f"Words.\n\n{QUERY}", "**Row count:** 6,347"])
def test_a_query_and_words_are_not_the_sql_of_a_table(body: str) -> None:
    reading = read("dbtable", "sessions", body)
    assert (reading.values, reading.problems) == ({}, [])
    assert [text for text, _ in reading.prose] == [body]


def test_a_megabyte_of_sql_is_one_problem_and_is_kept() -> None:
    sql = "CREATE TABLE t (a INT);\n" + "INSERT INTO t VALUES (1);\n" * 40_000
    reading = read("dbtable", "t", sql)
    assert problems(reading) == ["1 unreadable-sql"]
    assert reading.values["sql"] == sql.strip()


@pytest.mark.parametrize("type_", FieldType)
def test_content_may_fill_a_field_of_any_type(type_: FieldType) -> None:
    choices = ["a"] if type_ is FieldType.CHOICE else []
    table = {"team": {"body": "a", "fields": {"a": {"type": type_.value, "choices": choices}}}}
    kinds, _ = merge_kinds(KINDS, table, "conf.py")
    for text in ("a", "a, b\n\n- c", "[TODO]", "—", "2026-01-01", "💥" * 1000):
        assert len(read(kinds["team"], "x", text).problems) <= 1


options = st.lists(
    st.tuples(
        st.sampled_from(sorted({field for kind in KINDS.values() for field in kind.fields})) | texts,
        texts,
        st.sampled_from([None, Code.CUT_VALUE, Code.BLOCK_VALUE]),
    ),
    max_size=8,
)


@QUICK
@given(st.sampled_from(list(KINDS)), texts, options, texts)
@example("document", "", [("a\nb", "", None), ("a\nb", "", None)], "")
def test_no_directive_raises_and_no_mistake_is_told_twice(
    kind: str, name: str, some: list[tuple[str, str, Code | None]], body: str
) -> None:
    given_options = [Option(field, text, index, trap) for index, (field, text, trap) in enumerate(some)]
    reading = written(
        kind, RawDirective(name=name, options=given_options, body=body, body_index=len(given_options) + 1)
    )
    assert reading.values.keys() <= KINDS[kind].fields.keys()
    assert reading.lines.keys() >= reading.values.keys()
    assert len(set(reading.problems)) == len(reading.problems)
    for problem in reading.problems:
        assert problem.where.source == "page.md"
        assert "\n" not in str(problem)
        assert len(str(problem)) < 600


@QUICK
@given(st.sampled_from(["envvar", "gotcha", "component"]), texts)
def test_any_name_is_kept_on_one_line(kind: str, name: str) -> None:
    reading = read(kind, name, "Text")
    assert reading.name == " ".join(reading.name.split())
    assert clean_name(reading.name).isprintable() or not reading.name.isascii()


@pytest.mark.parametrize("text", [":purpse: p", ":purpose: [TODO]", ":purpose:", ":purpse: p\n:purpse: q"])
def test_a_field_that_is_given_wrongly_is_not_missing_as_well(text: str) -> None:
    assert not [one for one in read("component", "web", text).problems if one.code is Code.MISSING_FIELD]


def test_the_content_fills_a_field_that_an_option_misspells() -> None:
    reading = read("component", "web", ":purpse: p\n\nAnswers.")
    assert reading.values == {"purpose": "Answers."}
    assert problems(reading) == ["1 unknown-field"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[db, cache]", ["db", "cache"]),
        ("[db,\n  cache]", ["db", "cache"]),
        ("[db]", ["db"]),
        ("['Card payments', db]", ["Card payments", "db"]),
        ("['Card payments']", ["Card payments"]),
        ("['a, b']", ["a, b"]),
    ],
)
def test_a_list_in_brackets_is_a_list_in_yaml(text: str, names: list[str]) -> None:
    reading = read("component", "web", f"---\npurpose: p\ndepends-on: {text}\n---")
    assert (reading.values.get("depends-on"), problems(reading)) == (tuple(map(Ref, names)), [])


@pytest.mark.parametrize("text", ["[]", "[ ]"])
def test_an_empty_list_has_no_value(text: str) -> None:
    reading = read("component", "web", f"---\npurpose: p\ndepends-on: {text}\n---")
    assert ("depends-on" in reading.none, problems(reading)) == (True, [])


@pytest.mark.parametrize(
    "text",
    [
        "depends-on: [TODO]",
        "depends-on: [the other components]",
        "depends-on: [SERVICE_1]",
        "owner: [team, b]",
    ],
)
def test_a_text_in_brackets_is_a_placeholder_in_yaml_too(text: str) -> None:
    assert problems(read("component", "web", f"---\npurpose: p\n{text}\n---")) == ["3 placeholder"]


@pytest.mark.parametrize(("method", "meant"), [("GETT", "GET"), ("delte", "DELETE"), ("PSOT", "POST")])
def test_a_method_that_is_misspelt_is_a_problem(method: str, meant: str) -> None:
    reading = read("endpoint", f"{method} /x", ":purpose: p")
    assert [str(one) for one in reading.problems] == [
        f"'{method}' is not a known method; did you mean '{meant}'?"
    ]
    assert reading.values["method"] == method


@pytest.mark.parametrize("method", ["GET", "get", "FETCH", "PROPPATCH", "ANY", "WS", "SUBSCRIBE"])
def test_a_method_that_is_unknown_is_none(method: str) -> None:
    assert read("endpoint", f"{method} /x", ":purpose: p").problems == []


@pytest.mark.parametrize(
    ("name", "sql", "expected"),
    [
        (
            "t2",
            "CREATE TABLE other (id int);",
            ["sql: it creates the table 'other', and not 't2'; give both the same name"],
        ),
        (
            "t3",
            "CREATE TABLE t3 (id int);\nCREATE TABLE t4 (id int);",
            [
                "sql: it creates 2 tables (t3, t4), and only the first one is read; write an entry for each of "
                "them"
            ],
        ),
        ("Order", "CREATE TABLE public.orders (id int); CREATE INDEX i ON orders (id);", []),
        ("shop.orders", 'CREATE TABLE "Orders" (id int);', []),
        ("order-items", "CREATE TABLE order_items (id int);", []),
        ("events", "CREATE TABLE events (id int); CREATE TABLE e1 PARTITION OF events DEFAULT;", []),
    ],
)
def test_the_sql_of_a_table_creates_it_alone(name: str, sql: str, expected: list[str]) -> None:
    assert [str(one) for one in read("dbtable", name, f"\n{sql}").problems] == expected
