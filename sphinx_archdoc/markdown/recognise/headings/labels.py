"""The labels below a heading, which headings beside each other can have in common."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.markdown.document.blocks import ListBlock, ParagraphBlock, TableBlock
from sphinx_archdoc.markdown.document.labels import COLONS, any_label, split_label, title_of
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.words.kind_words import LONGEST_LABEL, key_of


def labels_below(section: Section) -> set[str]:
    """Return the keys of the labels before texts, at the beginning of items, and in tables of properties."""
    found: set[str] = set()
    for block in section.content:
        if isinstance(block, ParagraphBlock):
            first, *others = block.text.split("\n")
            labels = [split_label(first, any_label) or _bare(block.text), *map(split_label, others)]
            found |= {key_of(label[0]) for label in labels if label}
        elif isinstance(block, ListBlock):
            firsts = (item.blocks[0] for item in block.items if item.blocks)
            texts = (first.text.split("\n")[0] for first in firsts if isinstance(first, ParagraphBlock))
            found |= {key_of(label[0]) for text in texts if (label := split_label(text, any_label))}
        elif isinstance(block, TableBlock):
            found |= {key_of(label) for label in _labels_in_table(block)}
    return found


def _labels_in_table(table: TableBlock) -> Iterator[str]:
    """Yield the first cells of the rows of a table with two columns, if they are labels.

    They are if all of them are in bold type, or if neither column has a heading.
    """
    if len(table.header.cells) != 2:
        return
    titles = [title_of(row.cells[0]) for row in table.rows]
    if all(titles) or not any(cell.strip() for cell in table.header.cells):
        yield from (title or row.cells[0] for title, row in zip(titles, table.rows, strict=True))


def _bare(text: str) -> tuple[str] | None:
    """Return the words of a short paragraph that consists of a label, with its colon."""
    words = text.strip("*_ \n")
    is_label = words.endswith(COLONS) and len(words) <= LONGEST_LABEL and "\n" not in words
    return (words[:-1],) if is_label else None
