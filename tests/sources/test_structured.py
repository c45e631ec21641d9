"""JSON, YAML and TOML as values, and the files that describe interfaces; none of them may do harm."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.sources.asyncapi import read_asyncapi
from sphinx_archdoc.sources.codeowners import read_codeowners
from sphinx_archdoc.sources.mcp import read_mcp
from sphinx_archdoc.sources.openapi import read_openapi
from sphinx_archdoc.sources.structured import NotStructured, ReadText, Table, read_structured
from tests.duration import at_most


def files(**texts: str) -> ReadText:
    """Return a reader of some files; ``__`` stands for a dot."""
    return {name.replace("__", "."): text for name, text in texts.items()}.get


def test_values_know_their_lines() -> None:
    yaml = read_structured("a.yaml", "base: &b\n  x: 1\nmore:\n  <<: *b\n  y: null\n")
    assert yaml == {"base": {"x": "1"}, "more": {"x": "1", "y": None}}
    assert (yaml.line_of("more"), yaml.table("more").line_of("x"), yaml.table("more").line_of("y")) == (
        3,
        2,
        5,
    )
    text = '{\n  // a comment\n  "a": {"b": "// none", /* more */ "c": [1, 2,],},\n}'
    commented = read_structured("a.json", text)
    assert commented == {"a": {"b": "// none", "c": ["1", "2"]}}
    assert commented.line_of("a") == 3
    assert read_structured("a.toml", "[a]\nb = [1]") == {"a": {"b": [1]}}


HOSTILE = {
    "empty": "",
    "a scalar": "x",
    "a list": "[1]",
    "cut off": '{"paths": {"/a": {"get":',
    "deep in JSON": '{"a":' * 50_000 + "1" + "}" * 50_000,
    "deep in YAML": "".join(" " * n + "a:\n" for n in range(800)),
    "many brackets": "[" * 100_000,
    "a number": '{"a": ' + "9" * 10_000 + "}",
    "many quotes": '{"' * 100_000,
    "open comments": "{" + "/*" * 100_000,
    "a list of lists": "\n".join([f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]),
    "NUL": "\0" * 1_000,
    "surrogates": '{"\\ud800": "\\udfff"}',
    "too long": "a" * 1_000_001,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.toml"])
def test_what_is_not_structured_is_said(name: str, text: str) -> None:
    with at_most(2):
        try:
            assert isinstance(read_structured(name, text), Table)
        except NotStructured as error:
            assert str(error)
    for read in (read_openapi, read_asyncapi, read_mcp):
        assert read(name, lambda _: text).unread
    read_codeowners("CODEOWNERS", text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for name in ("a.json", "a.yaml", "a.toml"):
        assert read_openapi(name, lambda _: text).unread
        read_mcp(name, lambda _: text)
    for rule in read_codeowners("CODEOWNERS", text).rules:
        read_codeowners("CODEOWNERS", text).rule_of(rule.pattern)


OPENAPI = """\
openapi: 3.1.0
servers:
  - url: https://{zone}.example.org/{version}/
    variables: {zone: {default: eu}, version: {enum: [v1, v2], default: v1}}
paths:
  /users/{id}:
    parameters: []
    get: {}
    delete: {}
  /orders:
    $ref: "orders.yaml#/all"
  x-more: {}
webhooks:
  order.created: {}
"""


def test_openapi() -> None:
    found = read_openapi("api.yaml", files(api__yaml=OPENAPI, orders__yaml="all:\n  post: {}\n"))
    assert [(e.method, e.path, e.file, e.line) for e in found.endpoints] == [
        ("GET", "/users/{id}", "api.yaml", 8),
        ("DELETE", "/users/{id}", "api.yaml", 9),
        ("POST", "/orders", "orders.yaml", 2),
    ]
    assert found.bases == ("/v1", "/v2")
    assert [(event.name, event.line) for event in found.events] == [("order.created", 14)]
    assert found.unread == ()


def test_swagger_2() -> None:
    text = json.dumps(
        {"swagger": "2.0", "host": "a.example", "basePath": "/api", "paths": {"/x": {"put": {}}}}
    )
    found = read_openapi("a.json", lambda _: text)
    assert (found.bases, found.endpoints[0].method, found.endpoints[0].path) == (("/api",), "PUT", "/x")


CIRCLES = {
    "a path to itself": 'openapi: "3"\npaths: {/a: {$ref: "#/paths/~1a"}, /b: {get: {}}}',
    "two paths": 'openapi: "3"\npaths: {/a: {$ref: "#/paths/~1c"}, /c: {$ref: "#/paths/~1a"}, /b: {get: {}}}',
    "the file": 'openapi: "3"\npaths: {/a: {$ref: "a.yaml"}, /b: {get: {}}}',
    "an alias": 'openapi: "3"\npaths: &p {/a: *p, /b: {get: {}}}',
    "all paths": 'openapi: "3"\npaths: {$ref: "#/paths", /b: {get: {}}}',
    "a file that is not there": 'openapi: "3"\npaths: {/a: {$ref: "../../etc/passwd"}, /b: {get: {}}}',
    "the network": 'openapi: "3"\npaths: {/a: {$ref: "https://a.example/x"}, /b: {get: {}}}',
}


@pytest.mark.parametrize("text", CIRCLES.values(), ids=CIRCLES)
def test_references_in_circles(text: str) -> None:
    found = read_openapi("a.yaml", files(a__yaml=text))
    assert [e.path for e in found.endpoints] == ([] if '$ref: "#/paths"' in text else ["/b"])


ASYNCAPI = {
    "2": """\
