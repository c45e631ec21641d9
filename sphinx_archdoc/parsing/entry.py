"""Read an entry: the name, the options and the content of a directive, as values with their problems.

One wrong field costs that field, never the entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from sphinx_archdoc.parsing.options import Option
from sphinx_archdoc.parsing.sql import TableShape, UnreadableSQL, read_table
from sphinx_archdoc.parsing.values import Value, WrongValue, bare_text, is_placeholder, parse_value
from sphinx_archdoc.problems import Code, Location, Problem, did_you_mean, shorten
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType, Kind

Locate = Callable[[int], Location]
"""The place of a line of the directive, by its index below the directive's own."""


_FENCE = re.compile(r"^(?P<mark>`{3,}+|~{3,}+)[ \t]*+(?P<language>[^\s`]*+)[^\n]*\n", re.M)
"""The line that opens a code block of Markdown."""


class _FencedCode(msgspec.Struct, frozen=True):
    """A code block in a text: forges show SQL and JSON in one, perhaps with words before and behind it."""

    language: str
    inner: str
    start: int
    end: int


class RawDirective(msgspec.Struct, frozen=True, kw_only=True):
    """A directive as it is written: nothing is looked at yet."""

    name: str
    options: Sequence[Option] = ()
    body: str = ""
    body_index: int = 0
    """Index of the first line of the body."""


class ParsedEntry(msgspec.Struct, kw_only=True):
    """What was read of an entry."""

    name: str
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    """Line of each value."""
    shapes: dict[str, TableShape] = {}
    none: dict[str, str] = {}
    """Fields that are said to have no value, and how."""
    body_field: str = ""
    """Field that the body fills; empty where there is no body, or it only adds to the fields."""
    prose: list[tuple[str, int]] = []
    """What stands around the code block that fills the body's field, and the index of its first line."""
    problems: list[Problem] = []


