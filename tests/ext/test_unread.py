"""What a page announces and is not read is the same problem in every build."""

from __future__ import annotations

from tests.conftest import Site

PAGE = """\
---
archdoc: true
---
# Mill

## Environment Variables

| Variable | Required | Description | Range |
|-|-|-|-|
| `MILL_PORT` | yes | where it listens | 1-9 |

- level - how much it writes

### More

| Variable | Required | Description | Range |
|-|-|-|-|
| `MILL_HOST` | yes | where it is | - |

## Gotchas

### The wheel cannot turn

Look for ice.

### The stone is stuck and makes no flour

**Symptom:** There is no flour.

## Services

| Service | Technology |
|-|-|
| wheel | wood |
| stone | stone |
| sieve | cloth |
| sack | linen |

## Webhooks

- **paid**: when an order is paid
"""

MARKED = "# Marked\n\n<!-- archdoc: envvar -->\n- `MILL_ROOM`: which one\n- > nothing\n"

INDEX = "# Start\n\n```{toctree}\nmill\nmarked\nother\n```\n"

CODES = [
    "marked.md:4 unread",
    "mill.md:6 unread",
    "mill.md:8 unmapped-column",
    "mill.md:26 missing-field",
    "mill.md:26 missing-field",
    "mill.md:34 missing-field",
    "mill.md:39 unread",
]


def test_problems_are_the_same_in_every_build(site: Site) -> None:
    site.write({"index.md": INDEX, "mill.md": PAGE, "marked.md": MARKED, "other.md": "# Other\n"})
    cold = site.build("dummy")
    assert cold.codes == CODES
    assert site.build("dummy").warnings == cold.warnings
    site.write({"other.md": "# Another\n"})
    again = site.build("dummy")
    assert again.read == {"other"}
    assert again.warnings == cold.warnings
    assert site.build("dummy", out="parallel", parallel=2).warnings == cold.warnings


def test_a_field_that_many_entries_lack_is_one_problem(site: Site) -> None:
    site.write({"index.md": INDEX, "mill.md": PAGE, "marked.md": "# M\n", "other.md": "# O\n"})
    assert site.build("dummy").warnings[-2] == (
        "mill.md:34: WARNING: 4 components need the field 'purpose': 'wheel', 'stone' and 2 more; "
        "add a column 'Purpose' to the table [archdoc.missing-field]"
    )


def test_it_ends_when_the_page_is_mended(site: Site) -> None:
    page = PAGE.replace("- level - how", "- `MILL_LEVEL` - how").replace(
        "- **paid**", "<!-- archdoc: none -->\n- **paid**"
    )
    site.write({"index.md": INDEX, "mill.md": PAGE, "marked.md": MARKED, "other.md": "# Other\n"})
    site.build("dummy")
    site.write({"mill.md": page, "marked.md": MARKED.replace("- > nothing\n", "")})
    assert [code for code in site.build("dummy").codes if "unread" in code] == []
