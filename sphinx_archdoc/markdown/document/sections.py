"""A document as a tree of sections; levels of headings may be left out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    HeadingBlock,
    MarkerBlock,
    MystTarget,
    ThematicBreak,
)


class Section(msgspec.Struct, eq=False):
    """A heading, and everything below it up to the next heading of the same or a higher level.

    Two sections are the same only if they are one object.
    """

    heading: HeadingBlock | None = None
    """None for the root, which is the document."""
    blocks: list[Block] = []
    children: list[Section] = []

    @property
    def title(self) -> str:
        """Markdown of the heading."""
        return self.heading.text if self.heading else ""

    @property
    def level(self) -> int:
        """Level of the heading; 0 for the document."""
        return self.heading.level if self.heading else 0

    @property
    def start(self) -> int:
        """Line of the heading; 0 for the document."""
        return self.heading.start if self.heading else 0

    @property
    def content(self) -> list[Block]:
        """The blocks before the first thematic break, without those at their end that belong to the next one.

        These are targets of MyST and markers.
        """
        before = self.blocks[: self._break]
        while before and isinstance(before[-1], MystTarget | MarkerBlock):
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
        """Last line of the content, subsections included."""
        if self.children and not self.after:
            return max(child.content_end for child in self.children)
        return max([block.end for block in self.content], default=self.start)

    @property
    def source(self) -> str:
        """Markdown of the heading and the content, subsections included."""
        heading = [self.heading.source] if self.heading else []
        children = [child.source for child in self.children]
        return "\n\n".join([*heading, *(block.source for block in self.content), *children])

    @property
    def end(self) -> int:
        """Last line of the section, subsections included."""
        ends = [block.end for block in self.blocks] + [child.end for child in self.children]
        return max([*ends, self.heading.end if self.heading else 0])


def until_break(section: Section) -> tuple[Section, Section | None]:
    """Return a section up to the first thematic break below a heading within it, and what follows the break.

    A break that only divides subsections does not end the section.

    :returns: the section itself and None if it has no such break.
    """
    for at, child in enumerate(section.children if not section.after else ()):
        following = section.children[at + 1 :]
        if any(not isinstance(block, ThematicBreak) for block in child.after):
            before = Section(child.heading, child.blocks[: len(child.blocks) - len(child.after)])
            rest = Section(section.heading, child.after, [*child.children, *following])
        else:
            before, more = until_break(child)
            if more is None:
                continue
            rest = Section(section.heading, more.blocks, [*more.children, *following])
        return Section(section.heading, section.blocks, [*section.children[:at], before]), rest
    return section, None


def sections_of(blocks: Iterable[Block]) -> Section:
    """Return the tree of sections that *blocks* make up."""
    document = Section()
    stack = [document]
    for block in blocks:
        if isinstance(block, HeadingBlock):
            while stack[-1].level >= block.level:
                stack.pop()
            stack[-1].children.append(Section(block))
            stack.append(stack[-1].children[-1])
        else:
            stack[-1].blocks.append(block)
    return document