class EntryParser:
    """Reads the entries of one kind.

    :param dialects: SQL dialects, tried in turn.
    :param missing: what to do about a field that is not given, in words, where there are no options.
    """

    def __init__(self, kind: Kind, dialects: tuple[str, ...] = ("postgres",), *, missing: str = "") -> None:
        self.kind = kind
        self.missing = missing
        self.dialects = tuple(map(str, dialects))

    def read(self, written: RawDirective, where: Location, place: Locate) -> ParsedEntry:
        """The values of an entry, and what is wrong with them.

        :param where: the place of the directive itself.
        """
        reading = ParsedEntry(name=clean_name(written.name))
        self._read_name(reading, where)
        self._read_options(reading, written.options, place)
        self._read_body(reading, written, place)
        for field in list(reading.values):
            self._read_structure(reading, self.kind.fields[field], where.source)
        for missing in self.kind.missing(reading.lines):
            also = " or as the content" if missing.name == self.kind.body else ""
            hint = self.missing.format(title=missing.title) or f"give it as an option{also}"
            if missing.name in reading.none:
                hint = f"'{reading.none[missing.name]}' says that there is none"
            message = f"{self._label(reading)} needs the field '{missing.name}'"
            reading.problems.append(Problem(where, Code.MISSING_FIELD, message, hint))
        return reading

    def _label(self, reading: ParsedEntry) -> str:
        return f"{self.kind.name} '{shorten(reading.name)}'" if reading.name else self.kind.name

    def _read_name(self, reading: ParsedEntry, where: Location) -> None:
        kind, name = self.kind, reading.name
        if not kind.takes_name:
            if name:
                message = f"{kind.name} takes no name, and is given '{shorten(name)}'"
                hint = "write the kind as :kind:" if "kind" in kind.fields else "its name is that of the page"
                reading.problems.append(Problem(where, Code.WRONG_NAME, message, hint))
            reading.name = ""
            return
        if not name:
            reading.problems.append(
                Problem(
                    where,
                    Code.MISSING_NAME,
                    f"this {kind.name} has no name",
                    f"write it behind the directive{f', as {kind.form}' if kind.form else ''}",
                )
            )
        elif is_placeholder(name) or any(words in name for words in kind.wording.placeholders):
            reading.problems.append(
                Problem(where, Code.PLACEHOLDER, f"the placeholder '{shorten(name)}' was not filled in")
            )
            reading.name = ""
        elif kind.pattern:
            if found := kind.pattern.fullmatch(name):
                for field, text in found.groupdict().items():
                    self._read_value(reading, kind.fields[field], text or "", where)
            else:
                reading.problems.append(
                    Problem(
                        where,
                        Code.WRONG_NAME,
                        f"'{shorten(name)}' is no name for this {kind.name}",
                        f"write {kind.form or kind.argument}",
                    )
                )

    def _read_options(self, reading: ParsedEntry, options: Sequence[Option], place: Locate) -> None:
        fields = self.kind.fields
        seen: set[str] = set()
        for option in options:
            where = place(option.index)
            name = option.name.casefold().replace("_", "-")
            if name in seen:
                reading.problems.append(
                    Problem(
                        where,
                        Code.REPEATED_FIELD,
                        f"the field '{name}' is given twice",
                        "the first one counts",
                    )
                )
                continue
            seen.add(name)
            if name not in fields or name in self.kind.name_fields:
                reading.problems.append(
                    Problem(
                        where,
                        Code.UNKNOWN_FIELD,
                        f"{self.kind.name} has no field '{shorten(option.name)}'",
                        did_you_mean(name, fields) or f"it has {', '.join(fields)}",
                    )
                )
                continue
            if option.trap:
                reading.problems.append(Problem(where, option.trap, _TRAPS[option.trap].format(name)))
            if not option.text and fields[name].type is not FieldType.FLAG:
                reading.lines.setdefault(name, where.line)
                reading.problems.append(
                    Problem(
                        where,
                        Code.EMPTY_FIELD,
                        f"the field '{name}' is empty",
                        "give it a value, or remove it",
                    )
                )
                continue
            self._read_value(reading, fields[name], option.text, where)

    def _read_value(self, reading: ParsedEntry, field: Field, text: str, where: Location) -> None:
        try:
            if words := next((words for words in self.kind.wording.placeholders if words in text), ""):
                raise WrongValue(Code.PLACEHOLDER, f"the placeholder '{words}' was not filled in")
            value = parse_value(field, text)
        except WrongValue as error:
            reading.lines[field.name] = where.line  # given, though wrong: not missing as well
            hint = "write ✓, ✗, yes or no" if self.missing and field.type is FieldType.FLAG else error.hint
            reading.problems.append(Problem(where, error.code, f"{field.name}: {error.message}", hint))
            return
        if value is None or value == ():
            reading.none[field.name] = shorten(text)
        else:
            reading.values[field.name] = value
            reading.lines[field.name] = where.line

    def _read_body(self, reading: ParsedEntry, written: RawDirective, place: Locate) -> None:
        field = self.kind.fields.get(self.kind.body)
        if not written.body.strip() or field is None or field.name in {**reading.values, **reading.none}:
            return
        body, index = written.body, written.body_index
        if field.type in SOURCES:
            body, index = self._read_source(reading, field, body, index)
        index += body.count("\n", 0, len(body) - len(body.lstrip()))
        self._read_value(reading, field, body, place(index))
        if field.name in reading.values:
            reading.body_field = field.name

    @staticmethod
    def _read_source(reading: ParsedEntry, field: Field, body: str, index: int) -> tuple[str, int]:
        """The code block in a body, if there is one, and the index of its first line."""
        block = next((b for b in _code_blocks(body) if b.language in ("", field.type.value)), None)
        if block is None:
            return _only_block(body, index)
        for text, at in ((body[: block.start], 0), (body[block.end :], block.end)):
            if text.strip():
                blank = len(text) - len(text.lstrip("\n"))
                reading.prose.append((text.strip("\n"), index + body.count("\n", 0, at + blank)))
        return block.inner, index + body.count("\n", 0, block.start) + 1

    def _read_structure(self, reading: ParsedEntry, field: Field, source: str) -> None:
        value = reading.values[field.name]
        if field.type is FieldType.SQL:
            try:
                reading.shapes[field.name] = read_table(str(value), self.dialects)
            except UnreadableSQL as error:
                self._unreadable(reading, field, source, Code.UNREADABLE_SQL, str(error), error.line)
        elif field.type is FieldType.JSON:
            try:
                json.loads(str(value))
            except json.JSONDecodeError as error:
                self._unreadable(reading, field, source, Code.UNREADABLE_JSON, error.msg, error.lineno)
            except RecursionError:
                self._unreadable(reading, field, source, Code.UNREADABLE_JSON, "it is nested too deep", 1)
            except ValueError:
                self._unreadable(
                    reading, field, source, Code.UNREADABLE_JSON, "it holds too long a number", 1
                )

    def _unreadable(
        self,
        reading: ParsedEntry,
        field: Field,
        source: str,
        code: Code,
        reason: str,
        line: int,
    ) -> None:
        start = reading.lines[field.name]
        inside = line - 1 if field.name == reading.body_field and line else 0
        reading.problems.append(
            Problem(
                Location(source, start + inside),
                code,
                f"{field.name}: cannot be read: {shorten(reason)}",
                "it is shown as it is",
            )
        )


_TRAPS = {
    Code.CUT_VALUE: "the value of '{0}' holds ' #', where Markdown readers begin a comment; "
    "put the value in quotes",
    Code.BLOCK_VALUE: "':{0}: |' begins a block, which Markdown readers know between --- lines only; "
    "write the options between --- lines",
}


def _code_blocks(text: str) -> Iterator[_FencedCode]:
    """The code blocks in a text; one that nothing closes is none."""
    position = 0
    never: dict[str, int] = {}
    """The shortest mark of either sort that nothing closes any more."""
    while opening := _FENCE.search(text, position):
        position, mark = opening.end(), opening["mark"]
        if len(mark) >= never.get(mark[0], len(text)):
            continue
        closing = re.compile(rf"^{mark[0]}{{{len(mark)},}}+[ \t]*$", re.M).search(text, position)
        if closing is None:
            never[mark[0]] = len(mark)
            continue
        inner = text[position : closing.start()].removesuffix("\n")
        yield _FencedCode(opening["language"].casefold(), inner, opening.start(), closing.end())
        position = closing.end()


def _only_block(body: str, index: int) -> tuple[str, int]:
    """The code in a body that is one block of it, of whatever language; the body itself if it is not."""
    bare = body.strip()
    block = next(_code_blocks(bare), None)
    if block is None or (block.start, block.end) != (0, len(bare)):
        return body, index
    return block.inner, index + body.count("\n", 0, body.index(bare)) + 1


def clean_name(text: str) -> str:
    """A name on one line, without marks of code or emphasis around it and without control characters."""
    visible = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)
    return " ".join(bare_text(" ".join(visible.split())).split())
