"""Lines that are meant to be options, and are not read as such, are reported at their line."""

from __future__ import annotations

import pytest

from sphinx_archdoc.parsing.option_mistakes import mistakes_in_options, option_in_text
from sphinx_archdoc.parsing.options import read_options

FIELDS = {"purpose": 1, "owner": 1, "depends-on": 1}


def mistakes(text: str, *, yaml: bool = True) -> list[str]:
    lines = text.split("\n")
    options, end = read_options(lines, yaml=yaml)
    found = mistakes_in_options(lines, options, end, yaml=yaml)
    return [f"{one.index}: {one.message}; {one.hint}" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "---\npurpose: ok\nfoo\n---",
            "2: 'foo' is not an option; write it as 'name: value', or indent it to continue the value above",
        ),
        (
            "---\npurpose: |\n  One.\nTwo.\nThree.\nowner: me\n---",
            "3: 'Two.' is not an option; write it as 'name: value', or indent it to continue the value above",
        ),
        (
            "---\npurpose: ok\n:owner: me\n---",
            "2: ':owner: me' is not an option; write it as 'name: value', or indent it to continue the value above",
        ),
        (
            "---\npurpose: never closed\nfoo\n\nText.",
            "0: no line '---' closes the options; write '---' below the last option",
        ),
        (
            ':owner: me\n:purpose: "unclosed',
            "1: the quotation mark at the start of 'purpose' is not closed; close it, or remove it",
        ),
        (
            '---\npurpose: "unclosed\n---',
            "1: the quotation mark at the start of 'purpose' is not closed; close it, or remove it",
        ),
    ],
)
def test_a_line_that_is_no_option_is_a_mistake(text: str, expected: str) -> None:
    assert mistakes(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "---\npurpose: |\n  One.\n\n  Two.\n# a comment\nowner:\n- a\n-\n  b\n---\nText.",
        "---\nowner: [a,\nb\n]\npurpose: 'a\nb'\n---",
        '---\npurpose: |\n  "One.\n---',
        ':purpose: "a" and "b"\n:owner: 12" wide',
        ":purpose: 'tis so",
        ":purpose: p\nText right below.",
        "Text alone.",
        "",
    ],
)
def test_what_yaml_and_myst_allow_is_none(text: str) -> None:
    assert mistakes(text) == []


def test_text_right_below_the_options_is_a_mistake_in_restructuredtext() -> None:
    assert mistakes(":purpose: p\n  and more\nstray text", yaml=False) == [
        "2: 'stray text' follows the options without a blank line; write a blank line above it, or indent it "
        "further to continue the last option"
    ]
    assert mistakes(':purpose: "p', yaml=False) == []


@pytest.mark.parametrize(
    ("body", "index", "hint"),
    [
        (": purpose: p", 0, "write ':purpose:'"),
        ("::\n:: x\n:Owner: x\n:depends_on: y", 2, "write it directly below the directive, before all text"),
        ("Some text,\n:owner: me", 1, "write it directly below the directive, before all text"),
        ("\n:owner: me", 1, "write it directly below the directive, before all text"),
    ],
)
def test_an_option_in_the_text_is_a_mistake(body: str, index: int, hint: str) -> None:
    found = option_in_text(body, FIELDS)
    assert found is not None
    assert (found.index, found.hint) == (index, hint)


@pytest.mark.parametrize(
    "body",
    [
        "Text.\n\n:owner: me",
        ":owner:`me` knows.",
        ":warning: careful",
        "```{archdoc:component} x\n:owner: me\n```",
        ".. note::\n   :owner: me",
        "Text with :owner: in it.",
        "",
    ],
)
def test_other_text_is_none(body: str) -> None:
    assert option_in_text(body, FIELDS) is None
