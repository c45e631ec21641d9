"""The columns of index pages: what a catalogue shows of an entry beside its name, in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from sphinx_archdoc.content.columns import KIND, NAME, PAGE, SUMMARY, Column, name_column
from sphinx_archdoc.content.entry_lines import EntryLine
from sphinx_archdoc.content.spans import Flag, Span, Text
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import Field, FieldType, Kind

OWNER = Column("owner", "Owner", 12)
STATUS = Column("status", "Status", 10)
FOCUS = Column("focus", "Focus", 8)

_SHORT = (FieldType.FLAG, FieldType.CHOICE, FieldType.INTEGER, FieldType.DATE)
"""Types of the fields that have a column, because their values are short."""
_FEW = (FieldType.FLAG, FieldType.CHOICE)
"""Types of fields with so few different values that readers can choose one from a menu."""


class IndexColumn(NamedTuple):
    """A column, and the function that returns its cell in the row of an entry."""

    column: Column
    cell: Callable[[EntryLine], list[Span]]
    has_menu: bool = False
    """True if readers can choose one of its values from a menu."""


def columns_of_kind(kind: Kind, words: Translator) -> Iterator[IndexColumn]:
    """Yield the columns of the index page of *kind*.

    These are the name, the first sentence, the fields whose type makes their values short, the status and the
    focus of the page unless entries have their own, the owner and the page.
    """
    yield IndexColumn(name_column(kind), attrgetter("name"))
    prose = kind.fields.get(kind.summary)
    title = prose.title if prose else SUMMARY.title
    yield IndexColumn(Column(SUMMARY.key, title, SUMMARY.width), attrgetter("summary"))
    for field in kind.fields.values():
        if field.type in _SHORT and field.meaning is not Meaning.OWNER:
            column = Column(field.name, field.title, field.width)
            yield IndexColumn(column, partial(_short, field=field, words=words), field.type in _FEW)
    for column in (STATUS, FOCUS):
        if column.key not in kind.fields:
            yield IndexColumn(column, attrgetter(column.key), has_menu=True)
    yield IndexColumn(OWNER, attrgetter("owner"), has_menu=True)
    yield IndexColumn(PAGE, attrgetter("page"))


def columns_of_all() -> Iterator[IndexColumn]:
    """Yield the columns of the page of all entries."""
    for column in (NAME, KIND, SUMMARY, OWNER, STATUS, FOCUS, PAGE):
        has_menu = column in (KIND, OWNER, STATUS, FOCUS)
        yield IndexColumn(column, attrgetter(column.key), has_menu)


def _short(line: EntryLine, field: Field, words: Translator) -> list[Span]:
    """Return the value of a field; nothing for a flag that is not set, as most are not."""
    value = line.entry.values.get(field.name)
    if field.type is FieldType.FLAG:
        return [Flag(value=True)] if value else []
    if value is None:
        return []
    return [Text(words(str(value)) if field.type is FieldType.CHOICE else str(value))]
