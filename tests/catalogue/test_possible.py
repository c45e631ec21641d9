"""Comparisons that can never be true, by the types of the fields."""

from __future__ import annotations

import pytest

from sphinx_archdoc.catalogue.expression import FUNCTIONS, parse_expression
from sphinx_archdoc.catalogue.expression import Test as Comparison
from sphinx_archdoc.catalogue.possible import mistake_in_name, mistake_in_values
from sphinx_archdoc.schema.model import Field, FieldType

FIELDS = {
    "focus": Field(name="focus", type=FieldType.CHOICE, choices=("critical", "high", "low")),
    "required": Field(name="required", type=FieldType.FLAG),
    "status": Field(name="status", type=FieldType.INTEGER),
    "updated": Field(name="updated", type=FieldType.DATE),
    "owner": Field(name="owner"),
}


def mistake(text: str) -> str:
    test = parse_expression(text, FUNCTIONS)
    assert isinstance(test, Comparison)
    found = mistake_in_values(test, [FIELDS[test.column]])
    return "; ".join(filter(None, found)) if found else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("focus = hgh", "'hgh' is not one of critical, high, low; did you mean 'high'?"),
        ("focus != hgh", "'hgh' is not one of critical, high, low; did you mean 'high'?"),
        ("focus in (high, lo)", "'lo' is not one of critical, high, low; did you mean 'low'?"),
        ("focus = none", "'none' is not a value; write not focus for entries without one"),
        (
            "focus > low",
            "the values of 'focus' have no order; list those that you want, as in focus in (critical, high)",
        ),
        ("required = perhaps", "'perhaps' is neither yes nor no; write required or not required"),
        ("required = ''", "'' is neither yes nor no; write required or not required"),
        ("required > no", "'required' is yes or no, which has no order; write required or not required"),
        ("status > abc", "'abc' is not a number"),
        ("status > 99999999999999999999", "'99999999999999999999' is too large"),
        ("status in (404, gone)", "'gone' is not a number"),
        ("updated > yesterday", "'yesterday' is not a valid date; write it as YYYY-MM-DD"),
        ("updated >= 2026", "'2026' is not a valid date; write it as YYYY-MM-DD"),
        ("updated = 2026-11", "'2026-11' is not a valid date; write it as YYYY-MM-DD"),
        ("count(owner) > some", "'some' is not a number"),
        ("age(updated) > week", "'week' is not a number"),
    ],
)
def test_what_can_never_be_true_is_a_mistake(text: str, expected: str) -> None:
    assert mistake(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "focus",
        "focus = HIGH",
        "focus like h*",
        "required = yes",
        "required != 0",
        "required in (✓, off)",
        "status >= 500",
        "status = 404.0",
        "updated < 2026-01-01",
        "updated >= 2026-11",
        "owner > m",
        "owner = hgh",
        "count(owner) > 1",
        "count(focus)",
        "age(updated) > 30",
    ],
)
def test_what_can_be_true_is_none(text: str) -> None:
    assert mistake(text) == ""


def test_a_value_is_right_if_one_of_the_fields_can_have_it() -> None:
    test = parse_expression("status = draft")
    assert isinstance(test, Comparison)
    other = Field(name="status", type=FieldType.CHOICE, choices=("draft", "active"))
    assert mistake_in_values(test, [FIELDS["status"]])
    assert not mistake_in_values(test, [FIELDS["status"], other])
    assert not mistake_in_values(test, [FIELDS["status"], None])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("page = srvices", ("there is no page 'srvices'", "did you mean 'services'?")),
        ("page in (index, nope)", ("there is no page 'nope'", "there are index, services")),
        ("page = Services", None),
        ("page like s*", None),
    ],
)
def test_names_that_are_known_beforehand(text: str, expected: tuple[str, str] | None) -> None:
    test = parse_expression(text)
    assert isinstance(test, Comparison)
    assert mistake_in_name(test, "there is no page", {"index": 1, "services": 2}) == expected
