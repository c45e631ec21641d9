"""The rules of a project as they are read from TOML: each mistake is a problem at its line."""

from __future__ import annotations

import pytest

from sphinx_archdoc.rules.finding import Severity
from sphinx_archdoc.rules.project_rules import read_rules, recommended_rules
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds

KINDS = builtin_kinds()

VALID = '[named]\nwhere = "not name"\nmessage = "has no name"\n'


def problems(text: str) -> list[str]:
    read = read_rules(text, "rules.toml", [KINDS])
    return [f"{one.where.line} {one.code.value}: {one}" for one in read.problems]


def test_defaults() -> None:
    (rule,), none, ids = read_rules(VALID, "rules.toml", [KINDS])
    assert ids == ("named",)
    assert (rule.id, rule.kinds, rule.level, rule.points, rule.applies, none) == (
        *("named", (), Severity.WARNING, 1, None),
        [],
    )


def test_a_rule_tells_whom_to_ask() -> None:
    def hint(*lines: str) -> str:
        return read_rules("\n".join([VALID, *lines]), "rules.toml", [KINDS]).rules[0].hint

    assert hint() == ""
    assert hint('help = "Name it."') == "Name it."
    assert hint("owner = '@a\tb '") == "Owner of the rule: @a b."
    assert hint('help = "Name it."', "owner = '@a'") == "Name it. Owner of the rule: @a."


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        ('kinds = ["componnt"]', 4, "rule.kinds: unknown kind 'componnt'; did you mean 'component'?"),
        ('where = "not onwer"', 2, "has a column 'onwer' (character 5); did you mean 'owner'?"),
        ('where = "document.stats"', 2, "'document.stats' (character 1); did you mean 'document.status'?"),
        ('applies = "focs = high"', 4, "'focs' (character 1); did you mean 'focus'?"),
        ('where = "name ="', 2, "rule.where: a value is missing (character 7)"),
        ('where = "cont(name) > 1"', 2, "there is no function 'cont'; did you mean 'count'?"),
        ('where = "age(owner) > 1"', 2, "rule.where: 'owner' is not a date (character 5); dates are"),
        (
            'where = "focus = hgh"',
            2,
            "rule.where: 'hgh' is not one of critical, high, medium, low (character 1)",
        ),
        ('where = "document.updated > soon"', 2, "rule.where: 'soon' is not a valid date (character 1)"),
        ('where = ""', 2, "rule.where: must be a string that is not empty"),
        ("where = 3", 2, "rule.where: must be a string, and is a whole number"),
        ('level = "fatal"', 4, "rule.level: 'fatal' is not one of error, warning, note"),
        ("points = -1", 4, "rule.points: must be a whole number of at least 0"),
        ("owner = 1", 4, "rule.owner: must be a string, and is a whole number"),
        ("point = 1", 4, "rule.point: unknown property; did you mean 'points'?"),
        ('help = "\\uD800"', 4, "the file is not valid TOML"),
        ("help = ", 4, "the file is not valid TOML"),
    ],
)
def test_a_mistake_leaves_one_rule_out(wrong: str, line: int, message: str) -> None:
    lines = {"where": 'where = "not owner"', "message": 'message = "has no owner"'}
    key = wrong.partition(" ")[0]
    lines[key] = wrong
    text = "\n".join(["[rule]", *lines.values(), ""])
    if key == "where":
        text = text.replace("[rule]", "[rule]", 1)
    (found,) = problems(f"{text}\n{VALID}")
    assert found.startswith(f"{line} wrong-rule: ")
    assert message in found
    rules = read_rules(f"{text}\n{VALID}", "rules.toml", [KINDS]).rules
    assert [rule.id for rule in rules] == ([] if "TOML" in message else ["named"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rule = 3", "1 wrong-rule: rule: must be a table with the properties of the rule"),
        ('[rule]\nwhere = "name"', "1 wrong-rule: rule: 'message' is missing"),
        (
            "[Rule]\n",
            "1 wrong-rule: Rule: not a valid name for a rule; use lower-case words joined by hyphens",
        ),
        (
            "[env-absent]\n",
            "1 wrong-rule: env-absent: not a valid name for a rule; a check against the code has this name",
        ),
        (
            f"[rule]\nmessage = 'm'\nwhere = '{'(' * 60}'",
            "3 wrong-rule: rule.where: it is nested more than 50 deep",
        ),
        (f"[rule]\nmessage = 'm'\nwhere = '{'a' * 2001}'", "it is longer than 2000 characters"),
        ("a = " + "[" * 5000, "the file is not valid TOML"),
    ],
)
def test_other_mistakes(text: str, message: str) -> None:
    assert message in "\n".join(problems(text))


def test_a_kind_of_the_project_has_rules_without_code() -> None:
    table = {"unit": {"fields": {"checked": {"type": "date"}, "part-of": {"type": "refs", "targets": ["unit"], "inverse": "Parts"}}}}  # fmt: skip
    kinds, _ = merge_kinds(KINDS, table, "archdoc.toml")
    text = '[u]\nkinds = ["unit"]\nwhere = "age(checked) > 9 or count(parts) = 0"\nmessage = "m"\n'
    assert len(read_rules(text, "r.toml", [kinds]).rules) == 1
    assert "unknown kind 'unit'" in problems(text)[0]
    assert len(read_rules(text, "r.toml", [KINDS, kinds]).rules) == 1, "one of several catalogues has it"


def test_the_recommended_rules_are_valid() -> None:
    read = read_rules(recommended_rules(), "recommended", [KINDS])
    assert read.problems == []
    assert len(read.rules) >= 6
    assert all(rule.help for rule in read.rules)
