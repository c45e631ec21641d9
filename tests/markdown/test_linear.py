"""Texts that make patterns search again and again: each is read in time that grows as it does."""

from __future__ import annotations

import gc
import time

import pytest

from sphinx_archdoc.markdown.document.html import read_html
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.literals import literal
from sphinx_archdoc.markdown.recognise.names.item_words import split_sentence
from sphinx_archdoc.markdown.recognise.page import recognise
from tests.duration import at_most
from tests.markdown.documents import VOCABULARY

_SIGNS = [
    "`",
    "[",
    "](",
    "[a](",
    "![a](",
    "(",
    "((a",
    "**a",
    "_",
    "<a",
    "<b>",
    "~~",
    "[^a]",
    "default: ",
    "= ",
    "{#",
    "GET/",
]

PLACES = [
    "## Environment variables\n\n### {}\n\nx\n",
    "## Environment variables\n\n- {}\n",
    "## Environment variables\n\n| Name | Default | Description |\n|-|-|-|\n| `A_B` | {} | {} |\n",
    "## Gotchas\n\n### X\n\n**Symptom:** {}\n\n- Fix: {}\n",
    "# A\n\n{}:\n\n- a\n",
]
"""A heading, an item, a cell, a label, and a caption."""


@pytest.mark.slow
@pytest.mark.parametrize("sign", _SIGNS)
def test_a_sign_that_is_repeated_takes_linear_time(sign: str) -> None:
    def seconds(count: int) -> float:
        words = (sign + " a ") * count
        blocks = read_blocks("\n".join(place.replace("{}", words) for place in PLACES))
        gc.collect()
        gc.disable()
        try:
            before = time.process_time()
            recognise(blocks, VOCABULARY)
            return time.process_time() - before
        finally:
            gc.enable()

    assert seconds(1_000) < 20 * max(
        seconds(125), 0.01
    )  # eight times as much; 64 times, if it were quadratic


@pytest.mark.parametrize(
    "text",
    [
        "# Components\n\n" + "".join(f"## oven-{i}\n\n- a\n- b\n\n" for i in range(400)),
        "# Components\n\n" + "".join(f"## Oven {i} (`a{i}.py`)\n\nText.\n\n" for i in range(400)),
        f"# Secrets\n\n- {'a/b.1' * 20_000}: x\n",
        f"# Services\n\n## {'A' * 60_000}1\n\nx\n",
        f"# Tables\n\n## {'A_' * 30_000}あ\n\nx\n",
        f"# Environment variables\n\n- `A_A`: 默认{' ' * 60_000}x\n- `B_B`: b\n",
        "# Error codes\n\n| Code | Meaning |\n|-|-|\n" + "".join(f"| A1XX-{i} | x |\n" for i in range(2_000)),
        f"# Environment variables\n\n```env\nA_A=x{' ' * 60_000}y#\nB_B=c\n```\n",
        f"# Environment variables\n\n```env\n#{'a ' * 30_000}----!\nB_B=c\n```\n",
        "# Environment variables\n\n```env\n# "
        + "a " * 15_000
        + "".join(f"\nA_{number}=c" for number in range(4_000))
        + "\n```\n",
    ],
    ids=[
        "headings above lists",
        "headings with code",
        "long name",
        "class",
        "other script",
        "spaces",
        "ranges",
        "value",
        "comment",
        "group",
    ],
)
def test_one_long_line_or_many_alike_are_read_at_once(text: str) -> None:
    blocks = read_blocks(text)
    with at_most(1):
        recognise(blocks, VOCABULARY)


def test_runs_of_backticks_of_all_lengths_are_passed_over_once() -> None:
    """A pattern would search for the end of each run up to the end of the text."""
    text = " ".join("`" * length for length in range(1, 1_400))
    with at_most(0.5):
        split_sentence(text)


@pytest.mark.parametrize("text", ["[^" * 300_000, "~~a" * 300_000, "<del>" * 200_000, "<kbd>a" * 200_000])
def test_a_megabyte_of_marks_around_values_is_read_at_once(text: str) -> None:
    with at_most(0.5):
        literal(text)


@pytest.mark.parametrize("text", ["[a](" * 250_000, "![" * 500_000, "**a " * 250_000, "<a " * 300_000])
def test_a_megabyte_of_inline_markdown_is_not_parsed(text: str) -> None:
    with at_most(0.5):
        plain_text(text)


@pytest.mark.parametrize("inner", ["<td>", "<th><b>", "&#", "<!--", "</table>", "<dl>", "`", "<a href='"])
def test_html_that_never_ends_is_read_once(inner: str) -> None:
    with at_most(0.5):
        read_html(f"<table>{inner * 10_000}", 1)
        read_html(f"<table>{inner * 10_000}</table>", 1)
