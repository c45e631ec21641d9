"""Documents in other words than the template's, after what public repositories hold."""

from __future__ import annotations

import pytest

from sphinx_archdoc.markdown.convert.conversion import convert
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.page import recognise
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds

KINDS = builtin_kinds()
VOCABULARY = Vocabulary(KINDS)


def entries(markdown: str) -> list[RecognisedEntry]:
    return recognise(read_blocks(markdown), VOCABULARY).entries


def told(found: RecognisedEntry) -> tuple[str, str, dict[str, str]]:
    return found.kind, found.name, {name: text.text for name, text in found.fields.items()}


DIALECTS = {
    "several names in a cell, and as many defaults": (
        "## Environment Variables\n\n| Variable | Default | Description |\n|-|-|-|\n| `A_KEY` / `A_PORT` | `x`, `1` | both |",
        [
            ("envvar", "A_KEY", {"default": "`x`", "description": "both"}),
            ("envvar", "A_PORT", {"default": "`1`", "description": "both"}),
        ],
    ),
    "rows that are counted": (
        "## Environment Variables\n\n| # | Variable | Description |\n|-|-|-|\n| 1 | `A` | one |\n| 2. | `B` | two |",
        [("envvar", "A", {"description": "one"}), ("envvar", "B", {"description": "two"})],
    ),
    "a heading that says what is required": (
        "## Configuration variables\n\n### Required\n\n| Name | Description |\n|-|-|\n| A_B | x |\n\n"
        "### Optional settings\n\n| Name | Description |\n|-|-|\n| C_D | y |",
        [
            ("envvar", "A_B", {"required": "required", "description": "x"}),
            ("envvar", "C_D", {"required": "optional", "description": "y"}),
        ],
    ),
    "variables that only their shape tells": (
        "## Configuration\n\n| Name | Required | Description |\n|-|-|-|\n| `A_HOST` | Yes | x |\n| `A_PORT` | No | y |",
        [
            ("envvar", "A_HOST", {"required": "Yes", "description": "x"}),
            ("envvar", "A_PORT", {"required": "No", "description": "y"}),
        ],
    ),
    "bullets with remarks in parentheses": (
        "## Environment variables\n\n- `PORT` (optional, default 3000): where it listens\n- `LOG_DIR` [optional] - logs\n"
        "- **MAIL_FROM** — the sender\n- `A` (see below): other",
        [
            ("envvar", "PORT", {"required": "optional", "default": "3000", "description": "where it listens"}),
            ("envvar", "LOG_DIR", {"required": "optional", "description": "logs"}),
            ("envvar", "MAIL_FROM", {"description": "the sender"}),
            ("envvar", "A", {"description": "other\n\nsee below"}),
        ],
    ),
    "variables by topic": (
        "## Environment variables\n\n### Mail\n\n- **MAIL_HOST**: the host\n- **MAIL_PORT**: the port",
        [("envvar", "MAIL_HOST", {"description": "the host"}), ("envvar", "MAIL_PORT", {"description": "the port"})],
    ),
    "headings that are names, one label a line": (
        "## Environment Variables\n\n### `SESSION_TTL`\n**Description**: how long\n**Default**: `60`\n**Required**: No\n",
        [("envvar", "SESSION_TTL", {"description": "how long", "default": "`60`", "required": "No"})],
    ),
    "emoji, numbers and bold type in headings": (
        "## 3) 🔌 **Environment Variables** (all)\n\n| **Variable** | `Description` |\n|-|-|\n| `A` | x |",
        [("envvar", "A", {"description": "x"})],
    ),
    "secrets by their purpose": (
        "## Secrets (in the manager)\n\n| Secret Name | Purpose | Rotation |\n|-|-|-|\n| `A` | x | yearly |",
        [("secret", "A", {"usage": "x", "rotation": "yearly"})],
    ),
    "a method before its path": (
        "## API Endpoints\n\n| Method | Path | Description |\n|-|-|-|\n| `GET` | `/a` | x |\n| GET, PUT | `/b` | y |",
        [
            ("endpoint", "GET /a", {"purpose": "x"}),
            ("endpoint", "GET /b", {"purpose": "y"}),
            ("endpoint", "PUT /b", {"purpose": "y"}),
        ],
    ),
    "an endpoint as a heading": (
        "## API\n\n### API Endpoints\n\n#### **POST /v1/x**\n**Purpose**: makes one\n\n**Rate Limiting**: 5 a minute\n",
        [("endpoint", "POST /v1/x", {"purpose": "makes one", "rate-limit": "5 a minute"})],
    ),
    "an endpoint with its purpose in the heading": (
        "## Endpoints\n\n### `DELETE /v1/x` — drops one\n\n- **Timeout:** 3s",
        [("endpoint", "DELETE /v1/x", {"timeout": "3s", "purpose": "drops one"})],
    ),
    "traps as a table": (
        "## Troubleshooting\n\n| Problem | Cause | Solution |\n|-|-|-|\n| It hangs | a lock | wait |",
        [("gotcha", "It hangs", {"symptom": "It hangs", "cause": "a lock", "fix": "wait"})],
    ),
    "traps with labels above their text": (
        "## Start\n\n### It hangs\n\n**Symptom**: nothing\n\n**Solution**:\n\n- wait\n- or not\n",
        [("gotcha", "It hangs", {"symptom": "nothing", "fix": "- wait\n- or not"})],
    ),
    "traps whose labels are headings": (
        "## Known issues\n\n### It hangs\n\n#### Symptom\n\nnothing\n\n#### Fix\n\nwait\n",
        [("gotcha", "It hangs", {"symptom": "nothing", "fix": "wait"})],
    ),
    "errors by their status": (
        "## Error codes\n\n| Status | Meaning | Action |\n|-|-|-|\n| 404 | not there | look again |",
        [("error", "404", {"status": "404", "cause": "not there", "resolution": "look again"})],
    ),
    "a component as a table of its properties": (
        "## Components\n\n### Basket\n\n| Aspect | Details |\n|-|-|\n| **Responsibility** | keeps carts |\n| Tech stack | Go |",
        [("component", "Basket", {"purpose": "keeps carts", "technology": "Go"})],
    ),
    "integrations as bullets within bullets": (
        "## APIs & External Services\n\n**Payment:**\n- Acme Pay - card payments\n  - Auth: a key\n\n**Mail:**\n- None",
        [("integration", "Acme Pay", {"description": "card payments", "auth-type": "a key"})],
    ),
    "dependencies in both directions as tables": (
        "### Input Dependencies (what we consume)\n\n| Service | Purpose |\n|-|-|\n| `orders` | reads them |\n\n"
        "### Output Dependencies\n\n| Service | What they get from us |\n|-|-|\n| `web` | prices |",
        [("upstream", "orders", {"reason": "reads them"}), ("downstream", "web", {"uses": "prices"})],
    ),
    "the name of a dependency in bold type": (
        "## Upstream dependencies\n\n- **Billing**: reads invoices\n- **Database:** orders - keeps them\n- None",
        [
            ("upstream", "Billing", {"reason": "reads invoices"}),
            ("upstream", "orders", {"type": "Database", "reason": "keeps them"}),
        ],
    ),
    "endpoints as headings below an integration": (
        "## Integration Details\n\n### Mailgate\n\n- **Provider:** Us\n\n#### `POST /v1/mails`\nSends.\n\n- **Timeout:** 5s",
        [("integration", "Mailgate", {"provider": "Us"})],
    ),
    "endpoints as headings below a heading within an integration": (
        "## Integration Details\n\n### Mailgate\n\n- **Provider:** Us\n\n#### API Endpoints\n\n##### GET /v1/x\n\n- **Timeout:** 5s",
        [("integration", "Mailgate", {"provider": "Us"})],
    ),
    "endpoints as words of a list": (
        "## API Endpoints\n\n- GET /x: one\n- POST /x - makes one",
        [("endpoint", "GET /x", {"purpose": "one"}), ("endpoint", "POST /x", {"purpose": "makes one"})],
    ),
    "endpoints as headings below a heading that is no integration": (
        "## Integration Details\n\n### Our own API\n\nWords.\n\n#### GET /v1/mails\n\n- **Timeout:** 5s",
        [("endpoint", "GET /v1/mails", {"timeout": "5s"})],
    ),
    "a link behind a word": (
        "## Related\n\n- Link: [runbook](https://a.example)",
        [("related", "runbook", {"target": "https://a.example"})],
    ),
    "names in bold type, and words": (
        "## Components\n\n- **Dashboard** shows all\n- [x] **Worker** - does all",
        [("component", "Dashboard", {"purpose": "shows all"}), ("component", "Worker", {"purpose": "does all"})],
    ),
    "names in capitals": (
        "## Environment Variables\n\n- **PORT**: where it listens\n- HOST - its name",
        [("envvar", "PORT", {"description": "where it listens"}), ("envvar", "HOST", {"description": "its name"})],
    ),
    "names in two backticks": (
        "## Environment Variables\n\n- ``PORT`` - where it listens",
        [("envvar", "PORT", {"description": "where it listens"})],
    ),
    "the type of a dependency with its colon, and no more": (
        "## Upstream Dependencies\n\n- **Database:** orders\n- checkout-api (order events)",
        [("upstream", "orders", {"type": "Database"}), ("upstream", "checkout-api", {"reason": "order events"})],
    ),
    "several labels on a line": (
        "## Gotchas\n\n### 1. 💥 It hangs\n\n**Symptom:** s **Cause:** c **Fix:** f",
        [("gotcha", "It hangs", {"symptom": "s", "cause": "c", "fix": "f"})],
    ),
    "a row that goes on with another method": (
        "## Endpoints\n\n| Endpoint | Method | Purpose |\n|-|-|-|\n| `/x` | GET | reads |\n|  | POST | writes |\n| `/y` | — | no |",
        [
            ("endpoint", "GET /x", {"purpose": "reads"}),
            ("endpoint", "POST /x", {"purpose": "writes"}),
            ("endpoint", "/y", {"purpose": "no"}),
        ],
    ),
    "a row that goes on with the same": (
        "## Components\n\n| Component | Type | Purpose |\n|-|-|-|\n| Api | svc | one |\n|  | svc | two |",
        [("component", "Api", {"type": "svc", "purpose": "one; two"})],
    ),
    "labels and comments of MyST": (
        "## Gotchas\n\n### A\n\n**Symptom:** s\n\n% nobody\n\n**Fix:** f\n\n(b)=\n### B\n\n**Symptom:** t\n\n**Fix:** g",
        [
            ("gotcha", "A", {"symptom": "s\n\n% nobody", "fix": "f"}),
            ("gotcha", "B", {"symptom": "t", "fix": "g"}),
        ],
    ),
    "a title of two lines, and an underlined heading": (
        "Shop\n====\n\nError Codes\n-----------\n\nCode | Cause | Fix\n---|---|---\n`E1` | x | y",
        [("error", "E1", {"cause": "x", "resolution": "y"})],
    ),
}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_dialect_is_understood(dialect: str) -> None:
    markdown, expected = DIALECTS[dialect]
    assert [told(found) for found in entries(markdown)] == expected
    once = convert(markdown, VOCABULARY).text
    assert convert(once, VOCABULARY).text == once
    assert once.count("{archdoc:") == sum(1 for found in entries(markdown) for _ in found.family())


