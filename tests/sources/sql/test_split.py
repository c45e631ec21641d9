"""Statements, and where they begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.sources.sql.dialects import DIALECTS
from sphinx_archdoc.sources.sql.split import source_of, split_statements
from tests.duration import at_most


def split(sql: str, dialect: str = "postgres") -> list[tuple[int, str]]:
    return [(one.line, source_of(one.tokens)) for one in split_statements(sql, DIALECTS[dialect])]


CASES = {
    "plain": ("DROP TABLE a;\nDROP TABLE b", [(1, "DROP TABLE a"), (2, "DROP TABLE b")]),
    "empty": (";;\n ; -- nothing", []),
    "comments": (
        "-- DROP TABLE x;\n/* ; */ DROP /* a /* nested */ ; */ TABLE a;",
        [(2, "DROP TABLE a")],
    ),
    "strings": ("ALTER TABLE a ADD b text DEFAULT ';''--';DROP TABLE c", [(1, "ALTER TABLE a ADD b text DEFAULT ';''--'"), (1, "DROP TABLE c")]),
    "escapes": (r"ALTER TABLE a ADD b text DEFAULT E'\';';DROP TABLE c", [(1, r"ALTER TABLE a ADD b text DEFAULT E'\';'"), (1, "DROP TABLE c")]),
    "backslash": (r"ALTER TABLE a ADD b text DEFAULT '\';DROP TABLE c", [(1, r"ALTER TABLE a ADD b text DEFAULT '\'"), (1, "DROP TABLE c")]),
    "names": ('DROP TABLE "a;b""c";\nDROP TABLE d', [(1, 'DROP TABLE "a;b""c"'), (2, "DROP TABLE d")]),
    "dollars": ("DO $$ BEGIN x; END $$;\nDO $a$ $$ ; $$ $a$", [(1, "DO $$ BEGIN x; END $$"), (2, "DO $a$ $$ ; $$ $a$")]),
    "dollar in a name": ("DROP TABLE a$b;DROP TABLE c$", [(1, "DROP TABLE a$b"), (1, "DROP TABLE c$")]),
    "not closed": ("DROP TABLE a; DROP TABLE 'b; DROP TABLE c", [(1, "DROP TABLE a"), (1, "DROP TABLE 'b; DROP TABLE c")]),
    "atomic": (
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END;DROP TABLE a",
        [
            (1, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END"),
            (1, "DROP TABLE a"),
        ],
    ),
    "columns named like blocks": (
        "CREATE TABLE s (event text, begin timestamp, case_id int);DROP TABLE a",
        [(1, "CREATE TABLE s (event text, begin timestamp, case_id int)"), (1, "DROP TABLE a")],
    ),
    "data": ("COPY a (b) FROM stdin;\n1;DROP TABLE x;\n\\.\nDROP TABLE c;", [(1, "COPY a (b) FROM stdin"), (4, "DROP TABLE c")]),
    "psql": ("\\restrict abc;\nDROP TABLE a;\n\\echo 'x\nDROP TABLE b", [(2, "DROP TABLE a"), (4, "DROP TABLE b")]),
    "operators": ("SELECT a::int, b->>'c'", [(1, "SELECT a::int, b->>'c'")]),
    "go template": (
        'ALTER TABLE {{ index .Options "Namespace" }}.users ADD a int',
        [(1, "ALTER TABLE archdoc0template.users ADD a int")],
    ),
    "go control": ("{{ if .X }}\nDROP TABLE a;\n{{- end }}DROP TABLE b", [(2, "DROP TABLE a"), (3, "DROP TABLE b")]),
    "flyway": ("DROP TABLE ${prefix}orders", [(1, "DROP TABLE archdoc0templateorders")]),
    "erb": ("DROP TABLE <%= x %>y; <% if a %>DROP TABLE z", [(1, "DROP TABLE archdoc0templatey"), (1, "DROP TABLE z")]),
    "dollars with braces": ("DO $${a}; b$$; DROP TABLE c", [(1, "DO $${a}; b$$"), (1, "DROP TABLE c")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_statements_of_postgres(case: str) -> None:
    sql, expected = CASES[case]
    assert split(sql) == expected


def test_statements_of_mysql() -> None:
    sql = (
        "DROP TABLE `a;b`; # DROP TABLE x;\n"
        "DELIMITER $$\n"
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @x = 1; END$$\n"
        "DELIMITER ;\n"
        r"ALTER TABLE a ADD b text DEFAULT '\';';"
        "\n/*!50100 DROP TABLE c */;\nCREATE TRIGGER u AFTER INSERT ON a FOR EACH ROW BEGIN\n"
        "IF a THEN SET x = 1; END IF; END;\nDROP TABLE d;"
    )
    assert split(sql, "mysql") == [
        (1, "DROP TABLE `a;b`"),
        (3, "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @x = 1; END"),
        (5, r"ALTER TABLE a ADD b text DEFAULT '\';'"),
        (6, "DROP TABLE c"),
        (7, "CREATE TRIGGER u AFTER INSERT ON a FOR EACH ROW BEGIN IF a THEN SET x = 1; END IF; END"),
        (9, "DROP TABLE d"),
    ]


def test_triggers_of_sqlite() -> None:
    sql = "CREATE TRIGGER x AFTER UPDATE ON a BEGIN UPDATE a SET b = 1; END; DROP TABLE [a b]"
    assert [text for _, text in split(sql, "sqlite")][1:] == ["DROP TABLE [a b]"]


def test_only_the_beginning_is_kept_of_what_changes_no_table() -> None:
    values = ", ".join(f"({number})" for number in range(1000))
    first, second = split_statements(f"INSERT INTO a VALUES {values}; DROP TABLE a", DIALECTS["postgres"])
    assert len(first.tokens) < 30
    assert source_of(second.tokens) == "DROP TABLE a"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "piece",
    [
        "'",
        '"',
        "$a$",
        "$a",
        "/*",
        "--\n",
        "{{",
        "{%",
        "${",
        "<%",
        "(",
        "\\'",
        "`",
        "[",
        "/*/",
        "DELIMITER x\n",
        "END ",
        "BEGIN ",
    ],
)
def test_time_grows_linearly(dialect: str, piece: str) -> None:
    sql = (piece * 50_000)[:50_000]
    with at_most(1):
        assert sum(1 for _ in split_statements(sql, DIALECTS[dialect])) >= 0


@given(st.text(alphabet="ab;'\"$`/*-\n\\{}[]() %<>") | st.text(), st.sampled_from(list(DIALECTS)))
def test_no_text_is_too_strange(sql: str, dialect: str) -> None:
    for statement in split_statements(sql, DIALECTS[dialect]):
        assert statement.tokens
        assert 1 <= statement.line <= sql.count("\n") + 1
