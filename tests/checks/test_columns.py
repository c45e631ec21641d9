"""Which columns are reported as absent, and which as not documented."""

from __future__ import annotations

import pytest

from tests.checks.test_tables import CODE, ORDERS, POSTGRES, SqlTree, check, documents, found
from tests.checks.trees import Document


@pytest.mark.parametrize(("name", "number"), [('"Kinds of notes:"', 0), ("idx_orders_note", 0), ("gone", 1)])
def test_rows_that_are_no_columns(name: str, number: int) -> None:
    page = documents(ORDERS.replace("note text", f"note text,\n {name} text"))
    assert len(found(page=page)) == number
    assert found(f"ALTER TABLE orders ADD COLUMN {name} text", page=page) == []


@pytest.mark.parametrize(
    ("columns", "number"),
    [
        (["a, b, c", "a, b, c, d", "a, b, c, d"], 1),
        (["a, b, c", "a, b, c", "a, b, c"], 0),
        (["a, b", "a, b", "a, b, c, d"], 0),
    ],
)
def test_a_diagram_that_shows_nearly_all_columns_promises_them(columns: list[str], number: int) -> None:
    tree = SqlTree("".join(f"CREATE TABLE t{one} (a int, b int, c int, d int);" for one in range(3)))
    tree.texts["docs/page.md"] = "```mermaid\nerDiagram\n```\n## Tables\n"
    page = Document("page")
    for one, names in enumerate(columns):
        page.add("dbtable", f"t{one}", sql=f"CREATE TABLE t{one} ({names.replace(',', ' int,')} int)")
    for entry in page.page.entries:  # named in a list below the diagram, which shows their columns
        entry.lines["sql"] = 2
    assert len(check(tree, page, configuration=POSTGRES)) == number


@pytest.mark.parametrize(
    ("column", "rules"),
    [
        ("accountId uuid NOT NULL, -- FK → accounts", []),
        ('"accountId" uuid NOT NULL REFERENCES accounts,', []),
        ("accountId int, -- not null", ["column-type"]),
        ("accountid uuid,", ["column-absent", "column-undocumented"]),
        ("account_id uuid NOT NULL,\n accountId uuid,", ["column-absent"]),
    ],
)
def test_columns_that_are_named_as_in_the_code(column: str, rules: list[str]) -> None:
    sql = ORDERS.replace("account_id uuid NOT NULL REFERENCES accounts (id),", column)
    lines = found(page=documents(sql))
    assert sorted(line.split()[1].rstrip(":") for line in lines if "column-" in line) == rules
    assert all(line.startswith("page:4 ") for line in lines if "column-type" in line)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("- `state order_state not null`", 0),
        ("| state | order_state |", 0),
        ("- a state that the order has", 1),
        ("**Key fields:**\n", 0),
        ("The key columns have indexes.", 1),
        ("### Others\n- `state order_state`", 1),
    ],
)
def test_lines_that_name_columns_that_are_not_understood(text: str, number: int) -> None:
    page = documents(ORDERS.replace(",\n    state varchar NOT NULL DEFAULT 'new'", ""))
    tree = SqlTree(CODE)
    tree.texts["docs/page.md"] = f"# Tables\n### orders\n{text}\n"
    assert len(check(tree, page, configuration=POSTGRES)) == number


