"""Pages of plain Markdown are a source: their rows, headings and items are entries, and they look the same."""

from __future__ import annotations

import re
import zlib

import pytest

from tests.conftest import Built, MakeSite, Site
from tests.markdown.documents import HEADER, envvars

PLAIN = f"""\
{HEADER}
## Overview

How money *comes in*.

---

## Configuration

### Environment Variables

| Variable | Required | Default | Description | Example |
|----------|----------|---------|-------------|---------|
| `PORT` | ✓ | — | Where **it** listens | `8080` |
| `TIMEOUT` | ✗ | `30` | How long it waits, see [below](#common-gotchas) | — |

### Vault Secrets

| Secret | Type | Usage | Rotation | Notes |
|---|---|---|---|---|
| `pay-key` | API Key | Opens the provider | Monthly | — |

## Something else

| Fruit | Colour |
|---|---|
| Apple | red |

## Key Components

| Component | Type | Purpose | Technology | Owner |
|---|---|---|---|---|
| **billing** | Service | Writes invoices | Go | @money |
| **ledger** | Database | Keeps them | PostgreSQL | @money |

## Integration Details

### Payco: Takes the money

**Service Information:**
- **Provider:** Payco Inc.
- **Documentation:** https://payco.example/docs

**Authentication Method:**
- Type: API Key
- Credentials Location: `pay-key`

**API Endpoints:**
| Endpoint | Method | Purpose | Rate Limit | Timeout |
|---|---|---|---|---|
| `/v1/charges` | POST | Takes money | 10 req/s | 30s |

**Webhooks:**
| Event | Endpoint | Payload | Retry Policy | Notes |
|---|---|---|---|---|
| `charge.done` | `POST /hooks/payco` | The charge | 3 times | Signed |

**Error Handling:**
- 4xx errors: Logged
- 5xx errors: Retried

---

## Code Locations

### Backend

| Component | Type | Location(s) | Notes |
|---|---|---|---|
| **Invoices** | Module | `src/invoices/` | Writes them |
| | | `src/pdf/` | Prints them |

## Core Tables

```sql
CREATE TABLE accounts (id INT PRIMARY KEY);
CREATE TABLE invoices (id INT, account_id INT REFERENCES accounts (id));
```

## Relationships

```mermaid
erDiagram
    accounts ||--o{{ invoices : "gets"
```

## Materialized Views

| View Name | Purpose | Refresh Schedule | Uses |
|---|---|---|---|
| `revenue` | Sums up | Daily | Reports |

## Common Errors

| Error | Status | Cause | Resolution | Prevention |
|---|---|---|---|---|
| `DECLINED` | 402 | The card is empty | Use another | — |

## Graceful Degradation

| Failure Scenario | Behavior | Impact | Recovery |
|---|---|---|---|
| Payco offline | Charges wait | Late invoices | By itself |

## Common Gotchas

### Cents, not euros
- **Symptom:** Invoices are too high.
- **Cause:** The `amount` is in cents.
- **Fix:** Divide.
- **Prevention:** Test.

## Dependencies

### Upstream Dependencies
- **Database:** ledger - keeps the invoices
- **External Service:** Payco - takes the money

### Downstream Dependencies
- **Service:** Web shop - shows the invoices

## MCP Server Integration

### Available Servers

| Server | Purpose | Connection | Refresh |
|---|---|---|---|
| `billing-mcp` | Looks invoices up | `stdio` | On start |

### Server Configuration

```json
{{"mcpServers": {{"billing-mcp": {{"command": "node"}}}}}}
```

## Related Documentation

- [Other](other.md)
- [Runbook](https://wiki.example/runbook)

---

*Created: 2026-01-02*
*Last Updated: 2026-03-04*
"""

ANCHORS = [
    "document-plain", "envvar-PORT", "envvar-TIMEOUT", "secret-pay-key", "component-billing", "component-ledger",
    "integration-Payco", "endpoint-POST-v1-charges", "webhook-charge.done", "code-Invoices", "dbtable-accounts",
    "dbtable-invoices", "relationship-accounts-o-invoices", "matview-revenue", "error-DECLINED",
    "degradation-Payco-offline", "gotcha-Cents-not-euros", "upstream-ledger", "upstream-Payco",
    "downstream-Web-shop", "mcp-server-billing-mcp", "related-Other", "related-Runbook",
]  # fmt: skip

