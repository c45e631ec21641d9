"""Which of the files that the configuration names are about the code of a scope."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.facts.declared_sources import sources_of
from sphinx_archdoc.checks.facts.paths import clean_path
from sphinx_archdoc.rules.configuration import ScopeSettings, SourcesSettings

SETTINGS = SourcesSettings(
    openapi=("api.yaml", "web/api.yaml"),
    scope=(
        ScopeSettings(code=("./shop/", "common"), openapi=("shop.yaml",)),
        ScopeSettings(code=("mail",), openapi=("mail/inner/api.yaml",)),
    ),
)


@pytest.mark.parametrize(
    ("code", "paths"),
    [
        (("common", "shop"), ["shop.yaml"]),
        (("web",), ["web/api.yaml"]),
        (("mail/inner/",), ["mail/inner/api.yaml"]),
        (("shop",), ["api.yaml", "web/api.yaml"]),
        (("",), ["api.yaml", "web/api.yaml"]),
    ],
)
def test_the_nearest_table_decides(code: tuple[str, ...], paths: list[str]) -> None:
    assert list(sources_of(SETTINGS, code, lambda table: table.openapi, str)) == paths


@pytest.mark.parametrize("path", ["a/b", " a/b/ ", "./a//b", "/a/b", "../a/b", "x/../a/b"])
def test_a_path_does_not_leave_the_root(path: str) -> None:
    assert clean_path(path) == "a/b"