@pytest.mark.parametrize(
    ("text", "is_partial"),
    [
        ("Only the columns that matter\nfor joins:", True),
        ("(Listing only columns relevant to joins.)", True),
        ("The full column list is in `orders.sql`.", True),
        ("See the migrations for the complete list.", True),
        ("The fields which are important for reports", True),
        ("The list is not exhaustive.", True),
        ("Key columns of the table:", True),
        ("The key columns have indexes.", False),
        ("All columns are indexed. Only admins write.", False),
        ("The only index is on the key, see below.", False),
        ("| `id` | relevant columns only |", False),
        ("- `id`: the main fields only", False),
        ("The full text is searched.", False),
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        "# Tables\n\n{text}\n\n## Of orders\n\n### orders\n",
        "# Tables\n\n## orders\n\n{text}\n\n- `id` text\n",
        "# Tables\n\n## orders\n- `id` text\n\n{text}\n",
    ],
)
def test_a_page_may_say_that_it_lists_only_some_columns(text: str, place: str, is_partial: bool) -> None:
    page = documents(ORDERS.replace(",\n    state varchar NOT NULL DEFAULT 'new'", ""))
    tree, lines = SqlTree(CODE), place.format(text=text)
    tree.texts["docs/page.md"] = lines
    line = lines[: lines.index("# orders")].count("\n") + 1
    for entry in page.page.entries:
        entry.lines["sql"] = line
    assert bool(check(tree, page, configuration=POSTGRES)) is not is_partial


@pytest.mark.parametrize(
    ("title", "is_partial"),
    [
        ("## The tables: fields that matter for queries", True),
        ("## Main columns", True),
        ("## The main tables and their columns", False),
    ],
)
def test_a_heading_may_say_that_only_some_columns_are_below_it(title: str, is_partial: bool) -> None:
    page = documents(ORDERS.replace(",\n    state varchar NOT NULL DEFAULT 'new'", ""))
    tree = SqlTree(CODE)
    tree.texts["docs/page.md"] = f"{title}\n### orders\n\n## Others\n"
    assert bool(check(tree, page, configuration=POSTGRES)) is not is_partial


def test_what_is_said_in_another_section_is_about_that() -> None:
    page = documents(ORDERS.replace(",\n    state varchar NOT NULL DEFAULT 'new'", ""))
    tree = SqlTree(CODE)
    tree.texts["docs/page.md"] = "# Tables\n### orders\n\n### accounts\n\nOnly the main columns are listed.\n"
    assert check(tree, page, configuration=POSTGRES)


def test_another_entry_of_the_table_documents_the_rest() -> None:
    code = "CREATE TABLE t (a int, b int, c int);"
    page = Document("page").add("dbtable", "t", sql="CREATE TABLE t (a int, b int)")
    other = Document("other").add("dbtable", "t", sql="CREATE TABLE t (c int)")
    assert len(check(SqlTree(code), page, configuration=POSTGRES)) == 1
    assert check(SqlTree(code), page, other, configuration=POSTGRES) == []


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("ALTER TABLE t ADD COLUMN c int;", 0),
        ('alter table only public."t"\n  add column if not exists x int,\n  add column "c" int;', 0),
        ("ALTER TABLE t\n  ADD c int", 0),
        ("ALTER TABLE u ADD COLUMN c int;", 1),
        ("ALTER TABLE t ADD COLUMN x int;\n\nALTER TABLE u ADD COLUMN c int;", 1),
        ("ALTER TABLE t ADD COLUMN x int\n```\nADD COLUMN c int;", 1),
        ("`ALTER TABLE t` may ADD COLUMN c int;", 1),
    ],
)
def test_a_statement_on_any_page_that_adds_a_column_documents_it(statement: str, number: int) -> None:
    page = Document("page").add("dbtable", "t", sql="CREATE TABLE t (a int, b int)")
    tree = SqlTree("CREATE TABLE t (a int, b int, c int);")
    tree.texts["docs/other.md"] = f"# Other\n\n```sql\n{statement}\n```\n"
    assert len(check(tree, page, Document("other"), configuration=POSTGRES)) == 1
    other = Document("other").add("component", "x")
    assert len(check(tree, page, other, configuration=POSTGRES)) == number