FILES = {
    "index.md": """\
# Start

```{toctree}
plain
asked
other
refused
own
rst
```

{archdoc:envvar}`PORT`, {archdoc:secret}`the key <pay-key>`, [the port](#envvar.PORT), {any}`revenue`

```{archdoc:table} envvar
:scope: project
```

```{archdoc:table} gotcha
:scope: project
```
""",
    "plain.md": PLAIN,
    "asked.md": f"""\
---
archdoc: true
---

# Asked for

##### Pitfalls

###### Slow start
**Symptom:** It takes a minute.
**Cause:** {{archdoc:component}}`billing` is slow.
**Fix:** Wait.

### 2) 🔌 Env Vars (all of them)

{envvars("DEPTH", "WIDTH")}

Prose between them.

- a list that is none of entries

{envvars("HEIGHT")}
""",
    "other.md": f"# Other\n\n## Environment Variables\n\n{envvars('UNSEEN')}\n",
    "refused.md": f"---\narchdoc: false\n---\n{HEADER}\n## Environment Variables\n\n{envvars('REFUSED')}\n",
    "own.md": "# Own\n\n```{archdoc:code} Printer\n:paths: src/pdf\n:component: billing\n\nPrints.\n```\n",
    "rst.rst": "RST\n===\n\n:archdoc:envvar:`DEPTH` and :archdoc:gotcha:`Slow start`.\n\n"
    ".. archdoc:impact:: ledger\n",
}


@pytest.fixture(scope="module")
def shared(make_site: MakeSite) -> Site:
    site = make_site("recognised", FILES)
    site.conf["suppress_warnings"] = ["myst.header"]  # a level is left out
    site.conf |= {"version": "1", "copyright": "x"}
    return site


@pytest.fixture(scope="module")
def built(shared: Site) -> Built:
    return shared.build()


def rows(body: str) -> list[list[str]]:
    """The cells of all rows, without the signs of permalinks."""
    found = re.findall(r"<tr.*?</tr>", body, re.S)
    return [[plain(cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.S)] for row in found]


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).replace("¶", "").split())


def test_nothing_is_wrong(built: Built) -> None:
    assert built.warnings == []


@pytest.mark.parametrize("anchor", ANCHORS)
def test_every_section_of_the_template_gives_entries(anchor: str, built: Built) -> None:
    assert built.body("plain").count(f'id="archdoc-{anchor}"') == 1


def test_there_are_no_other_entries(built: Built) -> None:
    assert sorted(re.findall(r'id="archdoc-([^"]+)"', built.body("plain"))) == sorted(ANCHORS)


def test_headings_may_stand_at_any_level_in_any_order(built: Built) -> None:
    anchors = set(re.findall(r'id="archdoc-([^"]+)"', built.body("asked")))
    assert anchors == {
        "gotcha-Slow-start", "envvar-DEPTH", "envvar-WIDTH", "envvar-HEIGHT"
    }  # fmt: skip


@pytest.mark.parametrize("page", ["other", "refused"])
def test_a_page_that_does_not_ask_is_left_alone(page: str, built: Built) -> None:
    assert "archdoc" not in built.body(page)


def test_a_table_of_something_else_is_left_alone(built: Built) -> None:
    tables = rows(built.body("plain"))
    assert ["Fruit", "Colour"] in tables
    assert ["Apple", "red"] in tables


def test_the_page_looks_as_it_did(built: Built, shared: Site) -> None:
    shared.conf["archdoc_recognise"] = False
    try:
        without = shared.build(out="without").body("plain")
    finally:
        del shared.conf["archdoc_recognise"]
    assert "archdoc" not in without
    own, seen = plain(without), plain(built.body("plain"))
    assert [word for word in own.split() if word not in seen.split()] == []


def test_tables_keep_their_columns_and_backlinks_stand_below_the_prose(built: Built) -> None:
    tables = rows(built.body("plain"))
    assert ["Variable", "Required", "Default", "Description", "Example"] in tables
    assert ["Secret", "Type", "Usage", "Rotation", "Notes"] in tables
    assert ["View Name", "Purpose", "Refresh Schedule", "Uses"] in tables
    assert ["Error", "Status", "Cause", "Resolution", "Prevention"] in tables
    (ledger,) = (row for row in tables if row[0] == "ledger")
    assert len(ledger) == 5
    assert re.search(r"Depended on by .*\bBilling\b", ledger[2])


