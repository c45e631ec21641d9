"""``archdoc.toml``, read key by key."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.rules.builtin import builtin_rules
from sphinx_archdoc.rules.configuration import read_configuration
from sphinx_archdoc.rules.finding import Severity

ALL = """
[sources]
root = ".."
exclude = ["legacy/", "**/fixtures/**"]
tests = ["tests/"]
migrations = [{ path = "db/migrations", dialect = "postgres", schema = "public" }]
exclude-tables = ["audit_*"]
openapi = ["api/openapi.yaml"]
asyncapi = ["api/events.yaml"]
mcp = [".mcp.json"]
codeowners = ".github/CODEOWNERS"
environment = { known = ["OTEL_*"], wrappers = ["get_setting"], prefix = "SHOP_" }
readers = ["mine"]

[[sources.pattern]]
globs = ["*.x"]
expression = 'read (?P<name>\\w+)'

[[sources.scope]]
pages = ["services/flow/**"]
code = ["services/flow", "packages/common"]
migrations = [{ path = "services/flow/migrations", dialect = "mysql" }]

[rules]
env-undocumented = "note"
"code-*" = "error"
[[rules.override]]
pages = ["archive/**"]
rules = { "*" = "off" }

[check]
baseline = "archdoc-baseline.json"
require-reason = true

[kinds.alert]
title = "Alert"
"""


def test_the_whole_file() -> None:
    found, problems = read_configuration(ALL, "archdoc.toml")
    assert problems == []
    assert found.sources is not None
    assert found.sources.scope[0].code == ("services/flow", "packages/common")
    assert found.sources.environment.known == ("OTEL_*",)
    assert found.check.require_reason
    assert list(found.kinds) == ["alert"]
    rules = builtin_rules()
    assert found.severity(rules["env-undocumented"], "page") is Severity.NOTE
    assert found.severity(rules["code-case"], "page") is Severity.ERROR
    assert found.severity(rules["code-case"], "archive/page") is Severity.OFF
    assert found.severity(rules["env-absent"], "page") is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x", 1, "the file is not valid TOML"),
        ("sources = 3", 1, "sources: must be a table"),
        ("[sources]\nroot = 3", 2, "sources.root: must be a string, and is a whole number"),
        ("[sources]\nexclude = 'a'", 2, "sources.exclude: must be a list, and is a string"),
        ("[sources]\nrooot = '.'", 2, "sources.rooot: unknown key"),
        ("[sources]\nenvironment = []", 2, "sources.environment: must be a table"),
        (
            "[sources]\nenvironment = {known = 1}",
            2,
            "sources.environment.known: must be a list, and is a whole number",
        ),
        (
            "[[sources.scope]]\ncode = ['a']\n[[sources.scope]]\ncode = 1",
            4,
            "sources.scope.1.code: must be a list",
        ),
        ("[sources]\nscope = 1", 2, "sources.scope: must be a list of tables"),
        ("[sources]\nmigrations = [1]", 2, "sources.migrations.0: must be a table"),
        ("[rules]\nenv-absent = 'fatal'", 2, "rules.env-absent: not a severity"),
        ("[rules]\nenv-absent = []", 2, "rules.env-absent: not a severity"),
        ("[rules]\nenv-absnt = 'error'", 2, "rules.env-absnt: there is no such rule"),
        ("rules = 1", 1, "rules: must be a table of rules and severities"),
        ("[rules]\noverride = 1", 2, "rules.override: must be a list of tables"),
        (
            "[check]\nrequire-reason = 'yes'",
            2,
            "check.require-reason: must be true or false, and is a string",
        ),
        ("check = []", 1, "check: must be a table"),
        ("kinds = 1", 1, "kinds: must be a table of kinds"),
        ("[alert]\ntitle = 'x'", 1, "alert: unknown table"),
    ],
)
def test_a_mistake_costs_its_own_key(text: str, line: int, message: str) -> None:
    found, problems = read_configuration(text, "archdoc.toml")
    assert [problem.where.line for problem in problems] == [line]
    assert problems[0].message.startswith(message)
    assert found.check.baseline == ""


def test_a_file_of_kinds_keeps_its_form() -> None:
    found, problems = read_configuration(
        "[alert]\ntitle = 'x'\n[check]\nbaseline = 'b'", "k.toml", holds_kinds=True
    )
    assert (found.kinds, found.check.baseline, problems) == ({}, "b", [])


VALUES = st.recursive(
    st.one_of(
        st.integers(), st.booleans(), st.text(string.printable, max_size=5), st.floats(allow_nan=False)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["path", "code", "pages", "rules", "known", "x"]), inner, max_size=3),
    ),
    max_leaves=5,
)
KEYS = [
    "root",
    "exclude",
    "migrations",
    "environment",
    "scope",
    "pattern",
    "override",
    "baseline",
    "env-absent",
]


def toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\u{ord(c):04x}" for c in value) + '"'
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + "}"
    return repr(value)


@given(
    st.sampled_from(["sources", "rules", "check", "kinds"]), st.dictionaries(st.sampled_from(KEYS), VALUES)
)
def test_wrong_types_everywhere(table: str, values: dict[str, object]) -> None:
    text = f"[{table}]\n" + "\n".join(f"{key} = {toml(value)}" for key, value in values.items())
    found, _ = read_configuration(text, "archdoc.toml")
    for rule in builtin_rules().values():
        found.severity(rule, "page")


@given(st.text())
def test_any_text(text: str) -> None:
    read_configuration(text, "archdoc.toml")
