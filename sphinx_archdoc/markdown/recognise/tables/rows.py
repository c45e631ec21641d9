"""Read the rows of a table as entries, once it is known what its columns are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import TableBlock, TableRow
from sphinx_archdoc.markdown.document.inline import links_of, plain_text
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.literals import (
    codes_in,
    footnotes_of,
    names_in_code,
    star_of,
    without_footnotes,
    without_star,
)
from sphinx_archdoc.markdown.recognise.model import (
    EntrySource,
    RecognisedEntry,
    RecognitionResult,
)
from sphinx_archdoc.markdown.recognise.names.heading_name import BOLD
from sphinx_archdoc.markdown.recognise.names.item_words import LINK
from sphinx_archdoc.markdown.recognise.names.requests import with_method_first
from sphinx_archdoc.markdown.recognise.names.shape import lacks_form, placeholder_in
from sphinx_archdoc.markdown.recognise.tables.columns import ColumnMeanings
from sphinx_archdoc.markdown.recognise.tables.entry_rows import rows_of_entries
from sphinx_archdoc.markdown.recognise.tables.problems import TableProblems
from sphinx_archdoc.markdown.recognise.values.field_values import add_value, flags_in, labelled, without_value
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import Kind, NameForm, NameStyle
from sphinx_archdoc.schema.own_forms import address_field

_SEVERAL = re.compile(r"\s*[,/|]\s*|\s+(?:and|or)\s+")
_FLAG = re.compile(r"(?P<name>\S+)\s\((?P<words>\w+)\)")

_CODE_AND_ASIDE = re.compile(r"[*_]{0,3}`(?P<name>[^`]+)`[*_]{0,3}\s+[*_]{0,2}\((?P<words>[^()]+)\)[*_]{0,3}")
_TAG = re.compile(r"</?\w[^<>]*>")


class TableEntries(msgspec.Struct, frozen=True):
    """The entries of a table, and the rows that could not be read."""

    entries: list[RecognisedEntry]
    skipped: list[TableRow]


class TableReader:
    """Reads the tables of one document.

    :param result: where problems and skipped rows are noted.
    """

    def __init__(self, vocabulary: Vocabulary, result: RecognitionResult) -> None:
        self.vocabulary = vocabulary
        self.result = result
        self._problems = TableProblems(result)

    def read(
        self,
        table: TableBlock,
        kind: Kind,
        columns: ColumnMeanings,
        *,
        group: str = "",
        is_told: bool = False,
    ) -> TableEntries:
        """Return the entries of *table*; a row without a name continues the row above it.

        :param group: plain words of a heading below the one that names the kind, which groups the rows.
        :param is_told: whether the author says that the rows are entries, so that names with a wrong form are
            mistakes. Else such a row is skipped, with the rows that continue it.
        """
        columns = columns.with_telling(kind)
        self._problems.report_columns(table, kind, columns)
        found = TableEntries([], [])
        above: list[RecognisedEntry] = []
        last, wrong = table.header, ""
        for row in rows_of_entries(table, kind, columns):
            if self._problems.is_empty(row):
                continue
            entries = [] if row.surplus else _entries(row, kind, columns, table.header.cells)
            wrong = "" if is_told else self._wrong_name(entries, kind) or (wrong if not entries else "")
            if row.surplus or wrong or not (entries or above):
                self._problems.skip(row, kind, wrong, len(columns.meanings))
                found.skipped.append(row)
                above = [] if wrong else above
            elif entries:
                above, last = entries, row
                found.entries.extend(above)
            elif other := _other_part(row, last, kind, columns):
                above = _entries(other, kind, columns, table.header.cells)
                found.entries.extend(above)
            else:
                for entry in above:
                    _add_row(entry, row, kind, columns, table.header.cells)
        for entry in found.entries if group and kind.group_by else ():
            entry.fields = {kind.group_by: SourceText(group, entry.line)} | entry.fields
        return found

    def _wrong_name(self, entries: Sequence[RecognisedEntry], kind: Kind) -> str:
        """Return the name of a row if it lacks the form that the kind requires, or an empty string."""
        names = [entry.name for entry in entries]
        are_wrong = all(lacks_form(name, kind) for name in names)
        are_filled = not any(placeholder_in(name, kind) for name in names)
        return names[0] if names and are_wrong and are_filled else ""


def _entries(
    row: TableRow, kind: Kind, columns: ColumnMeanings, headings: tuple[str, ...]
) -> list[RecognisedEntry]:
    """Return the entries of a row: none if it has no name, several if its cell has several names."""
    written = names_of_row(row, kind, columns)
    names = [name for name in written if not lacks_form(name, kind)] or written
    entries = [
        RecognisedEntry(
            kind=kind.name,
            name=name,
            line=row.line,
            place=EntrySource.ROW,
            columns=frozenset({*columns.meanings, columns.name_field}),
        )
        for name in names
    ]
    address = address_field(kind)
    cell = written_name(row, kind, columns)
    link = LINK.fullmatch(cell)
    remarks = _remarks_on_name(cell, names, headings[columns.name], kind)
    flags = _flags_of_name(row.cells[columns.name], headings[columns.name], kind)
    for entry, own in zip(entries, _rows_of(row, len(names)), strict=True):
        _add_row(entry, own, kind, columns, headings)
        if link and address and address.name not in entry.fields:
            span = LineSpan(row.line, row.line, columns.name)
            entry.fields[address.name] = SourceText(link["target"], row.line, (span,))
        elif link:
            entry.notes += [SourceText(words, row.line) for words in links_of(cell)]
        entry.notes += [SourceText(words, row.line) for words in remarks]
        for flag, word in flags.items():
            entry.fields.setdefault(flag, SourceText(word, row.line))
        without_value(entry, kind)
    if len(names) < len(written):  # "`POST /loaves/open` / `/close`"
        entries[0].notes.append(SourceText(cell, row.line))
    return entries


def _remarks_on_name(cell: str, names: Sequence[str], header: str, kind: Kind) -> list[str]:
    """Return what a cell has beside the names: links, footnotes, words, and a star that is not explained."""
    remarks = [*([] if LINK.fullmatch(cell) else links_of(cell)), *footnotes_of(cell)]
    after = _before_tag(cell, kind)
    if after and (words := _TAG.sub("", after["rest"]).strip("\\* ")):
        remarks.append(words)
    aside = _code_with_aside(cell, kind)
    if aside and not flags_in(aside["words"], kind):
        remarks.append(aside["words"])
    star = star_of(plain_text(cell))
    if star and "*" not in header and not any(name.endswith(star) for name in names):
        remarks.append(star.replace("*", "\\*"))  # alone, it would begin a list
    return remarks


def _other_part(row: TableRow, last: TableRow, kind: Kind, columns: ColumnMeanings) -> TableRow | None:
    """Complete a row that repeats only a part of the name, such as another method of the same path.

    :param last: the last row with a name, from which the missing parts are taken.
    :returns: None if no part of the name is in a column of its own.
    """
    parts = [i for i, meaning in enumerate(columns.meanings) if meaning in kind.name_fields]
    if not any(not is_none(row.cells[part]) for part in parts):
        return None
    cells = list(row.cells)
    for part in (columns.name, *parts):
        cells[part] = last.cells[part] if is_none(cells[part]) else cells[part]
    return TableRow(row.line, tuple(cells))


def written_name(row: TableRow, kind: Kind, columns: ColumnMeanings) -> str:
    """Return the cell of the name, as Markdown; of ``/orders (GET)``, the request that it names."""
    cell = row.cells[columns.name].strip()
    return with_method_first(cell) if kind.pattern else cell


def names_of_row(row: TableRow, kind: Kind, columns: ColumnMeanings) -> list[str]:
    """Return the names in a row: several if the cell has several in backticks."""
    cell = without_footnotes(written_name(row, kind, columns))
    names = names_in_code(cell) if kind.name_style is NameStyle.CODE else []
    if not names and (found := _before_tag(cell, kind)):
        names = [found["name"]]
    if not names and (aside := _code_with_aside(cell, kind)):
        names = [aside["name"]]
    if not names:
        names = [without_star(_without_flag(plain_text(cell) or cell, kind))]
    wholes = [whole for name in names if not is_none(name) for whole in _wholes(name, row, kind, columns)]
    return list(dict.fromkeys(wholes))


def _code_with_aside(cell: str, kind: Kind) -> re.Match[str] | None:
    """Match a name in code, and words in parentheses after it: ``**`MAIL_KEY`** *(optional)*``."""
    return _CODE_AND_ASIDE.fullmatch(cell.strip()) if kind.name_style is NameStyle.CODE else None


def _before_tag(cell: str, kind: Kind) -> re.Match[str] | None:
    """Match a name of the kind's shape and what follows it from a tag of HTML on: ``PORT<sup>*</sup>``."""
    if kind.name_form is not NameForm.USUAL or "<" not in cell:
        return None
    return re.fullmatch(
        rf"(?P<mark>[`*]*)(?P<name>{kind.wording.shape})(?P=mark)\s*(?P<rest><.*)", cell, re.S
    )


