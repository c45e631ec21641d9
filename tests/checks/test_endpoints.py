"""The rules about endpoints and webhooks, each true and untrue."""

from __future__ import annotations

import json

import pytest

from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.rules.configuration import Configuration, ScopeSettings, SourcesSettings
from sphinx_archdoc.sources.facts import Route
from sphinx_archdoc.sources.url_paths import path_segments
from tests.checks.interfaces import TextTree, found
from tests.checks.trees import Document, FakeTree, check

API = """\
openapi: 3.0.3
servers: [{url: "https://api.example/v1"}]
paths:
  /users/{id}:
    get: {}
    delete: {}
  /orders:
    post: {}
"""
ALL = ("GET /v1/users/{user}", "DELETE /users/:id", "POST /orders/")


def page(*names: str, **values: Value) -> Document:
    document = Document("page")
    for name in names:
        method, _, path = name.partition(" ")
        document.add("endpoint", name, method=method, path=path, **values)
    return document


def test_what_is_so_is_right() -> None:
    assert found({"api.yaml": API}, page(*ALL)) == []


@pytest.mark.parametrize(
    "name",
    [
        "GET /users/<int:id>?full=1",
        "GET /users/{id}?cursor=...",
        "get /users/{id}/",
        "GET /users/42",
        "HEAD /users/{id}",
        "ANY /orders",
        "GET /users/*",
        "GET /gateway/v1/users/{id}",
        "GET /v1/*/42",
        "OPTIONS /anything",
        "GET https://other.example/x",
        "GET /a, /b",
        "WS /socket",
        "GET /docs",
        "GET /api/openapi.json",
        "GET /actuator/health",
        "GET /v3/api-docs/swagger-config",
        "GET /api/v1/metrics",
    ],
)
def test_what_is_not_wrong(name: str) -> None:
    assert [line for line in found({"api.yaml": API}, page(name)) if "absent" in line] == []


@pytest.mark.parametrize("name", ["GET /users/{id}/docs", "GET /orders/{id}/metrics"])
def test_what_ends_like_a_path_of_a_framework_is_compared(name: str) -> None:
    assert f"page:4 endpoint-absent: there is no endpoint {name}" in found(
        {"api.yaml": API}, page(*ALL, name)
    )


@pytest.mark.parametrize("host", ["{{base_url}}", "${API_URL}", "$HOST"])
def test_a_variable_for_the_host_is_no_part_of_the_path(host: str) -> None:
    method, path = ALL[1].split(" ")
    lines = found({"api.yaml": API}, page(*ALL, f"{method} {host}{path}", f"GET {host}/gone"))
    assert [line for line in lines if "absent" in line] == [
        f"page:5 endpoint-absent: there is no endpoint GET {host}/gone"
    ]


def test_an_endpoint_that_is_not_described() -> None:
    assert found({"api.yaml": API}, page(ALL[0], ALL[1], "POST /order")) == [
        "page:1 endpoint-undocumented: the endpoint POST /orders in api.yaml:8 is not documented",
        "page:3 endpoint-absent: there is no endpoint POST /order",
    ]
    assert found({"api.yaml": API}, page(*ALL, "PUT /users/{id}")) == [
        "page:4 endpoint-absent: there is no endpoint PUT /users/{id}; the path accepts DELETE, GET"
    ]
    assert found({"api.yaml": API}, page(*ALL, "GET /v2/users/{id}")) == [
        "page:4 endpoint-absent: there is no endpoint GET /v2/users/{id}"
    ]


def test_a_mount_that_the_description_does_not_know() -> None:
    api = API.replace("/v1", "")
    assert found({"api.yaml": api}, page("GET /api/v3/users/{id}", *ALL[1:])) == []
    assert len(found({"api.yaml": api}, page("GET /api/v3/user/{id}", *ALL))) == 1


