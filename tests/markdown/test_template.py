"""The template that nobody filled in gives no entries, and a problem for each of its placeholders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_archdoc.markdown.convert.conversion import convert
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.page import recognise
from sphinx_archdoc.problems import Code
from tests.markdown.documents import VOCABULARY

GIVEN = Path(__file__).parent.parent.parent.parent / "shared/template.md"

OWN = """\
> **Type:** Architecture
> **Focus:** [critical/high/medium/low]
> **Owner:** [@somebody]
> **Status:** [draft/active/deprecated]

# [ArchitectureName] Architecture

## Overview

[What the page is about. E.g., "How people sign in."]

## Environment Variables

| Variable | Required | Default | Description | Example |
|---|---|---|---|---|
| `[VAR_NAME_1]` | ✓ | — | [What it controls] | `production` |
| `[VAR_NAME_2]` | ✗ | `false` | [What it controls] | `true` |

## Key Components

| Component | Type | Purpose | Technology | Owner |
|---|---|---|---|---|
| **[ComponentName1]** | Service | [What it does] | [Stack] | [@team] |

## Integration Details

### [IntegrationName1]: [ServiceName]

**Service Information:**
- **Provider:** [Company]
- **Documentation:** [Link]

**API Endpoints:**
| Endpoint | Method | Purpose | Rate Limit | Timeout |
|---|---|---|---|---|
| `/v1/[resource]` | GET | [Description] | 100 req/min | 30s |

### [IntegrationName2]: [ServiceName]

[The same again]

## Core Tables

```sql
CREATE TABLE [table_name] (
  id UUID PRIMARY KEY,
  FOREIGN KEY([relation_id]) REFERENCES [related_table](id)
);
```

## Relationships

```mermaid
erDiagram
    [TABLE1] ||--o{ [TABLE2] : "relationship"
```

## Common Errors

| Error | Status | Cause | Resolution | Prevention |
|---|---|---|---|---|
| `[ERROR_CODE]` | 400 | [Invalid input] | Check it | — |

## Common Gotchas

### [GotchaTitle1]
- **Symptom:** [What happens]
- **Cause:** [Why]
- **Fix:** [How]
- **Prevention:** [How not]

## Upstream Dependencies

- **Database:** [Database name] - [reason]

## Available Servers

```json
{
  "mcpServers": {
    "[mcp-name]": {
      "args": ["dist/index.js"],
      "env": {"API_KEY": "vault::[secret-key]"}
    }
  }
}
```

## Related Documentation

- [Link to Related Workflow](./WORKFLOW.md)
- [Infrastructure]()
"""

DOCUMENTS = [
    pytest.param(OWN, id="own"),
    pytest.param(
        GIVEN,
        id="given",
        marks=pytest.mark.skipif(not GIVEN.exists(), reason="the template itself is no part of the project"),
    ),
]


def text_of(document: str | Path) -> str:
    return document if isinstance(document, str) else document.read_text("utf-8")


def placeholders(text: str) -> set[int]:
    """The lines with words in brackets, or brackets that lead nowhere."""
    pattern = re.compile(r"\[[^\[\]]*[a-z][^\[\]]*\](?!\([^)])|\]\(\./|YYYY", re.I)
    return {
        number
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line) and '"args"' not in line
    }


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_of_it_is_an_entry(document: str | Path) -> None:
    text = text_of(document)
    recognition = recognise(read_blocks(text), VOCABULARY, "page.md")
    assert recognition.entries == []
    assert convert(text, VOCABULARY).text == text


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_placeholder_is_a_problem_at_its_line(document: str | Path) -> None:
    text = text_of(document)
    problems = recognise(read_blocks(text), VOCABULARY, "page.md").problems
    assert {problem.code for problem in problems} == {Code.PLACEHOLDER}
    found = [problem.where.line for problem in problems]
    assert len(found) == len(set(found))
    assert set(found) == placeholders(text)


@pytest.mark.parametrize(
    "section", ["Environment Variables", "Key Components", "Common Gotchas", "Core Tables"]
)
def test_a_section_that_was_forgotten_gives_no_entries(section: str) -> None:
    text = OWN.replace("[ArchitectureName] Architecture", "Sign-in").replace(
        "[critical/high/medium/low]", "high"
    )
    found = recognise(read_blocks(text), VOCABULARY, "page.md")
    assert [entry.kind for entry in found.entries if entry.name] == []
    start = text.splitlines().index(f"## {section}") + 1
    lines = {problem.where.line for problem in found.problems if problem.code is Code.PLACEHOLDER}
    within = {line for line in placeholders(text) if start < line < start + 6}
    assert within <= lines


def test_a_placeholder_within_a_long_text_is_told_at_its_line() -> None:
    text = (
        "## Gotchas\n\n### [GotchaTitle1]\n\n- **Symptom:** It\n  is [GotchaTitle1]\n- **Cause:** us\n\n"
        "More words\n\nof [GotchaTitle2] in a note.\n"
    )
    found = recognise(read_blocks(text), VOCABULARY).problems
    assert [(problem.where.line, str(problem)) for problem in found] == [
        (3, "the placeholder '[GotchaTitle1]' was not filled in"),
        (6, "the placeholder '[GotchaTitle…]' was not filled in"),
        (11, "the placeholder '[GotchaTitle…]' was not filled in"),
    ]


@pytest.mark.parametrize(
    "release", ["[1.0.0] - 2026-01-30", "[v2]", "[Unreleased] - Phase 2", "[unreleased]"]
)
def test_a_release_of_a_changelog_is_no_placeholder(release: str) -> None:
    text = f"# Changes\n\n## {release}\n\n- One.\n"
    assert recognise(read_blocks(text), VOCABULARY).problems == []
    other = text.replace(release, "[Section Name] of it")
    assert [problem.code for problem in recognise(read_blocks(other), VOCABULARY).problems] == [
        Code.PLACEHOLDER
    ]
