"""How documented paths are found among the endpoints that are served."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.facts.endpoints.interfaces import ServedEndpoints
from sphinx_archdoc.sources.openapi import DescribedEndpoint
from tests.checks.interfaces import found, scoped
from tests.checks.trees import Document
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


def test_scopes_share_what_all_pages_say_of_endpoints() -> None:
    paths = {number: [f"/s{number}/things{one}/{{id}}" for one in range(10)] for number in range(150)}
    described = "\n".join(f"  {path}:\n    get: {{}}" for of_scope in paths.values() for path in of_scope)
    texts = {"api.yaml": f"openapi: 3.0.3\npaths:\n{described}\n  /other:\n    get: {{}}"}
    pages: list[Document] = []
    for number, of_scope in paths.items():
        texts |= {f"s{number}/a.py": "", f"s{number}/README.md": "GET /x\n" * 100}
        pages.append(Document(f"s{number}/README", scoped(f"s{number}")))
        for path in of_scope:
            pages[-1].add("endpoint", f"GET {path}", method="GET", path=path)
    with at_most(1.5):  # it took three seconds when each scope looked at all pages
        absent = found(texts, *pages)
    assert len(absent) == len(paths) and all("GET /other in api.yaml" in one for one in absent)
