"""Paths that packages serve by themselves: only where a manifest names the package."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.facts import Route
from tests.checks.test_endpoints import page
from tests.checks.trees import FakeTree, check

OWN = ["GET /api/a", "GET /api/b", "GET /api/c"]
ROUTES = [Route("GET", f"/api/{name}", 1) for name in "abc"]


@pytest.mark.parametrize(
    ("manifest", "text", "endpoint"),
    [
        ("composer.json", '{"require": {"laravel/sanctum": "^3"}}', "GET /sanctum/csrf-cookie"),
        ("composer.json", '{"require": {"laravel/passport": "^12"}}', "POST /oauth/token"),
        ("web/composer.json", '{"require": {"laravel/framework": "^11"}}', "GET /up"),
        ("Gemfile", 'gem "doorkeeper"', "POST /oauth/token/"),
        ("requirements.txt", "fastapi-users[sqlalchemy]==13.0", "POST /api/auth/jwt/login"),
        ("pyproject.toml", 'dependencies = ["djoser>=2"]', "POST /api/auth/jwt/create/"),
        ("pom.xml", "<artifactId>quarkus-smallrye-health</artifactId>", "GET /q/health"),
    ],
)
def test_what_a_package_serves_needs_no_route(manifest: str, text: str, endpoint: str) -> None:
    files = {"src/a.php": ROUTES, manifest: []}
    absent = [f"page:4 endpoint-absent: there is no endpoint {endpoint}"]
    assert check(FakeTree(files, texts={manifest: text}), page(*OWN, endpoint)) == []
    assert check(FakeTree(files, texts={manifest: "other"}), page(*OWN, endpoint)) == absent
    assert check(FakeTree(files, texts={"src/a.php": text}), page(*OWN, endpoint)) == absent


def test_other_paths_of_the_program_are_compared() -> None:
    files = {"src/a.php": ROUTES, "composer.json": []}
    tree = FakeTree(files, texts={"composer.json": '{"require": {"laravel/sanctum": "^3"}}'})
    assert check(tree, page(*OWN, "GET /sanctum/token")) == [
        "page:4 endpoint-absent: there is no endpoint GET /sanctum/token"
    ]
