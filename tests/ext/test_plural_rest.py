"""What is no entry in a directive of several is shown where it stands, in both markups."""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import indent

import docutils
import pytest

from tests.conftest import Built, Site

Write = Callable[[Site, str], Built]

TABLE = "| Variable | Description |\n|---|---|\n| `ONE` | first |\n{}\n| `TWO` | second |\n"

LIST_TABLE = """\
.. list-table::
   :header-rows: 1

   * - Variable
     - Description
   * - ``{}``
     - x
"""


def markdown(site: Site, content: str) -> Built:
    site.write({"index.md": f"# Page\n\n````{{archdoc:envvars}}\n{content}\n````\n"})
    return site.build()


def rst(site: Site, content: str) -> Built:
    site.write({"index.rst": f"Page\n====\n\n.. archdoc:envvars::\n\n{indent(content, '   ')}\n"})
    return site.build()


def in_order(body: str, *parts: str) -> bool:
    """Whether the parts are on the page, each once, one behind the other."""
    places = [body.find(part) for part in parts]
    return -1 not in places and places == sorted(places) and all(body.count(part) == 1 for part in parts)


def test_text_around_tables_of_restructuredtext_is_shown_where_it_stands(site: Site) -> None:
    tables = [LIST_TABLE.format(name) for name in ("ONE", "TWO")]
    built = rst(
        site, f"Words *before*.\n\n{tables[0]}\n\nWords *between*.\n\n{tables[1]}\n\nWords *behind*.\n"
    )
    expected = [
        "before</em>",
        'id="archdoc-envvar-ONE"',
        "between</em>",
        'id="archdoc-envvar-TWO"',
        "behind</em>",
    ]
    assert in_order(built.body("index"), *expected)
    assert built.warnings == []


def test_text_around_lists_of_restructuredtext_is_shown_where_it_stands(site: Site) -> None:
    items = "- **Variable:** {}\n\n  **Description:** x\n\n- **Variable:** {}\n\n  **Description:** y\n"
    built = rst(site, f"{items.format('A1', 'A2')}\nWords *between*.\n\n{items.format('B1', 'B2')}")
    assert in_order(built.body("index"), ">A1<", ">A2<", "between</em>", ">B1<", ">B2<")
    assert built.warnings == []


@pytest.mark.parametrize("write", [markdown, rst])
def test_content_without_entries_is_shown_and_reported(write: Write, site: Site) -> None:
    built = write(site, "Only *prose*.\n\n- and a list")
    assert "Only <em>prose</em>." in built.body("index")
    assert "and a list" in built.body("index")
    assert [code.split()[1] for code in built.codes] == ["not-entries"]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (
            ".. list-table::\n\n   * - Name\n     - Descripton\n   * - ONE\n     - x",
            8,
            "environment variables have no table with these columns: Name, Descripton; did you mean "
            "'Description'? It is shown as it is",
        ),
        (
            "+------+-------------+\n| Name | Description |\n+======+=============+\n| ONE  | a           |\n"
            "|      +-------------+\n|      | b           |\n+------+-------------+",
            7,
            "cells of this table span several rows or columns; give each row all its cells; it is shown as it is",
        ),
        (
            "A\n   First.\n\nB\n   Second.",
            6,
            "the items of this list are not understood; begin each item with the name in bold type or as code, "
            "and a dash or a colon after it; it is shown as it is",
        ),
        (
            ":A: First.\n:B: Second.",
            6,
            "the items of this list are not understood; begin each item with the name in bold type or as code, "
            "and a dash or a colon after it; it is shown as it is",
        ),
    ],
)
def test_what_is_no_entry_says_why(content: str, line: int, message: str, site: Site) -> None:
    built = rst(site, content)
    if content.startswith("A\n") and docutils.__version_info__ < (0, 21):
        line += 1  # the line of a term was that of its definition
    assert built.warnings == [f"index.rst:{line}: WARNING: {message} [archdoc.not-entries]"]


def test_a_column_that_is_nearly_one_of_the_kind_is_suggested_in_markdown(site: Site) -> None:
    built = markdown(site, "| Name | Descripton |\n|---|---|\n| ONE | x |")
    assert built.warnings == [
        "index.md:4: WARNING: environment variables have no table with these columns: Name, Descripton; "
        "did you mean 'Description'? It is shown as it is [archdoc.not-entries]"
    ]


def test_an_empty_row_is_nothing_to_report(site: Site) -> None:
    built = markdown(site, TABLE.format("|  |  |"))
    assert built.warnings == []
    assert built.body("index").count("<tr") == 3


def test_an_empty_row_of_restructuredtext_is_nothing_to_report(site: Site) -> None:
    built = rst(site, LIST_TABLE.format("ONE") + "   * -\n     -\n")
    assert built.warnings == []
    assert built.body("index").count("<tr") == 2


def test_a_row_without_a_name_is_shown_below_the_entries(site: Site) -> None:
    built = markdown(site, "| Variable | Description |\n|---|---|\n| | nameless |\n| `ONE` | first |")
    assert in_order(built.body("index"), 'id="archdoc-envvar-ONE"', "nameless")
    assert built.codes == ["index.md:6 missing-name"]


def test_a_row_without_a_name_of_restructuredtext_is_shown_below_the_entries(site: Site) -> None:
    table = LIST_TABLE.replace("   * - ``{}``", "   * -\n     - nameless\n   * - ``{}``").format("ONE")
    built = rst(site, table)
    assert in_order(built.body("index"), 'id="archdoc-envvar-ONE"', "nameless")
    assert [code.split()[1] for code in built.codes] == ["missing-name"]


@pytest.mark.parametrize("write", [markdown, rst])
def test_yaml_that_cannot_be_read_is_shown_as_it_is(write: Write, site: Site) -> None:
    built = write(site, "- name: A\n  description: [broken\n- name: B")
    assert "broken" in built.body("index")
    assert [code.split()[1] for code in built.codes] == ["not-entries"]


@pytest.mark.parametrize("write", [markdown, rst])
def test_items_of_yaml_that_are_no_entries_are_shown_where_they_stand(write: Write, site: Site) -> None:
    items = ["- name: ONE\n  description: x", "- lonely words", "- name: TWO\n  description: x", "- [a, b]"]
    built = write(site, "\n".join(items))
    body = built.body("index")
    assert body.index("archdoc-envvar-ONE") < body.index("lonely") < body.index("archdoc-envvar-TWO")
    assert "lonely" in body
    assert [code.split()[1] for code in built.codes] == ["not-entries", "not-entries"]


def test_what_stays_of_a_diagram_is_shown(site: Site) -> None:
    tables = "```sql\nCREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n```\n"
    site.write(
        {
            "index.md": f"# Page\n\n````{{archdoc:dbtables}}\n{tables}````\n\n````{{archdoc:relationships}}\n"
            "```mermaid\nerDiagram\n    a ||--o{ b : has\n    a {\n        int id\n    }\n```\n````\n"
        }
    )
    built = site.build()
    assert 'id="archdoc-relationship-a-o-b"' in built.body("index")
    assert "int id" in re.sub("<[^>]*>", "", built.body("index"))
