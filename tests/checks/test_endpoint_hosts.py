"""Endpoints that documents give with the address of a program on the reader's machine."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.facts import Route
from tests.checks.interfaces import found
from tests.checks.test_endpoints import ALL, API, page
from tests.checks.trees import FakeTree, check
from tests.duration import at_most

TREE = FakeTree({"src/a.ts": [Route("GET", f"/shop/{name}", 1) for name in ("users", "orders", "lines")]})


def absent(*names: str) -> list[str]:
    lines = check(TREE, page(*names))
    return [line.partition("there is no endpoint ")[2] for line in lines if "endpoint-absent" in line]


@pytest.mark.parametrize(
    "host", ["http://localhost:8000", "https://LOCALHOST", "http://127.0.0.1:80", "http://[::1]"]
)
def test_the_path_behind_a_local_address_is_compared(host: str) -> None:
    served = [f"GET {host}/shop/users", f"GET {host}/shop/orders?full=1"]
    assert absent(*served, f"GET {host}/shop/gone") == [f"GET {host}/shop/gone"]
    assert absent(*served, f"GET {host}/shop/lines", f"GET {host}/docs", f"GET {host}/") == []


@pytest.mark.parametrize(
    "name",
    [
        "GET http://localhost:9090/shop/gone",
        "GET http://api.example/shop/gone",
        "GET http://localhost.example/shop/gone",
        "GET http://localhost:{port}/shop/gone",
    ],
)
def test_another_address_may_be_that_of_another_program(name: str) -> None:
    served = [f"GET http://localhost:8000/shop/{name}" for name in ("users", "orders", "lines")]
    assert absent(*served, name) == []
    assert absent(*served, name.replace(name.split("/")[2], "localhost:8000"))


@pytest.mark.parametrize(
    ("served", "others", "number"), [(1, 1, 0), (2, 1, 1), (2, 2, 2), (2, 3, 0), (3, 3, 3)]
)
def test_most_endpoints_with_an_address_must_be_served(served: int, others: int, number: int) -> None:
    paths = [f"http://localhost/shop/{name}" for name in ("users", "orders", "lines")]
    names = [*(f"GET {path}" for path in paths[:served]), *(f"POST {path}" for path in paths[:others])]
    assert len(check(TREE, page(*names))) == number


def test_a_description_is_compared_with_local_addresses() -> None:
    names = [name.replace(" /", " http://localhost:3000/") for name in ALL]
    lines = found({"api.yaml": API}, page(*names, "GET http://localhost:3000/gone"))
    assert [line for line in lines if "absent" in line] == [
        "page:4 endpoint-absent: there is no endpoint GET http://localhost:3000/gone"
    ]


def test_many_local_addresses_take_linear_time() -> None:
    names = [f"GET http://localhost:{number}/shop/users{number}" for number in range(2000)]
    with at_most(3):
        check(TREE, page(*names))
