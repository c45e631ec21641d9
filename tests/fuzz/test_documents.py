"""Documents in plain Markdown: none is too much, and one mistake in a table leaves its neighbours as they are."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_archdoc.markdown.convert.conversion import Fate, convert
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.page import recognise
from sphinx_archdoc.problems import Code
from sphinx_archdoc.schema.model import Kind, Layout
from tests.fuzz.bounds import bounded
from tests.markdown.documents import HEADER, KINDS, VOCABULARY, checked, documents, own_columns, table
from tests.schema.hostile import texts

ROWS = [kind for kind in KINDS.values() if kind.layout is Layout.ROW and kind.pattern is None]

Row = tuple[str, ...]


def rows_of(kind: Kind) -> st.SearchStrategy[list[Row]]:
    """Rows of the template's table of a kind, filled in: words in every cell, whatever its column is for."""
    cell = st.text("abcdefgh", min_size=1, max_size=8)
    width = len(own_columns(kind))
    return st.lists(
        st.tuples(cell.map(lambda name: f"`{name}x`"), *[cell] * (width - 1)), min_size=1, max_size=5
    )


def document(kind: Kind, *rows: Row) -> str:
    return f"{HEADER}\n## {kind.section}\n\n{table(own_columns(kind), *rows)}\n\nMore.\n"


FIRST_ROW = document(ROWS[0], ("x",)).split("\n").index("| x |") + 1
"""Line of the first row of the table in a document."""


def found_in(text: str) -> tuple[list[tuple[str, str, dict[str, str]]], list[tuple[int, Code]]]:
    """The entries, and the lines and codes of the problems."""
    with bounded():
        done = recognise(read_blocks(text), VOCABULARY, "page.md")
    entries = [
        (entry.kind, entry.name, {name: text.text for name, text in entry.fields.items()})
        for entry in done.entries
        if entry.filled
    ]
    return entries, sorted((problem.where.line, problem.code) for problem in done.problems)


@given(st.sampled_from(ROWS), st.data())
def test_a_mistake_in_a_table_is_told_and_the_other_rows_are_entries(kind: Kind, data: st.DataObject) -> None:
    rows = data.draw(rows_of(kind))
    width = len(own_columns(kind))
    entries, told = found_in(document(kind, *rows))
    assert [(found, name) for found, name, _ in entries[1:]] == [
        (kind.name, row[0].strip("`")) for row in rows
    ]
    assert told == []
    number = data.draw(st.integers(0, len(rows)))
    wrong, code = data.draw(
        st.sampled_from(
            [
                (("`x`", *["y"] * width), Code.UNREADABLE_TABLE),
                (("[TODO]", *["y"] * (width - 1)), Code.PLACEHOLDER),
                *([(("", *["y"] * (width - 1)), Code.MISSING_NAME)] if number == 0 else []),
            ]
        )
    )
    others, told = found_in(document(kind, *rows[:number], wrong, *rows[number:]))
    assert others == entries
    assert told == [(FIRST_ROW + number, code)]


@given(documents())
@example("## Environment Variables\n\n### [![[[[\n\ntext\n")
def test_any_document_is_converted_within_bounds_and_no_line_is_lost(text: str) -> None:
    with bounded():
        checked(text)


@given(
    st.lists(
        st.tuples(texts, st.sampled_from(["", "# ", "- ", "> ", "| ", "    ", "```", "**a:** ", "1. "])),
        max_size=30,
    )
)
def test_any_text_is_a_document(some: list[tuple[str, str]]) -> None:
    text = "\n".join(mark + line for line, mark in some).replace("\r", " ")
    for document in (text, f"{HEADER}\n## Core Tables\n\n{text}", f"```{{archdoc:envvars}}\n{text}\n```\n"):
        with bounded():
            done = convert(document, VOCABULARY)
        assert [line for part in done.parts for line in range(part.start, part.end + 1)] == [
            *range(1, len(document.split("\n")) + (not document.endswith("\n") and document != ""))
        ]


BOMB = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12))
DOUBLED = "b: &b {x: y}\n" + "".join(
    f"b{i}: &b{i} {{<<: [*b{i - 1 if i else ''}, *b{i - 1 if i else ''}]}}\n" for i in range(30)
)


