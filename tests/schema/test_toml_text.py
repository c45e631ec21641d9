"""What is said of TOML that cannot be read, and of which line."""

from __future__ import annotations

import pytest

from sphinx_archdoc.schema.toml_text import TomlError, load_toml


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a = 1\nb = 2026-13-41", 2, "Expected newline"),
        ("a = 1\na = 2", 2, "Cannot overwrite a value"),
        ('\na = "\\uD800"', 2, "not a Unicode scalar value"),
        ("a = " + "[" * 5_000, 0, "recursion"),
        ("a = " + "9" * 5_000, 0, "4300 digits"),
    ],
)
def test_a_mistake_has_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(TomlError, match=f"^not valid TOML: .*{reason}") as error:
        load_toml(text)
    assert error.value.line == line
    assert len(str(error.value)) < 250


def test_what_is_valid_is_read() -> None:
    assert load_toml("[a]\nb = 1") == {"a": {"b": 1}}