def _without_flag(name: str, kind: Kind) -> str:
    """Return a name without a flag in parentheses after it: ``PORT (optional)``."""
    found = _FLAG.fullmatch(name)
    return found["name"] if found and flags_in(found["words"], kind) else name


def _flags_of_name(cell: str, header: str, kind: Kind) -> dict[str, str]:
    """Return the flags that a name has: in parentheses, or by a star that the heading explains."""
    name = plain_text(cell)
    if found := _FLAG.fullmatch(name):
        return flags_in(found["words"], kind)
    is_explained = star_of(name) and "*" in plain_text(header)
    return flags_in(plain_text(header), kind) if is_explained else {}


def _wholes(name: str, row: TableRow, kind: Kind, columns: ColumnMeanings) -> list[str]:
    """Return a name with its parts from other columns; ``GET, PUT`` in one of them makes two names."""
    if kind.pattern is None or re.fullmatch(kind.wording.shape or kind.pattern, name):
        return [name]
    cells = dict(zip(columns.meanings, map(plain_text, row.cells), strict=True))
    parts = [
        [name] if part == kind.shown_name else _SEVERAL.split(cells[part])
        for part in kind.name_fields
        if part == kind.shown_name or not is_none(cells.get(part, ""))
    ] or [[name]]
    wholes = [" ".join(whole) for whole in itertools.product(*parts)]
    return wholes if all(map(kind.pattern.fullmatch, wholes)) else [" ".join(map(", ".join, parts))]


