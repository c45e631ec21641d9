"""Endpoints against the forms of OpenAPI: versions, YAML and JSON, servers, references."""

from __future__ import annotations

import json

import pytest

from tests.checks.interfaces import found
from tests.checks.trees import Document

ITEM = {"get": {}, "delete": {}}
PATHS = {"/users/{id}": ITEM, "/orders": {"post": {}}}
REFERRED = {"/users/{id}": {"$ref": "#/components/pathItems/user"}, "/orders": {"$ref": "orders.yaml#/all"}}

FORMS: dict[str, dict[str, object]] = {
    "3.0 with a server": {"openapi": "3.0.3", "servers": [{"url": "https://a.example/v1"}], "paths": PATHS},
    "3.0 with a path as server": {"openapi": "3.0.3", "servers": [{"url": "/v1"}], "paths": PATHS},
    "3.0 with a variable": {
        "openapi": "3.0.3",
        "servers": [{"url": "https://{host}/{base}", "variables": {"base": {"default": "v1"}}}],
        "paths": PATHS,
    },
    "3.0 with several servers": {
        "openapi": "3.0.3",
        "servers": [{"url": "https://a.example"}, {"url": "https://b.example/v1/"}],
        "paths": PATHS,
    },
    "3.1 with references": {
        "openapi": "3.1.0",
        "servers": [{"url": "/v1"}],
        "paths": REFERRED,
        "components": {"pathItems": {"user": ITEM}},
    },
    "2.0 with a base path": {"swagger": "2.0", "host": "a.example", "basePath": "/v1", "paths": PATHS},
    "2.0 without a host": {"swagger": "2.0", "basePath": "/v1/", "paths": PATHS},
}
TRUE = ("GET /v1/users/{id}", "DELETE /users/:id", "POST /v1/orders")


def page(*names: str) -> Document:
    document = Document("page")
    for name in names:
        method, _, path = name.partition(" ")
        document.add("endpoint", name, method=method, path=path)
    return document


@pytest.mark.parametrize("indent", [None, 2], ids=["flow", "indented"])
@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str, indent: int | None) -> None:
    """JSON is YAML, so that one text stands for both."""
    texts = {"api.yaml": json.dumps(FORMS[form], indent=indent), "orders.yaml": "all:\n  post: {}\n"}
    assert found(texts, page(*TRUE)) == []
    (left_out,) = found(texts, page(*TRUE[:2]))
    assert left_out.startswith("page:1 endpoint-undocumented: the endpoint POST /orders in ")
    assert found(texts, page(*TRUE, "GET /v1/invoices")) == [
        "page:4 endpoint-absent: there is no endpoint GET /v1/invoices"
    ]
    assert found(texts, page(*TRUE, "PUT /v1/orders")) == [
        "page:4 endpoint-absent: there is no endpoint PUT /v1/orders; the path accepts POST"
    ]


def test_a_last_parameter_that_is_a_path() -> None:
    api = 'openapi: "3.0.0"\npaths:\n  /files/{path}:\n    get: {}\n    delete: {}\n'
    assert found({"api.yaml": api}, page("GET /files/uploads/a.png", "DELETE /files/{path}")) == []