REMARKS = {
    "No (**Yes** if `X` is set)": "No",
    "✅ Yes, in production": "✅",
    "**Yes** (prod)": "**Yes**",
}


@pytest.mark.parametrize("words", REMARKS)
def test_a_remark_on_a_flag_is_kept(words: str) -> None:
    table = (
        f"## Environment Variables\n\n| Variable | Required | Description |\n|-|-|-|\n| `A` | {words} | x |"
    )
    (found,) = entries(table)
    assert found.fields["required"].text == REMARKS[words]
    assert [note.text for note in found.notes] == [f"**Required:** {words}"]


@pytest.mark.parametrize("words", ["✅ Yes", "❌ No", "✅ Required"])
def test_a_flag_that_is_said_twice_is_no_remark(words: str) -> None:
    (found,) = entries(
        f"## Environment Variables\n\n| Variable | Required | Description |\n|-|-|-|\n| `A` | {words} | x |"
    )
    assert found.notes == []


LEFT = {
    "events that look like variables": "## Events\n\n| Event | When published |\n|-|-|\n| ORDER_PAID | after payment |",
    "feature flags": "## Configuration\n\n### Feature Flags\n\n| Flag | Default | Purpose |\n|-|-|-|\n| `NEW_CART` | off | x |",
    "a protocol of tests": "## Tests\n\n| Scenario | Expected | Actual |\n|-|-|-|\n| pay | ok | ok |",
    "a matrix": "## Environments\n\n| | Dev | Prod |\n|-|-|-|\n| Size | 1 | 3 |",
    "changed files": "## Changes\n\n| File | Lines changed |\n|-|-|\n| `a.py` | 3 |",
    "an item that names nothing": "## Related documentation\n\n- Just ask",
    "widgets": "## UI components\n\n- **Button**: clicks",
    "views of a program": "## Views\n\n- `list.html`: all",
    "labels of another sort": "## Notes\n\n### A\n\n**Problem:** x\n\n**Why:** y",
    "words in bold type below a topic": "## Environment\n\n- **OS**: Linux\n- **Editor**: any",
    "steps that read like an endpoint": "## API Endpoints\n\n### Error handling\n\nRetry: later",
}


