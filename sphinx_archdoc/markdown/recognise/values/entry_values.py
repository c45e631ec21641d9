"""Parse the values of a recognised entry, with the reader that parses directives."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME
from sphinx_archdoc.parsing.entry import EntryParser, ParsedEntry, RawDirective
from sphinx_archdoc.parsing.options import Option
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import Location, Problem, shorten
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import SOURCES, Kind

_SEVERAL = 4
"""Entries that lack the same field, from which they are one problem."""

_NAMED = 2
"""Entries that such a problem names."""

_MISSING = {
    EntrySource.ROW: "add a column '{title}' to the table",
    EntrySource.ITEM: "write it after the name and a dash, or below it after a label '{title}'",
    EntrySource.YAML: "add a line '{name}: …' to the item",
    EntrySource.HEADING: "write it below the heading, after a label '{title}'",
    EntrySource.BLOCK: "write it in a table of these entries, in a column '{title}'",
}
"""How to give a field that is missing, by the part of the document that the entry is read from."""

_UNNAMED = {EntrySource.YAML: f"add a line '{NAME}: …' to the item"}
"""How to give a name that is missing, where names can be."""

_EMPTY = "fill in the column '{title}' in this row"
"""How to give a field that has a column."""


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
        name=found.name,
        options=options,
        body=text.text if text else "",
        body_index=text.line if text else 0,
        mistaken=found.mistaken,
    )
    unnamed = _UNNAMED.get(found.place, "")
    reader = EntryParser(kind, dialects, missing=_MISSING[found.place], unnamed=unnamed)
    parsed = reader.read(written, place(found.line), place)
    parsed.problems = list(_fitting(parsed, found, kind))
    return parsed


def _fitting(parsed: ParsedEntry, found: RecognisedEntry, kind: Kind) -> Iterator[Problem]:
    """Yield the problems of an entry, those of missing fields as they fit its form."""
    fields = iter(kind.missing(parsed.lines))
    for problem in parsed.problems:
        if problem.code is not ProblemCode.MISSING_FIELD:
            yield problem
            continue
        field = next(fields)
        if field.name in found.columns and field.name not in parsed.none:
            yield msgspec.structs.replace(problem, hint=_EMPTY.format(title=field.title))
        elif not _is_free(found):
            yield problem


def _is_free(found: RecognisedEntry) -> bool:
    """Return whether an entry is in the author's own form, without labels, and says something in it.

    Then nothing is missing: the text may say all that the fields would, and is shown as it is.
    """
    is_told = bool(found.fields or found.notes)
    return found.place in (EntrySource.HEADING, EntrySource.ITEM) and is_told and not found.is_labelled


class MissingFields:
    """Collects what the entries of a page lack, so that one problem is enough where several lack the same."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], list[tuple[RecognisedEntry, Problem]]] = {}

    def take(self, found: RecognisedEntry, kind: Kind, parsed: ParsedEntry) -> list[Problem]:
        """Return the problems of an entry without those that are collected.

        A row of a table that has the column is reported at its own line: the cell can be filled in.
        """
        if _is_free(found):
            return parsed.problems
        fields = iter(kind.missing(parsed.lines))
        others = []
        for problem in parsed.problems:
            name = next(fields).name if problem.code is ProblemCode.MISSING_FIELD else ""
            if name and name not in found.columns:
                self._found.setdefault((kind.name, name, problem.hint), []).append((found, problem))
            else:
                others.append(problem)
        return others

    def problems(self, kinds: KindsTable) -> Iterator[Problem]:
        """Yield a problem for each entry; where many lack the same field, one for all, at the first."""
        for (kind, field, hint), lacking in self._found.items():
            if len(lacking) < _SEVERAL:
                yield from (problem for _, problem in lacking)
                continue
            names = ", ".join(f"'{shorten(entry.name, 40)}'" for entry, _ in lacking[:_NAMED])
            others = len(lacking) - _NAMED
            plural = kinds[kind].plural.lower()
            message = f"{len(lacking)} {plural} need the field '{field}': {names} and {others} more"
            yield Problem(lacking[0][1].where, ProblemCode.MISSING_FIELD, message, hint)
