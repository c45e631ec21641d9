"""Lines above tables of columns that are headings of these tables: "**`orders`:** the carts"."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import Block, HeadingBlock, ListBlock, ParagraphBlock, TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import split_label, title_of
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.names.table_names import name_of_table
from sphinx_archdoc.markdown.recognise.tables.column_tables import is_column_list, is_column_table
from sphinx_archdoc.markdown.recognise.tables.column_words import names_parts
from sphinx_archdoc.markdown.recognise.words.heading_words import has_no_spaces
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.own_forms import sql_field


def with_captions(section: Section, kind: Kind, vocabulary: Vocabulary) -> Section:
    """Return a section in which lines above tables of columns are headings: "**`orders`:** the carts".

    Only kinds that are written in SQL have such tables.
    """
    blocks = section.blocks
    at = _captions(section, kind, vocabulary)
    if not at:
        return section
    below = [
        _captioned(blocks[start:end], section) for start, end in zip(at, [*at[1:], len(blocks)], strict=True)
    ]
    return Section(section.heading, blocks[: at[0]], [*below, *section.children])


def has_captions(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a section has lines above tables of columns, which are the names of these tables."""
    return bool(_captions(section, kind, vocabulary))


def _captions(section: Section, kind: Kind, vocabulary: Vocabulary) -> list[int]:
    """Return the places of the blocks that are captions of tables of columns."""
    blocks = section.blocks if sql_field(kind) else []
    return [
        i for i in range(len(blocks) - 1) if _is_caption(blocks[i], blocks[i + 1 : i + 3], kind, vocabulary)
    ]


def _is_caption(block: Block, after: Sequence[Block], kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a paragraph of one line begins with a name in bold type, above a table of columns.

    A name that ends with the word for tables, "**User Orders Table**", can have a paragraph below it.
    """
    if not isinstance(block, ParagraphBlock) or "\n" in block.text:
        return False
    title = title_of(block.text)
    name = plain_text(title or next(iter(split_label(block.text) or ()), ""))
    if not name or names_parts(name) or vocabulary.field_of(kind, name):  # "**Columns:**"
        return False
    if not title and vocabulary.is_name(kind, name):
        return False
    is_called = name_of_table(name, kind) != name
    if is_called and isinstance(after[0], ParagraphBlock):
        after = after[1:]
    is_above = bool(after) and (
        is_column_table(after[0]) if isinstance(after[0], TableBlock) else _lists_columns(after[0])
    )
    return is_above and (is_called or not (" " in name or has_no_spaces(name)))


def _lists_columns(block: Block) -> bool:
    return isinstance(block, ListBlock) and is_column_list(block)


def _captioned(blocks: list[Block], section: Section) -> Section:
    """Return a section whose heading is the label of the first block; the text after it is a paragraph."""
    first = blocks[0]
    assert isinstance(first, ParagraphBlock)
    title = title_of(first.text)
    name, text = (title, "") if title else split_label(first.text) or ("", "")
    heading = HeadingBlock(
        start=first.start, end=first.end, source=first.source, level=section.level + 1, text=name
    )
    rest = [ParagraphBlock(start=first.start, end=first.end, source=text, text=text)] if text else []
    return Section(heading, [*rest, *blocks[1:]])