@pytest.mark.parametrize(
    ("name", "heading", "columns", "is_compared"),
    [
        ("OrderItem", "## OrderItem Entity", "id int, gone int", True),
        ("Order Item", "### Order Item model", "id int, gone int", True),
        ("OrderItem", "## OrderItem", "id int, gone int", False),
        ("OrderItem", "The OrderItem entity", "id int, gone int", False),
        ("OrderItem", "## OrderItem Entity", "id int, gone int, more int", False),
        ("Orders", "## Orders Entity", "id int, gone int", False),
        ("Category", "## Category Entity", "id int, gone int", True),
    ],
)
def test_a_heading_of_an_entity_describes_its_table(
    name: str, heading: str, columns: str, is_compared: bool
) -> None:
    tree = SqlTree("CREATE TABLE order_items (id int, b int); CREATE TABLE categories (id int, b int);")
    tree.texts["docs/page.md"] = f"{heading}\n"
    page = Document("page").add("dbtable", name, sql=f'CREATE TABLE "{name}" ({columns})')
    found = [line.split()[1] for line in check(tree, page, configuration=POSTGRES)]
    assert ("column-absent:" in found) is is_compared
    other = Document("other").add("dbtable", "order_items", sql="CREATE TABLE order_items (id int, b int)")
    other.add("dbtable", "categories", sql="CREATE TABLE categories (id int, b int)")
    found = [line.split()[1] for line in check(tree, page, other, configuration=POSTGRES)]
    assert "column-absent:" not in found


@pytest.mark.parametrize(
    ("columns", "line", "number"),
    [
        ("id int, payload json", 2, 0),
        ("id int, payload json, note jsonb", 2, 1),
        ("id int, payload json", 4, 1),
        ("id json, payload json", 2, 1),
    ],
)
def test_json_in_a_diagram_is_any_json(columns: str, line: int, number: int) -> None:
    tree = SqlTree("CREATE TABLE users (id int, payload jsonb, note jsonb);")
    tree.texts["docs/page.md"] = "```mermaid\nerDiagram\n```\n## Tables\n"
    page = Document("page").add("dbtable", "users", sql=f"CREATE TABLE users ({columns})")
    page.page.entries[0].lines["sql"] = line
    lines = check(tree, page, configuration=POSTGRES)
    assert len([one for one in lines if "column-type" in one]) == number


DRAWN = "## Tables\n```mermaid\nerDiagram\n  users {\n    bigint id\n    timestamp made\n  }\n```\n- `users` by `made`\n"


@pytest.mark.parametrize(
    ("columns", "line", "number"),
    [
        ("id int, name string, made timestamp", 4, 0),
        ("id int, name varchar, made timestamp", 4, 1),
        ("id int, name string, made timestamp, gone timestamptz", 4, 1),
        ("id int, name string, made timestamp", 1, 1),
        ("id int, name string, made date", 4, 1),
    ],
)
def test_a_timestamp_in_a_diagram_beside_a_string_is_any_time(columns: str, line: int, number: int) -> None:
    tree = SqlTree("CREATE TABLE users (id int, name varchar, made timestamptz, gone timestamptz);")
    tree.texts["docs/page.md"] = DRAWN
    page = Document("page").add("dbtable", "users", sql=f"CREATE TABLE users ({columns})")
    page.page.entries[0].lines["sql"] = line
    lines = check(tree, page, configuration=POSTGRES)
    assert len([one for one in lines if "column-type" in one]) == number


@pytest.mark.parametrize(("column", "line"), [("made bigint", 6), ("id text", 5)])
def test_a_column_of_a_diagram_is_in_its_entity(column: str, line: int) -> None:
    tree = SqlTree("CREATE TABLE users (id int, made timestamptz);")
    tree.texts["docs/page.md"] = DRAWN
    page = Document("page").add("dbtable", "users", sql=f"CREATE TABLE users (\n{column}\n)")
    page.page.entries[0].lines["sql"] = 4
    assert any(f"page:{line} column-" in one for one in check(tree, page, configuration=POSTGRES))


