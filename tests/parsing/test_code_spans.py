"""Code spans are those of CommonMark, and take linear time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.parsing import code_spans
from sphinx_archdoc.parsing.code_spans import without_code

_AS_A_PATTERN = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)", re.S)
"""The same as a regular expression, which takes quadratic time."""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a `b` c", "a  c"),
        ("a ``b ` c`` d", "a  d"),
        ("a `b`` c", "a `b`` c"),
        ("```a` b`` c", "```a` b`` c"),
        ("`a` ``b `c`", " ``b "),
        ("", ""),
        ("`", "`"),
        ("``", "``"),
    ],
)
def test_a_span_ends_with_as_many_backticks(text: str, left: str) -> None:
    assert without_code(text) == left


@given(st.text("`a \n", max_size=40))
def test_they_are_those_of_the_pattern(text: str) -> None:
    assert without_code(text) == _AS_A_PATTERN.sub("", text)


def test_each_run_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """With runs of 1, 2, 3 and more backticks, none of which ends another."""
    steps = 0

    class Counted(list):  # type: ignore[type-arg]
        def pop(self, *args: int) -> object:  # type: ignore[override]
            nonlocal steps
            steps += 1
            return super().pop(*args)

    monkeypatch.setattr(code_spans, "list", Counted, raising=False)
    text = " ".join("`" * length for length in range(1, 400))
    assert list(code_spans.code_spans(text)) == []
    assert steps <= 400
