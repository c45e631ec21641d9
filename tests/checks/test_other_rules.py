"""The rules about secrets and dates, what could not be read, and suppressions."""

from __future__ import annotations

import datetime

import pytest

from sphinx_archdoc.checks import dates, ownership, secrets, servers, webhooks
from sphinx_archdoc.checks.code_locations import rules as code_rules
from sphinx_archdoc.checks.dates import due
from sphinx_archdoc.checks.endpoints import rules as endpoint_rules
from sphinx_archdoc.checks.engine import RULES
from sphinx_archdoc.checks.environment import rules as environment_rules
from sphinx_archdoc.checks.tables import rules as table_rules
from sphinx_archdoc.parsing.page_settings import Suppression, suppressions_in
from sphinx_archdoc.problems import Location
from sphinx_archdoc.rules.builtin import builtin_rules
from sphinx_archdoc.rules.configuration import CheckSettings, Configuration, ScopeSettings, SourcesSettings
from sphinx_archdoc.sources.facts import Unread
from sphinx_archdoc.sources.tree import UnreadSource
from tests.checks.trees import Document, FakeTree, check
from tests.duration import at_most

CODE = FakeTree({"src/a.py": []})


def test_a_secret_that_no_page_documents() -> None:
    page = Document("page").add("secret", "signing-key").add("envvar", "HOME", default="vault::signing-key")
    assert check(CODE, page) == []
    page.add("envvar", "PATH", default="vault::singing-key")
    assert check(CODE, page) == [
        "page:3 secret-unknown: there is no secret 'singing-key', which vault::singing-key names"
    ]


@pytest.mark.parametrize(
    ("value", "is_secret"),
    [
        ("q8Zr2vN7kLx4TtB9wYc3HsD6", True),
        ("Bearer q8Zr2vN7kLx4TtB9wYc3HsD6pQmF", True),
        ("your-Secret-Token-1234567890", False),
        ("ExampleKey1234567890Abcdef", False),
        ("https://Host1.example/AbcDef123456789012345678", False),
        ("com.Example.Service1.AbcdefghijKlm", False),
        ("MyVeryLongFeatureFlagName1IsEnabled", False),
        ("7b1c2d3e-4f5a-6b7c-8d9e-0f1a2b3c4d5e", False),
        ("0123456789abcdef0123456789abcdef", False),
        ("postgres://user@Host1/AbcDefGh1234567890IjKl", False),
        ("3600", False),
    ],
)
def test_a_value_that_looks_like_a_secret(value: str, is_secret: bool) -> None:
    found = check(CODE, Document("page").add("envvar", "HOME", default=value))
    assert found == (["page:1 secret-value: the default looks like a secret: q8Zr…"] if is_secret else [])


def test_long_values_take_linear_time() -> None:
    for value in ("+" * 100_000, "aB1" * 33_000, "/" * 100_000, "aB1-" * 25_000):
        with at_most(1):
            check(CODE, Document("page").add("envvar", "HOME", default=value))


def test_a_rotation_that_is_overdue() -> None:
    page = Document("page")
    page.add("secret", "a", rotation="Every 90 days", rotated="2026-05-01")
    page.add("secret", "b", rotation="Every 90 days", rotated="2026-01-01")
    page.add("secret", "c", rotation="Never", rotated="2020-01-01")
    assert check(CODE, page) == [
        "page:2 rotation-overdue: b was last rotated on 2026-01-01, and its next rotation was due on 2026-04-01"
    ]


def test_dates_of_pages() -> None:
    future = Document("future").add("document", "future", updated="2026-06-02")
    stale = Document("stale").add("document", "stale", updated="2025-06-01", review_every="6 months")
    today = Document("today").add("document", "today", updated="2026-06-01", review_every="6 months")
    assert check(CODE, future, stale, today) == [
        "future:1 date-future: the page was updated on 2026-06-02, which is in the future",
        "stale:1 date-stale: the page was last updated on 2025-06-01, and was due for review on 2025-12-01",
    ]
    unchanged = FakeTree({})
    unchanged.has_changed = False
    assert check(unchanged, stale) == []


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("Every 90 days", "2026-05-01"),
        ("90 days", "2026-05-01"),
        ("quarterly", "2026-04-30"),
        ("Every month", "2026-02-28"),
        ("6 months", "2026-07-31"),
        ("yearly", "2027-01-31"),
        ("every other week", "2026-02-14"),
        ("Once a year", "2027-01-31"),
        ("At least every two weeks", "2026-02-14"),
        ("every one month, by hand", "2026-02-28"),
        ("On every release", None),
        ("30 days before it expires", None),
        ("Every Monday", None),
        ("every twelve months", None),
        ("every four weeks", None),
        ("every 3-6 months", None),
        ("every 1.5 years", None),
        ("biweekly", None),
        ("bimonthly", None),
        ("semi-annually", None),
        ("half-yearly", None),
        ("twice a year", None),
        ("manual", None),
        ("", None),
        ("9999 years", None),
    ],
)
def test_periods(period: str, day: str | None) -> None:
    found = due(datetime.date(2026, 1, 31), period)
    assert (found and found.isoformat()) == day


