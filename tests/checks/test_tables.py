"""The rules about tables: documents against migrations, each true and untrue."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.tables import scope as table_scope
from sphinx_archdoc.checks.tables.documented import DocumentedTable, documented_table
from sphinx_archdoc.checks.tables.rules import RULES
from sphinx_archdoc.parsing.page_settings import PageSettings
from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.rules.configuration import Configuration, Migrations, ScopeSettings, SourcesSettings
from sphinx_archdoc.schema.model import Kind
from tests.checks.trees import Document, FakeTree, check


class SqlTree(FakeTree):
    """A tree of files with text."""

    def __init__(self, *migrations: str, **files: str) -> None:
        self.texts = {f"db/{number}_m.sql": text for number, text in enumerate(migrations, 1)}
        self.texts |= {name.replace("__", "/").replace("_sql", ".sql"): text for name, text in files.items()}
        super().__init__(dict.fromkeys(self.texts, ()))

    def text(self, path: str) -> str | None:
        return self.texts.get(path)


POSTGRES = Configuration(sources=SourcesSettings(migrations=(Migrations(path="db", dialect="postgres"),)))

CODE = """
CREATE TABLE accounts (id uuid PRIMARY KEY);
CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    note text,
    state varchar(20) NOT NULL DEFAULT 'new'
);
"""
ACCOUNTS = "CREATE TABLE accounts (id uuid PRIMARY KEY);"
ORDERS = """CREATE TABLE orders (
    id bigint PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    note text,
    state varchar NOT NULL DEFAULT 'new'
);"""


def tables(**written: str) -> Document:
    page = Document("page")
    for name, sql in written.items():
        page.add("dbtable", name.replace("__", "."), sql=sql)
    return page


def documents(orders: str = ORDERS) -> Document:
    return tables(accounts=ACCOUNTS, orders=orders)


def found(
    *migrations: str, page: Document | None = None, configuration: Configuration = POSTGRES
) -> list[str]:
    """Return what is found for the page of :func:`documents` if the code has these further migrations."""
    return check(SqlTree(CODE, *migrations), page or documents(), configuration=configuration)


def test_what_is_so_is_right() -> None:
    assert found() == []


def test_nothing_is_compared_without_migrations() -> None:
    page = tables(gone="CREATE TABLE gone (x int)")
    assert check(SqlTree(CODE), page, configuration=Configuration(sources=SourcesSettings())) == []


UNTRUE = {
    "DROP TABLE orders": ["page:2 table-absent: there is no table 'orders'; dropped by 2_m.sql"],
    "ALTER TABLE orders RENAME TO sales": [
        "page:1 table-undocumented: the table 'sales', created by 1_m.sql, is not documented",
        "page:2 table-absent: there is no table 'orders'; renamed to 'sales' by 2_m.sql",
    ],
    "CREATE TABLE audit (x int)": [
        "page:1 table-undocumented: the table 'audit', created by 2_m.sql, is not documented"
    ],
    "ALTER TABLE orders DROP note": [
        "page:5 column-absent: there is no column 'note' in orders; dropped by 2_m.sql"
    ],
    "ALTER TABLE orders RENAME note TO remark": [
        "page:2 column-undocumented: the column 'remark' of orders, added by 2_m.sql, is not documented",
        "page:5 column-absent: there is no column 'note' in orders; renamed to 'remark' by 2_m.sql",
    ],
    "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_attribute) THEN ALTER TABLE orders RENAME note TO b; END IF; END $$": [
        "page:2 column-undocumented: the column 'b' of orders, added by 2_m.sql, is not documented",
        "page:5 column-absent: there is no column 'note' in orders; renamed to 'b' by 2_m.sql",
    ],
    "ALTER TABLE orders ADD extra int": [
        "page:2 column-undocumented: the column 'extra' of orders, added by 2_m.sql, is not documented"
    ],
    "ALTER TABLE orders ALTER note TYPE jsonb USING note::jsonb": [
        "page:5 column-type: the type of orders.note is documented as TEXT, but has been JSONB since 2_m.sql"
    ],
    "ALTER TABLE orders ALTER note SET NOT NULL": [
        "page:5 column-nullability: orders.note is documented as allowing NULL, but has been NOT NULL since 2_m.sql"
    ],
    "ALTER TABLE orders ALTER state DROP NOT NULL": [
        "page:6 column-nullability: orders.state is documented as NOT NULL, but has allowed NULL since 2_m.sql"
    ],
    "ALTER TABLE orders ALTER state SET DEFAULT 'open'": [
        "page:6 column-default: the default of orders.state is documented as 'new', but has been 'open' since 2_m.sql"
    ],
    "ALTER TABLE orders DROP CONSTRAINT orders_account_id_fkey": [
        "page:4 key-mismatch: there is no foreign key from orders.account_id to accounts"
    ],
    "ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (id) REFERENCES accounts": [
        "page:3 key-mismatch: the foreign key from orders.id to accounts, added by 2_m.sql, is not documented"
    ],
    "ALTER TABLE orders FROB note": [
        "archdoc.toml:1 sources-unread: 1 statements in db/2_m.sql are not understood: "
        "an action of ALTER TABLE that is not understood"
    ],
}


@pytest.mark.parametrize("migration", UNTRUE)
def test_what_is_not_so_is_said_at_its_line(migration: str) -> None:
    assert [re.sub(r"^archdoc.toml:\d+", "archdoc.toml:1", line) for line in found(migration)] == UNTRUE[
        migration
    ]


def test_every_rule_is_tested() -> None:
    said = {line.split()[1].rstrip(":") for lines in UNTRUE.values() for line in lines}
    assert set(RULES) <= said


TRUE = {
    "temporary": "CREATE TEMP TABLE x (a int); ALTER TABLE x ADD b int",
    "of a tool": "CREATE TABLE schema_migrations (version text); CREATE TABLE goose_db_version (id int)",
    "of another schema": "CREATE TABLE auth.users (id int)",
    "a partition": "CREATE TABLE p PARTITION OF orders FOR VALUES IN (1)",
    "a view": "CREATE VIEW v AS SELECT 1",
    "condition": "DO $$ BEGIN IF x() THEN ALTER TABLE orders DROP note; CREATE TABLE y (a int); END IF; END $$",
    "excluded": "CREATE TABLE audit_log (x int)",
}


@pytest.mark.parametrize("case", TRUE)
def test_guards_for_the_code(case: str) -> None:
    sources = SourcesSettings(
        migrations=(Migrations(path="db", dialect="postgres"),), exclude_tables=("audit_*",)
    )
    assert found(TRUE[case], configuration=Configuration(sources=sources)) == []


PAGES = {
    "an excerpt": documents("CREATE TABLE orders (id bigint PRIMARY KEY, -- other columns are left out\n note text)"),
    "dots": documents("CREATE TABLE orders (\n id bigint PRIMARY KEY,\n note text\n -- ...\n)"),
    "no columns": documents("CREATE TABLE orders ();"),
    "not valid": documents("CREATE TABLE orders (id int DEFAULT ((, x text)"),
    "no nullability": documents("CREATE TABLE orders (id bigint, account_id uuid REFERENCES accounts, note text, state text)"),
    "quotes and case": documents('CREATE TABLE "Orders" (ID bigint, "account_id" uuid NOT NULL REFERENCES accounts, NOTE text, state varchar(20) NOT NULL)'),
    "schema": tables(accounts=ACCOUNTS, public__orders=ORDERS),
    "another schema": documents().add("dbtable", "storage.objects"),
    "another database": documents().add("dbtable", "events", sql="CREATE TABLE events (a Nullable(String)) ENGINE = MergeTree"),
    "dropped": documents().add("dbtable", "old_orders (dropped)"),
    "no longer": documents().add("dbtable", "old_orders", purpose="Orders before 2020 (removed in 2.0)."),
}  # fmt: skip


@pytest.mark.parametrize("case", PAGES)
def test_guards_for_documents(case: str) -> None:
    allowed = "column-type: the type of orders.state" if case == "no nullability" else "nothing"
    assert [line for line in found(page=PAGES[case]) if allowed not in line] == []


def test_pages_that_are_not_in_use_are_not_compared() -> None:
    page = tables(gone="CREATE TABLE gone (x int)")
    page.add("document", "", status="deprecated")
    assert found(page=page) == []


def test_views_and_materialized_views() -> None:
    page = (
        documents()
        .add("matview", "daily", purpose="x")
        .add("dbtable", "weekly")
        .add("matview", "gone", purpose="x")
    )
    views = "CREATE MATERIALIZED VIEW daily AS SELECT 1; CREATE VIEW weekly AS SELECT 2"
    assert found(views, page=page) == ["page:5 table-absent: there is no table 'gone'"]


def relationship(left: str, right: str) -> dict[str, Value]:
    return {"from": (Ref(left),), "cardinality": "||--o{", "to": (Ref(right),)}


def lines(*pairs: tuple[str, str]) -> Document:
    page = documents()
    for left, right in pairs:
        page.add("relationship", f"{left} ||--o{{ {right}", **relationship(left, right))
    return page


MORE = """
CREATE TABLE tags (id int PRIMARY KEY); CREATE TABLE parts (id int, order_id int);
CREATE TABLE order_tags (o bigint REFERENCES orders, t int REFERENCES tags);
"""


def said_of_lines(*pairs: tuple[str, str]) -> list[str]:
    return [line for line in found(MORE, page=lines(*pairs)) if "key-mismatch" in line]


@pytest.mark.parametrize(
    "pair",
    [
        ("accounts", "orders"),
        ("orders", "accounts"),
        ("ACCOUNT", "ORDER"),
        ("orders", "tags"),  # by order_tags
        ("orders", "parts"),  # by the name of the column
        ("OrderTag", "Tag"),
        ("accounts", "Customer"),  # not a table
    ],
)
def test_lines_of_diagrams_that_are_so(pair: tuple[str, str]) -> None:
    assert said_of_lines(("accounts", "orders"), pair) == []


def test_a_line_without_a_key() -> None:
    assert said_of_lines(("accounts", "orders"), ("accounts", "tags")) == [
        "page:4 key-mismatch: there is no foreign key between accounts and tags"
    ]


def test_a_diagram_of_concepts_is_not_compared() -> None:
    assert said_of_lines(("accounts", "tags"), ("Shop", "Customer"), ("Customer", "Basket")) == []


def test_databases_of_several_dialects() -> None:
    sources = SourcesSettings(
        migrations=(Migrations(path="db", dialect="postgres"), Migrations(path="ch", dialect="clickhouse"))
    )
    tree = SqlTree(
        CODE, ch__1_sql="CREATE TABLE events (id UUID, at DateTime64(3), who Nullable(String)) ENGINE = Log"
    )
    page = documents().add("dbtable", "events", sql="CREATE TABLE events (id UUID, at DateTime, who String)")
    assert check(tree, page, configuration=Configuration(sources=sources)) == [
        "page:3 column-nullability: events.who is documented as NOT NULL, but has allowed NULL since 1.sql",
        "page:3 column-type: the type of events.at is documented as DateTime, but has been DateTime64(3) since 1.sql",
    ]


def test_each_scope_has_its_own_database() -> None:
    sources = SourcesSettings(
        migrations=(Migrations(path="db", dialect="postgres"),),
        scope=(
            ScopeSettings(
                pages=("flow",), code=("flow/m",), migrations=(Migrations(path="flow/m", dialect="mysql"),)
            ),
        ),
    )
    tree = SqlTree(CODE, flow__m__1_sql="CREATE TABLE jobs (id INT UNSIGNED PRIMARY KEY)")
    flow = Document("flow", PageSettings(code=("flow/m",)))
    flow.add("dbtable", "jobs", sql="CREATE TABLE jobs (id int PRIMARY KEY)").add("dbtable", "orders")
    assert check(tree, documents(), flow, configuration=Configuration(sources=sources)) == [
        "flow:2 table-absent: there is no table 'orders'"
    ]


NAMES = st.from_regex(r"[a-z][a-z0-9_]{2,12}", fullmatch=True).filter(
    lambda name: name not in {"orders", "accounts", "note", "state", "account_id", "id", "new"}
)


@given(st.sampled_from(["note", "state", "account_id"]), NAMES)
def test_renaming_a_column_gives_two_findings_and_in_both_none(column: str, name: str) -> None:
    quoted = f'"{name}"'  # it may be a keyword
    rename = f"ALTER TABLE orders RENAME COLUMN {column} TO {quoted}"
    rules = [line.split()[1] for line in found(rename)]
    assert sorted(rules) == ["column-absent:", "column-undocumented:"]
    assert found(rename, page=documents(re.sub(rf"\b{column}\b", quoted, ORDERS))) == []


@given(NAMES)
def test_renaming_a_table_gives_two_findings_and_in_both_none(name: str) -> None:
    for old in ("orders", "accounts"):
        rename = f'ALTER TABLE {old} RENAME TO "{name}"'
        assert sorted(line.split()[1] for line in found(rename)) == ["table-absent:", "table-undocumented:"]
    page = tables(accounts=ACCOUNTS).add("dbtable", name, sql=ORDERS.replace("orders", f'"{name}"'))
    assert found(f'ALTER TABLE orders RENAME TO "{name}"', page=page) == []


@pytest.mark.parametrize(
    "name",
    [
        "schema_migrations",
        "sqlite_sequence",
        "migrations_v2",
        "_migrations",
        "db_migration_log",
        "Move-Out",
        "V3 Additions",
        "Account",
    ],
)
def test_what_is_no_table_is_not_absent(name: str) -> None:
    page = documents().add("dbtable", name)
    assert found(page=page) == []
    assert len(found(page=documents().add("dbtable", "refunds"))) == 1


def test_tables_of_another_database_below_a_heading() -> None:
    page = Document("page")
    for name in ("orders", "pageCache", "sessions"):
        page.add("dbtable", name)
    tree = SqlTree(CODE, docs__page_md="")
    tree.texts["docs/page.md"] = "## A\n## B\n"
    assert [line for line in check(tree, page, configuration=POSTGRES) if "absent" in line] == []


def test_a_diagram_shows_what_matters() -> None:
    sql = "CREATE TABLE orders (id bigint PRIMARY KEY, account_id uuid);"
    page = tables(orders=sql, accounts=ACCOUNTS)
    tree = SqlTree(CODE)
    assert len(check(tree, page, configuration=POSTGRES)) == 2
    tree.texts["docs/page.md"] = "```mermaid\nerDiagram\n```"
    page = Document("page").add("dbtable", "accounts", sql=ACCOUNTS).add("dbtable", "orders", sql=sql)
    assert check(tree, page, configuration=POSTGRES) == []


def test_many_to_many_needs_no_key() -> None:
    code = "CREATE TABLE tags (id uuid PRIMARY KEY); CREATE TABLE posts (id uuid PRIMARY KEY, a uuid REFERENCES tags);"
    other = "CREATE TABLE shops (id uuid PRIMARY KEY, b uuid REFERENCES tags);"
    for name, number in (("posts }o--o{ shops", 0), ("posts ||--o{ shops", 1)):
        left, line, right = name.split()
        page = tables(tags="", posts="", shops="")
        page.add("relationship", name, **{"from": (Ref(left),), "to": (Ref(right),)})
        findings = check(SqlTree(code, other), page, configuration=POSTGRES)
        assert sum("key-mismatch" in one for one in findings) == number, line


def test_a_serial_says_nothing_about_null() -> None:
    sql = "CREATE TABLE orders (id bigint, no bigserial, account_id uuid, note text, state varchar);"
    code = CODE.replace("note text", "no bigserial NOT NULL, note text")
    page = tables(orders=sql, accounts=ACCOUNTS)
    assert "column-nullability" not in str(check(SqlTree(code), page, configuration=POSTGRES))


@pytest.mark.parametrize(
    "text",
    [
        "See `orders` for more.",
        "### orders",
        "The core tables are:",
        "```\naccounts (id PK)\n  |\n  +-- orders (id PK, account_id FK)\n```",
        "```text\n┌─────────┐\n│ orders  │\n└─────────┘\n```",
    ],
)
def test_what_the_text_tells_of_tables(text: str) -> None:
    tree = SqlTree(CODE)
    page = Document("page").add("dbtable", "other").add("dbtable", "accounts", sql=ACCOUNTS)
    assert len([line for line in check(tree, page, configuration=POSTGRES) if "undocumented" in line]) == 1
    tree.texts["docs/page.md"] = f"{text}\n"
    assert [line for line in check(tree, page, configuration=POSTGRES) if "undocumented" in line] == []


@pytest.mark.parametrize(
    "text",
    [
        "```\nsrc/\n├── orders/\n├── orders.ts\n└── orders\n```",
        "```sh\norders\n```",
        "orders",
        "```\nof orders (all)\n```",
    ],
)
def test_words_that_do_not_tell_of_tables(text: str) -> None:
    tree = SqlTree(CODE)
    tree.texts["docs/page.md"] = f"{text}\n"
    page = Document("page").add("dbtable", "other").add("dbtable", "accounts", sql=ACCOUNTS)
    assert len([line for line in check(tree, page, configuration=POSTGRES) if "undocumented" in line]) == 1


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("id bigint PK,\n account_id,\n note text,\n state varchar(20) NOT NULL", ""),
        ("id,\n account_id,\n note,\n state", ""),
        ('id bigint,\n account_id uuid FK,\n "note, state"', ""),
        ("id bigint,\n account_id uuid UNIQUE, NOT NULL,\n note text,\n state varchar NOT NULL", ""),
        (
            "id bigint PK,\n account_id,\n note text,\n state varchar(20) NOT NULL,\n gone",
            "page:7 column-absent: there is no column 'gone' in orders",
        ),
        (
            "id bigint PK,\n account_id,\n note int,\n state varchar(20) NOT NULL",
            "page:5 column-type: the type of orders.note is documented as INT, but has been TEXT since 1_m.sql",
        ),
    ],
)
def test_columns_as_documents_write_them(columns: str, message: str) -> None:
    page = documents(f"CREATE TABLE orders (\n {columns}\n);")
    lines = [line for line in found(page=page) if "column-" in line]
    assert lines == ([message] if message else [])


@pytest.mark.parametrize(("number", "reported"), [(4, 4), (5, 0)])
def test_a_page_about_few_of_many_tables_does_not_promise_to_name_all(number: int, reported: int) -> None:
    code = "CREATE TABLE orders (id int);" + "".join(f"CREATE TABLE t{n} (x int);" for n in range(number))
    page = tables(orders="CREATE TABLE orders (id int);")
    lines = check(SqlTree(code), page, configuration=POSTGRES)
    assert len([line for line in lines if "table-undocumented" in line]) == reported


def test_what_entries_say_about_a_table_is_read_once_for_all_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counting(entry: Entry, kind: Kind, dialect: str) -> DocumentedTable | None:
        read.append(entry.name)
        return documented_table(entry, kind, dialect)

    monkeypatch.setattr(table_scope, "documented_table", counting)
    check(SqlTree(CODE), documents(), configuration=POSTGRES)
    assert sorted(read) == ["accounts", "orders"]
