"""A site says after ``convert`` what it said before: no visible word of a page is lost."""

from __future__ import annotations

import html
import re

import pytest

from sphinx_archdoc.markdown.convert.conversion import convert
from tests.conftest import MakeSite
from tests.markdown.documents import VOCABULARY

PAGES = {
    "text around a query": """\
# Storage

## Database tables

### phones

**Purpose:** links ovens and phones.

#### Rules

A phone may ring.

#### Example

```sql
SELECT 1 FROM phones;
```

Use it with care.
""",
    "text around JSON": """\
# Tools

## MCP servers

### oven

**Purpose:** heats.

Before the configuration.

```json
{"mcpServers": {"oven": {"command": "heat"}}}
```

After the configuration.
""",
    "columns that a table has no field for": """\
# Data

## Database tables

| Table | Rows | Checked |
|---|---|---|
| `loaves` | 6,347 | Monday |
""",
    "a date that is not valid": "# Plan\n\n**Last Updated:** last spring\n\nFlour first.\n",
    "groups of rows": """\
# Bakery

## Components

| Service | Port | Description |
|---|---|---|
| **Gateway** |
| Kong | 8000 | Lets them in |
| **Backend** |
| Auth | 3001 | Knows them |
""",
    "texts that readers open": """\
# Troubleshooting

<details>
<summary>The oven is cold</summary>

Light it.

</details>

<details>
<summary>The door is stuck</summary>

Pull it.

</details>
""",
}

_NOT_SHOWN = {"Table", "Service", "Description"}
"""Headings of columns of names and of their texts, which entries need no words for."""


def words(body: str) -> set[str]:
    return set(re.findall(r"[\w,]+", html.unescape(re.sub(r"<[^>]*>", " ", body.replace("</", " </")))))


@pytest.mark.parametrize("name", PAGES)
def test_a_converted_page_shows_the_same_words(name: str, make_site: MakeSite) -> None:
    page = f"---\narchdoc: true\n---\n\n{PAGES[name]}"
    pages = {"plain.md": page, "converted.md": convert(page, VOCABULARY).text}
    shown = {}
    for path, text in pages.items():
        built = make_site(path.removesuffix(".md"), {"index.md": text}).build()
        shown[path] = words(built.body("index"))
    assert shown["plain.md"] - _NOT_SHOWN <= shown["converted.md"]


def test_groups_of_rows_are_above_their_entries() -> None:
    converted = convert(f"---\narchdoc: true\n---\n\n{PAGES['groups of rows']}", VOCABULARY).text
    heads = re.findall(r"^(?:\*\*\w+\*\*|```\{archdoc:component\} \w+)$", converted, re.M)
    assert heads == [
        "**Gateway**",
        "```{archdoc:component} Kong",
        "**Backend**",
        "```{archdoc:component} Auth",
    ]
    assert convert(converted, VOCABULARY).text == converted