def test_cells_are_shown_with_their_markup_elsewhere(built: Built) -> None:
    body = built.body("index")
    assert "Where <strong>it</strong> listens" in body
    assert '<a class="reference internal" href="plain.html#common-gotchas">' in body
    assert '<code class="docutils literal notranslate">amount</code>' in body


def test_roles_lead_to_rows(built: Built) -> None:
    for anchor in ("envvar-PORT", "secret-pay-key", "matview-revenue"):
        assert f'href="plain.html#archdoc-{anchor}"' in built.body("index")
    assert built.body("index").count('href="plain.html#archdoc-envvar-PORT"') == 3
    for anchor in ("envvar-DEPTH", "gotcha-Slow-start"):
        assert f'href="asked.html#archdoc-{anchor}"' in built.body("rst")


def test_names_in_cells_and_items_are_links(built: Built) -> None:
    assert 'href="#archdoc-secret-pay-key"' in built.body("plain")
    assert 'href="#archdoc-component-ledger"' in built.body("plain")


def test_entries_are_in_the_inventory_and_the_index(built: Built) -> None:
    inventory = (built.out / "objects.inv").read_bytes().split(b"\n", 4)[4]
    names = {line.rsplit(" ", 3)[0] for line in zlib.decompress(inventory).decode().splitlines()}
    assert {"PORT archdoc:envvar", "Payco archdoc:integration"} <= {
        " ".join(name.split()[:2]) for name in names
    }
    assert 'href="plain.html#archdoc-envvar-PORT"' in built.text("genindex.html")
    assert 'href="plain.html#archdoc-envvar-PORT"' in built.text("archdoc-envvar.html")


@pytest.mark.parametrize("builder", ["singlehtml", "text", "latex", "epub", "xml", "man", "dirhtml"])
def test_other_builders_do_not_break(builder: str, shared: Site) -> None:
    built = shared.build(builder, out=builder)
    assert built.warnings == []


def test_a_single_page_has_all_anchors_once(shared: Site) -> None:
    text = (shared.build("singlehtml", out="singlehtml").out / "index.html").read_text("utf-8")
    ids = re.findall(r'id="(archdoc-[^"]+)"', text)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#(archdoc-[^"]+)"', text):
        assert target in ids


# ---- problems

WRONG = f"""\
{HEADER}
## Environment Variables

| Variable | Required | Default | Description | Example | Colour |
|---|---|---|---|---|---|
| `A` | perhaps | — | x | — | — |
| `B` | ✓ | — | See {{archdoc:secret}}`none` | — | — |
| `[VAR_NAME_1]` | ✓ | — | [What this controls] | x | — |
| `C` | ✓ | — | {{archdoc:envvra}}`x` | x | — |
| `C` | ✓ | — | again | x | — |
| `D` | ✓ | — |
| `E` | ✓ | — | x | y | z | too much |
|  |

## Key Components

| Component | Type | Purpose | Technology | Owner | Depends on |
|---|---|---|---|---|---|
| **web** | x | y | z | t | wbe |

## Common Errors

| Error | Status | Cause | Resolution |
| `X` | 1 | x | y |

## Core Tables

```sql
CREATE TABLE a (id INT, FOREIGN KEY );
```

## MCP Servers

```json
{{"mcpServers": {{
  "m": ,
}}}}
```

## Vault Secrets

- the key - opens the provider
- the other key - opens it as well
"""


