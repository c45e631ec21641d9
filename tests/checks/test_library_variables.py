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
        ("composer.json", '{"require": {"laravel/framework": "^10"}}', "APP_SERVICES_CACHE"),
        ("api/Cargo.toml", "[dependencies]\nsqlx = 1", "DATABASE_URL"),
        ("requirements.txt", "dj-database-url==3.0", "DATABASE_URL"),
        ("pyproject.toml", 'dependencies = ["celery[redis]>=5"]', "CELERY_BROKER_URL"),
        ("package.json", '{"dependencies": {"next-auth": "^4.24.0"}}', "NEXTAUTH_SECRET"),
        ("package.json", '{"dependencies": {"next-auth": "^5.0.0-beta.30"}}', "AUTH_SECRET"),
        ("package.json", '{"dependencies": {"next-auth": "5.0.0-beta.30"}}', "AUTH_GOOGLE_ID"),
        ("web/package.json", '{"dependencies": {"better-auth": "^1.2.0"}}', "BETTER_AUTH_URL"),
        ("pom.xml", "<artifactId>spring-boot-starter-web</artifactId>", "CONSOLE_LOG_PATTERN"),
        (
            "build.gradle.kts",
            'implementation("org.springframework.boot:spring-boot-starter")',
            "LOG_LEVEL_PATTERN",
        ),
        ("build.gradle", "id 'org.springframework.boot' version '3.2.0'", "LOG_LEVEL_PATTERN"),
        ("package.json", '{"dependencies": {"@clerk/nextjs": "^6"}}', "NEXT_PUBLIC_CLERK_SIGN_IN_URL"),
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


def test_the_version_of_a_library_says_what_it_reads() -> None:
    page = variables(SHOP_PORT={}, AUTH_GOOGLE_ID={})
    tree = FakeTree(
        {"src/a.py": [READ], "package.json": []}, texts={"package.json": '"next-auth": "^4.24.0"'}
    )
    assert check(tree, page) == ["page:2 env-absent: AUTH_GOOGLE_ID is read nowhere"]


def test_a_package_whose_name_only_begins_alike_is_another() -> None:
    page = variables(SHOP_PORT={}, CELERY_BROKER_URL={})
    files = {"src/a.py": [READ], "requirements.txt": []}
    tree = FakeTree(files, texts={"requirements.txt": "celery-types==1\nflower-celery\n"})
    assert check(tree, page) == ["page:2 env-absent: CELERY_BROKER_URL is read nowhere"]
