"""The words of messages."""

from __future__ import annotations

import pytest

from sphinx_archdoc.problems import counted


@pytest.mark.parametrize(
    ("number", "words", "text"),
    [
        (0, ("file",), "0 files"),
        (1, ("file",), "1 file"),
        (2, ("other place",), "2 other places"),
        (1, ("entry", "entries"), "1 entry"),
        (1234, ("entry", "entries"), "1234 entries"),
    ],
)
def test_a_number_has_its_word(number: int, words: tuple[str, ...], text: str) -> None:
    assert counted(number, *words) == text
