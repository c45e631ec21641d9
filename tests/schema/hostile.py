"""Text as nobody means it: names and values that every reader and writer must survive."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.examples import examples

QUICK = examples(2)
"""For a test of a quick function: twice as many examples as other random tests try."""

ALPHABET = "`'\"<>[]{}()|#:;,·.-—_*~$\\/%&=!?@+^ \n\t✓✗😀\u05d0\u0645\u202e\u200b\u0301azAZ09"
"""Marks of Markdown, reStructuredText, YAML, HTML and LaTeX, emoji, right-to-left text, zero width."""

PIECES = [
    "```",
    ":::",
    "---",
    "|",
    "> ",
    ": |",
    "\n  ",
    "\n\n",
    ":a: ",
    "a: b",
    "{archdoc:envvar}`x`",
    "[TODO]",
    "<br/>",
    "<script>",
    "--",
    "\x00",
    "\x1b[0m",
    "\r\n",
    "\u2028",
    "𝒳",
    "N/A",
    "**yes**",
    ".. note::",
    " #",
    "''",
    '"\\ud800"',
]
"""What has a meaning to somebody only as a whole."""

texts = st.lists(st.sampled_from([*ALPHABET, *PIECES]) | st.text(max_size=5), max_size=25).map("".join)
"""Any text, and more often such as means something to a parser."""

lines = st.lists(texts.map(lambda text: text.replace("\n", " ")), max_size=12)
"""Lines of a directive."""