@pytest.mark.parametrize("words", LEFT)
def test_what_only_looks_alike_is_left_alone(words: str) -> None:
    assert entries(LEFT[words]) == []
    assert convert(LEFT[words], VOCABULARY).text == LEFT[words]


def test_a_project_adds_words_to_a_kind_of_the_package() -> None:
    more = {
        "envvar": {
            "wording": {
                "headings": ["Stellschrauben"],
                "names": ["Schraube"],
                "fields": {"default": ["Vorgabe"]},
            }
        }
    }
    kinds, problems = merge_kinds(KINDS, more, "archdoc.toml")
    assert problems == []
    text = "## Stellschrauben\n\n| Schraube | Vorgabe |\n|-|-|\n| `A` | `1` |"
    assert "```{archdoc:envvar} A\n:default: `1`\n```" in convert(text, Vocabulary(kinds)).text
    assert entries(text) == []


@pytest.mark.parametrize(
    ("wording", "key"),
    [
        ({"fields": {"nothing": ["x"]}}, "envvar.wording.fields.nothing"),
        ({"subtitle": "nothing"}, "envvar.wording.subtitle"),
        ({"label": "required"}, "envvar.wording.label"),
        ({"shape": "("}, "envvar.wording.shape"),
        ({"heading": ["x"]}, "envvar.wording.heading"),
        ({"placeholders": ["e"]}, "envvar.wording.placeholders"),
        ("x", "envvar.wording"),
    ],
)
def test_words_of_a_field_that_is_none_are_a_problem(wording: object, key: str) -> None:
    kinds, (problem,) = merge_kinds(KINDS, {"envvar": {"wording": wording}}, "archdoc.toml")
    assert problem.message.startswith(f"{key}:")
    assert kinds["envvar"].wording.headings == KINDS["envvar"].wording.headings


@pytest.mark.parametrize(
    ("wording", "key"),
    [
        ({"subtitle": "nothing"}, "own.wording.subtitle"),
        ({"label": "flag"}, "own.wording.label"),
        ({"shape": "("}, "own.wording.shape"),
    ],
)
def test_a_kind_of_ones_own_has_words_that_fit(wording: object, key: str) -> None:
    own = {"wording": wording, "fields": {"flag": {"type": "flag"}}}
    _, (problem,) = merge_kinds(KINDS, {"own": own}, "archdoc.toml")
    assert problem.message.startswith(f"{key}:")
