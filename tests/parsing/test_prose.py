"""What is told of a text without a parser is what the parsers tell, with all extensions of theirs."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Parser as RstParser
from hypothesis import example, given
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser as MystParser

from sphinx_archdoc.parsing.simple_text import TextRun, is_simple, is_words, parts_of, words_of

EXTENSIONS = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition",
    "html_image", "replacements", "smartquotes", "strikethrough", "substitution", "tasklist",
]  # fmt: skip

PIECES = [
    "Word", "a", "x1", "ü", "42", "4.5", "www", "http", "example", "com", "tm", "(c)", "(see", "(`x`)", "`x`", "`a b`",
    "`<b>`", "`x", "``y``", "`$m$`", "`{{s}}`", "`*`", "`\\`", " ", " ", " ", "  ", ".", ". ", ",", ":", ": ", "::", ";",
    "/", "//", "%", "?", "!", "?!", "..", "...", "–", "—", "→", "-", "--", "- ", "+-", "_", "*", "~", "$", "|", "[", "](",
    "]", "{", "}", "<", ">", "&amp;", "&", "#", "@", "@team", "'", '"', "\\", "=", "^", "1.", "1)", "A.", "i)",
]  # fmt: skip
"""Parts of texts, of which most pairs have a meaning in one of the markups."""

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).map(str.strip)


def _parsed(text: str, parser: MystParser | RstParser) -> nodes.document:
    settings = {"report_level": 5, "myst_enable_extensions": EXTENSIONS, "myst_suppress_warnings": ["myst"]}
    return publish_doctree(text, parser=parser, settings_overrides=settings)


def _parts(document: nodes.document) -> list[TextRun] | None:
    """The parts of a document of one paragraph of words and code; None of any other."""
    if len(document) != 1 or not isinstance(document[0], nodes.paragraph):
        return None
    found = []
    for child in document[0].children:
        if type(child) not in (nodes.Text, nodes.literal):
            return None
        found.append(TextRun(child.astext(), isinstance(child, nodes.literal)))
    return found


@given(texts)
@example("see `/healthz` or (`x`), 4.5 s: now.")
@example("a (see example) → b")
@example("@team, or @other-team.")
@example("me@example.com")
@example("example.com")
@example("http://x")
def test_a_simple_text_reads_as_markdown_does(text: str) -> None:
    if is_simple(text, is_markdown=True):
        assert _parts(_parsed(text, MystParser())) == list(parts_of(text))


@given(texts)
@example("see this: now (or then).")
@example("PEP 8")
@example("http://x")
def test_words_read_as_restructured_text_does(text: str) -> None:
    if is_simple(text, is_markdown=False):
        assert is_words(text)
        assert _parts(_parsed(text, RstParser())) == [TextRun(text, is_code=False)]


@pytest.mark.parametrize(
    ("text", "words", "markdown"),
    [
        ("Signs the access tokens.", True, True),
        ("One user, by its id (or name): 4.5 s.", True, True),
        ("see `/healthz` first", False, True),
        ("`x`", False, True),
        ("@identity-team", True, True),
        ("me@team", False, False),
        ("it's late", False, False),
        ("a *b*", False, False),
        ("1. a", False, False),
        ("a...", False, False),
        ("``x``", False, False),
        ("{role}`x`", False, False),
        ("two\nlines", False, False),
        ("", False, False),
    ],
)
def test_what_is_simple(text: str, words: bool, markdown: bool) -> None:
    assert is_words(text) == words
    assert is_simple(text, is_markdown=True) == markdown


def test_the_words_of_a_text_are_those_of_its_parts() -> None:
    text = "see `/healthz` first, or `x`"
    assert [part.text for part in parts_of(text) if part.is_code] == ["/healthz", "x"]
    assert words_of(text) == "".join(part.text for part in parts_of(text)) == "see /healthz first, or x"
