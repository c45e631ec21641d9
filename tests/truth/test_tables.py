"""Tables through both doors, in all forms of entries."""

from __future__ import annotations

import pytest

from tests.truth.doors import Doors

TOML = '[sources]\nroot = "../code"\nmigrations = [{ path = "db", dialect = "postgres" }]\n'

CODE = {
    "db/1_start.up.sql": (
        "CREATE TABLE users (id uuid PRIMARY KEY, role text);\n"
        "CREATE TABLE notes (id int PRIMARY KEY, user_id uuid REFERENCES users (id));\n"
        "CREATE TABLE loose (id int PRIMARY KEY);\n"
    ),
    "db/2_role.up.sql": "ALTER TABLE users DROP COLUMN role;\n",
    "db/2_role.down.sql": "DROP TABLE users;\n",
}

USERS = "CREATE TABLE users (\n    id uuid PRIMARY KEY,\n    role text\n);"

FORMS = {
    "directive": f"# A\n\n```{{archdoc:dbtable}} users\n{USERS}\n```\n",
    "fence": f"> **Type:** Architecture\n> **Status:** active\n\n# A\n\n## Core Tables\n\n```sql\n{USERS}\n```\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_dropped_column_is_said_at_its_line(doors: Doors, form: str) -> None:
    doors.write_code(CODE)
    doors.write({"archdoc.toml": TOML, "index.md": FORMS[form]})
    line = FORMS[form].split("\n").index("    role text") + 1
    assert [one for one in doors.both() if "column" in one] == [
        f"index.md:{line}: error: there is no column 'role' in users; dropped by 2_role.up.sql (column-absent)"
    ]


COLUMN_TABLES = {
    "rows": "### users\n\nWho may log in.\n\n| Column | Type |\n| --- | --- |\n| id | uuid |\n| role | text |\n",
    "rows with marks": "### `users`\n\nThe role of users.\n\n| Type | Column |\n|---|---|\n| uuid | **id** |\n| text | `role` |\n",
    "items": "### users\n\nWho has which role.\n\n- `id` (uuid): the number\n\n- `role` (text): what they may do\n",
}


@pytest.mark.parametrize("form", COLUMN_TABLES)
def test_a_dropped_column_is_said_at_its_row(doors: Doors, form: str) -> None:
    doors.write_code(CODE)
    page = "> **Type:** Architecture\n> **Status:** active\n\n# A\n\n## Core Tables\n\n" + COLUMN_TABLES[form]
    toml = TOML.replace('"../code"', '".."').replace('"db"', '"code/db"')  # the root holds the page, too
    doors.write({"archdoc.toml": toml, "index.md": page})
    line = next(
        number for number, line in enumerate(page.split("\n"), 1) if line[:1] in "|-" and "role" in line
    )
    assert [one.partition(": ")[0] for one in doors.both() if "'role'" in one] == [f"index.md:{line}"]


def test_an_empty_cell_below_constraints_allows_null(doors: Doors) -> None:
    columns = ", ".join(
        f"{name} text NOT NULL" for name in ("user_name", "mail", "city_code", "street", "zip")
    )
    doors.write_code({"db/1.sql": f"CREATE TABLE users (id int PRIMARY KEY, {columns});"})
    page = "> **Type:** Architecture\n> **Status:** active\n\n# A\n\n## Core Tables\n\n### users\n\n| Column | Type | Constraints |\n|---|---|---|\n| id | int | PK |\n"
    page += "| user_name | text | NOT NULL |\n| mail | text | FK NOT NULL |\n| `city_code` | text | |\n"
    page += "| street | text | UNIQUE |\n| zip | text | indexed |\n"
    toml = TOML.replace('"../code"', '".."').replace('"db"', '"code/db"')
    doors.write({"archdoc.toml": toml, "index.md": page})
    assert [one.partition(" is ")[0] for one in doors.both() if "nullability" in one] == [
        "index.md:15: warning: users.city_code"
    ]
    doors.write({"archdoc.toml": toml, "index.md": page.replace("FK NOT NULL", "FK")})
    assert [one for one in doors.both() if "nullability" in one] == []  # one cell makes no rule


def test_the_lines_of_a_diagram(doors: Doors) -> None:
    doors.write_code(CODE)
    page = "> **Type:** Architecture\n> **Status:** active\n\n# A\n\n## Core Tables\n\n```sql\n"
    page += "".join(f"CREATE TABLE {name} ();\n" for name in ("users", "notes", "loose"))
    page += "```\n\n### Relationships\n\n```mermaid\nerDiagram\n    users ||--o{ notes : writes\n    users ||--o{ loose : has\n```\n"
    doors.write({"archdoc.toml": TOML, "index.md": page})
    line = page.split("\n").index("    users ||--o{ loose : has") + 1
    assert [one for one in doors.both() if "key" in one] == [
        f"index.md:{line}: warning: there is no foreign key between users and loose (key-mismatch)"
    ]


def test_a_new_migration_is_seen(doors: Doors) -> None:
    doors.write_code(CODE)
    doors.write({"archdoc.toml": TOML, "index.md": FORMS["directive"]})
    before = doors.both()
    doors.write_code({"db/3_more.up.sql": "DROP TABLE loose; ALTER TABLE users ADD role text;"})
    after = doors.both()
    assert [one for one in before if one not in after and "column" in one]
    assert [one for one in after if "column" in one or "loose" in one] == []
