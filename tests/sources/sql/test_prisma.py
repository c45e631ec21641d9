"""A schema of Prisma as a source of tables."""

from __future__ import annotations

from sphinx_archdoc.rules.configuration import Configuration, Migrations, SourcesSettings
from sphinx_archdoc.sources.sql.prisma import as_statements, provider_of
from tests.checks.test_tables import SqlTree
from tests.checks.trees import Document, check

SCHEMA = """datasource db {
  provider = "mysql" // or another
}

// A person.
model Person {
  id        String   @id @default(uuid())
  lastName  String   @map("last_name") @db.VarChar(80)
  isOpen    Boolean  @default(false) @map("is_open")
  state     State    @default(NEW)
  tags      String[]
  extra     Json     @default("{}")
  shopId    Int?     @map("shop_id")
  shop      Shop?    @relation(fields: [shopId], references: [id], onDelete: Cascade)
  changed   DateTime @updatedAt

  @@index([shopId])
  @@map("people")
}

enum State {
  NEW
}

model Shop {
  id     Int      @id @default(autoincrement())
  people Person[]
}
"""


def test_the_models_of_a_schema_are_tables() -> None:
    statements = as_statements(SCHEMA).split("\n")
    assert {number: line for number, line in enumerate(statements, 1) if line} == {
        6: 'CREATE TABLE "people" ("id" NOT NULL PRIMARY KEY DEFAULT uuid(), "last_name" varchar(80) NOT NULL, '
        '"is_open" boolean NOT NULL DEFAULT false, "state" NOT NULL DEFAULT \'NEW\', "tags", '
        '"extra" json NOT NULL DEFAULT \'{}\', "shop_id" integer, '
        'FOREIGN KEY ("shop_id") REFERENCES "Shop" ("id"), '
        '"changed" timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);',
        25: 'CREATE TABLE "Shop" ("id" integer NOT NULL PRIMARY KEY);',
    }
    assert provider_of(SCHEMA) == "mysql"
    assert provider_of("model A {}") == ""


def test_a_page_is_compared_with_a_schema() -> None:
    schema = SCHEMA.replace("mysql", "postgresql")
    tree = SqlTree()
    tree.texts = {"prisma/schema.prisma": schema}
    tree.files = list(tree.texts)
    configuration = Configuration(
        sources=SourcesSettings(migrations=(Migrations(path="prisma/schema.prisma"),))
    )
    columns = (
        "id uuid, last_name varchar(80), is_open integer, state enum, tags text, extra json, shop_id int"
    )
    page = Document("page").add("dbtable", "people", sql=f"CREATE TABLE people ({columns}, gone int)")
    page.add("dbtable", "Shop", sql="CREATE TABLE Shop (id int, name text)")
    assert check(tree, page, configuration=configuration) == [
        "page:1 column-absent: there is no column 'gone' in people",
        "page:1 column-type: the type of people.is_open is documented as INT, but has been BOOLEAN since schema.prisma",
        "page:1 column-undocumented: the column 'changed' of people, added by schema.prisma, is not documented",
        "page:2 column-absent: there is no column 'name' in Shop",
    ]
