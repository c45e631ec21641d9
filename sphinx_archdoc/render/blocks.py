"""Render blocks as docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import msgspec
from docutils import nodes

from sphinx_archdoc.content.blocks import (
    Card,
    ContentBlock,
    DiagramContent,
    FieldList,
    FoldedTable,
    Header,
    Heading,
    InFull,
    ItemList,
    ListItem,
    MarkupBlocks,
    NameLine,
    Note,
    Panel,
    Paragraph,
    Prose,
    SourceCode,
    TitledBlocks,
    Trail,
)
from sphinx_archdoc.content.spans import Span
from sphinx_archdoc.content.table import TableContent
from sphinx_archdoc.render.diagram import DiagramWriter
from sphinx_archdoc.render.format_renderer import FormatRenderer

SECTION = "archdoc-section"
"""Class of the titles of sections."""


class BlockRenderer:
    """Renders the blocks of one page."""

    def __init__(self, output: FormatRenderer, diagrams: DiagramWriter) -> None:
        self.output = output
        self.diagrams = diagrams

    def nodes_of(self, blocks: Iterable[ContentBlock], name: str = "") -> list[nodes.Node]:
        """Return the nodes of blocks, in order.

        :param name: identifies the view on the page; prefix of its ids and URL parameters.
        """
        return [node for block in blocks for node in self._block(block, name)]

    def _block(self, block: ContentBlock, name: str) -> list[nodes.Node]:  # noqa: C901  (one case a block)
        match block:
            case TableContent():
                return self.output.table(block, name)
            case DiagramContent():
                return self.diagrams.show(block.diagram, block.label, block.caption, name)
            case FoldedTable():
                return self._folded(block, name)
            case Paragraph() | MarkupBlocks():
                return self._prose(block)
            case FieldList():
                return self.output.fields(block.fields)
            case Heading():
                return [nodes.rubric(block.title, block.title, classes=["archdoc-group"])]
            case Trail():
                return self.output.trail(block.lines)
            case SourceCode():
                return self._source(block)
            case InFull():
                return [self.under_name(block.name, self.nodes_of(block.blocks))]
            case ItemList():
                items = map(self._item, block.items)
                return [nodes.bullet_list("", *items, classes=["archdoc-list", block.kind])]
            case Card():
                return self.nodes_of(block.blocks)
            case Header():
                anchor = nodes.target("", "", ids=[block.anchor])
                return [nodes.container("", anchor, *self.nodes_of(block.blocks), classes=["archdoc-header"])]
            case NameLine():
                return self.output.name_line(block.spans)
            case Panel():
                classes = ["archdoc-header", "archdoc-panel"]
                return [nodes.container("", *self.nodes_of(block.blocks, name), classes=classes)]
            case TitledBlocks():
                return self._section(block, name)
            case Note():
                return [nodes.paragraph("", block.text)]
        assert_never(block)

    def under_name(self, name: Span, content: Iterable[nodes.Node]) -> nodes.container:
        """Return a container with the name of an entry and its content."""
        return nodes.container("", self.output.paragraph([name]), *content, classes=["archdoc-full"])

    def _prose(self, prose: Prose) -> list[nodes.Node]:
        if isinstance(prose, MarkupBlocks):
            return self.output.resolver.blocks_of(prose)
        return [self.output.paragraph(prose.spans)]

    def _folded(self, folded: FoldedTable, name: str) -> list[nodes.Node]:
        caption = "" if self.output.can_fold else folded.title
        content = self.output.table(msgspec.structs.replace(folded.table, caption=caption))
        target = nodes.target("", "", ids=[f"{name}-{folded.part}"])
        return self.output.folded(folded.title, [nodes.paragraph("", "", target), *content])

    def _section(self, section: TitledBlocks, name: str) -> list[nodes.Node]:
        """Return the nodes of a section; its tables and pictures are named after it."""
        part = f"{name}-{section.part}"
        title = nodes.rubric(section.title, section.title, classes=[SECTION])
        content = self.nodes_of(section.blocks, f"{part}-1")
        if self.output.html:
            title["ids"] = [part]
            return [title, *(self.output.folded(section.summary, content) if section.summary else content)]
        return [nodes.paragraph("", "", nodes.target("", "", ids=[part])), title, *content]

    def _source(self, source: SourceCode) -> list[nodes.Node]:
        # "force": problems of the code are reported already, so the lexer must not warn again
        block = nodes.literal_block(source.text, source.text, language=source.language, force=True)
        return self.output.folded(source.title, [block])

    def _item(self, item: ListItem) -> nodes.list_item:
        paragraph = self.output.paragraph(item.name)
        prose = self._prose(item.prose) if item.prose else []
        if prose and isinstance(prose[0], nodes.paragraph):  # continues the line of the name
            paragraph += [nodes.Text(" – "), *prose.pop(0).children]
        paragraph += self.output.paragraph(item.backlinks).children
        rest = self._prose(item.rest) if item.rest else []
        result = nodes.list_item("", paragraph, *prose, *rest)
        if self.output.html:
            result["ids"] = [item.anchor]
            for link in paragraph.findall(nodes.reference):
                link[:] = [nodes.Text(link.astext())] if _is_bare(link[0]) else link.children
        else:  # other writers ignore ids of list items
            paragraph.insert(0, nodes.target("", "", ids=[item.anchor]))
        return result


def _is_bare(node: nodes.Node) -> bool:
    """Return whether a node is an inline element without attributes that contains only text."""
    return (
        isinstance(node, nodes.inline)
        and not any(node.attributes.values())
        and all(isinstance(child, nodes.Text) for child in node.children)
    )
