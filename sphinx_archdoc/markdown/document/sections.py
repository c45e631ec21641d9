"""A document as sections within sections, whatever levels its headings have."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, Heading, MystTarget, ThematicBreak


class Section(msgspec.Struct, eq=False):
    """A heading, and what stands below it to the next heading of its level."""

    heading: Heading | None = None
    """None for the document itself."""
    blocks: list[Block] = []
    children: list[Section] = []

    @property
    def title(self) -> str:
        """The text of the heading."""
        return self.heading.text if self.heading else ""

    @property
    def level(self) -> int:
        """The level of the heading, 0 for the document."""
        return self.heading.level if self.heading else 0

    @property
    def start(self) -> int:
        """The line of the heading, 0 for the document."""
        return self.heading.start if self.heading else 0

    @property
    def content(self) -> list[Block]:
        """The blocks before the first thematic break, without MyST targets of what follows them."""
        before = self.blocks[: self._break]
        while before and isinstance(before[-1], MystTarget):
            before.pop()
        return before

    @property
    def after(self) -> list[Block]:
        """The blocks from the first thematic break on."""
        return self.blocks[self._break :]

    @property
    def _break(self) -> int:
        """Index of the first thematic break, or the number of blocks."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, ThematicBreak):
                return index
        return len(self.blocks)

    @property
    def content_end(self) -> int:
        """The last line of its content, and of that of the sections in it."""
        if self.children and not self.after:
            return max(child.content_end for child in self.children)
        return max([block.end for block in self.content], default=self.start)

    @property
    def source(self) -> str:
        """The Markdown of its content, and of that of the sections in it."""
        heading = [self.heading.source] if self.heading else []
        children = [child.source for child in self.children]
        return "\n\n".join([*heading, *(block.source for block in self.content), *children])

    @property
    def end(self) -> int:
        """The last line."""
        ends = [block.end for block in self.blocks] + [child.end for child in self.children]
        return max([*ends, self.heading.end if self.heading else 0])


def sections_of(blocks: Iterable[Block]) -> Section:
    """The document that *blocks* make up."""
    document = Section()
    around = [document]
    for block in blocks:
        if isinstance(block, Heading):
            while around[-1].level >= block.level:
                around.pop()
            around[-1].children.append(Section(block))
            around.append(around[-1].children[-1])
        else:
            around[-1].blocks.append(block)
    return document
