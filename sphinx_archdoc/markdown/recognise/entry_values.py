"""Parse the values of a recognised entry, with the reader that parses directives."""

from __future__ import annotations

from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.parsing.entry import EntryParser, ParsedEntry, RawDirective
from sphinx_archdoc.parsing.options import Option
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.model import SOURCES, Kind

_MISSING = {
    EntrySource.ROW: "give the table a column '{title}', or this row a value in it",
    EntrySource.ITEM: "write it after the name and a dash, or below it after a label '{title}'",
    EntrySource.HEADING: "write it below the heading, after a label '{title}'",
    EntrySource.BLOCK: "write it in a table of these entries, in a column '{title}'",
}
"""How to give a field that is missing, by the part of the document that the entry is read from."""


def read_found(
    found: RecognisedEntry, kind: Kind, dialects: tuple[str, ...], source: str, shift: int = 0
) -> ParsedEntry:
    """Return the values of an entry and the problems with them.

    :param dialects: SQL dialects, tried in turn.
    :param source: how problems name the file.
    :param shift: the number of lines of the file before the first line that was recognised.
    """

    def place(line: int) -> Location:
        return Location(source, line + shift)

    body = kind.fields.get(kind.body)
    text = found.fields.get(kind.body) if body and body.type in SOURCES else None
    options = [
        Option(name, value.text, value.line)
        for name, value in found.fields.items()
        if value is not text and name not in kind.name_fields
    ]
    written = RawDirective(
        name=found.name, options=options, body=text.text if text else "", body_index=text.line if text else 0
    )
    reader = EntryParser(kind, dialects, missing=_MISSING[found.place])
    return reader.read(written, place(found.line), place)