def test_a_prefix_that_documents_leave_out() -> None:
    api = "openapi: 3.0.3\npaths:\n" + "".join(
        f"  /v1/shops/{{id}}/{name}: {{get: {{}}}}\n" for name in "abc"
    )
    assert found({"api.yaml": api}, page("GET /a", "GET /v1/shops/{shop}/b", "GET /v1/shops/{id}/c:")) == []
    assert found({"api.yaml": api}, page("GET /a", "GET /b", "GET /c", "GET /d")) == [
        "page:4 endpoint-absent: there is no endpoint GET /d"
    ]


def test_a_page_about_another_program() -> None:
    assert len(found({"api.yaml": API}, page("GET /a", "GET /b"))) == 2
    assert found({"api.yaml": API}, page("GET /a", "GET /b", "GET /c")) == []


def test_a_page_that_names_a_few_endpoints_of_many() -> None:
    api = "openapi: 3.0.3\npaths:\n" + "".join(f"  /{name}: {{get: {{}}}}\n" for name in "abcdefg")
    assert len(found({"api.yaml": api}, page("GET /a", "GET /b"))) == 5
    assert found({"api.yaml": api}, page("GET /a")) == []


def test_endpoints_of_an_integration() -> None:
    theirs = page("GET /mails", integration=(Ref("Mailgate"),))
    assert found({"api.yaml": API}, theirs) == []
    named = page("GET /mails", integration=(Ref("Mailgate"),), spec="docs/their.json")
    text = {"openapi": "3.0.0", "paths": {"/mails": {"get": {}}}}
    assert found({"api.yaml": API, "docs/their.json": json.dumps(text)}, named) == []
    text["paths"] = {"/mail": {"get": {}}}
    assert found({"api.yaml": API, "docs/their.json": json.dumps(text)}, named) == [
        "page:1 endpoint-absent: there is no endpoint GET /mails"
    ]
    beside = page("GET /mails", spec="their.json")
    assert len(found({"docs/their.json": json.dumps(text)}, beside)) == 1


def test_a_file_that_an_entry_names_and_that_is_not_there() -> None:
    named = page("GET /mails", spec="x.yaml")
    assert found({"x.yaml": "a: b"}, named) == [
        "page:1 sources-unread: 'x.yaml' cannot be read: it is not an OpenAPI document"
    ]
    assert check(TextTree({}), named) == [
        "page:1 sources-unread: 'x.yaml' cannot be read: there is no such file"
    ]
    assert found({}, page("GET /mails", spec="https://a.example/openapi.json")) == []


def test_each_scope_has_its_own_description() -> None:
    scope = ScopeSettings(pages=("page",), code=("flow",), openapi=("flow/api.yaml",))
    settings = SourcesSettings(openapi=("api.yaml",), scope=(scope,))
    other = API.replace("/orders", "/jobs")
    code = {"api.yaml": API, "flow/api.yaml": other, "flow/a.py": ""}
    assert found(code, page(*ALL[:2], "POST /jobs"), settings=settings) == []
    assert len(found(code, page(*ALL), settings=settings)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a/{id}", "/a/:id"),
        ("/a/<int:id>", "/a/[id]"),
        ("/a/${id}/", "a/{id:\\d+}"),
        ("/a/{id}.json", "/a/:id.json"),
        ("/a/{rest*}", "/a/<path:rest>"),
        ("/a/[...rest]", "/a/*rest"),
    ],
)
def test_parameters_are_the_same_by_their_place(one: str, other: str) -> None:
    assert path_segments(one) == path_segments(other)


EVENTS = """\
asyncapi: 3.0.0
channels:
  orders:
    address: orders.v1
    messages:
      OrderCreated: {name: order.created}
      OrderDeleted: {name: order.deleted}
"""


def test_webhooks() -> None:
    true = Document("page").add("webhook", "order.created").add("webhook", "OrderDeleted")
    assert found({"events.yaml": EVENTS}, true) == []
    assert found({"events.yaml": EVENTS}, Document("page").add("webhook", "orders.v1")) == []
    untrue = Document("page").add("webhook", "order.created").add("webhook", "order.removed")
    assert found({"events.yaml": EVENTS}, untrue) == [
        "page:1 webhook-undocumented: the event 'order.deleted' in events.yaml:7 is not documented",
        "page:2 webhook-absent: there is no event 'order.removed'",
    ]
    theirs = Document("page").add("webhook", "message.bounced", integration=(Ref("Mailgate"),))
    assert found({"events.yaml": EVENTS}, theirs) == []


