"""The rules about owners, each true and untrue."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.ownership import handles
from sphinx_archdoc.rules.configuration import SourcesSettings
from tests.checks.interfaces import found, scoped
from tests.checks.trees import Document

OWNERS = "* @acme/core\nservices/flow/ @acme/flow-team ann@a.example\n"
CODE = {".github/CODEOWNERS": OWNERS, "services/flow/a.py": "", "b.py": ""}
FOUND = SourcesSettings()


def page(owner: str, *code: str) -> Document:
    return Document("page", scoped(*code) if code else None).add("document", "page", owner=owner)


@pytest.mark.parametrize(
    "owner",
    [
        "@acme/core",
        "@core",
        "core",
        "@Flow-Team",
        "flow-team",
        "ann@a.example",
        "Ann Miller",
        "the Core team",
    ],
)
def test_an_owner_that_is_named(owner: str) -> None:
    assert found(CODE, page(owner), settings=FOUND) == []


@pytest.mark.parametrize("owner", ["@web", "web-team", "bob@a.example", "@other/core"])
def test_an_owner_that_no_line_names(owner: str) -> None:
    assert found(CODE, page(owner), settings=FOUND) == [
        f"page:1 owner-unknown: '{owner}' is not in .github/CODEOWNERS"
    ]
    component = Document("page").add("component", "api", owner=owner)
    assert found(CODE, component, settings=FOUND) == [
        f"page:1 owner-unknown: '{owner}' is not in .github/CODEOWNERS"
    ]


def test_an_owner_of_the_catalog() -> None:
    catalog = {"catalog-info.yaml": "spec:\n  owner: group:default/web-team\n"}
    assert found(CODE | catalog, page("@web-team"), settings=FOUND) == []


def test_the_owner_of_the_code() -> None:
    assert found(CODE, page("@flow-team", "services/flow"), settings=FOUND) == []
    assert found(CODE, page("@acme/core", "services/flow"), settings=FOUND) == [
        "page:1 owner-mismatch: the owner is documented as @acme/core, but .github/CODEOWNERS:2 names "
        "@acme/flow-team, ann@a.example for the code of this page"
    ]
    assert found(CODE, page("@acme/core", "services/flow", "b.py"), settings=FOUND) == []


def test_the_file_can_be_named() -> None:
    code = {"OWNERS": "* @a", ".github/CODEOWNERS": "* @b"}
    assert found(code, page("@b"), settings=SourcesSettings(codeowners="OWNERS")) == [
        "page:1 owner-unknown: '@b' is not in OWNERS"
    ]
    assert found({}, page("@b"), settings=FOUND) == []


def test_handles() -> None:
    assert handles("Ann (@ann), bob@a.example and @acme/core") == ["bob@a.example", "@ann", "@acme/core"]
    assert handles("@" * 10_000) == []
