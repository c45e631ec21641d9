"""Parse an entry: the name, the options and the content of a directive, as values with their problems.

A field that is not valid is left out; the rest of the entry is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from sphinx_archdoc.parsing.credentials import credential_problems, without_credentials
from sphinx_archdoc.parsing.fenced_code import is_source, sole_code_block, source_block
from sphinx_archdoc.parsing.names import clean_name
from sphinx_archdoc.parsing.option_mistakes import OptionMistake, option_in_text
from sphinx_archdoc.parsing.options import Option
from sphinx_archdoc.parsing.page_settings import IGNORE
from sphinx_archdoc.parsing.sql import TableShape
from sphinx_archdoc.parsing.structures import read_structure
from sphinx_archdoc.parsing.values import Value, WrongValue, is_placeholder, parse_value
from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType, Kind
from sphinx_archdoc.schema.suggestions import field_meant, hint_of_field
from sphinx_archdoc.spelling import did_you_mean

_LIKENESS = 0.75
"""How alike a part of a name and one of its usual values must be: GETT is GET, and PROPPATCH is not PATCH."""

Locate = Callable[[int], Location]
"""Callback that returns the location of a line of a directive, by its index below the first line."""
_TRAPS = {
    Code.CUT_VALUE: "the value of '{0}' contains ' #', which starts a comment in YAML; "
    "put the value in quotes",
    Code.BLOCK_VALUE: "':{0}: {1}' starts a block, which MyST supports only between --- lines; "
    "write the options between --- lines",
}


class RawDirective(msgspec.Struct, frozen=True, kw_only=True):
    """A directive as it is written, before its values are parsed."""

    name: str
    options: Sequence[Option] = ()
    body: str = ""
    body_index: int = 0
    """0-based index of the first line of the body, below that of the directive."""
    mistakes: Sequence[OptionMistake] = ()
    """Lines that are meant to be options, and were not read as such."""
    mistaken: Mapping[str, int] = {}
    """Fields that are given, but could not be read, which is reported already; with the index of the line."""


class ParsedEntry(msgspec.Struct, kw_only=True):
    """The values of an entry, and its problems. Callers may add values and set the name."""

    name: str
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    """1-based line of each field that is given, even if its value is not valid."""
    shapes: dict[str, TableShape] = {}
    none: dict[str, str] = {}
    """Fields that are given as "no value", with the spelling that the author used."""
    body_field: str = ""
    """Field that the body fills; empty if there is no body, or if it is additional prose."""
    prose: list[tuple[str, int]] = []
    """Text before and after the code block that fills the body's field, with the index of its first line."""
    ignored: list[tuple[str, Location]] = []
    """The options ``:ignore:``, which every kind takes: findings that the author says to ignore."""
    problems: list[Problem] = []

    def report(self, where: Location, code: Code, message: str, hint: str = "") -> None:
        """Add a problem."""
        self.problems.append(Problem(where, code, message, hint))