@pytest.mark.parametrize(
    ("front", "is_converted"),
    [
        (f"{BOMB}archdoc: *a11", True),
        (f"archdoc: true\n{BOMB}", True),
        (f"archdoc: false\n{BOMB}{DOUBLED}", False),
        (f"archdoc: true\n{DOUBLED}", True),
        (f"archdoc: false\n? {'[' * 300}", True),
        ("archdoc: false\nx: !unknown {a: b}", False),
        ("archdoc: No", False),
        ("archdoc: 'false'", False),
        ("archdoc: [false]", True),
    ],
)
def test_front_matter_is_read_as_far_as_it_says_whether_to_convert(front: str, is_converted: bool) -> None:
    text = f"---\n{front}\n---\n\n{document(KINDS['envvar'], ('`A_B`', 'yes', 'x', 'y', 'z'))}"
    with bounded():
        done = convert(text, VOCABULARY)
    assert ("{archdoc:envvar} A_B" in done.text) is is_converted


SLOTS = {
    "a paragraph": "{}\n",
    "a heading": "## Environment Variables\n\n### {}\n\nText.\n",
    "a heading of a kind": "## {}\n\nText.\n",
    "a cell": "## Environment Variables\n\n| Variable | Description |\n|---|---|\n| {} | {} |\n",
    "a column": "## Environment Variables\n\n| Variable | {} |\n|---|---|\n| `A` | b |\n",
    "an item": "## Upstream Dependencies\n\n- {}\n- **Database:** {}\n",
    "a label": "## Common Gotchas\n\n### G\n\n- **Symptom:** {}\n- **Cause:** b\n\n**{}\n",
    "SQL": "## Core Tables\n\n```sql\nCREATE TABLE a (id INT);\n{}\n```\n",
    "JSON": '```json\n{{"mcpServers": {{"a": "{}"}}}}\n```\n',
    "a diagram": "```mermaid\n{}\nerDiagram\n{}\n```\n",
    "a directive": "```{{archdoc:envvar}} A\n{}\n```\n",
    "several entries": "```{{archdoc:envvars}}\n{}\n```\n",
}
SIGNS = ["`", "``", "[", "](", "[a](", "![", "*", "**", "_", "<", "<!--", "-", " - ", " ", "\t", ":", "**a:** ", "(", ")", "|", "\\", "&",
         "#", "'", '"', "/*", "/**/", "-- x ", "$a$ ", "[TODO ", "a, ", "1.", "🔌", "`a`,", "x"]  # fmt: skip


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.slow
def test_a_long_line_of_one_sign_is_no_trap(slot: str) -> None:
    for sign in SIGNS:
        text = HEADER + SLOTS[slot].format(*[f"{sign * (8_000 // len(sign))}x `"] * 2)
        with bounded(3):
            convert(text, VOCABULARY)


LARGE = {
    "columns": f"{HEADER}\n## Environment Variables\n\n|{' Variable |' * 5000}\n|{'-|' * 5000}\n|{' a |' * 5000}\n",
    "blank lines in code": f"{HEADER}\n```sql\n{chr(10) * 50_000}\n```\n",
    "comments in SQL": f"{HEADER}\n## Core Tables\n\n```sql\n{'-- x' + chr(10)}{('/* x */' + chr(10)) * 8000}CREATE TABLE a (id INT);\n```\n",
    "strings in SQL": f"{HEADER}\n## Core Tables\n\n```sql\n{''.join(f'$a{i}$ ' for i in range(4000))}\n```\n",
    "keys in JSON": '```json\n{"mcpServers": {' + ",".join(f'"\\u0061{i}": 1' for i in range(4000)) + "}}\n```\n",
    "keys twice": '```json\n{"mcpServers": {' + ",".join(f'"a{i}": 1' for i in range(9000)) + ', "a8999": 1}}\n```\n',
    "quotations": f"{'> ' * 3000}x\n",
    "lists": "".join(f"{'  ' * depth}- a\n" for depth in range(300)),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_a_large_document_is_converted(name: str) -> None:
    with bounded(8):
        done = convert(LARGE[name], VOCABULARY)
    assert all(part.fate in Fate for part in done.parts)
