"""Lists and headings that look like entries, and are none.

The reference is "What is never an entry?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.markdown.document.blocks import Block, ListBlock, ListBlockItem
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_gone, is_to_come
from sphinx_archdoc.markdown.recognise.names.item_words import first_text
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import DocumentState

_OWN_LINK = re.compile(r"[*_~`]*\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(<?#[^()\s]*>?\)[*_~`]*(?P<rest>.*)", re.S)


def heading_of_plans(node: Section, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a heading that says that what is below it does not exist yet: "Endpoints (planned)"."""
    if node.level <= 1 or not is_to_come(node.title):
        return None
    return Match("it is about what does not exist yet", lambda: None)


def contents_list(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list of links into the same page: a table of contents, with or without groups."""
    texts = [text for item in _leaves(node) if (text := first_text(item))]
    links = [found for text in texts if (found := _OWN_LINK.fullmatch(text.strip()))]
    is_bare = all(not re.search(r"\w", found["rest"]) for found in links)
    if not links or len(links) < len(texts) or not is_bare:
        return None
    return Match("it links to headings of the same page, and says nothing else", lambda: None)


def _leaves(block: ListBlock) -> Iterator[ListBlockItem]:
    """Yield the items that have no list of their own."""
    stack: list[Block] = [block]
    while stack:
        found = stack.pop()
        if not isinstance(found, ListBlock):
            continue
        for item in found.items:
            inner = [block for block in item.blocks if isinstance(block, ListBlock)]
            stack += inner
            if not inner:
                yield item


def list_of_what_is_gone(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list below a heading that says that its things exist no more: "Removed in version 2"."""
    if not is_gone(context.heading):
        return None
    return Match("the heading above it says that these things were removed", lambda: None)
