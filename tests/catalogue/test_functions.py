"""The functions in the expressions of rules."""

from __future__ import annotations

import datetime

import pytest

from sphinx_archdoc.catalogue.expression import FUNCTIONS, holds, parse_expression
from sphinx_archdoc.catalogue.tokens import ExpressionError

TODAY = datetime.date(2026, 11, 29)
CELLS = {
    "used-by": ["api", "web", "db"],
    "owner": [],
    "secret": True,
    "updated": ["2026-11-19"],
    "created": ["last year"],
    "count": ["2"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(used-by) = 3", True),
        ("count(used-by) > 3", False),
        ("count( 'used-by' ) in (2, 3)", True),
        ("count(owner) = 0", True),
        ("count(owner)", False),
        ("count(used-by)", True),
        ("count(secret) = 1", True),
        ("count = 2", True),
        ("age(updated) = 10", True),
        ("age(updated) > 9 and not age(updated) > 10", True),
        ("AGE(updated) >= 10", True),
        ("age(updated)", True),
        ("age(created) > 0", False),
        ("age(owner) > 0", False),
        ("age(secret) < 1", False),
        ("(age(updated) > 180)", False),
    ],
)
def test_functions_count_values_and_days(text: str, expected: bool) -> None:
    assert holds(parse_expression(text, FUNCTIONS), CELLS.__getitem__, TODAY) is expected


@pytest.mark.parametrize(
    ("text", "reason", "position"),
    [
        ("coun(used-by) > 3", "did you mean 'count'?", 1),
        ("not sum(used-by) > 3", "there are count, age", 5),
        ("count() > 3", "a column is missing before ')'", 7),
        ("count(used-by > 3", "')' is missing before '>'", 15),
        ("count(count(used-by)) > 3", "')' is missing before '('", 12),
    ],
)
def test_what_cannot_be_read_is_named(text: str, reason: str, position: int) -> None:
    with pytest.raises(ExpressionError) as error:
        parse_expression(text, FUNCTIONS)
    assert reason in str(error.value)
    assert error.value.position == position


def test_views_have_no_functions() -> None:
    with pytest.raises(ExpressionError, match="'and' or 'or' is missing before"):
        parse_expression("count(used-by) > 3")
