"""SQL, JSON and lists in YAML: what is right is read, and one thing broken is told where it is."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.markdown.recognise.yaml_list import read_yaml_list
from sphinx_archdoc.parsing.entry import EntryParser, ParsedEntry, RawDirective
from sphinx_archdoc.parsing.sql import UnreadableSQL, read_table
from sphinx_archdoc.problems import Code, Location
from tests.fuzz.bounds import bounded
from tests.fuzz.entries import KINDS, words
from tests.schema.hostile import texts

VOCABULARY = Vocabulary(KINDS)
DIALECTS = st.sampled_from(
    ["postgres", "mysql", "tsql", "bigquery", "sqlite", "oracle", "clickhouse", "snowflake", "duckdb", ""]
)


def read_body(kind: str, body: str) -> ParsedEntry:
    written = RawDirective(name="x", body=body, body_index=1)
    return EntryParser(KINDS[kind]).read(
        written, Location("page.md", 1), lambda index: Location("page.md", index + 1)
    )


names = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8).map(lambda name: f"c_{name}")
types = st.sampled_from(["INT", "TEXT", "VARCHAR(20)", "NUMERIC(10, 2)", "TIMESTAMP", "BOOLEAN", "INT[]"])
traits = st.lists(
    st.sampled_from(
        ["NOT NULL", "UNIQUE", "DEFAULT 1", "DEFAULT 'a, (b'", "REFERENCES t (id)", "CHECK ((1) > 0)"]
    ),
    unique=True,
    max_size=3,
)
columns = st.lists(
    st.tuples(names, types, traits), min_size=1, max_size=6, unique_by=lambda column: column[0]
)


def sql_of(some: list[tuple[str, str, list[str]]]) -> str:
    lines = ",\n".join(f"    {name} {type_} {' '.join(more)}".rstrip() for name, type_, more in some)
    return f"CREATE TABLE t (\n{lines}\n);"


@given(columns)
def test_a_table_in_sql_is_read(some: list[tuple[str, str, list[str]]]) -> None:
    with bounded():
        shape = read_table(sql_of(some))
    assert [(column.name, column.nullable) for column in shape.columns] == [
        (name, "NOT NULL" not in more) for name, _, more in some
    ]


@given(columns, st.sampled_from([");", "(", "CREATE TABLE t", "t (\n"]))
def test_sql_that_lacks_a_part_is_told_of(some: list[tuple[str, str, list[str]]], part: str) -> None:
    body = sql_of(some)
    at = body.rindex(part) if part == ");" else body.index(part)
    with bounded():
        reading = read_body("dbtable", body[:at] + body[at + len(part) :])
    (problem,) = reading.problems
    assert problem.code is Code.UNREADABLE_SQL
    assert 2 <= problem.where.line <= 2 + body.count("\n")
    assert not reading.shapes


SQL = st.sampled_from(
    [
        *("(", ")", "[", "]", "{", "}", "<", ">", ",", ".", ";", "'", '"', "`", "::", "--", "/*", "*/", "$$", "\n"),
        *("ARRAY[", "ARRAY<", "STRUCT<", "DECIMAL(", "CAST(", "CASE WHEN", "SELECT", "NOT", "f(", "a", "1", "=", "->"),
        *("CREATE TABLE t (", "DEFAULT", "CHECK (", "REFERENCES", "PRIMARY KEY", "INTERVAL", "AS", "IN", "x", "INT"),
    ]
)  # fmt: skip


@given(st.lists(st.tuples(SQL, st.integers(1, 9)), max_size=25), DIALECTS)
@example([("ARRAY[", 49), ("1", 1), ("]", 49), (")", 1)], "postgres")
@example([("DECIMAL(", 49), ("1", 1), (")", 50)], "mysql")
@example([("f(", 20), ("ARRAY[", 20), ("DECIMAL(", 20)], "snowflake")
def test_any_sql_is_read_or_unreadable(pieces: list[tuple[str, int]], dialect: str) -> None:
    text = " ".join(piece for some, times in pieces for piece in [some] * times)
    for sql in (text, f"CREATE TABLE t (a INT DEFAULT {text}", f"CREATE TABLE t (a {text}"):
        with bounded():
            try:
                read_table(sql, (dialect,))
            except UnreadableSQL as error:
                assert "\n" not in str(error)


@pytest.mark.slow
@pytest.mark.parametrize(
    "sign", ["1 + ", "NOT ", "a.", "a::", "x AND ", "- ", "(", "--\n", "/*", "'", "a INT, ", "$x"]
)
def test_long_sql_is_read_or_unreadable(sign: str) -> None:
    with bounded(10):
        for sql in (
            sign * (30_000 // len(sign)),
            f"CREATE TABLE t (a INT DEFAULT {sign * (30_000 // len(sign))}",
        ):
            try:
                read_table(sql)
            except UnreadableSQL:
                continue


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts | words, inner, max_size=4),
    max_leaves=20,
)


@given(values, st.sampled_from([None, 1, 2]), st.data())
def test_json_that_lacks_a_character_is_told_of_at_its_line(
    value: object, indent: int | None, data: st.DataObject
) -> None:
    body = json.dumps({"mcpServers": value}, indent=indent)
    at = data.draw(st.integers(0, len(body) - 1))
    broken = (body[:at] + body[at + 1 :]).strip()
    assume(broken)
    try:
        json.loads(broken)
    except json.JSONDecodeError as error:
        line = error.lineno
    else:
        assume(False)  # it was part of a text or of a number
    blank = data.draw(st.sampled_from(["", "\n", " \n\n"]))
    with bounded():
        reading = read_body("mcp-server", f"```json\n{blank}{broken}\n```")
    told = [problem for problem in reading.problems if problem.code is not Code.MISSING_FIELD]
    if "[TODO]" not in broken:
        assert [(problem.where.line, problem.code) for problem in told] == [
            (line + 2 + blank.count("\n"), Code.UNREADABLE_JSON)
        ]


@given(
    texts, st.sampled_from(["dbtable", "mcp-server", "gotcha"]), st.sampled_from(["", "sql", "json", "text"])
)
def test_any_body_is_read(text: str, kind: str, language: str) -> None:
    text = text.replace("\r", "")  # Sphinx makes ends of lines of them
    for body in (text, f"```{language}\n{text}\n```", f"words\n\n~~~{language}\n{text}\n"):
        with bounded():
            reading = read_body(kind, body)
        assert all(1 <= problem.where.line <= 2 + body.count("\n") for problem in reading.problems)


MARKS = (
    "`",
    "~",
    "```\n",
    "```x\n",
    "~~~\n",
    "~~~ ",
    "[",
    "{",
    "(",
    "'",
    '"',
    "/*",
    "--\n",
    "$a$ ",
    "\\",
    "\n",
    " \n",
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["dbtable", "mcp-server"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_long_body_of_one_sign_is_read_in_a_moment(mark: str, kind: str) -> None:
    for end in ("", "x", "\nx", "`"):
        with bounded():
            read_body(kind, mark * (30_000 // len(mark)) + end)


ROWS = st.lists(st.tuples(words, words), min_size=1, max_size=5, unique_by=lambda row: row[0])
BOMB = "".join(f"  b{i}: &b{i} [{', '.join([f'*b{i - 1}' if i else 'x'] * 9)}]\n" for i in range(12))
"""Lists of lists, that say in a few lines what would fill all memory."""


def yaml_of(rows: list[tuple[str, str]]) -> str:
    return "".join(f"- name: n{name}\n  description: d{text}\n" for name, text in rows)


def read_list(
    text: str, kind: str = "envvar"
) -> tuple[list[tuple[str, dict[str, str]]], list[tuple[int, Code]]]:
    with bounded():
        done = read_yaml_list(text, KINDS[kind], VOCABULARY, "page.md")
    entries = [
        (entry.name, {name: text.text for name, text in entry.fields.items()}) for entry in done.entries
    ]
    return entries, [(problem.where.line, problem.code) for problem in done.problems]


@given(ROWS, st.sampled_from([
    ("  x-y: 1\n", Code.UNKNOWN_FIELD),
    ("  description: again\n", Code.REPEATED_FIELD),
    ("  default: {a: b}\n", Code.WRONG_VALUE),
    ("  default: [[a]]\n", Code.WRONG_VALUE),
    ("  ? [a]\n  : b\n", Code.UNKNOWN_FIELD),
    ("  ? {a: b}\n  : b\n", Code.UNKNOWN_FIELD),
]), st.data())  # fmt: skip
def test_a_mistake_in_a_list_is_told_and_the_other_items_are_read(
    rows: list[tuple[str, str]], mistake: tuple[str, Code], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(rows) - 1))
    text = yaml_of(rows[: number + 1]) + mistake[0] + yaml_of(rows[number + 1 :])
    entries, told = read_list(text)
    assert told == [(2 * number + 3, mistake[1])]
    assert entries == read_list(yaml_of(rows))[0]


@pytest.mark.parametrize("kind", ["mcp-server", "envvar", "dbtable"])
@pytest.mark.parametrize(
    "line",
    [
        "{body}: *b11",
        "? *b11\n  : x",
        "{body}: &a [*a, *a, *a]",
        "{body}: {{? *b11 : x}}",
        "<<: [*b11, *b11]",
        "{body}: [*b11]",
    ],
)
def test_aliases_are_not_written_out_beyond_measure(line: str, kind: str) -> None:
    text = f"- name: first\n- name: second\n{BOMB}  {line.format(body=KINDS[kind].body)}\n- name: third\n"
    entries, told = read_list(text, kind)
    assert [name for name, _ in entries] == ["first", "second", "third"]
    last = 3 + BOMB.count("\n")
    assert told[-1][0] in (
        (last - 1,) if line.startswith("?") else (last,)
    )  # YAML knows the line of the anchor
    assert all(len(value) < 200_000 for _, fields in entries for value in fields.values())


def test_one_long_text_is_not_repeated_beyond_measure() -> None:
    text = f"- name: a\n  description: &d {'x' * 50_000}\n  used-by: [{', '.join(['*d'] * 5000)}]\n"
    entries, told = read_list(text)
    assert told == [(3, Code.WRONG_VALUE)]
    assert entries[0][1].keys() == {"description"}


PIECES = st.sampled_from(
    ["- ", "name: ", "default: ", "x: ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", "&a ", "*a ", "!!int ", "!x ", "? ", ": ",
     "|\n", ">-\n", "'", '"', "#", "%", "@", "`", "---\n", "...\n", "<<: ", "~", "0x", "1e9", ".inf", "2026-01-01", "\t", "é", "\x85"]
)  # fmt: skip


@given(st.lists(PIECES | words, max_size=30), st.sampled_from([*KINDS]))
@example(["configuration: [!!int 'x', !!bool 'x', !!float 'x', 0x, .inf]"], "mcp-server")
def test_any_yaml_is_a_list_of_entries_or_told_of(pieces: list[str], kind: str) -> None:
    text = "- name: a\n  " + "".join(pieces)
    _, told = read_list(text, kind)
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError):
        assert told
    assert all(1 <= line <= text.count("\n") + 2 for line, _ in told)
