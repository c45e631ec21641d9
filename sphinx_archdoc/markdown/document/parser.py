"""Parse Markdown into blocks.

The parser is markdown-it-py with the block syntax that MyST-Parser always has, and with colon fences, so that
both see the same blocks. Inline Markdown stays as it is written.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    BlockQuote,
    CodeBlock,
    FrontMatter,
    HeadingBlock,
    ListBlock,
    ListBlockItem,
    MarkerBlock,
    MystTarget,
    OpaqueBlock,
    ParagraphBlock,
    TableBlock,
    TableRow,
    ThematicBreak,
)
from sphinx_archdoc.parsing.page_settings import IGNORE

_QUOTED = re.compile(r"^ {0,3}> ?")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)\s*")
_MARKER = re.compile(
    r"<!--+\s*archdoc\s*:(?P<html>(?:(?!-->).)*?)-*-->|%\s*archdoc\s*:(?P<myst>[^\n]*)", re.S
)
"""A comment that is a marker and nothing else, in HTML and in MyST."""

_PIPE = re.compile(r"(?<!\\)\|")


def read_blocks(text: str, before: int = 0) -> tuple[Block, ...]:
    """Return the blocks of a text whose lines end with a line feed.

    :param before: the number of lines before its first line.
    """
    text = text.replace("\r", " ")  # Markdown ends a line there; everything that counts lines does not
    tokens = _block_parser().parse(text)
    for token in tokens if before else ():
        token.map = token.map and [line + before for line in token.map]
    return tuple(_blocks(_tree(tokens), text.split("\n"), before))


@functools.cache
def _block_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    for plugin in (front_matter_plugin, myst_block_plugin, footnote_plugin, colon_fence_plugin):
        parser.use(plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class _Node(NamedTuple):
    """A token and its children. markdown-it's own ``SyntaxTreeNode`` takes as long to build as parsing."""

    token: Token
    children: list[_Node]


def _tree(tokens: Sequence[Token]) -> list[_Node]:
    """Return the tokens as a tree: each within the enclosing token."""
    roots: list[_Node] = []
    stack = [roots]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        node = _Node(token, [])
        stack[-1].append(node)
        if token.nesting > 0:
            stack.append(node.children)
    return roots


def _blocks(found: Sequence[_Node], lines: Sequence[str], offset: int) -> Iterator[Block]:
    """Yield the blocks of nodes.

    :param lines: the lines of the nodes, without the marks of enclosing blocks.
    :param offset: index of the first of them in the document, from 0.
    """
    for node in found:
        if node.token.map is None:
            continue
        first, end = node.token.map
        own = list(lines[first - offset : end - offset])
        while (
            len(own) > 1 and not own[-1].strip()
        ):  # lists and code blocks include the blank lines after them
            own.pop()
        yield _block(node, own)


def _block(node: _Node, lines: list[str]) -> Block:
    token = node.token
    assert token.map is not None
    start, end, source = token.map[0] + 1, token.map[0] + len(lines), "\n".join(lines)
    match token.type.removesuffix("_open"):
        case "heading":
            level = int(token.tag[1])
            return HeadingBlock(start=start, end=end, source=source, level=level, text=_content(node))
        case "paragraph":
            return ParagraphBlock(start=start, end=end, source=source, text=_content(node))
        case "table":
            return _table(node, start, lines)
        case "bullet_list" | "ordered_list":
            items = tuple(_item(item, lines, start) for item in node.children)
            return ListBlock(start=start, end=end, source=source, items=items)
        case "blockquote":
            inner = [_QUOTED.sub("", line) for line in lines]
            return BlockQuote(
                start=start, end=end, source=source, blocks=tuple(_blocks(node.children, inner, start - 1))
            )
        case "fence" | "colon_fence" | "code_block":
            first = start + (token.type != "code_block")
            return CodeBlock(
                start=start, end=end, source=source, info=token.info.strip(), text=token.content, first=first
            )
        case "hr":
            return ThematicBreak(start=start, end=end, source=source)
        case "front_matter":
            return FrontMatter(start=start, end=end, source=source, text=token.content)
        case "myst_target":
            return MystTarget(start=start, end=end, source=source)
        case _:
            return _opaque(token.type, start, end, source)


def _opaque(type_: str, start: int, end: int, source: str) -> OpaqueBlock:
    found = _MARKER.fullmatch(source.strip()) if type_ in ("html_block", "myst_line_comment") else None
    if found is None:
        return OpaqueBlock(start=start, end=end, source=source)
    text = found["html"] or found["myst"] or ""
    if text.split()[:1] == [IGNORE]:  # about what the checks find, not about the block below
        return OpaqueBlock(start=start, end=end, source=source)
    return MarkerBlock(start=start, end=end, source=source, text=" ".join(text.split()))


def _item(node: _Node, lines: list[str], start: int) -> ListBlockItem:
    """Return an item of the list whose first line is *start*."""
    assert node.token.map is not None
    first, end = node.token.map
    own = [line.expandtabs(4) for line in lines[first + 1 - start : end + 1 - start]]
    while len(own) > 1 and not own[-1].strip():
        own.pop()
    bullet = _BULLET.match(own[0])
    width = bullet.end() if bullet else 0
    inner = [own[0][width:], *(line[min(width, len(line) - len(line.lstrip())) :] for line in own[1:])]
    return ListBlockItem(
        start=first + 1,
        end=first + len(own),
        source="\n".join(inner),
        blocks=tuple(_blocks(node.children, inner, first)),
    )


def _table(node: _Node, start: int, lines: list[str]) -> TableBlock:
    rows = [row for part in node.children for row in part.children]
    read = [_row(row, lines, start) for row in rows]
    end = start + len(lines) - 1
    return TableBlock(start=start, end=end, source="\n".join(lines), header=read[0], rows=tuple(read[1:]))


def _row(node: _Node, lines: list[str], start: int) -> TableRow:
    assert node.token.map is not None
    cells = tuple(_content(cell) for cell in node.children)
    line = node.token.map[0] + 1
    written = lines[line - start].strip().removeprefix("|")
    surplus = [cell.strip() for cell in _PIPE.split(written)][len(cells) :]
    return TableRow(line, cells, " | ".join(filter(None, surplus)).replace("\\|", "|"))


def _content(node: _Node) -> str:
    return node.children[0].token.content if node.children else ""
