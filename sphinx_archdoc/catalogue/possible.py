"""Which comparisons of an expression can be true, by the fields that they compare.

``focus = hgh`` selects nothing, whatever the entries are: that is a mistake, and not an empty result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sphinx_archdoc.catalogue.expression import Test, flag_of, sort_key
from sphinx_archdoc.parsing.values import WrongValue, parse_value
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Field, FieldType
from sphinx_archdoc.spelling import did_you_mean


class Mistake(NamedTuple):
    """A comparison that can never be what its author means."""

    message: str
    """What is wrong, as a clause."""
    hint: str = ""
    """What to do about it; empty if the message says it."""


_ORDERS = ("<", "<=", ">", ">=")
_MOST_NAMED = 10
"""Number of choices that a message lists."""


def mistake_in_values(test: Test, fields: Sequence[Field | None]) -> Mistake | None:
    """Return why a comparison cannot be what its author means; None if it can be.

    :param fields: what the column can be; None for a column of any texts. It suffices that one of them fits.
    """
    if test.operator is None or test.operator == "like" or not fields:
        return None
    if test.function:
        return next(filter(None, (_wrong_number(value) for value in test.values)), None)
    mistakes = [_mistake_in_field(test, field) if field else None for field in fields]
    return mistakes[0] if all(mistakes) else None


def mistake_in_name(test: Test, denial: str, known: Collection[str]) -> Mistake | None:
    """Return the mistake in a comparison with a name that does not exist, such as that of a page, or None.

    :param denial: the start of the message, to which the name is added: "there is no page".
    """
    if test.operator is None or test.operator == "like":
        return None
    if test.operator in _ORDERS and len(known) <= _MOST_NAMED:
        return _no_order(test.column, known)
    if test.operator in _ORDERS:
        return None
    folded = {name.casefold() for name in known}
    wrong = next((value for value in test.values if value.strip().casefold() not in folded), None)
    if wrong is None:
        return None
    listed = f"there are {', '.join(sorted(known))}" if len(known) <= _MOST_NAMED else ""
    return Mistake(f"{denial} '{shorten(wrong)}'", did_you_mean(wrong, known) or listed)


def _mistake_in_field(test: Test, field: Field) -> Mistake | None:
    check = _CHECKS.get(field.type)
    return check(test, field) if check else None


def _flag(test: Test, field: Field) -> Mistake | None:
    hint = f"write {field.name} or not {field.name}"
    if test.operator in _ORDERS:
        return Mistake(f"'{field.name}' is yes or no, which has no order", hint)
    wrong = next((value for value in test.values if flag_of(value) is None), None)
    return None if wrong is None else Mistake(f"'{shorten(wrong)}' is neither yes nor no", hint)


def _choice(test: Test, field: Field) -> Mistake | None:
    if test.operator in _ORDERS:
        return _no_order(field.name, field.choices)
    return _first_wrong(test.values, lambda value: _wrong_for(field, value))


def _wrong_for(field: Field, value: str) -> Mistake | None:
    try:
        if parse_value(field, value) is not None:
            return None
    except WrongValue as error:
        return Mistake(error.message, error.hint)
    return Mistake(f"'{shorten(value)}' is not a value", f"write not {field.name} for entries without one")


def _integer(test: Test, _field: Field) -> Mistake | None:
    return _first_wrong(test.values, _wrong_number)


def _wrong_number(value: str) -> Mistake | None:
    if sort_key(value)[0] == 0:
        return None
    reason = "is too large" if re.fullmatch(r"[+-]?\d+", value.strip()) else "is not a number"
    return Mistake(f"'{shorten(value)}' {reason}")


def _date(test: Test, field: Field) -> Mistake | None:
    is_month = test.operator in _ORDERS and re.fullmatch(r"\d{4}-\d{2}", test.values[0])
    return None if is_month else _first_wrong(test.values, lambda value: _wrong_for(field, value))


_CHECKS: Mapping[FieldType, Callable[[Test, Field], Mistake | None]] = {
    FieldType.FLAG: _flag,
    FieldType.CHOICE: _choice,
    FieldType.INTEGER: _integer,
    FieldType.DATE: _date,
}
"""The types whose values are known, or have a form; values of the other types can be anything."""


def _first_wrong(values: Iterable[str], check: Callable[[str], Mistake | None]) -> Mistake | None:
    return next(filter(None, map(check, values)), None)


def _no_order(column: str, known: Iterable[str]) -> Mistake:
    some = ", ".join(list(known)[:2])
    hint = f"list those that you want, as in {column} in ({some})"
    return Mistake(f"the values of '{column}' have no order", hint)
