"""Expressions of ``:where:``: what they mean, however they are put together, and any one mistake in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.catalogue.expression import ColumnContent, holds, parse_expression
from sphinx_archdoc.catalogue.tokens import ExpressionError
from tests.fuzz.bounds import bounded
from tests.schema.hostile import texts

CELLS: Mapping[str, ColumnContent] = {
    "name": ["Port"],
    "required": True,
    "optional": False,
    "status": ["404"],
    "owner": [],
}


class Part(msgspec.Struct, frozen=True):
    """A piece of an expression, and whether it is true."""

    words: tuple[str, ...]
    value: bool


TESTS = [
    Part(("required",), value=True),
    Part(("optional",), value=False),
    Part(("owner",), value=False),
    Part(("name", "=", "port"), value=True),
    Part(("name", "!=", "'Port'"), value=False),
    Part(("status", "<", "1000"), value=True),
    Part(("status", ">=", "405"), value=False),
    Part(("name", "in", "(", "a", ",", '"PORT"', ")"), value=True),
    Part(("name", "not", "in", "(", "Port", ")"), value=False),
    Part(("name", "like", "P*t"), value=True),
    Part(("name", "not", "like", "?"), value=True),
]


def _joined(word: str, of: Callable[[list[bool]], bool]) -> Callable[[list[Part]], Part]:
    def join(parts: list[Part]) -> Part:
        first, *more = (_grouped(part).words for part in parts)
        words = [*first, *(one for others in more for one in (word, *others))]
        return Part(tuple(words), of([part.value for part in parts]))

    return join


def _grouped(part: Part) -> Part:
    return Part(("(", *part.words, ")"), part.value)


def _negated(part: Part) -> Part:
    return Part(("not", *_grouped(part).words), not part.value)


expressions = st.recursive(
    st.sampled_from(TESTS),
    lambda inner: st.one_of(
        inner.map(_grouped),
        inner.map(_negated),
        st.lists(inner, min_size=2, max_size=4).map(_joined("and", all)),
        st.lists(inner, min_size=2, max_size=4).map(_joined("or", any)),
    ),
    max_leaves=12,
)


@given(expressions, st.sampled_from([" ", "  ", "\t", "\n"]))
def test_an_expression_means_what_its_parts_mean(part: Part, blank: str) -> None:
    with bounded():
        parsed = parse_expression(blank.join(part.words))
        assert holds(parsed, CELLS.__getitem__) is part.value


SIGNS = ("=", "!=", "<", ">=", "in", "like", ",", "(", ")", "and", "or")


@given(expressions, st.data())
def test_one_mistake_is_told_within_the_expression(part: Part, data: st.DataObject) -> None:
    words = list(part.words)
    match data.draw(st.sampled_from(["open", "close", "sign", "quote", "mark", "end"])):
        case "open":
            words.insert(0, "(")
        case "close":
            words.append(")")
        case "sign":  # where a column has to stand
            words.insert(0, data.draw(st.sampled_from(["=", "!=", "<", ">=", ",", ")"])))
        case "quote":
            words.append("and name = 'x")
        case "mark":
            words.append("!")
        case "end":
            words.append(
                data.draw(
                    st.sampled_from(["and", "or", "not", "and name =", "and name in (", "or name like"])
                )
            )
    text = " ".join(words)
    with bounded(), pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert 1 <= caught.value.position <= len(text) + 1


@given(
    st.lists(st.sampled_from([*SIGNS, *CELLS, "'", '"', "!", "-", "#", "*", "[", "é"]) | texts, max_size=40)
)
def test_any_text_is_an_expression_or_a_mistake_in_it(words: list[str]) -> None:
    text = " ".join(words)
    with bounded():
        try:
            assert holds(parse_expression(text), lambda _: ["x"]) in (True, False)
        except ExpressionError as wrong:
            assert 1 <= wrong.position <= max(len(text), 1) + 1


@given(st.text("a*?[]!-", max_size=40), st.text("ab", max_size=40))
def test_any_pattern_is_held_against_any_name(pattern: str, name: str) -> None:
    with bounded():
        assert holds(parse_expression(f"name like '{pattern}'"), lambda _: [name]) in (True, False)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("*a" * 900 + "*b", "a" * 20_000),
        ("?*" * 900 + "b", "a" * 20_000),
        ("[!b]*" * 390 + "b", "a" * 20_000),
    ],
)
def test_a_pattern_of_many_stars_is_no_trap(pattern: str, name: str) -> None:
    with bounded():
        assert not holds(parse_expression(f"name like '{pattern}'"), lambda _: [name])


def test_a_long_name_is_compared_with_many() -> None:
    with bounded():
        assert not holds(parse_expression(f"name in ({'a,' * 900} b)"), lambda _: ["c" * 50_000] * 20)