asyncapi: 2.6.0
channels:
  order/created:
    publish:
      operationId: onOrderCreated
      message:
        oneOf:
          - $ref: "#/components/messages/OrderCreated"
components:
  messages:
    OrderCreated: {name: order.created}
""",
    "3": """\
asyncapi: 3.0.0
channels:
  orders:
    address: order/created
    messages:
      OrderCreated: {name: order.created}
operations:
  onOrderCreated: {action: send}
""",
}


@pytest.mark.parametrize("version", ASYNCAPI)
def test_asyncapi(version: str) -> None:
    found = read_asyncapi("a.yaml", lambda _: ASYNCAPI[version])
    (event,) = found.events
    names = {"order/created", "OrderCreated", "order.created", "onOrderCreated"}
    assert event.name == "order.created"
    assert {event.name, *event.aliases, *found.other_events} >= names


MCP = {
    '{"mcpServers": {"a": {"command": "x"}}}': ("stdio",),
    '{"servers": {"a": {"type": "http", "url": "https://a.example"}}}': ("streamable-http",),
    '{"mcp": {"servers": {"a": {"url": "https://a.example/sse"}}}}': ("sse", "streamable-http"),
    '{"mcpServers": {"a": {"url": "https://[a"}}}': (),
    '{"mcpServers": {"a": {}}}': (),
}


@pytest.mark.parametrize(("text", "connections"), MCP.items())
def test_mcp(text: str, connections: tuple[str, ...]) -> None:
    found = read_mcp(".mcp.json", lambda _: text)
    assert [(server.name, server.connections) for server in found.servers] == [("a", connections)]


def test_mcp_in_toml() -> None:
    assert read_mcp("config.toml", lambda _: '[mcp_servers.a]\ncommand = "x"').servers[0].name == "a"


OWNERS = """\
# all
* @all
*.md @writers # documents
/docs/* @docs
services/flow/ @flow person@a.example
**/secret/** @security
/vendor/
apps/**/api @api
[Web][2] @web
web/
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("main.py", ["@all"]),
        ("a/b.md", ["@writers"]),
        ("docs/a.py", ["@docs"]),
        ("docs/a/b.py", ["@all"]),
        ("services/flow/a/b.py", ["@flow", "person@a.example"]),
        ("x/services/flow/a.py", ["@all"]),
        ("a/secret/b", ["@security"]),
        ("vendor/a", []),
        ("apps/api/a", ["@api"]),
        ("apps/a/b/api/x.py", ["@api"]),
        ("a/web/b", ["@web"]),
        ("web", ["@all"]),
    ],
)
def test_codeowners(path: str, owners: list[str]) -> None:
    rule = read_codeowners("CODEOWNERS", OWNERS).rule_of(path)
    assert rule
    assert list(rule.owners) == owners


def test_patterns_of_owners_take_little_time() -> None:
    with at_most(2):
        for pattern in ("a*" * 200 + "c", "/**" * 40 + "/x", "*/" * 49 + "x", "[a-" * 100):
            owners = read_codeowners("CODEOWNERS", f"{pattern} @a\n")
            assert owners.rule_of("a" * 2_000) is None
            assert owners.rule_of("a/" * 1_000 + "b") is None


Reader = Callable[[str, ReadText], object]
CORPUS: Mapping[str, tuple[Reader, str]] = {
    "openapi": (read_openapi, OPENAPI),
    "asyncapi": (read_asyncapi, ASYNCAPI["2"]),
    "mcp": (read_mcp, next(iter(MCP))),
}


@pytest.mark.parametrize("name", CORPUS)
def test_cut_off_and_reversed(name: str) -> None:
    read, text = CORPUS[name]
    for cut in [*(text[:end] for end in range(0, len(text), 3)), text[::-1]]:
        read("a.yaml", lambda _, cut=cut: cut)  # type: ignore[misc]
        read("a.json", lambda _, cut=cut: cut)  # type: ignore[misc]
