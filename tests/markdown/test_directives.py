"""What is written of an entry is read back as it was."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_archdoc.markdown.convert.directives import directive_text, option_lines
from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.parsing.options import Option, read_options
from tests.examples import examples
from tests.markdown.documents import KINDS

ANYTHING = st.text(
    st.one_of(
        st.sampled_from("abc:#'\"`|>-~ \n\\{}[]&;*_%@!?,.\t=<"), st.characters(exclude_categories=["C"])
    ),
    max_size=40,
)
VALUES = ANYTHING.map(lambda text: text.strip("\n "))
OPTIONS = st.dictionaries(st.sampled_from(["default", "description", "x-y"]), VALUES, max_size=3)


def given_in(options: list[Option]) -> dict[str, str]:
    assert all(option.trap is None for option in options)
    return {option.name: option.text for option in options}


@examples(2.5)
@given(OPTIONS)
@example({"a": '"'})
@example({"a": "x #y", "b": "|"})
@example({"a": "\n".join(["x", "---", "y: z"])})
def test_options_are_read_back(options: dict[str, str]) -> None:
    lines = option_lines(options)
    read, end = read_options([*lines, "", "body"] if lines else [], yaml=True)
    assert given_in(read) == options
    assert end == len(lines)


@examples(2.5)
@given(OPTIONS)
@example({"default": "- x", "x-y": "a: b"})
@example({"default": "`a`", "description": "2026-13-45"})
@example({"default": "=", "description": "*x"})
@example({"default": "0-"})
@example({"default": "A\t0"})
@example({"default": "\x85\x7f", "description": "a\n\u2028b"})
@example({"default": "for x:\n    y\n    \n    z", "description": "  a\nb"})
def test_options_are_yaml(options: dict[str, str]) -> None:
    lines = option_lines(options)
    text = "\n".join(lines[1:-1] if lines[:1] == ["---"] else [line[1:] for line in lines])
    loaded = yaml.safe_load(text) or {}
    nodes = yaml.compose(text, Loader=yaml.SafeLoader)
    assert list(loaded) == list(options)
    for key, value in nodes.value if nodes else ():
        text = options[key.value]
        expected = re.sub(r"(?m)^[^\S\n]+$", "", text) if "\n" in text else text
        assert value.value.removesuffix("\n") == expected


@pytest.mark.parametrize("text", ["for x:\n    y\n    \n    z", "# no\n- a\n\n---\n  \n|"])
def test_several_lines_stay_readable(text: str) -> None:
    assert option_lines({"default": text})[1] == "default: |"


@examples(2.5)
@given(OPTIONS, VALUES)
@example({}, ":default: x")
@example({}, "---\nx")
@example({"default": "```"}, "~~~~\n````")
def test_a_directive_is_one_block_with_its_options_and_its_content(
    options: dict[str, str], body: str
) -> None:
    written = directive_text(KINDS["envvar"], "NAME", options, body)
    first, *rest = read_blocks(f"{written}\n\nbehind")
    assert isinstance(first, CodeBlock)
    assert len(rest) == 1
    assert first.info == "{archdoc:envvar} NAME"
    lines = first.text.split("\n")
    read, end = read_options(lines, yaml=True)
    assert given_in(read) == options
    assert "\n".join(lines[end:]).strip("\n ") == body


@pytest.mark.parametrize("name", ["`a`", "a ```b", "~~~", "a\nb", "[x](y)", "{x}", "a | b", "🔌", "x" * 500])
def test_a_name_stands_behind_its_directive(name: str) -> None:
    first = read_blocks(directive_text(KINDS["gotcha"], name, {"cause": "x"}))[0]
    assert isinstance(first, CodeBlock)
    assert first.info == f"{{archdoc:gotcha}} {' '.join(name.split())}"
