"""Find the paths that the row of an entry has in a column for paths, where its kind has no field for them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.code_locations.paths_in_text import PathsInText
from sphinx_archdoc.checks.facts.outlines import cells_of_row, is_separator
from sphinx_archdoc.checks.facts.paths import is_path_in_folders
from sphinx_archdoc.schema.model import Kind

_CODE = re.compile(r"`([^`]{1,200})`")


class PathColumns(PathsInText):
    """The paths in columns of the tables of pages: the headings of these end with one of the words."""

    def of(self, entry: Entry) -> tuple[str, ...]:
        """Return the paths in the row of an entry; none if too many of those in its column are not there."""
        lines = self._scope.project.outlines.of(entry.page).lines
        at = (entry.where.line or 0) - 1
        if not 0 <= at < len(lines) or "|" not in lines[at]:
            return ()
        above = itertools.takewhile(lambda number: "|" in lines[number], range(at - 1, -1, -1))
        start = next((number for number in above if is_separator(lines[number])), 0)
        columns = _path_columns(lines[start - 1], self._words) if start else []
        found = _paths(lines[at], columns)
        rows = itertools.takewhile(lambda line: "|" in line, itertools.islice(lines, start + 1, None))
        paths = (path for row in rows for path in _paths(row, columns))
        return tuple(found) if found and self._is_trusted(entry, (entry.page, start), paths) else ()


def _path_columns(header: str, words: Container[str]) -> list[int]:
    """Return the numbers of the columns, after the first, whose headings end with one of some words."""
    cells = [re.sub(r"[*_`]", "", cell).strip().casefold() for cell in cells_of_row(header)]
    return [at for at, cell in enumerate(cells) if at and (cell in words or cell.split(" ")[-1] in words)]


def _paths(row: str, columns: Sequence[int]) -> list[str]:
    """Return the paths between backticks in some cells of a row."""
    cells = cells_of_row(row)
    texts = (text for at in columns if at < len(cells) for text in _CODE.findall(cells[at]))
    return list(filter(is_path_in_folders, texts))


def field_words(kind: Kind, field: str) -> frozenset[str]:
    """Return what the columns of a field are called, in lower case; nothing if a kind has no such field."""
    found = [kind.fields[field].title] if field in kind.fields else []
    return frozenset(word.casefold() for word in (*found, *kind.wording.fields.get(field, ())))
