"""What is announced and not read is one problem a section, and says what to do."""

from __future__ import annotations

import pytest

from sphinx_archdoc.markdown.convert.conversion import Fate, convert
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.page import recognise, recognise_entries, recognise_marked
from sphinx_archdoc.problems import Code, Problem
from tests.markdown.documents import KINDS, VOCABULARY, table

ENVVARS = "## Environment Variables\n\n| Variable | Required | Description |\n|-|-|-|\n| `PORT` | yes | x |\n"


def problems(text: str, code: Code = Code.UNREAD) -> list[Problem]:
    found = recognise(read_blocks(text), VOCABULARY, "page.md").problems
    return [problem for problem in found if problem.code is code]


def told(text: str) -> list[tuple[int, str]]:
    return [(problem.where.line, str(problem)) for problem in problems(text)]


def test_a_table_is_told_which_columns_there_are() -> None:
    text = "# T\n\n## Vault Secrets\n\n| Key thing | Team |\n|-|-|\n| our key of old | us |\n"
    assert told(text) == [
        (
            3,
            "no secret entries are recognised in lines 5-7, below 'Vault Secrets'; use 'Secret' as "
            "the heading of the column with the names; other columns are Usage, Type, Rotation, Notes, Rotated On and "
            "Used by; or write "
            "<!-- archdoc: secret --> directly above it, or <!-- archdoc: none --> if it contains no entries",
        )
    ]


def test_the_nearest_right_column_is_named() -> None:
    text = "## Vault Secrets\n\n| Secrt | Team | Colour |\n|-|-|-|\n| our key | us | red |\n"
    (problem,) = problems(text)
    assert problem.hint.startswith("did you mean 'Secret' instead of 'Secrt'? The other columns are Usage,")


def test_a_column_of_wrong_names_is_told() -> None:
    rows = [("`chat.py`", "POST `/`"), ("`admin.py`", "GET+PUT `/a`")]
    for heading in ("Endpoints", "Endpoint"):
        text = f"## API Endpoints\n\n{table(['Route File', heading], *rows)}\n"
        (problem,) = problems(text)
        assert problem.hint == (
            f"'GET+PUT /a' in the column '{heading}' is not a valid endpoint name; "
            "write one in each cell, as METHOD PATH, such as GET /v1/users; "
            "or write <!-- archdoc: none --> directly above it if it contains no entries"
        )


def test_code_without_entries_is_told_what_it_lacks() -> None:
    text = "## Database Tables\n\n```sql\nSELECT name FROM orders;\n```\n"
    (problem,) = problems(text)
    assert problem.hint == (
        "the SQL creates no table; write a table with a column 'Table' for the names, "
        "or write <!-- archdoc: none --> directly above the heading if there are no entries"
    )


def test_the_line_is_that_of_the_nearest_heading() -> None:
    rows = "| Key thing | Team |\n|-|-|\n| our key of old | us |\n"
    text = f"## Vault Secrets\n\n### Old\n\nText.\n\n### New\n\n{rows}"
    ((line, message),) = told(text)
    assert line == 7
    assert "in lines 9-11, below 'Vault Secrets'" in message


def test_the_marker_that_is_named_helps() -> None:
    text = "## Vault Secrets\n\n{}| Key thing | Team |\n|-|-|\n| our key of old | us |\n"
    assert len(told(text.format(""))) == 1
    for marker, count in (("secret", 1), ("none", 0)):
        found = recognise(read_blocks(text.format(f"<!-- archdoc: {marker} -->\n")), VOCABULARY)
        assert [p for p in found.problems if p.code is Code.UNREAD] == []
        assert len(found.entries) == count


def test_a_list_and_a_heading_are_told_which_labels_there_are() -> None:
    text = "## API Endpoints\n\n- orders - all of them\n- mails - the same\n\n## Gotchas\n\n### It hangs\n\nOften.\n"
    endpoints, gotchas = (problem.hint for problem in problems(text))
    assert endpoints.startswith(
        "begin each item with the name, METHOD PATH, such as GET /v1/users, in bold type or as code; add a text, "
        "or labels such as Purpose, "
    )
    assert gotchas.startswith("below it, write labels such as Symptom, Cause, Fix, ")