def line(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.fixture(scope="module")
def wrong(make_site: MakeSite) -> Site:
    site = make_site("wrong", {"index.md": "# Start\n\n```{toctree}\nwrong\nfine\n```\n", "wrong.md": WRONG})
    site.write({"fine.md": "# Fine\n"})
    return site


def test_problems_are_at_the_line_of_their_row(wrong: Site) -> None:
    expected = {
        ("Colour", "unmapped-column"),
        ("| perhaps", "wrong-value"),
        ("`none`", "dangling-reference"),
        ("[VAR_NAME_1]", "placeholder"),
        ("envvra", "unknown-kind"),
        ("| again", "duplicate-entry"),
        ("| `D`", "missing-field"),
        ("too much", "unreadable-table"),
        ("wbe", "dangling-reference"),
        ("| Error |", "unreadable-table"),
        ("CREATE TABLE", "unreadable-sql"),
        ('"m": ,', "unreadable-json"),
        ("## Vault Secrets", "unread"),
    }
    codes = wrong.build(fresh=True).codes
    assert codes == sorted(codes, key=lambda code: int(re.findall(r":(\d+)", code)[0]))
    assert {*codes} == {f"wrong.md:{line(WRONG, part)} {code}" for part, code in expected}


def test_problems_are_the_same_in_every_build(wrong: Site) -> None:
    cold = wrong.build(fresh=True).warnings
    assert wrong.build().warnings == cold
    wrong.write({"fine.md": "# Fine, again\n"})
    again = wrong.build()
    assert again.read == {"fine"}
    assert again.warnings == cold
    assert wrong.build(out="parallel", parallel=2).warnings == cold
    assert wrong.build("dummy", out="dummy").warnings == cold


# ---- what is to be recognised


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (True, ["head"]),
        (False, []),
        ("docs/*", ["a", "b"]),
        (["docs/a", "head"], ["head", "a"]),
        (["**"], ["head", "a", "b"]),
        (["docs/a.md"], ["a"]),
        ([], []),
    ],
    ids=str,
)
def test_the_setting_says_which_pages(setting: object, expected: list[str], site: Site) -> None:
    site.conf["archdoc_recognise"] = setting
    table = envvars("PORT")
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\nhead\ndocs/a\ndocs/b\ndocs/c\n```\n",
            "head.md": f"{HEADER}\n## Environment Variables\n\n{table}\n",
            "docs/a.md": f"# A\n\n## Environment Variables\n\n{table}\n",
            "docs/b.md": f"# B\n\n## Environment Variables\n\n{table}\n",
            "docs/c.md": f"---\narchdoc: false\n---\n# C\n\n## Environment Variables\n\n{table}\n",
        }
    )
    built = site.build()
    assert built.warnings == []
    pages = {"head": "head", "a": "docs/a", "b": "docs/b", "c": "docs/c"}
    assert [name for name, page in pages.items() if "archdoc-envvar-PORT" in built.body(page)] == expected


def test_a_changelog_is_only_recognised_if_it_asks_for_it(site: Site) -> None:
    site.conf["archdoc_recognise"] = ["**"]
    lines = (
        "## 1.1 (2026-11-02)\n\n### Dependencies\n\n- Chore(deps): Bump `cache`\n- Chore(deps): Bump `db`\n"
    )
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\nchangelog\nother\n```\n",
            "changelog.md": f"# Shop\n\n{lines}",
            "other.md": f"---\narchdoc: true\n---\n# Release notes\n\n{lines}\n{envvars('PORT')}\n",
        }
    )
    built = site.build()
    assert not [line for line in built.warnings if line.startswith("changelog")]
    assert "archdoc-upstream" not in built.body("changelog")
    assert 'id="archdoc-' in built.body("other")


def test_markdown_that_is_included_is_recognised_with_its_own_lines(site: Site) -> None:
    site.conf["exclude_patterns"] = ["parts"]
    part = f"{HEADER.replace('# Billing', '')}\n## Environment Variables\n\n{envvars('PART')}\n| `BAD` | perhaps | — | x | — |\n"
    site.write(
        {
            "index.md": "# Start\n\nText.\n\n```{include} parts/one.md\n```\n\n{archdoc:envvar}`PART`\n",
            "parts/one.md": part,
        }
    )
    built = site.build()
    assert built.codes == [f"parts/one.md:{line(part, 'BAD')} wrong-value"]
    assert 'id="archdoc-envvar-PART"' in built.body("index")
    assert 'href="#archdoc-envvar-PART"' in built.body("index")


@pytest.mark.parametrize("suffix", ["inc", "txt", "md.in"])
def test_a_page_of_markdown_includes_markdown_in_files_of_any_suffix(site: Site, suffix: str) -> None:
    """Many give fragments a suffix that Sphinx does not know, to keep them out of the project's pages."""
    part = f"## Environment Variables\n\n{envvars('PART')}\n"
    site.write(
        {"index.md": f"{HEADER}\n```{{include}} part.{suffix}\n```\n", f"part.{suffix}": part},
    )
    built = site.build()
    assert built.warnings == []
    assert 'id="archdoc-envvar-PART"' in built.body("index")


