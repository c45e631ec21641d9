"""A document as sections within sections, whatever levels its headings have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sphinx_archdoc.importer.blocks import Block, Heading


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
    def end(self) -> int:
        """The last line."""
        ends = [block.end for block in self.blocks] + [child.end for child in self.children]
        return max([*ends, self.heading.end if self.heading else 0])

    def walk(self) -> Iterator[Section]:
        """It, and all sections in it."""
        yield self
        for child in self.children:
            yield from child.walk()


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