def test_what_no_marker_can_be_before_gets_one_above_the_heading() -> None:
    text = "## Environment Variables\n\n```sh\nMILL_PORT=1 mill\n```\n"
    (problem,) = problems(text)
    assert problem.hint.endswith(
        "or write <!-- archdoc: none --> directly above the heading if there are no entries"
    )
    assert problems(f"<!-- archdoc: none -->\n{text}") == []


def test_it_is_one_problem_a_section() -> None:
    lists = "\n\nText.\n\n".join("- port - a\n- level - b" for _ in range(6))
    text = f"{ENVVARS}\n{lists}\n\n## Vault Secrets\n\n- the key - a\n"
    assert [line for line, _ in told(text)] == [1, 35]
    assert "in lines 7-8, 12-13, 17-18 and 3 other places, below" in told(text)[0][1]


def test_adjacent_lines_are_one_place() -> None:
    rows = [("`/a`", "a"), ("`/b`", "b"), ("`GET /c`", "c"), ("`/d`", "d")]
    text = f"## API Endpoints\n\n{table(['Endpoint', 'Purpose'], *rows)}\n"
    assert [str(problem).partition(";")[0] for problem in problems(text)] == [
        "no endpoint entries are recognised in lines 5-6 and 8, below 'API Endpoints'"
    ]


def test_the_section_that_announces_is_the_nearest_one() -> None:
    text = "# Environment Variables\n\n## Vault Secrets\n\n- the key - a\n\n## Overview\n\n| Some | Table |\n|-|-|\n| a b | c |\n"
    assert [line for line, _ in told(text)] == [3]


@pytest.mark.parametrize(
    "text",
    [
        ENVVARS,
        f"{ENVVARS}\nDo not commit them. **Note:** not ever.\n",
        f"{ENVVARS}\n```sh\nMILL_PORT=1\n```\n",
        f"{ENVVARS}\n> - **quoted** list\n",
        "## Environment Variables\n\nThere are none yet.\n",
        "## Environment Variables\n",
        "## Environment Variables\n\n```{archdoc:envvar} PORT\nThe port.\n```\n",
        "## Colours\n\n- **red** - a\n- **blue** - b\n\n| Colour | Use |\n|-|-|\n| red | x |\n",
    ],
)
def test_prose_examples_and_other_sections_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_rows_with_names_that_would_be_refused_are_not_made() -> None:
    rows = [
        ("`GET /a`", "a"),
        ("`/b`", "b"),
        ("", "more of b"),
        ("`[ENDPOINT]`", "c"),
        ("`GET /d`", "d"),
    ]
    text = f"## API Endpoints\n\n{table(['Endpoint', 'Purpose'], *rows)}\n"
    found = recognise(read_blocks(text), VOCABULARY)
    assert [entry.name for entry in found.entries] == ["GET /a", "GET /d"]
    assert "more of b" not in str(found.entries)
    unread = next(p for p in found.problems if p.code is Code.UNREAD)
    assert unread.hint.startswith(
        "'/b' is not a valid endpoint name; write METHOD PATH, such as GET /v1/users"
    )
    assert {p.code for p in found.problems} == {Code.UNREAD, Code.PLACEHOLDER}


def test_what_the_author_calls_an_endpoint_is_a_wrong_name() -> None:
    text = table(["Endpoint", "Purpose"], ("`GET /a`", "a"), ("`/b`", "b"))
    found = recognise_entries(read_blocks(text), KINDS["endpoint"], VOCABULARY, "")
    assert [entry.name for entry in found.entries] == ["GET /a", "/b"]
    marked = f"# T\n\n<!-- archdoc: endpoint -->\n{text}\n"
    assert [e.name for e in recognise_marked(read_blocks(marked), VOCABULARY).entries] == ["GET /a", "/b"]


