"""Variables that frameworks read by themselves: only where a manifest names the framework."""

from __future__ import annotations

import pytest

from sphinx_archdoc.parsing.page_settings import PageSettings
from sphinx_archdoc.sources.facts import EnvRead
from tests.checks.trees import FakeTree, check, variables

READ = EnvRead("SHOP_PORT", 3)


@pytest.mark.parametrize(
    ("path", "manifest", "name"),
    [
        ("Gemfile", "gem 'rails', '~> 8.0'", "DATABASE_URL"),
        ("web/Gemfile", 'gem "sidekiq"', "REDIS_URL"),
        ("composer.json", '{"require": {"symfony/framework-bundle": "^7"}}', "APP_SECRET"),
        ("api/Cargo.toml", "[dependencies]\nsqlx = 1", "DATABASE_URL"),
        ("requirements.txt", "dj-database-url==3.0", "DATABASE_URL"),
    ],
)
def test_a_framework_reads_common_names_if_a_manifest_names_it(path: str, manifest: str, name: str) -> None:
    page = variables(SHOP_PORT={}, **{name: {}})
    files = {"src/a.py": [READ], path: []}
    absent = [f"page:2 env-absent: {name} is read nowhere"]
    assert check(FakeTree(files, texts={path: manifest}), page) == []
    assert check(FakeTree(files, texts={path: "other"}), page) == absent
    assert check(FakeTree({"src/a.py": [READ], "go.mod": []}, texts={"go.mod": manifest}), page) == absent


@pytest.mark.parametrize(("path", "number"), [("shop/Gemfile", 0), ("Gemfile", 0), ("other/Gemfile", 1)])
def test_a_manifest_counts_in_the_scope_and_above_it(path: str, number: int) -> None:
    files = {"shop/src/a.py": [READ], path: []}
    page = variables(SHOP_PORT={}, DATABASE_URL={})
    page.page.settings = PageSettings(code=("shop",))
    assert len(check(FakeTree(files, texts={path: 'gem "rails"'}), page)) == number
