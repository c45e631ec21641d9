"""Option lines of every style are read, each with its line, and no text is too strange for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.parsing.options import Option, read_options
from sphinx_archdoc.problems import Code
from tests.duration import at_most
from tests.schema.hostile import QUICK, lines, texts


def read(text: str, *, yaml: bool = True) -> tuple[list[tuple[str, str, int]], int]:
    options, end = read_options(text.splitlines(), yaml=yaml)
    return [(option.name, option.text, option.index) for option in options], end


def one(text: str, *, yaml: bool = True) -> Option:
    options, _ = read_options(text.splitlines(), yaml=yaml)
    assert len(options) == 1
    return options[0]


@pytest.mark.parametrize("yaml", [True, False])
def test_colon_options_end_at_the_first_line_that_is_none(yaml: bool) -> None:
    text = ":required:\n:used-by: a, b\n\nThe text.\n:not: an option"
    assert read(text, yaml=yaml) == ([("required", "", 0), ("used-by", "a, b", 1)], 2)


@pytest.mark.parametrize(
    "text", ["", "\n", "The text: with a colon.", "\n:late: option", "::not-one: x", "  "]
)
def test_text_without_options_has_none(text: str) -> None:
    assert read(text) == ([], 0)


def test_a_role_at_the_start_of_the_text_is_no_option() -> None:
    assert read("`:a: b`\n") == ([], 0)


@pytest.mark.parametrize("yaml", [True, False])
def test_lines_that_are_indented_deeper_continue_a_value(yaml: bool) -> None:
    text = ":purpose: Issues\n  tokens,\n  and more.\n:owner: me\nText"
    assert read(text, yaml=yaml) == ([("purpose", "Issues\ntokens,\nand more.", 0), ("owner", "me", 3)], 4)


def test_a_value_may_start_on_the_next_line() -> None:
    assert read(":purpose:\n  Issues tokens.\n") == ([("purpose", "Issues tokens.", 0)], 2)


def test_a_line_as_deep_as_its_option_is_text() -> None:
    assert read("  :a: b\n  text") == ([("a", "b", 0)], 1)


def test_a_yaml_block_is_read_line_by_line_with_its_lines() -> None:
    text = "---\n# a comment\nrequired:\n\nused-by: a, b\npurpose: |\n  One.\n\n  Two.\n---\nThe text."
    assert read(text) == ([("required", "", 2), ("used-by", "a, b", 4), ("purpose", "One.\n\nTwo.", 5)], 10)


def test_a_folded_block_of_yaml_is_one_line_a_paragraph() -> None:
    assert read("---\npurpose: >-\n  One\n  line.\n\n  Two.\n---") == (
        [("purpose", "One line.\n\nTwo.", 1)],
        7,
    )


def test_a_list_in_yaml_is_kept_line_by_line() -> None:
    assert read("---\nused-by:\n  - a\n  - b\n---")[0] == [("used-by", "- a\n- b", 1)]
    assert read("---\nused-by:\n- a\n- b\n---")[0] == [("used-by", "- a\n- b", 1)]


def test_a_yaml_block_that_is_never_closed_takes_all_lines() -> None:
    assert read("---\na: b\nc: d") == ([("a", "b", 1), ("c", "d", 2)], 3)


def test_a_yaml_block_is_text_in_restructuredtext() -> None:
    assert read("---\na: b\n---", yaml=False) == ([], 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("'a # b'", "a # b"),
        ("'it''s'", "it's"),
        ('"a # b"', "a # b"),
        (r'"a\"b"', 'a"b'),
        (r'"\u2713"', "✓"),
        (r'"C:\dir"', r"C:\dir"),
        ("''", ""),
        ('""', ""),
        ('"half', '"half'),
        ("'half", "'half"),
        ('"a" and "b"', '"a" and "b"'),
        ("'a' and 'b'", "'a' and 'b'"),
        ("> 5", "> 5"),
        ("`|`", "`|`"),
        ("[a, b]", "[a, b]"),
        ("{a: b}", "{a: b}"),
        ("a: b", "a: b"),
        ("&anchor *alias !tag %x @y", "&anchor *alias !tag %x @y"),
    ],
)
def test_quotes_around_a_whole_value_are_yamls(value: str, text: str) -> None:
    assert one(f":a: {value}").text == text
    assert one(f":a: {value}", yaml=False).text == value


def test_half_of_a_surrogate_pair_is_no_text() -> None:
    one(r':a: "\ud800"').text.encode()


def test_options_are_kept_when_another_value_begins_with_a_quote() -> None:
    assert read(":a: \"x\n:b: 'y\n:c: >z") == ([("a", '"x', 0), ("b", "'y", 1), ("c", ">z", 2)], 3)


@pytest.mark.parametrize("value", ["a # b", "# b", "C #1"])
def test_a_value_that_other_readers_cut_is_kept_whole_and_marked(value: str) -> None:
    assert one(f":a: {value}") == Option("a", value, 0, Code.CUT_VALUE)
    assert one(f":a: {value}", yaml=False) == Option("a", value, 0)


@pytest.mark.parametrize("value", ["a#b", "'a # b'", '"# b"', "https://x.example/#y"])
def test_a_hash_that_cuts_nothing_is_not_marked(value: str) -> None:
    assert one(f":a: {value}").trap is None


def test_a_block_in_colon_style_is_read_and_marked() -> None:
    assert one(":a: |\n  One.\n  Two.") == Option("a", "One.\nTwo.", 0, Code.BLOCK_VALUE, "|")
    assert one("---\na: |\n  One.\n---").trap is None


def test_a_repeated_option_is_there_twice() -> None:
    assert read(":a: 1\n:b: 2\n:a: 3")[0] == [("a", "1", 0), ("b", "2", 1), ("a", "3", 2)]


names = st.text("abyz019-", min_size=1, max_size=9).map(lambda text: f"n{text}")
simple = st.text("abcXYZ059äשع漢✓😀", min_size=1, max_size=9)


@QUICK
@given(st.lists(st.tuples(names, simple | st.just("")), min_size=1), st.booleans())
def test_simple_options_are_read_as_they_are_written(options: list[tuple[str, str]], yaml: bool) -> None:
    expected = [(name, text, index) for index, (name, text) in enumerate(options)]
    colons = [f":{name}: {text}".rstrip() for name, text in options]
    assert read("\n".join([*colons, "", "Text."]), yaml=yaml) == (expected, len(options))
    block = ["---", *(f"{name}: {text}".rstrip() for name, text in options), "---", "Text."]
    assert read("\n".join(block)) == ([(n, t, i + 1) for n, t, i in expected], len(options) + 2)


@QUICK
@given(texts)
def test_any_value_on_one_line_reads_back_from_quotes(text: str) -> None:
    line = " ".join(text.split())
    quoted = line.replace("'", "''")
    assert one(f":a: '{quoted}'").text == line


@QUICK
@given(lines, st.booleans(), st.booleans())
def test_no_lines_raise_and_every_option_has_its_own(some: list[str], yaml: bool, block: bool) -> None:
    some = ["---", *some] if block else some
    options, end = read_options(some, yaml=yaml)
    indices = [option.index for option in options]
    assert indices == sorted(set(indices))
    assert 0 <= end <= len(some)
    assert all(index < end for index in indices)
    for option in options:
        assert option.text == option.text.strip() or option.text in some[option.index]
        option.text.encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "some",
    [
        [":a: x", *["  more"] * 50_000],
        [f":a{i}: x" for i in range(50_000)],
        ["---", "a" + " " * 10_000 + "b", "---"],
        ["---", *["a: x"] * 50_000],
        [":a: " + '"\\' * 100_000],
        [":" * 100_000],
        [":a: " + "' " * 100_000],
    ],
    ids=["long value", "many options", "blanks", "yaml", "escapes", "colons", "quotes"],
)
def test_a_megabyte_is_read_in_a_moment(some: list[str]) -> None:
    with at_most(2):
        read_options(some, yaml=True)