def test_a_mere_list_of_links_makes_no_entries() -> None:
    text = "## {}\n\n- [PORT](other.md#port)\n- [LEVEL_OF_LOG](other.md#level)\n"
    variables = recognise(read_blocks(text.format("Environment Variables")), VOCABULARY)
    assert variables.entries == []
    assert [problem.code for problem in variables.problems] == [Code.UNREAD]
    related = recognise(read_blocks(text.format("Related Documentation")), VOCABULARY)
    assert [entry.name for entry in related.entries] == ["PORT", "LEVEL_OF_LOG"]


def test_a_column_that_becomes_notes_is_reported_once_a_page() -> None:
    one = "| Variable | Required | Description | {} |\n|-|-|-|-|\n| `A_B` | yes | x | y |\n"
    tables = [f"## {title}\n\n{one.format(heading)}" for title, heading in (
        ("Environment Variables", "Range"), ("More environment variables", "**range**"),
        ("Other environment variables", "Defalt"),
    )]  # fmt: skip
    found = problems("\n".join(tables), Code.UNMAPPED_COLUMN)
    assert [(problem.where.line, str(problem)) for problem in found] == [
        (3, "the column 'Range' matches no field of envvar; its cells become notes on the entries"),
        (
            15,
            "the column 'Defalt' matches no field of envvar; did you mean 'Default'? Otherwise its cells become notes on "
            "the entries",
        ),
    ]


def test_the_same_column_of_another_kind_is_another_problem() -> None:
    secrets = "\n## Vault Secrets\n\n| Secret | Usage | Range |\n|-|-|-|\n| key | x | y |\n"
    text = (
        ENVVARS.replace("Description |", "Description | Range |")
        .replace("-|\n", "-|-|\n")
        .replace("x |", "x | y |")
    )
    assert len(problems(text + secrets, Code.UNMAPPED_COLUMN)) == 2


def test_lines_are_not_understood_only_if_there_is_something_to_do() -> None:
    other = "## Colours\n\n| Colour | Use |\n|-|-|\n| red | x |\n"
    (part,) = (part for part in convert(other, VOCABULARY).parts if part.reason)
    assert (part.start, part.end, part.fate) == (3, 5, Fate.PROSE)
    assert part.reason.startswith("no section of the template has a table with these columns")
    for text in (f"{ENVVARS}\n- port - x\n", "## API Endpoints\n\n| Endpoint |\n|-|\n| orders |\n"):
        assert Fate.NOT_UNDERSTOOD in {part.fate for part in convert(text, VOCABULARY).parts}
    empty = f"{ENVVARS}| | | |\n"
    assert Fate.NOT_UNDERSTOOD not in {part.fate for part in convert(empty, VOCABULARY).parts}


def test_a_converted_page_has_nothing_unread_that_it_had_not() -> None:
    text = (
        "## Services\n\n### Wheel\n\n**Purpose:** turns\n**Container:** `wheel-1`\n\n"
        "## Custom services\n\n- `wheel-1` of wood\n- `wheel-1` of stone\n\n"
        "## Environment Variables\n\n- `A_B`: x\n\n```sh\nA_B=1\n```\n"
    )
    assert told(text) == []
    assert told(convert(text, VOCABULARY).text) == []


@pytest.mark.slow
def test_it_takes_linear_time() -> None:
    """Held by counted work: each skipped block is looked at once, whatever else is on the page."""
    text = "".join(f"## Environment Variables\n\n- port{n} - a\n- level - b\n\n" for n in range(2000))
    assert len(told(text)) == 2000


def test_what_is_above_converted_entries_is_not_reported() -> None:
    gotcha = (
        "```{archdoc:gotcha} The queue grows\n:symptom: It grows.\n:cause: A stop.\n:fix: Restart.\n```\n"
    )
    endpoint = "```{archdoc:endpoint} GET /mails\nLists.\n```\n"
    assert told(f"## Known issues\n\n### Mail issues\n\n{gotcha}") == []
    assert told(f"## Endpoints\n\n- Reading\n\n{endpoint}") == []