def test_a_file_that_is_shown_as_code_has_no_entries(site: Site) -> None:
    part = f"## Environment Variables\n\n{envvars('PART')}\n"
    include = "```{include} part.inc\n:literal:\n```\n\n```{literalinclude} part.inc\n```\n"
    site.write({"index.md": f"{HEADER}\n{include}", "part.inc": part})
    assert {entry.kind for entry in site.build().entries} == {"document"}


def test_of_a_file_that_is_included_in_part_the_rest_is_unknown(site: Site) -> None:
    site.conf["exclude_patterns"] = ["parts"]
    part = f"""{HEADER}
## Environment Variables

<!-- begin -->
{envvars("SHOWN")}
<!-- end -->
{envvars("UNSEEN")}
| `BAD` | perhaps | — | x | — |

## Common Gotchas

### Unseen trap
- **Symptom:** a

## Upstream Dependencies

- **x** - y
"""
    included = "```{include} parts/one.md\n:start-after: <!-- begin -->\n:end-before: <!-- end -->\n```"
    site.write({"index.md": f"# Start\n\n{included}\n", "parts/one.md": part})
    built = site.build()
    assert built.warnings == []
    assert re.findall(r'id="archdoc-([^"]+)"', built.body("index")) == ["envvar-SHOWN"]
    assert not (built.out / "archdoc-gotcha.html").exists()


def test_a_diagram_in_an_included_file_is_recognised_whoever_draws_it(site: Site) -> None:
    pytest.importorskip("sphinxcontrib.mermaid")
    site.conf |= {
        "exclude_patterns": ["parts"],
        "extensions": ["myst_parser", "sphinxcontrib.mermaid", "sphinx_archdoc"],
        "myst_fence_as_directive": ["mermaid"],
    }
    tables = "```sql\nCREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n```"
    diagram = "```mermaid\nerDiagram\n    a ||--o{ b : x\n```"
    site.write(
        {
            "index.md": "# Start\n\n```{include} parts/one.md\n```\n",
            "parts/one.md": f"{HEADER}\n## Core Tables\n\n{tables}\n\n## Relationships\n\n{diagram}\n",
        }
    )
    built = site.build()
    assert built.warnings == []
    assert 'id="archdoc-relationship-a-o-b"' in built.body("index")


def test_a_translated_cell_keeps_its_anchor(site: Site) -> None:
    site.conf |= {"locale_dirs": ["../locale"], "gettext_compact": False}
    files = {
        "index.md": "# Start\n\n```{toctree}\nplain\n```\n\n```{archdoc:table} envvar\n:scope: project\n```\n",
        "plain.md": f"{HEADER}\n## Environment Variables\n\n{envvars('PORT', 'HOST')}\n",
    }
    site.write(files)
    catalogue = (site.build("gettext", out="pot").out / "plain.pot").read_text("utf-8")
    assert 'msgid "What port is for"' in catalogue
    assert 'msgid "`PORT`"' in catalogue
    folder = site.source.parent / "locale/de/LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    texts = {
        "What port is for": "Wozu der Port *dient*",
        "Environment Variables": "Umgebung",
        "Variable": "Name",
    }
    po = head + "\n".join(f'msgid "{a}"\nmsgstr "{b}"\n' for a, b in texts.items())
    (folder / "plain.po").write_text(po, "utf-8")
    site.conf["language"] = "de"
    built = site.build(out="de")
    assert built.warnings == []
    assert 'id="archdoc-envvar-PORT"' in built.body("plain")
    assert "Wozu der Port <em>dient</em>" in built.body("plain")
    assert "Wozu der Port <em>dient</em>" in built.body("index")


def test_a_text_that_begins_in_the_heading_is_shown_whole_elsewhere(site: Site) -> None:
    page = "---\narchdoc: true\n---\n# API\n\n## Endpoints\n\n### `GET /x` — reads it\n\nMore *words*.\n"
    view = "```{archdoc:table} endpoint\n:columns: name, purpose\n```"
    site.write({"index.md": f"# Start\n\n{view}\n", "api.md": page})
    assert "reads it" in site.build().body("index")  # and not the second paragraph as if it were the first