class EntryParser:
    """Parses the entries of one kind.

    :param dialects: SQL dialects, tried in order.
    :param missing: hint for required fields that are missing, with ``{name}`` or ``{title}``, if they are not
        written as options; empty for directives.
    :param unnamed: hint for a missing name; empty for directives.
    """

    def __init__(
        self, kind: Kind, dialects: tuple[str, ...] = ("postgres",), *, missing: str = "", unnamed: str = ""
    ) -> None:
        self.kind = kind
        self.missing = missing
        self.unnamed = unnamed
        self.dialects = tuple(map(str, dialects))

    def read(self, written: RawDirective, where: Location, place: Locate) -> ParsedEntry:
        """Parse a directive into the values of an entry, and its problems.

        :param where: location of the first line of the directive.
        :param place: returns the location of any other line.
        """
        reading = ParsedEntry(name=clean_name(written.name))
        self._read_name(reading, where)
        self._read_options(reading, written.options, place)
        self._read_body(reading, written, place)
        self._report_mistakes(reading, written, place)
        for field in list(reading.values):
            self._read_structure(reading, self.kind.fields[field], where.source)
        for name, index in written.mistaken.items():
            reading.lines.setdefault(name, place(index).line)
        for missing in self.kind.missing(reading.lines):
            also = " or as the content" if missing.name == self.kind.body else ""
            given = self.missing.format(name=missing.name, title=missing.title)
            hint = given or f"give it as an option{also}"
            if missing.name in reading.none:
                hint = f"'{reading.none[missing.name]}' means that it has no value; write one in its place"
            message = f"{self._label(reading)} needs the field '{missing.name}'"
            reading.report(where, Code.MISSING_FIELD, message, hint)
        return reading

    def _label(self, reading: ParsedEntry) -> str:
        return f"{self.kind.name} '{shorten(reading.name)}'" if reading.name else self.kind.name

    def _read_name(self, reading: ParsedEntry, where: Location) -> None:
        kind, name = self.kind, reading.name
        if not kind.takes_name:
            self._refuse_name(reading, where)
        elif not name:
            hint = f"write it after the directive{f', as {kind.form}' if kind.form else ''}"
            reading.report(where, Code.MISSING_NAME, f"this {kind.name} has no name", self.unnamed or hint)
        elif is_placeholder(name) or any(words in name for words in kind.wording.placeholders):
            reading.report(where, Code.PLACEHOLDER, f"the placeholder '{shorten(name)}' was not filled in")
            reading.name = ""
        elif kind.pattern:
            self._read_parts(reading, kind.pattern.fullmatch(name), where)

    def _refuse_name(self, reading: ParsedEntry, where: Location) -> None:
        """Report a name that the kind does not take, and remove it."""
        if reading.name:
            message = f"{self.kind.name} takes no name, but has '{shorten(reading.name)}'"
            hint = "write the kind as :kind:" if "kind" in self.kind.fields else "it is named after its page"
            reading.report(where, Code.WRONG_NAME, message, hint)
        reading.name = ""

    def _read_parts(self, reading: ParsedEntry, found: re.Match[str] | None, where: Location) -> None:
        """Read the fields that the parts of a name fill; None stands for a name without these parts."""
        kind = self.kind
        if found is None:
            message = f"'{shorten(reading.name)}' is not a valid {kind.name} name"
            reading.report(where, Code.WRONG_NAME, message, f"write {kind.form or kind.argument}")
            return
        for field, text in found.groupdict(default="").items():
            self._read_value(reading, kind.fields[field], text, where)
            if hint := self._hint_of_usual(field, text):
                reading.report(where, Code.WRONG_NAME, f"'{shorten(text)}' is not a known {field}", hint)

    def _hint_of_usual(self, field: str, text: str) -> str:
        """Return which of the usual values of a field is meant; empty if the text is one, or another word."""
        usual = self.kind.wording.values.get(field, ())
        return "" if text.upper() in map(str.upper, usual) else did_you_mean(text, usual, _LIKENESS)

    def _read_options(self, reading: ParsedEntry, options: Sequence[Option], place: Locate) -> None:
        fields = self.kind.fields
        seen: set[str] = set()
        for option in options:
            where = place(option.index)
            name = option.name.casefold().replace("_", "-")
            if name == IGNORE and IGNORE not in fields:
                reading.ignored.append((option.text, where))
            elif name in seen:
                message = f"the field '{shorten(name)}' is given twice"
                reading.report(where, Code.REPEATED_FIELD, message, "the first one is used")
            elif name not in fields or name in self.kind.name_fields:
                seen.add(name)
                self._report_unknown(reading, option.name, name, where)
            else:
                seen.add(name)
                self._read_option(reading, option, fields[name], where)

    def _report_unknown(self, reading: ParsedEntry, written: str, name: str, where: Location) -> None:
        """Report a field that the kind does not have."""
        message = f"{self.kind.name} has no field '{shorten(written)}'"
        reading.report(where, Code.UNKNOWN_FIELD, message, hint_of_field(self.kind, name))
        if meant := field_meant(self.kind, name):
            reading.lines.setdefault(meant, where.line)  # it is misspelt, and not missing

    def _read_option(self, reading: ParsedEntry, option: Option, field: Field, where: Location) -> None:
        if option.trap:
            reading.report(where, option.trap, _TRAPS[option.trap].format(field.name, option.sign))
        if option.text or field.type is FieldType.FLAG:
            self._read_value(reading, field, _text_of(option, field), where)
            return
        reading.lines.setdefault(field.name, where.line)
        message = f"the field '{field.name}' is empty"
        reading.report(where, Code.EMPTY_FIELD, message, "give it a value, or remove it")

    def _report_mistakes(self, reading: ParsedEntry, written: RawDirective, place: Locate) -> None:
        """Report the lines that are meant to be options, once: one that is not closed takes others along."""
        mistakes = list(written.mistakes)
        in_text = None if mistakes else option_in_text(written.body, self.kind.fields)
        if in_text:
            mistakes = [msgspec.structs.replace(in_text, index=in_text.index + written.body_index)]
        for mistake in mistakes:
            where = place(mistake.index)
            reading.report(where, Code.WRONG_OPTION, mistake.message, mistake.hint)

    def _read_value(self, reading: ParsedEntry, field: Field, text: str, where: Location) -> None:
        reading.problems += credential_problems(field.name, text, where)
        if field.type is not FieldType.TEXT:  # prose is parsed as it is written
            text = without_credentials(text)
        try:
            if words := next((words for words in self.kind.wording.placeholders if words in text), ""):
                raise WrongValue(Code.PLACEHOLDER, f"the placeholder '{words}' was not filled in")
            value = parse_value(field, text)
        except WrongValue as error:
            reading.lines[field.name] = where.line  # it is given, so do not report it as missing too
            hint = "write ✓, ✗, yes or no" if self.missing and field.type is FieldType.FLAG else error.hint
            reading.report(where, error.code, f"{field.name}: {error.message}", hint)
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
        if not body.strip():
            return
        index += body.count("\n", 0, len(body) - len(body.lstrip()))
        self._read_value(reading, field, body, place(index))
        if field.name in reading.values:
            reading.body_field = field.name

    @staticmethod
    def _read_source(reading: ParsedEntry, field: Field, body: str, index: int) -> tuple[str, int]:
        """Return the code that a body holds for a field, and the index of its first line.

        What is around it, or a body that holds none, is prose.
        """
        block = source_block(body, field.type)
        if block is None and (is_source(body, field.type)):
            return sole_code_block(body, index)
        if block is None:
            reading.prose.append((body.strip("\n"), index))
            return "", index
        for text, at in ((body[: block.start], 0), (body[block.end :], block.end)):
            if text.strip():
                blank = len(text) - len(text.lstrip("\n"))
                reading.prose.append((text.strip("\n"), index + body.count("\n", 0, at + blank)))
        return block.inner, index + body.count("\n", 0, block.start) + 1

    def _read_structure(self, reading: ParsedEntry, field: Field, source: str) -> None:
        """Read what is in the code of a field, and report what is wrong there, at its line."""
        structure = read_structure(
            self.kind, field, reading.name, str(reading.values[field.name]), self.dialects
        )
        if structure.shape:
            reading.shapes[field.name] = structure.shape
        if mistake := structure.mistake:
            inside = mistake.line - 1 if field.name == reading.body_field and mistake.line else 0
            where = Location(source, reading.lines[field.name] + inside)
            reading.report(where, mistake.code, f"{field.name}: {mistake.message}", mistake.hint)


def _text_of(option: Option, field: Field) -> str:
    """Return the text of a value; of a list in YAML, its values."""
    if not option.in_block or field.type not in (FieldType.LIST, FieldType.REFS):
        return option.text
    from sphinx_archdoc.parsing.yaml_nodes import flow_list_text  # slow to load, and seldom needed

    listed = flow_list_text(option.text) if option.text.startswith("[") else None
    return option.text if listed is None else listed
