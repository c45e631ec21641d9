"""The words and the links of inline Markdown."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_archdoc.parsing.simple_text import is_simple, words_of

_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_LINK_OR_IMAGE = re.compile(f"!?{_LINK.pattern.removeprefix('(?<!!)')}")
_TAG = re.compile(r"</?(a|b|br|code|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|u)\b", re.I)
_MARKUP = re.compile(r"[\\`*_\[\]<>&!]")
_BOLD_WORDS = re.compile(r"\*\*([^\W_](?:(?:[ .,/-]|[^\W_]|(?<=[^\W_])_(?=[^\W_]))*[^\W_])?)\*\*")
"""Words in bold type and nothing else, which need no parser."""
_SIGNS = re.compile(r"[\\`*]")

_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

_LONGEST = 2_000
"""Characters of a text that is parsed. markdown-it takes up to 50 microseconds for one of them."""


def plain_text(markdown: str) -> str:
    """Return the words of a text on one line, without markup.

    Of a text that is longer than any name or label, only links and signs are removed.
    """
    if not _MARKUP.search(markdown):
        return " ".join(markdown.split())
    if bold := _BOLD_WORDS.fullmatch(markdown):
        return " ".join(bold[1].split())
    if len(markdown) > _LONGEST:
        return _without_signs(markdown)
    return _without_markup(markdown)


@functools.lru_cache(maxsize=4096)  # for each kind, the same headings and cells are looked at
def _without_markup(markdown: str) -> str:
    if is_simple(markdown, is_markdown=True):
        return " ".join(words_of(markdown).split())
    words = "".join(_words(_inline_parser().parseInline(markdown)))
    return " ".join(words.split())


@functools.lru_cache(maxsize=64)  # fewer, for they are long
def _without_signs(markdown: str) -> str:
    return " ".join(_SIGNS.sub("", unlinked(markdown)).split())


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces, about three signs are one."""
    found = len(text.split())
    return found if text.isascii() else found + len(_IDEOGRAPH.findall(text)) // 3


def unlinked(markdown: str) -> str:
    """Return a text with each link replaced by its words; other markup is kept."""
    return _LINK.sub(r"\1", markdown)


def links_of(markdown: str, *, only_addresses: bool = False) -> list[str]:
    """Return the links and images of a text as they are written.

    :param only_addresses: whether to leave out those without ``http://`` or ``https://``.
    """
    found = _LINK_OR_IMAGE.finditer(markdown)
    return [link[0] for link in found if not only_addresses or "](http" in link[0]]


@functools.cache
def _inline_parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children is not None and token.type != "image":
            yield from _words(token.children)
        elif token.type in {"text", "code_inline", "image"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "html_inline":  # "<id>" is meant as words, not as a tag
            tag = _TAG.match(token.content)
            unseen = tag or token.content.startswith("<!--")
            yield " " if tag and tag[1].casefold() == "br" else "" if unseen else token.content
