"""Whatever stands in a file, it is read to its end; what is lost to a mistake is said."""

from __future__ import annotations

import gc
import time

import pytest

from sphinx_archdoc.markdown.convert.conversion import Fate, convert
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.names.heading_name import read_heading
from sphinx_archdoc.markdown.recognise.page import recognise
from tests.markdown.documents import HEADER, KINDS, VOCABULARY, checked, envvars, lost, own_columns, table

VARIABLES = "## Environment Variables\n\n"
TOP = "| Variable | Required | Default | Description | Example |\n|---|---|---|---|---|\n"


def problems(text: str) -> list[str]:
    """The problems of a document, as ``line code``."""
    found = recognise(read_blocks(text), VOCABULARY, "page.md").problems
    return [f"{problem.where.line} {problem.code.value}" for problem in sorted(found)]


def entries(text: str) -> list[str]:
    return [entry.name for entry in recognise(read_blocks(text), VOCABULARY).entries]


DOCUMENTS = {
    "nothing": "",
    "blank lines": "\n \n\t\n",
    "front matter alone": "---\narchdoc: true\n---",
    "front matter that is no YAML": "---\narchdoc: [true\n---\n\n# T\n",
    "front matter without an end": "---\narchdoc: true\n# T\n",
    "a heading without words": f"#\n\n##\n\n{envvars('A')}\n",
    "headings without content": "# T\n\n## Environment Variables\n\n## Common Gotchas\n\n### Trap\n",
    "a section twice": f"{VARIABLES}{envvars('A')}\n\n{VARIABLES}{envvars('A', 'B')}\n",
    "tabs": f"{VARIABLES}{TOP}|\t`A`\t|\t✓\t|\t—\t|\tx\t|\t|\n",
    "a line that is not ended": f"{VARIABLES}{TOP}| `A` | ✓ | — | x",
    "NUL": f"{VARIABLES}{TOP}| `A\x00` | ✓ | \x00 | x | |\n",
    "a mark of the byte order": f"\ufeff{HEADER}\n{VARIABLES}{envvars('A')}\n",
    "carriage returns": f"{HEADER}\n{VARIABLES}{envvars('A')}\n".replace("\n", "\r\n"),
    "separators of lines": f"{VARIABLES}{TOP}| `A` | ✓ | — | x\u2028y\x0b\x0cz\x85 | |\n",
    "a table in HTML": f"{VARIABLES}<table><tr><th>Variable</th></tr><tr><td>A</td></tr></table>\n",
    "a table in a list": f"{VARIABLES}- one\n\n  {TOP}  | `A` | ✓ | — | x | |\n".replace("\n|-", "\n  |-"),
    "a table in a quotation": f"{VARIABLES}> {TOP}> | `A` | ✓ | — | x | |\n".replace("\n|-", "\n> |-"),
    "a fence without an end": f"{VARIABLES}```\n{envvars('A')}\n\n## Common Gotchas\n",
    "a fence in a fence": f"````\n```sql\nCREATE TABLE a (id INT);\n```\n````\n\n{VARIABLES}{envvars('A')}\n",
    "lists in lists": "## Upstream Dependencies\n\n" + "".join(f"{'  ' * depth}- a\n" for depth in range(60)),
    "quotations in quotations": f"{'> ' * 80}x\n",
    "headings in a row": "".join(f"{'#' * (1 + depth % 6)} H\n" for depth in range(200)),
    "brackets": "## Upstream Dependencies\n\n- " + "[(*_`" * 400 + "\n",
    "bold labels": "## Integration Details\n\n### X\n\n" + "**a:" * 400 + "\n",
    "a cell of much text": f"{VARIABLES}{TOP}| `A` | ✓ | — | {'word `x` ' * 5000} | |\n",
    "many columns": f"{VARIABLES}{table(['Variable', *'C' * 300], ['`A`', *'x' * 300])}\n",
    "many headings of one name": f"{VARIABLES}{table(['Variable', 'Default', 'Default', 'Default'], 'Axyz')}\n",
    "no cells": f"{VARIABLES}||\n|-|\n||\n",
    "JSON that is deep": '```json\n{"mcpServers": {"a": ' + "[" * 5000 + "]" * 5000 + "}}\n```\n",
    "JSON of something else": '```json\n{"mcpServers": [1, "x", null]}\n```\n\n```json\n["mcpServers"]\n```\n',
    "JSON with an odd name": '```json\n{"mcpServers": {"": {}, " a\\n b": {}, "\\ud800": {}}}\n```\n',
    "SQL without an end": "## Core Tables\n\n```sql\nCREATE TABLE a (x TEXT DEFAULT 'open\n```\n",
    "SQL of nothing": "## Core Tables\n\n```sql\n;;;\n-- a\n```\n",
    "a diagram of nothing": "```mermaid\nerDiagram\n```\n",
    "a date that is none": f"{HEADER}\nText.\n\n*Created: YYYY-MM-DD*\n",
    "a header of nothing": "> **Type:**\n> **Focus:**\n\n# T\n",
    "a reference that is never used": "[VAR_NAME_1]: http://example.org\n\n# T\n",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_it_is_read(text: str) -> None:
    text = text.replace("\r\n", "\n")  # as the command line gives it
    done = checked(text)
    assert lost(text, done) <= {"ud800", "n", "b"}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_it_is_recognised_with_any_ends_of_lines(text: str) -> None:
    for changed in (text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        recognise(read_blocks(changed), VOCABULARY)


def test_rows_with_too_few_cells_are_entries() -> None:
    assert entries(f"{VARIABLES}{TOP}| `A` |\n| `B` | ✓ |\n") == ["A", "B"]


def test_cells_that_are_too_many_are_kept_and_told_of() -> None:
    text = f"{VARIABLES}{TOP}| `A` | ✓ | — | `x|y` | z |\n| `B` | ✓ | — | x \\| y | `z \\| z` |\n"
    assert problems(text) == ["5 unreadable-table"]
    done = convert(text, VOCABULARY)
    assert "x \\| y" not in done.text
    assert "x | y" in done.text
    assert not lost(text, done)


def test_lines_that_look_like_a_table_are_told_of() -> None:
    text = f"{VARIABLES}| Variable | Required |\n| `A` | ✓ |\n"
    assert problems(text) == ["3 unreadable-table"]
    (part,) = (part for part in convert(text, VOCABULARY).parts if part.fate is Fate.NOT_UNDERSTOOD)
    assert (part.start, part.end) == (3, 4)


def test_a_row_without_a_name_is_told_of_and_stays() -> None:
    text = f"{VARIABLES}{TOP}| | ✓ | — | lost? | |\n| `A` | ✓ | — | x | |\n"
    assert problems(text) == ["5 missing-name"]
    done = convert(text, VOCABULARY)
    assert "| | ✓ | — | lost? | |" in done.text
    assert [(part.start, part.reason) for part in done.parts if part.reason] == [(5, "the row has no name")]


def test_rows_that_stay_keep_their_headings() -> None:
    text = f"{VARIABLES}{envvars('A')}\n| [VAR_NAME_1] | ✓ | — | x | |\n{envvars('B').splitlines()[-1]}\n"
    done = convert(text, VOCABULARY)
    assert f"{envvars().strip()}\n| [VAR_NAME_1] | ✓ | — | x | |" in done.text


def test_an_overview_ends_where_entries_begin() -> None:
    done = convert(f"# T\n\n## Overview\n\nWords.\n\n{envvars('A')}\n", VOCABULARY)
    assert "```{archdoc:document}\nWords.\n```\n\n```{archdoc:envvar} A\n" in done.text
    assert done.text.count("Variable") == 0


def test_headings_that_say_more_than_their_entries_stay() -> None:
    done = convert(f"{HEADER}\n## What changed\n\n*Created: 2026-01-01*\n", VOCABULARY)
    assert ":created: 2026-01-01" in done.text
    assert "## What changed" in done.text


def test_a_title_is_no_group() -> None:
    rows = table(own_columns(KINDS["code"]), ["API", "x", "`src/`", "—"])
    assert "# Billing" in convert(f"# Billing\n\n{rows}\n", VOCABULARY).text


def test_a_group_stays_while_some_row_of_it_does() -> None:
    rows = [["[x]", "x", "`a/`", "—"], ["API", "x", "`src/`", "—"]]
    text = f"# T\n\n## Code Locations\n\n### Backend\n\n{table(own_columns(KINDS['code']), *rows)}\n"
    assert "### Backend" in convert(text, VOCABULARY).text
    full = convert(text.replace("[x]", "x"), VOCABULARY).text
    assert "### Backend" not in full
    assert full.count(":area: Backend") == 2


GROWING = {
    "rows": lambda n: VARIABLES + TOP + "".join(f"| `V{i}` | ✓ | — | words `x` | `y` |\n" for i in range(n)),
    "rows that nobody filled in": lambda n: VARIABLES + TOP + "| [VAR_NAME_1] | ✓ | — | [x] | |\n" * n,
    "rows that go on": lambda n: VARIABLES + TOP + "| `A` | ✓ | — | x | |\n" + "| | | | x | |\n" * n,
    "tables": lambda n: VARIABLES + f"{envvars('A')}\n\n" * n,
    "cards": lambda n: "## Gotchas\n\n" + "### G\n- **Symptom:** a\n- **Cause:** b\n\n" * n,
    "items": lambda n: "## Upstream Dependencies\n\n" + "- **Database:** d - reason\n" * n,
    "SQL": lambda n: "## Core Tables\n\n```sql\n" + "".join(f"CREATE TABLE t{i} (id INT);\n" for i in range(n)) + "```\n",
    "JSON": lambda n: '```json\n{"mcpServers": {' + ",\n".join(f'"s{i}": {{"a": 1}}' for i in range(n)) + "}}\n```\n",
    "relationships": lambda n: "```mermaid\nerDiagram\n" + "".join(f"    a{i} ||--o{{ b : x\n" for i in range(n)) + "```\n",
    "prose": lambda n: HEADER + "Words and words.\n\n" * n,
    "headings": lambda n: HEADER + "## Other\n\n### Environment\n\n" * n,
    "lines across the page": lambda n: HEADER + "---\n\n" * n,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", GROWING)
def test_time_grows_as_the_document_does(name: str) -> None:
    def seconds(count: int) -> float:
        text = GROWING[name](count)
        best = []
        gc.collect()
        gc.disable()  # it looks at all that other tests have left, too
        try:
            for _ in range(2):
                before = time.process_time()
                convert(text, VOCABULARY)
                best.append(time.process_time() - before)
        finally:
            gc.enable()
        return min(best)

    assert seconds(1200) < 16 * max(seconds(200), 0.005)  # six times as much; 36 times, if it were quadratic


def test_a_heading_in_two_words_is_no_endpoint() -> None:
    rows = table(own_columns(KINDS["endpoint"]), ["`/v1/x`", "GET", "x", "", ""])
    text = f"# T\n\n## API Reference\n\n### API Endpoints\n\n{rows}\n\n### POST /v1/y\n\nWrites it.\n"
    assert entries(text) == ["GET /v1/x", "POST /v1/y"]


def test_a_section_with_a_directive_is_no_entry_again() -> None:
    text = "## Environment Variables\n\n### `PORT`\n\n```{archdoc:envvar} PORT\nThe port.\n```\n"
    assert convert(text, VOCABULARY).text == text


def test_the_name_in_a_heading_is_found_in_one_pass() -> None:
    """Blanks and signs within a heading are passed over once: a search for its end would be quadratic."""
    title = f"`a` {'→ ' * 200_000}b {{#c"
    assert read_heading(title, VOCABULARY.kinds["envvar"]).names == ("a",)
