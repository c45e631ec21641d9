"""CSV (RFC 4180): a row for each entry, for spreadsheets and scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_archdoc.export.format import ExportedFile, ExportFormat, ExportOptions
from sphinx_archdoc.line_ends import with_line_feeds
from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture, Element

_COLUMNS = ("catalogue", "key", "kind", "nature", "title", "page", "source", "line", "address")
"""The columns that all entries have; each field follows as a column of its name."""

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""How a text begins that a spreadsheet takes for a formula; East Asian ones read wide signs as well."""


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one table."""
    import csv
    from io import StringIO

    elements = architecture.elements
    fields = {field.name: column_of(field.name) for one in elements for field in one.fields}
    ordered = [name for name in _order(architecture) if name in fields]
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([*_COLUMNS, *(fields[name] for name in ordered)])
    for element in elements:
        # Python before 3.13 does not quote other ends of lines
        row = [with_line_feeds(cell) for cell in (*_place(element.place()), *_values(element, ordered))]
        writer.writerow([_as_text(cell) for cell in row] if options.spreadsheet else row)
    for relation in architecture.relations:
        relation.place()
    yield ExportedFile("entries.csv", written.getvalue().encode())


def column_of(field: str) -> str:
    """Return the column heading of a field, with a suffix if a fixed column has the same name."""
    return f"{field} (field)" if field in _COLUMNS else field


def _order(architecture: Architecture) -> dict[str, None]:
    """Return the names of all fields, in the order of the kinds tables."""
    kinds = (kind for loaded in architecture.catalogues for kind in loaded.graph.catalogue.kinds.values())
    return dict.fromkeys(name for kind in kinds for name in kind.fields)


def _place(element: Element) -> list[str]:
    entry = element.entry
    place = (entry.page, entry.where.source, str(entry.where.line), element.address)
    return [element.loaded.name, element.key, entry.kind, str(element.nature), element.title, *place]


def _values(element: Element, names: list[str]) -> Iterator[str]:
    given = {field.name: field for field in element.fields}
    for name in names:
        yield element.words(given[name]) if name in given else ""


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


FORMAT = ExportFormat(
    title="CSV",
    help="A table with a row for each entry and a column for each field.",
    places=dict.fromkeys(Nature, "a row"),
    meanings=dict.fromkeys(Meaning, "a column"),
    dependency="a column: the titles of what an entry depends on, with commas between them",
    others="a column each",
    options=("spreadsheet",),
    write=write,
)