def test_webhooks_of_openapi() -> None:
    api = 'openapi: "3.1.0"\nwebhooks:\n  order.created: {post: {}}\n'
    assert found({"api.yaml": api}, Document("page").add("webhook", "order-created")) == []
    assert found({"api.yaml": api}, Document("page").add("webhook", "order.made")) == [
        "page:1 webhook-absent: there is no event 'order.made'"
    ]


ROUTES = FakeTree(
    {
        "src/a.ts": [
            Route("ANY", "/api", 1),
            Route("ANY", "users", 2),
            Route("GET", "/:id", 3),
            Route("POST", "/orders", 4),
            Route("ANY", "/files/*", 5),
        ],
        "tests/a.ts": [Route("GET", "/tested", 1)],
    }
)


def test_the_routes_of_the_code() -> None:
    assert check(ROUTES, page("GET /api/users/{id}", "POST /v1/orders", "GET /v1/files/a/b")) == []
    served = ("GET /api/users/{id}", "POST /v1/orders", "GET /files/a", "GET /users/{id}")
    assert check(ROUTES, page(*served, "GET /tested")) == [
        "page:5 endpoint-absent: there is no endpoint GET /tested"
    ]
    assert check(ROUTES, page("GET /a", "GET /b", "POST /orders")) == []  # most are not understood
    assert check(FakeTree({}), page("GET /a")) == []


@pytest.mark.parametrize(
    "name",
    [
        "GET /",  # relative to something that the page tells in words
        "GET /{id}",
        "GET /periods",  # the page leaves out a prefix
        "GET /export/{format}",  # the code names each value
    ],
)
def test_what_the_routes_of_the_code_may_mean(name: str) -> None:
    values = ("csv", "pdf", "json")
    routes = [Route("ANY", "/payroll/periods", 1), *(Route("GET", f"/export/{one}", 2) for one in values)]
    tree = FakeTree({"src/a.go": [*ROUTES.of_file["src/a.ts"], *routes]})
    served = ("GET /api/users/{id}", "POST /v1/orders", "GET /files/a")
    assert check(tree, page(*served, name)) == []
    assert len(check(tree, page(*served, "GET /years"))) == 1


def test_a_page_whose_routes_are_those_of_another_program() -> None:
    own = page("GET /api/users/{id}", "POST /v1/orders", "GET /files/a", "GET /gone")
    other = Document("other")
    for path in ("/ws/2/artist", "/ws/2/release"):
        other.add("endpoint", f"GET {path}", method="GET", path=path)
    assert [line.partition(" ")[0] for line in check(ROUTES, own, other)] == ["page:4"]


@pytest.mark.parametrize(
    ("name", "is_absent"),
    [
        ("POST /api/hooks/*/run", False),
        ("POST /export/*/csv", False),
        ("GET /hooks/*/run", True),
        ("POST /hooks/*/stop", True),
        ("POST /hooks/*/*/run", True),
    ],
)
def test_an_asterisk_between_slashes_stands_for_one_segment(name: str, is_absent: bool) -> None:
    paths = ("/hooks/{id}/run", "/export/orders/csv", "/jobs", "/users")
    tree = FakeTree({"src/a.ts": [Route("POST", path, 1) for path in paths]})
    assert bool(check(tree, page("POST /jobs", "POST /users", "POST /hooks/{id}/run", name))) is is_absent
    api = "openapi: 3.0.3\npaths:\n" + "".join(f"  {path}: {{post: {{}}}}\n" for path in paths)
    lines = found({"api.yaml": api}, page("POST /jobs", "POST /users", name))
    assert any("absent" in line for line in lines) is is_absent


