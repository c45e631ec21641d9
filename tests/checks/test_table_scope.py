"""Which names may be tables: many absent ones are looked at together."""

from __future__ import annotations

import pytest

from sphinx_archdoc.parsing.page_settings import PageSettings
from sphinx_archdoc.rules.configuration import Configuration, Migrations, SourcesSettings
from tests.checks.test_tables import POSTGRES, SqlTree, check
from tests.checks.trees import Document, FakeTree
from tests.duration import at_most


@pytest.mark.parametrize(
    ("name", "last", "number"),
    [("absent_{}", "last", 800), ("absentTable{}", "last", 0), ("absentTable{}", '"lastTable"', 800)],
)
def test_many_absent_tables_cost_little(name: str, last: str, number: int) -> None:
    code = "".join(f"CREATE TABLE {table} (id int);" for table in (*(f"t{n}" for n in range(400)), last))
    page = Document("page").add("dbtable", "t1")
    for one in range(800):
        page.add("dbtable", name.format(one))
    with at_most(2):
        found = [line for line in check(SqlTree(code), page, configuration=POSTGRES) if "-absent" in line]
    assert len(found) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("\n#### other_notes\n- **Type**: `jsonb`", 0),
        ("## 7. Database Functions & Triggers\n### `other_notes`\n", 0),
        ("## Tables and Functions\n### `other_notes`\n", 1),
        ("**other_notes** (deferred):\nCREATE TABLE", 0),
        ("**accounts** (deferred):\nCREATE TABLE", 1),
        ("\n#### other_notes\n- **Type**: fact table", 1),
    ],
)
def test_what_is_around_an_entry_says_what_it_is(text: str, number: int) -> None:
    page = Document("page").add("dbtable", "accounts").add("dbtable", "other_notes")
    tree = SqlTree("CREATE TABLE accounts (id int);")
    tree.texts["page.md"] = text
    found = check(tree, page, configuration=POSTGRES, paths={"page": "page.md"})
    assert len([line for line in found if "-absent" in line]) == number


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("CREATE TABLE other (id int);", ["sources-unread"]),
        ("CREATE TABLE t0 (id int);", ["table-absent"] * 4),
        ("CREATE TABLE other (id int); DROP TABLE t1;", ["sources-unread"]),
        ("CREATE TABLE other (id int); CREATE TABLE t1 (id int); DROP TABLE t1;", ["table-absent"] * 5),
    ],
)
def test_many_tables_of_which_none_is_there_are_elsewhere(code: str, rules: list[str]) -> None:
    page = Document("page")
    for number in range(5):
        page.add("dbtable", f"t{number}")
    lines = check(SqlTree(code), page, configuration=POSTGRES)
    found = [line.split(" ")[1].rstrip(":") for line in lines]
    assert [rule for rule in found if rule != "table-undocumented"] == rules


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("## Core Tables", "## Supporting Tables", 1),
        ("## Core Tables", "## Relations", 0),
        ("The core tables are:", "## Other tables", 0),
    ],
)
def test_a_section_of_core_tables_beside_others(before: str, after: str, number: int) -> None:
    tree = SqlTree("CREATE TABLE accounts (id int); CREATE TABLE orders (id int);")
    tree.texts["page.md"] = f"{before}\n### accounts\n{after}\n"
    page = Document("page").add("secret", "x").add("dbtable", "accounts")
    found = check(tree, page, configuration=POSTGRES, paths={"page": "page.md"})
    assert len([line for line in found if "undocumented" in line]) == number


def test_tables_of_the_platform() -> None:
    page = Document("page").add("dbtable", "auth.users", sql="CREATE TABLE auth.users (raw_data jsonb)")
    page.add("dbtable", "public.users", sql="CREATE TABLE public.users (id int)")
    assert check(SqlTree("CREATE TABLE users (id int);"), page, configuration=POSTGRES) == []
    code = "CREATE TABLE users (id int); CREATE TABLE auth.users (id int);"
    assert len(check(SqlTree(code), page, configuration=POSTGRES)) == 2


def test_a_schema_is_no_table() -> None:
    page = Document("page")
    for name in ("accounts", "shop", "Bank", "store"):
        page.add("dbtable", name)
    code = (
        "CREATE TABLE accounts (id int); CREATE TABLE shop.orders (id int); CREATE TABLE bank.cards (id int);"
    )
    lines = check(SqlTree(code), page, configuration=POSTGRES)
    assert [line.split()[0] for line in lines if "-absent" in line] == ["page:4"]


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("notes", True),
        ("plan", False),
        ("roadmap", False),
        ("规划", False),
        ("项目开发规划", False),
        ("数据库规划", True),
        ("производственный-план", True),
        ("product-plan", True),
    ],
)
def test_a_page_about_what_may_come_documents_no_table(name: str, is_told: bool) -> None:
    tree = SqlTree("CREATE TABLE users (id int); CREATE TABLE sessions (id int);")
    tree.texts[f"docs/{name}.md"] = "The table `sessions`.\n"
    found = check(tree, Document("page").add("dbtable", "users"), Document(name), configuration=POSTGRES)
    assert (found == []) is is_told


@pytest.mark.parametrize(("folder", "is_told"), [("db", True), ("app/db", False)])
def test_any_page_may_name_a_table_whose_migrations_are_outside_the_folder_of_a_readme(
    folder: str, is_told: bool
) -> None:
    tree = FakeTree({f"{folder}/1_a.sql": (), "app/a.py": ()})
    sql = "CREATE TABLE users (id int); CREATE TABLE sessions (id int);"
    tree.page_texts = {f"{folder}/1_a.sql": sql, "docs/page.md": "The table `sessions`.\n"}
    migrations = (Migrations(path=folder, dialect="postgres"),)
    found = check(
        tree,
        Document("app/readme", PageSettings(code=("app",))).add("dbtable", "users"),
        Document("page"),
        configuration=Configuration(sources=SourcesSettings(migrations=migrations)),
        paths={"app/readme": "app/readme.md"},
    )
    assert (found == []) is is_told


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("CREATE TABLE notes (id int REFERENCES auth.users (id));", 0),
        ('CREATE TABLE notes (id int); CREATE TABLE "auth"."users" (id int);', 0),
        ("CREATE TABLE notes (id int REFERENCES accounts (id));", 1),
        ("CREATE TABLE notes (id int REFERENCES auth.roles (id));", 1),
    ],
)
@pytest.mark.parametrize("is_drawn", [True, False])
def test_a_diagram_has_no_dot_between_the_names_of_a_schema_and_a_table(
    code: str, number: int, *, is_drawn: bool
) -> None:
    page = Document("page").add("dbtable", "notes").add("dbtable", "auth_users")
    tree = SqlTree(code)
    tree.texts["docs/page.md"] = "```mermaid\nerDiagram\n```\n" if is_drawn else "# Tables\n## auth_users\n"
    found = [line for line in check(tree, page, configuration=POSTGRES) if "table-absent" in line]
    assert len(found) == (number if is_drawn else 1)
