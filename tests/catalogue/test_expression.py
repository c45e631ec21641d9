"""The expressions of ``:where:``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.expression import ColumnContent, holds, parse_expression
from sphinx_archdoc.catalogue.tokens import ExpressionError
from tests.examples import examples

CELLS: dict[str, ColumnContent] = {
    "name": ["JWT_SECRET"],
    "page": ["services/auth"],
    "required": True,
    "optional": False,
    "status": ["404"],
    "updated": ["2026-03-01"],
    "owner": ["@Identity Team"],
    "used-by": ["auth-api", "worker"],
    "secret": [],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("required", True),
        ("optional", False),
        ("not optional", True),
        ("required = yes", True),
        ("required = true", True),
        ("optional != ✓", True),
        ("secret", False),
        ("used-by", True),
        ("name = JWT_SECRET", True),
        ("name == 'jwt_secret'", True),
        ('owner = "@identity team"', True),
        ("name != PORT", True),
        ("name in (PORT, JWT_SECRET)", True),
        ("name not in (PORT, JWT_SECRET)", False),
        ("name like JWT_*", True),
        ("name like '*_KEY'", False),
        ("name not like *_KEY", True),
        ("page like services/*", True),
        ("used-by = worker", True),
        ("used-by != worker", False),
        ("used-by in (x, auth-api)", True),
        ("status < 500", True),
        ("status < 9", False),
        ("status >= 404 and status <= 404.0", True),
        ("status > abc", False),
        ("updated > 2025-12-31", True),
        ("updated < 2026-02-28", False),
        ("optional or required and name = X", False),
        ("(optional or required) and name like J*", True),
        ("not (required and status = 404)", False),
        ("NOT optional AND required", True),
        ("secret = x", False),
        ("secret != x", True),
    ],
)
def test_an_expression_is_true_or_not(text: str, expected: bool) -> None:
    assert holds(parse_expression(text), lambda column: CELLS[column]) is expected


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("", 1, "a column is missing"),
        ("required and", 13, "a column is missing"),
        ("name =", 7, "a value is missing"),
        ("name = )", 8, "a value is missing before ')'"),
        ("name in PORT", 9, "'(' is missing before 'PORT'"),
        ("name in (PORT", 14, "')' is missing"),
        ("name in ()", 10, "a value is missing before ')'"),
        ("(required", 10, "')' is missing"),
        ("required)", 9, "'and' or 'or' is missing before ')'"),
        ("name PORT", 6, "'and' or 'or' is missing before 'PORT'"),
        ("name not PORT", 6, "'in' or 'like' is missing after 'not'"),
        ("name = 'PORT", 8, "a quote is not closed"),
        ("name ! PORT", 6, "'!' is not expected here"),
        ("(" * 900 + "a" + ")" * 900, 51, "it is nested more than 50 deep"),
        ("not " * 400 + "a", 201, "it is nested more than 50 deep"),
        ("a" * 3000, 2000, "it is longer than 2000 characters"),
    ],
)
def test_a_mistake_is_told_with_its_position(text: str, position: int, reason: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert (str(caught.value), caught.value.position) == (reason, position)


@given(
    st.lists(
        st.sampled_from([*"()=<>!,'\"*-#", "and", "or", "not", "in", "like", "name", "5", " ", "\n", "é"])
    )
)
@examples(3)
def test_any_text_is_an_expression_or_a_mistake_within_it(pieces: list[str]) -> None:
    text = " ".join(pieces)
    try:
        assert holds(parse_expression(text), lambda column: ["x"]) in (True, False)
    except ExpressionError as error:
        assert 1 <= error.position <= len(text) + 1