def test_a_description_that_leaves_something_out() -> None:
    tree = TextTree({"api.yaml": API})
    tree.of_file["src/a.ts"] = [Route("PUT", "/orders", 1)]
    settings = Configuration(sources=SourcesSettings(openapi=("api.yaml",)))
    assert check(tree, page(*ALL, "PUT /orders"), configuration=settings) == []
    assert len(check(tree, page(*ALL, "PATCH /orders"), configuration=settings)) == 1


@pytest.mark.parametrize(
    ("names", "absent"),
    [
        (("GET /users/{id}", "GET /users/search", "GET /users/:id/log"), ["GET /users/search"]),
        (("GET /users/search", "GET /users/:id/log"), []),
        (("GET /users/{id}", "GET /users/me", "GET /users/42"), []),
        (("GET /users/{id}", "GET /users/count"), []),
        (("GET /users/{id}/log", "GET /users/someone/log"), []),
    ],
)
def test_a_word_is_not_the_value_of_a_parameter_that_is_documented_too(
    names: tuple[str, ...], absent: list[str]
) -> None:
    routes = [Route("GET", path, 1) for path in ("/users/:id", "/users/:id/log", "/users/count")]
    findings = check(FakeTree({"src/a.ts": routes}), page(*names))
    assert [line.rpartition("endpoint ")[2] for line in findings] == absent


def test_a_description_is_compared_though_a_route_serves_whatever_is_below_it() -> None:
    tree = TextTree({"api.yaml": API})
    tree.of_file["src/a.ts"] = [Route("ANY", "/users/*", 1)]
    settings = Configuration(sources=SourcesSettings(openapi=("api.yaml",)))
    assert len(check(tree, page(*ALL, "GET /users/all/gone"), configuration=settings)) == 1


@pytest.mark.parametrize(
    ("path", "is_absent"),
    [("docs/openapi.yaml", False), ("shop-v1.openapi.yaml", False), ("tests/openapi.yaml", True)],
)
def test_what_an_unnamed_description_has_is_not_absent(path: str, is_absent: bool) -> None:
    tree = TextTree({path: API})
    tree.of_file["src/a.ts"] = [Route("GET", f"/{name}", 1) for name in "abc"]
    assert bool(check(tree, page("GET /a", "GET /b", "GET /c", "POST /orders"))) is is_absent
    assert len(check(tree, page("GET /a", "GET /b", "GET /c", "PUT /orders"))) == 1


@pytest.mark.parametrize(
    ("name", "is_absent"),
    [
        ("POST /chat/orders", False),
        ("POST /api/v2/chat/orders", False),
        ("POST /shop/chat/orders", True),
        ("POST /orders", False),  # the page leaves out what all paths begin with
        ("PUT /chat/orders", True),
    ],
)
def test_an_unnamed_description_must_have_the_method_and_the_whole_path(name: str, is_absent: bool) -> None:
    paths = "".join(f"  /chat/{name}: {{post: {{}}}}\n" for name in ("orders", "users", "rooms"))
    tree = TextTree({"openapi.yaml": f"openapi: 3.0.3\npaths:\n{paths}"})
    tree.of_file["src/a.ts"] = [Route("GET", f"/{name}", 1) for name in "abc"]
    assert bool(check(tree, page("GET /a", "GET /b", "GET /c", name))) is is_absent


@pytest.mark.parametrize(("number", "is_absent"), [(19, True), (20, False)])
def test_nothing_is_absent_if_there_are_too_many_unnamed_descriptions(number: int, is_absent: bool) -> None:
    others = {f"a/{one}/openapi.yaml": "openapi: 3.0.3\npaths: {}\n" for one in range(number)}
    tree = TextTree({**others, "z/openapi.yaml": API})
    tree.of_file["src/a.ts"] = [Route("GET", f"/{name}", 1) for name in "abc"]
    assert check(tree, page("GET /a", "GET /b", "GET /c", "POST /orders")) == []
    assert bool(check(tree, page("GET /a", "GET /b", "GET /c", "PUT /orders"))) is is_absent
