"""Which expressions of a project are accepted, and that these take little time."""

from __future__ import annotations

import re
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.slow_expressions import why_too_slow
from sphinx_archdoc.sources.readers import expression_reader
from tests.duration import at_most
from tests.examples import examples


def test_a_pattern_of_a_project() -> None:
    reader = expression_reader(["*.cfg"], r'setting\("(?P<name>\w+)"(?:, "(?P<default>[^"]*)")?\)')
    facts = list(reader.read("x.cfg", 'setting("A_B", "x")\nsetting("C_D")'))
    assert [(f.name, f.line, f.default, f.required) for f in facts] == [
        ("A_B", 1, "x", False),
        ("C_D", 2, None, None),
    ]
    assert reader.globs == ("*.cfg",)


REPEATS, SEVERAL = "repeats a group", "several quantifiers"


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (r"(?P<name>(a+)+)", REPEATS),
        (r"(?P<name>(a|b*)*)x", REPEATS),
        (r"(?P<name>(?:\w+\s*){30,})", REPEATS),
        (r"(?P<name>(a|a)*)!", REPEATS),
        (r"(?P<name>(?:A|AB|B)*!)", REPEATS),
        (r"(?P<name>(?:a+){15}b)", REPEATS),
        (r"(?P<name>(?:a?){20}b)", REPEATS),
        (r"(?P<name>(?:(?:a|b){1,20}){1,20}!)", REPEATS),
        (r"(?P<name>(?:-a+|b)+!)", REPEATS),
        (r"(?P<name>(?:-[a-]+)+!)", REPEATS),
        (r"(?P<name>(?:-?a+)+!)", REPEATS),
        (r"(?P<name>(?:-a*a*)+!)", REPEATS),
        (r"(?P<name>(?:\b-a+)+!)", REPEATS),
        (r"(?P<name>(?i:k[a-z]+)+!)", REPEATS),
        (r"(?P<name>(?:-a+){2}(?:-a+)*(?:-a+)*!)", SEVERAL),
        (r"(?P<name>(?:a()*)+!)", "match nothing"),
        (r"(?P<name>(?:a(|)a)+!)", "match nothing"),
        (r"(?P<name>\w*\w*!)", SEVERAL),
        (r"(?P<name>\w*\w*\w*\w*!)", SEVERAL),
        (r"(?P<name>x|\w+\s*\w+!)", SEVERAL),
        (r"(?P<name>x(?:\w*\w*\w*!)?)", SEVERAL),
        (r"(?P<name>a?a?a?a?!)", SEVERAL),
        (r"(?P<name>(?:a|a)(?:a|a)(?:a|a)!)", SEVERAL),
        (r"(?i)(?P<name>get.*GET.*\()", SEVERAL),
        (r"get.*get.*get.*\((?P<name>[A-Z]+)\)", SEVERAL),
        (r"(?P<name>[^ab]*c\S*\))", SEVERAL),
        (r"(?P<name>\w)\1", "refers back"),
        (r"(?P<name>\w)(?P=name)", "refers back"),
        (r"(?P<name>\w)?(?(name)a|b)", "refers back"),
        (r"(?P<name>\w)(?=\w*!)", "looks ahead or behind"),
        (r"(?x) (?P<name>\w)", "flag x"),
        (r"(?P<name>", "is not valid"),
        (r"\w+", "no group 'name'"),
    ],
)
def test_a_pattern_of_a_project_is_refused(expression: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        expression_reader(["*"], expression)


@pytest.mark.parametrize(
    "expression",
    [
        r"(?P<name>\w+)",
        r"(?P<name>[A-Z(+*]+)\(",
        r"a(?:b+c)?(?P<name>d{2})*",
        r"(?P<name>a\+)+",
        r"x(?P<name>(?:-[A-Z]+)*)!",
        r"^(?P<name>[a-z]+(?:[.][a-z]+)+)!",
        r"^(?P<name>(?:[a-z]+/)*[a-z]+)!",
        r"get.*\((?P<name>[A-Z]+)\)",
        r"\s*(?P<name>\w+)\s*=\s*(?P<default>.*)",
        r"^\s*(?P<name>[A-Z][A-Z0-9_]*)\s*[:=]\s*(?P<default>\S*)\s*$",
        r"(?:const|let)\s+(?P<name>\w+)\s*=\s*env\(",
        r"(?<!\w)(?:os\.environ|getenv)[(\[][\"'](?P<name>\w+)[\"'](?![\w])",
        r'get_env\(\s*"(?P<name>\w+)"\s*,\s*"(?P<default>[^"]*)"\s*\)',
        r'setting\("(?P<name>\w+)"(?:, "(?P<default>[^"]*)")?\)',
    ],
)
def test_a_pattern_of_a_project_is_accepted(expression: str) -> None:
    re.compile(expression)
    assert why_too_slow(expression) == ""


PIECES = st.sampled_from(
    [*"ab!.()|*+?", "(!", "!)", "{2}", "{1,3}", r"\w", r"\s", "[ab]", "[^a]", "(?:", "^"]
)


@examples(20)
@given(st.lists(PIECES, min_size=3, max_size=12).map("".join))
def test_what_is_accepted_takes_little_time(expression: str) -> None:
    try:
        pattern = re.compile(expression)
    except re.error:
        return
    if not why_too_slow(expression):
        with at_most(0.5):
            for unit in ("a", "ab", "b", "a "):
                deque(pattern.finditer(unit * (400 // len(unit))), maxlen=0)
