"""Tables that list the columns of a database table, as the statement that creates it.

The reference is "Cards" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    ListBlock,
    ListBlockItem,
    ParagraphBlock,
    TableBlock,
    TableRow,
)
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import any_label, split_label
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.code_languages.sql import ColumnLine
from sphinx_archdoc.markdown.recognise.kind_words import key_of
from sphinx_archdoc.markdown.recognise.translated_words import translations
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import Kind

_NAMES = {"column", "field", "name", "column-name", "field-name", "attribute", "spalte", "feld", "attribut"}
_NAMES |= {"カラム", "カラム名", "列", "列名", "フィールド", "フィールド名", "属性"}
_TYPES = {"type", "data-type", "datatype", "sql-type", "typ", "datentyp", "型", "データ型"}
_NULL = {"null", "nullable", "null?"}
_CONSTRAINTS = {"constraint", "constraints", "key", "keys", "schlüssel", "制約"}

_GROUPS = {"category", "group", "level"}
_GROUPS |= {"kategorie", "gruppe", "stufe", "カテゴリ", "分類"}

_SQL_TYPE = re.compile(
    r"(?:text|(?:big|small|tiny)?int(?:eger)?\d?|(?:big|small)?serial|uuid|(?:n?var)?char(?:acter)?|n?varchar|citext"
    r"|bool(?:ean)?|date|datetime|time|timestamp(?:tz)?|numeric|decimal|number|real|float\d?|double|money|jsonb?|xml"
    r"|blob|bytea|binary|varbinary|string|enum|array|vector|point|inet|interval)\b[\w ()\[\],]*",
    re.I,
)
"""The name of a type that a dialect of SQL has, and what may follow it."""

_LISTED = re.compile(r"`(?P<name>[\w$.-]+)`\s*\((?P<type>\w[\w ()\[\],]*?)\)(?=\s*(?:[:–—-]|$))")
"""A column as an item of a list: its name as code, then its type."""

_ASIDE = re.compile(r"\(([^()]*)\)")
"""What a cell adds to a constraint: "PK (ISO 3166)"."""

_KEYS = {"pk": "PRIMARY KEY", "primary-key": "PRIMARY KEY", "unique": "UNIQUE", "uk": "UNIQUE"}


def is_column_table(table: TableBlock) -> bool:
    """Return whether the rows of a table are columns, most of them with a type of SQL."""
    keys = [key_of(cell) for cell in table.header.cells]
    at = next((at for at, key in enumerate(keys) if key in _TYPES), None)
    if at is None or not any(key in _NAMES for key in keys) or not table.rows:
        return False
    return sum(1 for row in table.rows if _SQL_TYPE.fullmatch(plain_text(row.cells[at]))) * 2 > len(
        table.rows
    )


def is_column_list(block: ListBlock) -> bool:
    """Return whether most items of a list are columns with a type: ``- `id` (UUID): the number``."""
    found = sum(1 for item in block.items if _column_of_item(item))
    return found * 2 > len(block.items)


def columns_of_list(block: ListBlock) -> list[ColumnLine]:
    """Return the lines of a statement for the items of a list of columns."""
    return [found for item in block.items if (found := _column_of_item(item))]


def _column_of_item(item: ListBlockItem) -> ColumnLine | None:
    first = item.blocks[0] if len(item.blocks) == 1 else None
    found = _LISTED.match(first.text) if isinstance(first, ParagraphBlock) else None
    if found is None or not isinstance(first, ParagraphBlock) or not _SQL_TYPE.fullmatch(found["type"]):
        return None
    comment = " ".join(plain_text(first.text[found.end() :]).strip(" :–—-").split())
    return ColumnLine(found["name"], found["type"].strip(), comment)


def is_part(heading: str) -> bool:
    """Return whether a column is called as the parts of something are: "Field", but not "Name"."""
    key = key_of(heading)
    return key in _NAMES and key != "name"


def names_groups(heading: str) -> bool:
    """Return whether a column of this heading has groups of things: "Category", beside the number of each."""
    return key_of(heading) in _GROUPS


def lists_parts(table: TableBlock) -> bool:
    """Return whether the rows of a table are columns, or fields of anything, with a type: not tables."""
    keys = [key_of(cell) for cell in table.header.cells]
    has_parts = any(key in _NAMES and key != "name" for key in keys) and any(key in _TYPES for key in keys)
    return has_parts or is_column_table(table)


def has_columns(section: Section) -> bool:
    """Return whether a table of columns is directly below a heading, or below "Fields" within it."""
    parts = (section, *(child for child in section.children if names_columns(child.title)))
    return any(map(_is_of_columns, (block for part in parts for block in part.content)))


def _is_of_columns(block: Block) -> bool:
    if isinstance(block, TableBlock):
        return is_column_table(block)
    return isinstance(block, ListBlock) and (is_column_list(block) or any(map(_names_columns, block.items)))


def _names_columns(item: ListBlockItem) -> bool:
    """Return whether an item is a label such as "Key columns", with a list of names as code below it."""
    first = item.blocks[0] if len(item.blocks) > 1 else None
    label = split_label(first.text, any_label) if isinstance(first, ParagraphBlock) else None
    inner = item.blocks[1] if label and not label[1] and names_columns(label[0]) else None
    if not isinstance(inner, ListBlock):
        return False
    firsts = (part.blocks[0] for part in inner.items if part.blocks)
    return all(isinstance(block, ParagraphBlock) and block.text.startswith("`") for block in firsts)


def names_columns(heading: str) -> bool:
    """Return whether the last word of a heading is one for columns."""
    return key_of(heading).rpartition("-")[2].removesuffix("s") in _NAMES


def name_of_table(heading: str, kind: Kind) -> str:
    """Return the name in a heading without the word for the kind: "Orders" of "Orders Table"."""
    name, _, last = heading.rpartition(" ")
    words = {word.casefold() for word in (kind.heading, *translations(kind.heading))}
    return name if name and last.casefold() in words else heading


def columns_in(table: TableBlock) -> list[ColumnLine]:
    """Return the lines of a statement for the rows of a table of columns; no cell is left out."""
    keys = [key_of(cell) for cell in table.header.cells]
    return [_column(row, keys) for row in table.rows]


def _column(row: TableRow, keys: Sequence[str]) -> ColumnLine:
    name, type_, rest, comments = "", "", "", []
    for key, cell in zip(keys, row.cells, strict=True):
        words = plain_text(cell)
        if key in _NAMES and not name:
            name = words
        elif key in _TYPES and not type_ and _SQL_TYPE.fullmatch(words):
            type_ = words
        elif key in _NULL and words.casefold() in ("no", "not null", "yes", "nein", "ja"):
            rest += " NOT NULL" if words.casefold() in ("no", "not null", "nein") else " NULL"
        elif key in _CONSTRAINTS and key_of(words) in _KEYS:
            rest += f" {_KEYS[key_of(words)]}"
            comments += _ASIDE.findall(words)
        elif not is_none(cell):
            comments.append(words)
    return ColumnLine(name, type_ + rest, "; ".join(comments))
