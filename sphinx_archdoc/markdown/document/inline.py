"""The inline Markdown of a block: its words, its links."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_archdoc.schema.prose import is_simple, words_of

_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_LINK_OR_IMAGE = re.compile(f"!?{_LINK.pattern.removeprefix('(?<!!)')}")
_TAG = re.compile(r"</?(a|b|br|code|del|em|i|ins|kbd|mark|s|small|span|strong|sub|sup|u)\b", re.I)
_MARKUP = re.compile(r"[\\`*_\[\]<>&!]")


def plain_text(markdown: str) -> str:
    """The words of a text on one line, without its markup: what a reader sees."""
    if not _MARKUP.search(markdown):
        return " ".join(markdown.split())
    if is_simple(markdown, is_markdown=True):
        return " ".join(words_of(markdown).split())
    words = "".join(_words(_inline_parser().parseInline(markdown)))
    return " ".join(words.split())


def unlinked(markdown: str) -> str:
    """A text in which the words of each link stand in its place; other markup is kept."""
    return _LINK.sub(r"\1", markdown)


def links_of(markdown: str, *, only_addresses: bool = False) -> list[str]:
    """The links and images in a text, as they are written: those that lead out of the project, or all."""
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
        elif token.type == "html_inline":  # "<id>" is no tag that anybody means
            tag = _TAG.match(token.content)
            unseen = tag or token.content.startswith("<!--")
            yield " " if tag and tag[1].casefold() == "br" else "" if unseen else token.content