def test_what_cannot_be_read_is_said() -> None:
    tree = FakeTree(
        {"src/a.sql": [Unread(3, "an ALTER TABLE"), Unread(5, "an ALTER TABLE")]},
        [UnreadSource("x.yaml", "there is no such file")],
    )
    scope = ScopeSettings(pages=("a",), code=("gone",))
    settings = Configuration(source="archdoc.toml", sources=SourcesSettings(scope=(scope,)))
    assert sorted(check(tree, configuration=settings)) == [
        "archdoc.toml:0 sources-unread: 'gone' cannot be read: there is no such file or folder",
        "archdoc.toml:0 sources-unread: 'x.yaml' cannot be read: there is no such file",
        "archdoc.toml:0 sources-unread: 2 statements in src/a.sql are not understood: an ALTER TABLE",
    ]


def ignoring(rule: str, name: str = "", reason: str = "", anchor: str = "") -> Document:
    page = Document("page").add("envvar", "SHOP_OLD").add("envvar", "SHOP_GONE")
    page.page.suppressions.append(Suppression(Location("page.md", 9), rule, name, reason, anchor))
    return page


@pytest.mark.parametrize(
    ("page", "left"),
    [
        (ignoring("env-absent"), []),
        (ignoring("env-*"), []),
        (ignoring("env-absent", "SHOP_OLD"), ["SHOP_GONE"]),
        (ignoring("env-absent", anchor="envvar-2"), ["SHOP_OLD"]),
    ],
)
def test_suppressions(page: Document, left: list[str]) -> None:
    assert [line.split()[2] for line in check(CODE, page)] == left


def test_suppressions_that_ignore_nothing_are_reported() -> None:
    assert (
        check(CODE, ignoring("env-default"))[2]
        == "page:9 suppression-unused: this suppression has no effect: env-default"
    )


def test_reasons_can_be_required() -> None:
    settings = Configuration(sources=SourcesSettings(), check=CheckSettings(require_reason=True))
    assert check(CODE, ignoring("env-absent"), configuration=settings) == [
        "page:9 suppression-reason: the reason is missing: env-absent"
    ]
    assert check(CODE, ignoring("env-absent", reason="why not"), configuration=settings) == []


def test_suppressions_of_the_rules_of_the_project_are_not_about_the_code() -> None:
    required = CheckSettings(require_reason=True)
    settings = Configuration(sources=SourcesSettings(), check=required, project_rules=("owner-given",))
    found = check(CODE, ignoring("owner-given"), configuration=settings)
    assert not any("suppression" in line for line in found)


def test_suppressions_in_comments() -> None:
    text = (
        "<!-- archdoc: ignore env-absent LEGACY_MODE -- set by the hosting company -->\n"
        "% archdoc: ignore code-missing\n"
        ".. archdoc: ignore env-* -- all\n"
        "```\n<!-- archdoc: ignore env-absent A -->\n```\n"
        "<!-- archdoc: envvar -->\n"
    )
    assert list(suppressions_in(text, "a.md")) == [
        Suppression(Location("a.md", 1), "env-absent", "LEGACY_MODE", "set by the hosting company"),
        Suppression(Location("a.md", 2), "code-missing"),
        Suppression(Location("a.md", 3), "env-*", "", "all"),
    ]


def test_every_function_has_its_row_and_every_row_its_function() -> None:
    of_the_engine = {"sources-unread", "suppression-unused", "suppression-reason"}
    of_others = {"code-case", "code-tail"}
    assert set(RULES) | of_the_engine | of_others == set(builtin_rules())


def test_no_family_has_a_rule_of_another() -> None:
    of_folders = (endpoint_rules, environment_rules, table_rules)
    modules = (code_rules, dates, ownership, secrets, servers, webhooks, *of_folders)
    assert sum(len(module.RULES) for module in modules) == len(RULES)


def test_which_findings_can_neither_be_suppressed_nor_accepted() -> None:
    rules = builtin_rules()
    assert {id_ for id_ in rules if not rules[id_].acceptable} == {"secret-value"}
    assert {id_ for id_ in rules if not rules[id_].suppressible} == {
        "secret-value",
        "suppression-reason",
        "suppression-unused",
    }