def _rows_of(row: TableRow, names: int) -> Iterator[TableRow]:
    """Yield the row as it holds for each of several names.

    A cell with as many values in backticks as there are names has one value for each name.
    """
    if names == 1:
        yield row
        return
    values = [codes_in(cell) for cell in row.cells]
    for number in range(names):
        pairs = zip(row.cells, values, strict=True)
        cells = tuple(f"`{own[number]}`" if len(own) == names else cell for cell, own in pairs)
        yield TableRow(row.line, cells, row.surplus)


def _add_row(
    entry: RecognisedEntry, row: TableRow, kind: Kind, columns: ColumnMeanings, headings: tuple[str, ...]
) -> None:
    """Add the cells of a row to an entry: to its fields, or to its notes if the column is not known."""
    entry.lines.append((row.line, row.line))
    for number, (cell, meaning) in enumerate(zip(row.cells, columns.meanings, strict=True)):
        is_bold = meaning == NAME and BOLD.fullmatch(cell.strip())
        written = is_bold["words"] if is_bold else cell.strip()
        text = SourceText(written, row.line, (LineSpan(row.line, row.line, number),))
        name = columns.name_field if meaning == NAME else meaning
        field = kind.fields.get(name)
        if field and text.text and name not in kind.name_fields:
            add_value(entry, field, headings[number], text)
        elif not is_none(cell) and (not meaning or (field and _contradicts(entry.name, cell))):
            entry.notes.append(labelled(headings[number], text))


def _contradicts(name: str, part: str) -> bool:
    """Return whether a name lacks the part of it that another column gives: POST, beside ``GET /v1``."""
    return set(re.findall(r"\w+", plain_text(part))).isdisjoint(re.findall(r"\w+", name))
