"""Tables that list the columns of a database table, as the statement that creates it.

The reference is "Database tables" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    ListBlock,
    ListBlockItem,
    ParagraphBlock,
    TableBlock,
    TableRow,
    only_text,
)
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import COLONS, any_label, split_label
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.code_languages.sql import ColumnLine, is_value
from sphinx_archdoc.markdown.recognise.names.shape import is_snake_case
from sphinx_archdoc.markdown.recognise.tables.column_types import (
    SQL_TYPE,
    TYPE_NAME,
    is_column_type,
    read_type,
)
from sphinx_archdoc.markdown.recognise.tables.column_words import COLUMN, NAMES_OF_PARTS, names_columns
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of, keys_of_tables
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.languages import values_of

_TYPES = keys_of_tables("types", "Type")
_NULL = keys_of_tables("nullable")
_CONSTRAINTS = keys_of_tables("constraints", "Key")
_DEFAULTS = keys_of_tables("defaults", "Default")
_NOT_NULL = {"false", "not null", "✗", "❌", "n"}
_CAN_BE_NULL = {"true", "✓", "✅", "✔", "y"}
"""Cells below "Nullable", beside words: what is required cannot be NULL."""


_DEFINITION = re.compile(
    rf"(?P<type>{TYPE_NAME}(?:\s?\((?:[\d, ]+|max|'[^()]*')\))?(?:\[\])?"
    r"(?:\s(?:unsigned|precision|varying))?)(?P<rest>\s*[,(;:.\n–—→，（；：。-].*|\s+(?:PRIMARY|FOREIGN|NOT|NULL|UNIQUE"
    r"|DEFAULT|REFERENCES|AUTO_?INCREMENT|PK|FK|CHECK)\b.*|$)",
    re.I,
)
"""The type of a column at the beginning of a text, and its constraints or a remark."""

_IS_KEY = re.compile(r" PRIMARY KEY\b")
"""What only a column of a database is."""

_CONSTRAINT = re.compile(r"\b(?:PRIMARY KEY|PK|NOT NULL|UNIQUE|UK)\b", re.I)

_LISTED = re.compile(
    r"(?:`(?P<code>[\w$.-]+)`|\*\*`?(?P<bold>[\w$.-]+?)`?\*\*|(?P<bare>\w+)(?=\s*[:：(]))"
    r"\s*(?:\((?P<inside>(?:[^()]|\([^()]*\))*)\)(?=\s*(?:[:：–—-]|$))|(?:[:：–—-]\s*)?(?P<after>\S.*))"
)
"""A column as an item of a list: its name, marked or before a sign, then its type."""

_LISTED_NAME = re.compile(r"`?(?P<name>[a-z_][a-z0-9_]*)`?(?: \w+| \([^()\n]*\))?\s*$")
"""The name of a column, and a word or a remark after it."""

_IN_CODE = re.compile(r"`(?P<name>[A-Za-z_]\w*)\s++(?P<definition>[^`]+)`(?P<remark>.*)", re.S)
"""A column as code: `` `email text unique` (of the owner) ``."""

_TYPE_IN_CODE = re.compile(r"`([^`]+)`")

_SEVERAL_COLUMNS = re.compile(r"[a-z_]\w*(?:\s*[,/]\s*[a-z_]\w*)*")
"""The names of columns in a cell: ``width, height``."""

_ASIDE = re.compile(r"\(([^()]*)\)")
"""What a cell adds to a constraint: "PK (ISO 3166)"."""

_NO_ASIDE = re.compile(r"\([ ,;]*\)")
_BEFORE_ASIDE = re.compile(r"\([ ,;]+")
"""What is left of parentheses around constraints, and of one before other words."""

_DATABASE_TYPE = re.compile(
    r"(?:(?:big|medium|small|tiny)int|(?:big|small)?serial|uuid|uniqueidentifier|n?varchar|char|citext|timestamp(?:tz)?"
    r"|datetime2?|datetimeoffset|decimal|numeric|jsonb|hstore|tsvector|bytea|blob|inet|real|rowversion"
    r"|double precision)\b",
    re.I,
)
"""A type that databases have, and the interfaces of programs hardly ever."""

_WORD = re.compile(r"[A-Za-z_]\w*")
_NAME_AND_TYPE = 2
"""Columns that a table of columns has at least."""

_FEWEST_COLUMNS = 2
"""Rows from which types tell what a table is."""

_KEYS = {"pk": "PRIMARY KEY", "primary-key": "PRIMARY KEY", "unique": "UNIQUE", "uk": "UNIQUE"}


def is_column_table(table: TableBlock) -> bool:
    """Return whether the rows of a table are columns, most of them with a type of SQL."""
    keys = _keys(table)
    at = next((at for at, key in enumerate(keys) if key in _TYPES), None)
    if at is None or not any(key in NAMES_OF_PARTS for key in keys) or not table.rows:
        return False
    cells = [plain_text(row.cells[at]) for row in table.rows]
    typed = sum(map(is_column_type, cells))
    return typed * 2 > len(cells)


def names_its_columns(table: TableBlock) -> bool:
    """Return whether a table has the names of columns below "Column", and no types, but texts about them."""
    keys = _keys(table)
    if keys[0] not in COLUMN or len(keys) < _NAME_AND_TYPE or any(key in _TYPES for key in keys):
        return False
    named = sum(1 for row in table.rows if _SEVERAL_COLUMNS.fullmatch(plain_text(row.cells[0])))
    return named > 1 and named * 3 >= len(table.rows) * 2


def named_columns(table: TableBlock) -> list[ColumnLine]:
    """Return the lines of a statement for the names in the first column of a table, without types."""
    cells = (plain_text(row.cells[0]) for row in table.rows)
    names = (name for cell in cells if _SEVERAL_COLUMNS.fullmatch(cell) for name in _WORD.findall(cell))
    return [ColumnLine(name, "") for name in dict.fromkeys(names)]


def is_column_list(block: ListBlock) -> bool:
    """Return whether half of the items of a list are columns with a type: ``- `id` (UUID): the number``."""
    found = sum(1 for item in block.items if _column_of_item(item))
    return found * 2 >= len(block.items)


def columns_of_list(block: ListBlock) -> list[ColumnLine]:
    """Return the lines of a statement for the items of a list of columns."""
    return [found for item in block.items if (found := _column_of_item(item))]


def _column_of_item(item: ListBlockItem) -> ColumnLine | None:
    text = only_text(item)
    if (code := _IN_CODE.match(text)) and (defined := _DEFINITION.match(code["definition"])):
        return _column_line(code["name"], defined, code["definition"][len(defined["type"]) :], code["remark"])
    found = _LISTED.match(text)
    told = (found["inside"] or found["after"] or "") if found else ""
    defined = _DEFINITION.match(_TYPE_IN_CODE.sub(r"\1", told, count=1) if told.startswith("`") else told)
    if found is None or defined is None:
        return None
    name = found["code"] or found["bold"] or found["bare"]
    rest = defined["rest"] if found["inside"] else defined["rest"].split("\n")[0]
    return _column_line(name, defined, rest, text[found.end() :] if found["inside"] else "")


def _column_line(name: str, defined: re.Match[str], rest: str, remark: str) -> ColumnLine:
    """Return a line of a statement, with constraints from the rest of a definition, and a comment."""
    words = f"{_CONSTRAINT.sub('', rest)} {_CONSTRAINT.sub('', remark)}"
    words = _BEFORE_ASIDE.sub("(", _NO_ASIDE.sub("", words))
    comment = " ".join(plain_text(words).strip(" .,;:–—-").split())
    return ColumnLine(name, f"{defined['type'].strip()}{_constraints(f'{rest} {remark}')}", comment)


def _constraints(remark: str) -> str:
    """Return the constraints in a remark on a column as SQL, before its first sentence or parenthesis."""
    told = map(key_of, _CONSTRAINT.findall(re.split(r"[.:(–—。：（]", remark.lstrip(" ("))[0]))
    return "".join(f" {_KEYS.get(words, 'NOT NULL')}" for words in dict.fromkeys(told))


def lists_parts(table: TableBlock) -> bool:
    """Return whether the rows of a table are columns, or fields of anything, with a type: not tables."""
    keys = _keys(table)
    has_parts = any(key in NAMES_OF_PARTS and key != "name" for key in keys) and any(
        key in _TYPES for key in keys
    )
    return has_parts or is_column_table(table)


def has_columns(section: Section, *, of_database: bool = False) -> bool:
    """Return whether a table of columns is directly below a heading, or below "Fields" within it.

    :param of_database: whether types that only databases have must be among theirs, or a column of keys.
    """
    parts = (section, *(child for child in section.children if names_columns(child.title)))
    blocks = [block for part in parts for block in part.content if _is_of_columns(block)]
    if not blocks and not of_database and is_snake_case(plain_text(section.title)):
        return any(_lists_names(*pair) for part in parts for pair in itertools.pairwise(part.content))
    return any(map(_is_of_database, blocks)) if of_database else bool(blocks)


def _is_of_columns(block: Block) -> bool:
    if isinstance(block, TableBlock):
        return is_column_table(block) or names_its_columns(block)
    return isinstance(block, ListBlock) and (is_column_list(block) or any(map(_names_columns, block.items)))


def _is_of_database(block: Block) -> bool:
    if isinstance(block, ListBlock):
        lines = [column.definition for column in columns_of_list(block)]
        return any(_DATABASE_TYPE.match(line) or _IS_KEY.search(line) for line in lines)
    if not isinstance(block, TableBlock):
        return False
    keys = _keys(block)
    return any(key in _NULL | COLUMN for key in keys) or any(
        _DATABASE_TYPE.match(column.definition) for column in columns_in(block)
    )


def _lists_names(before: Block, block: Block) -> bool:
    """Return whether a list has the names of columns, a key among them, below a line such as "Fields:"."""
    if not isinstance(before, ParagraphBlock) or not isinstance(block, ListBlock):
        return False
    if not before.text.endswith(COLONS) or not names_columns(before.text.strip("*_:： ")):
        return False
    names = [_LISTED_NAME.match(item.source.lstrip("-*+ ")) for item in block.items]
    return all(names) and any(name["name"] in ("id", "_id") for name in names if name)


def _names_columns(item: ListBlockItem) -> bool:
    """Return whether an item is a label such as "Key columns", with a list of names as code below it."""
    first = item.blocks[0] if len(item.blocks) > 1 else None
    label = split_label(first.text, any_label) if isinstance(first, ParagraphBlock) else None
    inner = item.blocks[1] if label and not label[1] and names_columns(label[0]) else None
    if not isinstance(inner, ListBlock):
        return False
    firsts = (part.blocks[0] for part in inner.items if part.blocks)
    return all(isinstance(block, ParagraphBlock) and block.text.startswith("`") for block in firsts)


def columns_in(table: TableBlock) -> list[ColumnLine]:
    """Return the lines of a statement for the rows of a table of columns; no cell is left out."""
    keys = _keys(table)
    return [_column(row, keys) for row in table.rows]


def _keys(table: TableBlock) -> list[str]:
    """Return the keys of the headings of a table; columns of names and types are known by their cells, too.

    The second column has types that only databases have, whatever it is called: ``VARCHAR(50)``.
    """
    keys = [key_of(cell) for cell in table.header.cells]
    if len(keys) < _NAME_AND_TYPE or keys[1] in _TYPES or len(table.rows) < _FEWEST_COLUMNS:
        return keys
    pairs = [(plain_text(row.cells[0]), plain_text(row.cells[1])) for row in table.rows]
    typed = [type_ for name, type_ in pairs if _WORD.fullmatch(name) and SQL_TYPE.fullmatch(type_)]
    if len(typed) * 5 < len(pairs) * 4 or not any(map(_DATABASE_TYPE.match, typed)):
        return keys
    return ["name", "type", *keys[2:]] if keys[0] not in NAMES_OF_PARTS else [keys[0], "type", *keys[2:]]


def _column(row: TableRow, keys: Sequence[str]) -> ColumnLine:
    name, type_, rest = "", "", ""
    comments: list[str] = []
    for key, cell in zip(keys, row.cells, strict=True):
        words = plain_text(cell)
        if key in NAMES_OF_PARTS and not name:
            name = words
        elif key in _TYPES and not type_ and (read := read_type(words)):
            type_, constraint, comment = read
            rest += constraint
            comments += filter(None, (comment,))
        elif key in _NULL and (can_be_null := _can_be_null(words.casefold())) is not None:
            rest += " NULL" if can_be_null else " NOT NULL"
        elif key in _DEFAULTS and is_value(words):
            rest += f" DEFAULT {words}"
        elif key in _CONSTRAINTS and key_of(words) in _KEYS:
            rest += f" {_KEYS[key_of(words)]}"
            comments += _ASIDE.findall(words)
        elif not is_none(cell):
            comments.append(words)
    return ColumnLine(name, f"{type_}{rest}".strip(), "; ".join(comments))


def _can_be_null(cell: str) -> bool | None:
    """Return what a cell below "Nullable" says, or None."""
    if cell in _NOT_NULL or cell in values_of("no", "required"):
        return False
    return True if cell in _CAN_BE_NULL or cell in values_of("yes", "optional") else None
