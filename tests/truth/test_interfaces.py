"""Endpoints, webhooks, MCP servers and owners through both doors, in all forms of entries."""

from __future__ import annotations

import pytest

from tests.truth.doors import Doors

TOML = """\
[sources]
root = "../code"
openapi = ["api.yaml"]
asyncapi = ["events.yaml"]
mcp = [".mcp.json"]
"""

CODE = {
    "api.yaml": 'openapi: "3.0.0"\npaths:\n  /users/{id}:\n    get: {}\n',
    "events.yaml": 'asyncapi: "2.6.0"\nchannels:\n  user.created: {}\n',
    ".mcp.json": '{"mcpServers": {"docs": {"command": "node"}}}',
    "CODEOWNERS": "* @acme/core\n",
}

FORMS = {
    "directives": """\
# A

```{{archdoc:document}}
:owner: "@acme/{owner}"
:status: active
```

```{{archdoc:endpoint}} GET {path}
:purpose: One user.
```

```{{archdoc:webhook}} {event}
:endpoint: POST /hooks
```

```{{archdoc:mcp-server}} docs
:purpose: Looks things up.
:connection: {connection}
```
""",
    "markdown": """\
> **Type:** Architecture
> **Status:** active
> **Owner:** @acme/{owner}

# A

## API Endpoints

| Method | Path | Purpose |
|---|---|---|
| GET | `{path}` | One user. |

## Webhooks

| Event | Endpoint |
|---|---|
| `{event}` | POST /hooks |

## Available Servers

| Server | Purpose | Connection |
|---|---|---|
| docs | Looks things up. | {connection} |
""",
}
TRUE = {"owner": "core", "path": "/users/{{user}}", "event": "user.created", "connection": "stdio"}
UNTRUE = {"owner": "web", "path": "/people/{{user}}", "event": "user.made", "connection": "sse"}


def write(doors: Doors, form: str, words: dict[str, str]) -> str:
    page = FORMS[form].format(
        **{name: word.replace("{{", "{").replace("}}", "}") for name, word in words.items()}
    )
    doors.write_code(CODE)
    doors.write({"archdoc.toml": TOML, "index.md": page})
    return page


@pytest.mark.parametrize("form", FORMS)
def test_what_is_so(doors: Doors, form: str) -> None:
    write(doors, form, TRUE)
    assert doors.both() == []


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_so(doors: Doors, form: str) -> None:
    page = write(doors, form, UNTRUE)
    found = doors.both()
    assert sorted(line.rpartition("(")[2] for line in found) == [
        "endpoint-absent)",
        "mcp-connection)",
        "owner-unknown)",
        "webhook-absent)",
    ]
    lines = page.split("\n")
    for word in ("/people", "user.made", "sse"):
        line = next(line for line in found if word in line)
        assert word in lines[int(line.split(":")[1]) - 1]


def test_a_change_of_a_described_file_is_seen(doors: Doors) -> None:
    write(doors, "directives", TRUE)
    assert doors.both() == []
    doors.write_code({"api.yaml": CODE["api.yaml"].replace("get:", "post:")})
    assert [line.split(": ", 2)[2] for line in doors.both()] == [
        "there is no endpoint GET /users/{user}; the path accepts POST (endpoint-absent)"
    ]


def test_a_file_that_is_not_there(doors: Doors) -> None:
    write(doors, "directives", TRUE)
    (doors.code / "api.yaml").unlink()
    assert doors.both() == [
        "archdoc.toml:3: warning: 'api.yaml' cannot be read: there is no such file (sources-unread)"
    ]
