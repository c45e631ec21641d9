"""All that a catalogue holds, as tables: those of a database, and of files for analyses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sphinx_archdoc.export.architecture import Architecture, Element
from sphinx_archdoc.parsing.values import Ref
from sphinx_archdoc.schema.model import FieldType

VERSION = 1
"""Version of the tables: another one means that a column was removed or means something else."""

Cell = str | int | None


class DataTable(NamedTuple):
    """A table.

    Columns whose names end in ``number``, ``place`` or ``line``, or begin with ``is_``, hold integers.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]

    @property
    def integers(self) -> tuple[bool, ...]:
        """Whether each column holds integers."""
        return tuple(_is_integer(column) for column in self.columns)


def _is_integer(column: str) -> bool:
    return column.rpartition("_")[2] in {"number", "place", "line"} or column.startswith("is_")


_CATALOGUE = ("number", "name", "title", "version", "language", "address", "repository", "revision")
_KIND = ("catalogue_number", "name", "title", "plural", "nature", "scope")
_FIELD = ("catalogue_number", "kind", "name", "title", "type", "meaning", "is_dependency")
_PAGE = ("catalogue_number", "name", "title", "address", "document_number")
_ENTRY = (
    *("number", "catalogue_number", "id", "key", "kind", "nature", "name", "title", "page", "source"),
    *("line", "parent", "address"),
)
_VALUE = ("entry_number", "field", "place", "value", "words")
_REFERENCE = ("entry_number", "field", "place", "text", "to_id", "to_number", "is_dependency", "is_mention")
_PROBLEM = ("catalogue_number", "code", "source", "line", "message", "hint")


def tables_of(architecture: Architecture) -> tuple[DataTable, ...]:
    """Return the tables of all that is exported; all of it then has a place."""
    numbers = {element: number for number, element in enumerate(architecture.elements, 1)}
    entries: list[tuple[Cell, ...]] = []
    values: list[tuple[Cell, ...]] = []
    for element, number in numbers.items():
        entries.append(_entry(element.place(), number, architecture))
        values += _values(element, number)
    for relation in architecture.relations:
        relation.place()
    return (
        DataTable("catalogue", _CATALOGUE, list(_catalogues(architecture))),
        DataTable("kind", _KIND, list(_kinds(architecture))),
        DataTable("field", _FIELD, list(_fields(architecture))),
        DataTable("page", _PAGE, list(_pages(architecture))),
        DataTable("entry", _ENTRY, entries),
        DataTable("value", _VALUE, values),
        DataTable("reference", _REFERENCE, list(_references(architecture, numbers))),
        DataTable("problem", _PROBLEM, list(_problems(architecture))),
    )


def _catalogues(architecture: Architecture) -> Iterator[tuple[Cell, ...]]:
    for number, loaded in enumerate(architecture.catalogues, 1):
        about = loaded.file.catalogue
        own = (about.title, about.version, about.language, loaded.address, about.repository, about.revision)
        yield (number, about.name, *own)


def _kinds(architecture: Architecture) -> Iterator[tuple[Cell, ...]]:
    for number, loaded in enumerate(architecture.catalogues, 1):
        for kind in loaded.graph.catalogue.kinds.values():
            yield number, kind.name, kind.title, kind.plural, str(kind.nature), str(kind.scope)


def _fields(architecture: Architecture) -> Iterator[tuple[Cell, ...]]:
    for number, loaded in enumerate(architecture.catalogues, 1):
        for kind in loaded.graph.catalogue.kinds.values():
            for field in kind.fields.values():
                meaning = str(field.meaning or "")
                own = (kind.name, field.name, field.title, str(field.type), meaning)
                yield (number, *own, int(field.dependency))


def _pages(architecture: Architecture) -> Iterator[tuple[Cell, ...]]:
    numbers = {element: number for number, element in enumerate(architecture.elements, 1)}
    catalogues = {id(loaded): number for number, loaded in enumerate(architecture.catalogues, 1)}
    for page in architecture.pages:
        document = numbers[page.document] if page.document else None
        yield catalogues[id(page.loaded)], page.name, page.title, page.address, document


def _entry(element: Element, number: int, architecture: Architecture) -> tuple[Cell, ...]:
    entry, catalogue = element.entry, architecture.catalogues.index(element.loaded) + 1
    known = (f"{entry.page}#{entry.anchor}", element.key, entry.kind, str(element.nature), entry.name)
    place = (entry.title, entry.page, entry.where.source, entry.where.line)
    parent = f"{entry.page}#{entry.parent}" if entry.parent else ""
    return (number, catalogue, *known, *place, parent, element.address)


def _values(element: Element, number: int) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each value, as it is written and as plain words."""
    for field in element.fields:
        value = element.entry.values[field.name]
        words = element.words(field)
        if isinstance(value, tuple):
            for place, part in enumerate(value, 1):
                text = part.text if isinstance(part, Ref) else str(part)
                yield number, field.name, place, text, text
        elif field.type is FieldType.FLAG or isinstance(value, bool):
            yield number, field.name, 1, words, words
        else:
            yield number, field.name, 1, str(value), words


def _references(architecture: Architecture, numbers: Mapping[Element, int]) -> Iterator[tuple[Cell, ...]]:
    """Yield the references in fields, and the mentions in texts, as the file has them."""
    catalogues = {id(loaded): number for number, loaded in enumerate(architecture.catalogues)}
    ids = {
        (catalogues[id(one.loaded)], f"{one.entry.page}#{one.entry.anchor}"): number
        for one, number in numbers.items()
    }
    for catalogue, loaded in enumerate(architecture.catalogues):
        kinds = loaded.graph.catalogue.kinds
        for record in loaded.file.entries:
            number = ids.get((catalogue, record.id))
            for place, found in enumerate(record.references if number else (), 1):
                field = kinds[record.kind].fields.get(found.field)
                is_dependency = bool(field and field.dependency and not found.mention)
                to = (found.to, ids.get((catalogue, found.to)))
                yield number, found.field, place, found.as_, *to, int(is_dependency), int(found.mention)


def _problems(architecture: Architecture) -> Iterator[tuple[Cell, ...]]:
    for number, loaded in enumerate(architecture.catalogues, 1):
        for one in loaded.file.problems:
            yield number, one.code, one.source, one.line, one.message, one.hint
