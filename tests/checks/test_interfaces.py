"""How documented paths are found among the endpoints that are served."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.interfaces import ServedEndpoints
from sphinx_archdoc.sources.openapi import DescribedEndpoint
from tests.duration import at_most


def served(*names: str, bases: tuple[str, ...] = ()) -> ServedEndpoints:
    endpoints = (name.split(" ") for name in names)
    return ServedEndpoints(
        (DescribedEndpoint(method, path, "api.yaml", 1) for method, path in endpoints), bases
    )


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/user/{id}/notes", ["GET /users/{id}/notes", "POST /users/{id}/notes"]),
        ("/users/{id}/old/notes", ["GET /users/{id}/notes", "POST /users/{id}/notes"]),
        ("/v1/user/42/notes", []),
        ("/v1/user/{name}/notes", ["GET /users/{id}/notes", "POST /users/{id}/notes"]),
        ("/orders/{id}/notes", []),
        ("/users/{id}", []),
    ],
)
def test_what_differs_in_one_segment_is_near(path: str, near: list[str]) -> None:
    described = served("GET /users/{id}/notes", "POST /users/{id}/notes", "GET /", bases=("/v1",))
    assert described.near(path) == near


def test_what_is_near_is_found_among_many() -> None:
    described = served(*(f"GET /things{number}/items" for number in range(2_000)))
    with at_most(2):
        assert all(described.near(f"/thing{number}/items") for number in range(300))