@pytest.mark.parametrize(
    ("names", "fence", "rules"),
    [
        (["USER", "ORDER"], "mermaid", ["column-absent"]),
        (["USER", "ORDER"], "text", ["table-absent", "table-absent"]),
        (["USER", "orders"], "mermaid", ["table-absent"]),
        (["USER", "BILL"], "mermaid", ["column-absent", "table-absent"]),
    ],
)
def test_entities_of_a_diagram_describe_tables_in_the_plural(
    names: list[str], fence: str, rules: list[str]
) -> None:
    tree = SqlTree("CREATE TABLE users (id int, name text); CREATE TABLE orders (id int, note text);")
    tree.texts["docs/page.md"] = f"```{fence}\nerDiagram\n\n```\n"
    page = Document("page")
    for name in names:
        columns = "id int, gone text" if name == "USER" else "id int"
        page.add("dbtable", name, sql=f'CREATE TABLE "{name}" ({columns})')
    found = [line.split()[1].rstrip(":") for line in check(tree, page, configuration=POSTGRES)]
    assert sorted(rule for rule in found if rule.endswith("-absent")) == rules


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- `id`: key\n- `account_id` and `note`\n- `gone`: x", ["5 column-absent"]),
        ("Important columns:\n\n- `id`, `note`, `state`.\n- `gone` - x", ["6 column-absent"]),
        ("- `id`: key\n- `note`: x\n- `gone`: x", []),
        ("- `id`: key\n- `account_id`\n- `note`\n- `state`\n- `gone`\n- `lost`", []),
        ("- `id`: key\n- `account_id`\n- `note`\n- see `gone` for more", []),
        ("- `id`: key\n- `account_id`\n- `note`\n- x\n- `gone`", []),
        ("- `id`: key\n- `account_id`\n- `note`\n\nThese:\n\n- `gone`", []),
        ("- `id`: key\n- `account_id`\n- `note`\n\n## Other\n\n- `gone`", []),
    ],
)
def test_a_list_below_a_table_names_its_columns(text: str, found: list[str]) -> None:
    tree = SqlTree(CODE)
    tree.texts["docs/page.md"] = f"\n### orders\n{text}\n"
    page = Document("page").add("dbtable", "accounts").add("dbtable", "orders", purpose="x")
    lines = [line.partition(":")[2] for line in check(tree, page, configuration=POSTGRES)]
    assert [line.partition(":")[0] for line in lines] == found


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("id, account_id FK, note, gone UNIQUE", ["column-absent"]),
        ("id, account_id FK, note INT, state [NEW|OLD, GONE]", ["column-type"]),
        ("id, account_id UUID NOT NULL, note TEXT", []),
        ("`id`, `account_id`, `note`, `gone`", ["column-absent"]),
        ("id, note, gone", []),
        ("who orders what, and when", []),
    ],
)
def test_the_columns_behind_the_name_of_a_table(inner: str, found: list[str]) -> None:
    tree = SqlTree(CODE)
    tree.texts["docs/page.md"] = f"- `accounts`\n- `orders` ({inner}) and more\n"
    for name in ("orders", f"orders ({inner}"):
        page = Document("page").add("dbtable", "accounts").add("dbtable", name, purpose="x")
        lines = [line for line in check(tree, page, configuration=POSTGRES) if "column-" in line]
        assert [line.split()[1].rstrip(":") for line in lines] == found
        assert all(line.startswith("page:2 ") for line in lines)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Orders: `id`, `account_id` (UUID, FK → `accounts.id`), `note`, `gone`, times", ["column-absent"]),
        ("`id`, `account_id` (UUID), `note` (INT), `state` (`new`/`old`)", ["column-type"]),
        ("`id`, `account_id`, `note`; may be `gone`", []),
        ("`id`, `account_id`, `note` and `gone`", []),
        ("one of `open`, `sent`, `paid`, `gone`", []),
    ],
)
def test_the_columns_in_the_row_of_a_table(cell: str, found: list[str]) -> None:
    tree = SqlTree(CODE)
    tree.texts["docs/page.md"] = f"| Table | What |\n| `orders` | {cell} |\n"
    page = Document("page").add("dbtable", "accounts").add("dbtable", "orders", purpose="x")
    lines = check(tree, page, configuration=POSTGRES)
    assert [line.split()[1].rstrip(":") for line in lines] == found
    assert all(line.startswith("page:2 ") for line in lines)
