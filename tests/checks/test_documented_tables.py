"""How the columns of a table are read from the SQL of an entry."""

from __future__ import annotations

import msgspec
import pytest

from sphinx_archdoc.checks.tables.documented import documented_table
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.checks.test_tables import POSTGRES, SqlTree, check, documents, found, tables


def test_each_column_of_a_row_has_its_type_with_the_commas_in_it() -> None:
    columns = '(\n id bigint,\n account_id uuid,\n "note, state" DECIMAL(9,6)\n)'
    lines = found(page=documents(f"CREATE TABLE orders {columns};"))
    assert sum("column-type" in one and "documented as DECIMAL(9, 6)" in one for one in lines) == 2


@pytest.mark.parametrize(
    ("columns", "names", "not_null"),
    [
        ("id INT, fk INT, uk TEXT, pk INT", "id fk uk pk", ""),
        ("id INT, a INT, PRIMARY KEY CLUSTERED (id)", "id a", "id"),
        ("a TEXT DEFAULT 'yes, null', \"b, null\" TEXT, c INT -- , null\n", "a b,null c", ""),
        ("a TEXT nullable, b UUID fk nullable, c TEXT DEFAULT 'nullable' NOT NULL", "a b c", "c"),
        ("a INT, PK, NOT NULL, b INT, FK REFERENCES x (id), c INT, UNIQUE", "a b c", "a"),
        ("a INT, PK FK,\n b INT, UK -- one\n, c INT, FK NOT NULL, d INT, DEFAULT 4", "a b c d", "c"),
    ],
)
def test_commas_between_columns_and_between_constraints(columns: str, names: str, not_null: str) -> None:
    page = tables(t=f"CREATE TABLE t ({columns})")
    written = documented_table(page.page.entries[0], builtin_kinds()["dbtable"], "postgres")
    assert written is not None
    read = {one.name.replace(" ", ""): one.definition for one in written.table.columns}
    assert " ".join(read) == names
    assert " ".join(name for name, one in read.items() if not one.is_nullable) == not_null
    assert "a" not in read or read["a"].default in ("", "'yes, null'")


@pytest.mark.parametrize(
    ("columns", "purpose", "is_excerpt"),
    [
        ('id int,\n "mon_flag 〜 sun_flag" boolean', "", True),
        ('id int,\n "Kinds of notes" boolean', "", False),
        ("id int, -- in red, green, etc.\n kind text -- 'a' | 'b' | ...", "", False),
        ("id int, -- the excerpt of a text, truncated", "", False),
        ("id int, -- other columns are left out\n kind text", "", True),
        ("id int -- ...", "", True),
        ("id int,\n ...\n kind text", "", True),
        ("id int,\n -- created_at, updated_at, etc.\n kind text", "", True),
        ("id int", "Employees, contractors, etc.", False),
        ("id int", "Accounts (simplified)", True),
    ],
)
def test_what_says_that_columns_are_left_out(columns: str, purpose: str, is_excerpt: bool) -> None:
    page = tables(t=f"CREATE TABLE t (\n {columns}\n)")
    entry = page.page.entries[0]
    entry = msgspec.structs.replace(entry, values={**entry.values, "purpose": purpose})
    written = documented_table(entry, builtin_kinds()["dbtable"], "postgres")
    assert written is not None
    assert written.is_excerpt is is_excerpt


@pytest.mark.parametrize(
    ("odd", "columns"),
    [
        ("kind string enum,", "id uuid, kind, total decimal"),
        ('"kind" string enum, -- red or blue', "id uuid, kind, total decimal"),
    ],
)
def test_a_type_that_sql_does_not_have_hides_no_other_column(odd: str, columns: str) -> None:
    page = tables(t=f"CREATE TABLE t (\n    id uuid NOT NULL,\n    {odd}\n    total numeric\n)")
    written = documented_table(page.page.entries[0], builtin_kinds()["dbtable"], "postgres")
    read = written.table.columns if written else ()
    assert ", ".join(f"{one.name} {one.definition.type.casefold()}".strip() for one in read) == columns


@pytest.mark.parametrize(("written", "number"), [("Json", 0), ("jsonb", 0), ("json", 1)])
def test_json_as_prisma_calls_it(written: str, number: int) -> None:
    page = tables(t=f"CREATE TABLE t (payload {written})")
    assert len(check(SqlTree("CREATE TABLE t (payload jsonb);"), page, configuration=POSTGRES)) == number
