"""The labels below a heading: in paragraphs, at the beginning of items, and in tables of properties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.markdown.document.blocks import (
    ListBlock,
    ListBlockItem,
    ParagraphBlock,
    TableBlock,
    TableRow,
)
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import (
    COLONS,
    LabelledText,
    any_label,
    only_bold,
    read_labels,
    split_label,
    title_of,
)
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.words.kind_words import LONGEST_LABEL, key_of, keys_of_tables
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind

_BARE_LABEL = re.compile(r"(?P<label>[^:：`*_\[\]\n]{1,60})[:：]")
"""A label without bold type, whose value is in the blocks below it."""

_PROPERTIES = {(key, value) for key in keys_of_tables("labels") for value in keys_of_tables("values")}
"""Keys of the headings of a table that has a label and its value in each row."""


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


def labels_of(item: ListBlockItem, *, any_marks: bool = False) -> list[LabelledText]:
    """Return the labels in the first paragraph of an item.

    :param any_marks: whether labels without bold type count.
    """
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, ParagraphBlock):
        return []
    if any_marks and len(item.blocks) > 1 and (bare := _BARE_LABEL.fullmatch(first.text)):
        return [LabelledText(bare["label"], "", first.start, first.end)]
    return read_labels(first.text, first.start, any_label if any_marks else only_bold)


def property_rows(table: TableBlock, kind: Kind, vocabulary: Vocabulary) -> list[TableRow]:
    """Return the rows of a table with a field and its value in each, the header included.

    :returns: an empty list unless the table has two columns, and at least half of its rows begin with a
        field; one is enough if the columns have no headings, and one that is required if they are "Field" and
        "Value".
    """
    heading = table.header.cells[0]
    if len(table.header.cells) != 2 or vocabulary.is_name(kind, heading):
        return []
    fields = [vocabulary.field_of(kind, plain_text(row.cells[0])) for row in table.rows]
    known = [field for field in fields if field]
    is_whole = tuple(map(key_of, table.header.cells)) in _PROPERTIES and any(f.required for f in known)
    is_whole = is_whole or not any(table.header.cells)
    is_enough = bool(known) and (is_whole or len(known) * 2 >= len(table.rows))
    return [table.header, *table.rows] if is_enough else []
