"""Entries in a YAML list, the content of a directive that holds several: ``- name: PORT``, then its fields.

YAML only says where the parts begin and end. Values are taken as they are written, whatever their type in
YAML, so that ``yes`` and ``0x10`` reach the same parser as in a directive.
"""

from __future__ import annotations

import bisect
import re
from typing import TypeGuard

import yaml

from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry, RecognitionResult
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.yaml_nodes import compose, value_text
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Field, Kind
from sphinx_archdoc.schema.suggestions import field_meant, hint_of_field

_START = re.compile(r"\s*(?:#[^\n]*\n\s*)*-\s+(?:\{|[\w-]+\s*:(?:\s|$))")

_TAB = re.compile(r"[ -]*\t")
_NULL = "tag:yaml.org,2002:null"


def is_yaml_list(text: str) -> bool:
    """Return whether *text* begins as a YAML list of mappings does."""
    return _START.match(text) is not None


def read_yaml_list(text: str, kind: Kind, vocabulary: Vocabulary, source: str) -> RecognitionResult:
    """Return the entries of *kind* in a YAML list; what cannot be read is a problem of the result.

    :param source: how problems name the file.
    """
    result = RecognitionResult(source)
    reader = _Reader(text, kind, vocabulary, result)
    try:
        root = compose(text)
    except (yaml.YAMLError, ValueError) as error:
        reader.report_invalid(error)
        return result
    for item in root.value if isinstance(root, yaml.SequenceNode) else ():
        reader.read_item(item)
    return result


class _Reader:
    def __init__(self, text: str, kind: Kind, vocabulary: Vocabulary, result: RecognitionResult) -> None:
        self.kind = kind
        self.vocabulary = vocabulary
        self.result = result
        self.text = text
        self.line_ends = [match.start() for match in re.finditer("\n", text)]

    def line_of(self, mark: yaml.Mark) -> int:
        """Return the line of a mark, from 1. ``mark.line`` would count other line separators as well."""
        return bisect.bisect_left(self.line_ends, mark.index) + 1

    def report_invalid(self, error: Exception) -> None:
        """Report a text that is not YAML, at the place that *error* names."""
        mark = getattr(error, "problem_mark", None)
        line = self.line_of(mark) if mark else 1
        reason = str(getattr(error, "problem", None) or "it cannot be read")
        hint = "it is shown as it is"
        if _TAB.match(self.text.split("\n")[line - 1]):
            reason, hint = "the line is indented with a tab", f"indent it with spaces; {hint}"
        self.result.report(line, ProblemCode.NOT_ENTRIES, f"this is not valid YAML: {shorten(reason)}", hint)

    def read_item(self, item: yaml.Node) -> None:
        """Add the entry that *item* holds to the result."""
        line = self.line_of(item.start_mark)
        name = self._misplaced_name(item)
        if not isinstance(item, yaml.MappingNode) or name:
            message = f"this item is not a valid {self.kind.name}"
            hint = f"write '- name: {shorten(name, 40) or '…'}', and the fields below it"
            self.result.report(line, ProblemCode.NOT_ENTRIES, message, hint)
            return
        entry = RecognisedEntry(kind=self.kind.name, name="", line=line, place=EntrySource.YAML)
        is_named = False
        for key, value in item.value:
            key_line = self.line_of(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self.result.report(key_line, ProblemCode.UNKNOWN_FIELD, "field names must be strings")
            elif not self._is_name(str(key.value)):
                self._read_field(entry, str(key.value), value, key_line)
            elif is_named:
                self._report_repeated(NAME, key_line)
            else:
                is_named = True
                entry.name = value.value if _is_text(value) else ""
        self.result.entries.append(entry)

    def _misplaced_name(self, item: yaml.Node) -> str:
        """Return the only key of an item that is no field, as it must be the name: ``- web: Answers.``."""
        keys = [key for key, _ in item.value] if isinstance(item, yaml.MappingNode) else []
        if len(keys) != 1 or not isinstance(keys[0], yaml.ScalarNode):
            return ""
        key = str(keys[0].value)
        is_known = self._is_name(key) or self._field_of(key) is not None or field_meant(self.kind, key)
        return "" if is_known else key

    def _is_name(self, key: str) -> bool:
        is_field = self._field_of(key) is not None
        return key == NAME or (not is_field and self.vocabulary.is_name(self.kind, key))

    def _field_of(self, key: str) -> Field | None:
        own = self.kind.fields.get(key.casefold().replace("_", "-"))
        return own or self.vocabulary.field_of(self.kind, key)

    def _read_field(self, entry: RecognisedEntry, key: str, value: yaml.Node, line: int) -> None:
        field = self._field_of(key)
        if field is None:
            message = f"{self.kind.name} has no field '{shorten(key)}'"
            self.result.report(line, ProblemCode.UNKNOWN_FIELD, message, hint_of_field(self.kind, key))
            if meant := field_meant(self.kind, key):
                entry.mistaken.setdefault(meant, line)
        elif field.name in entry.fields:
            self._report_repeated(field.name, line)
        else:
            try:
                entry.fields[field.name] = SourceText(value_text(value), line)
            except ValueError as error:
                hint = "write a string, such as '|' and indented lines below it, or a list of strings"
                self.result.report(line, ProblemCode.WRONG_VALUE, f"{field.name}: {error}", hint)
                entry.mistaken[field.name] = line

    def _report_repeated(self, name: str, line: int) -> None:
        message = f"the field '{name}' is given twice"
        self.result.report(line, ProblemCode.REPEATED_FIELD, message, "the first one is used")


def _is_text(value: yaml.Node) -> TypeGuard[yaml.ScalarNode]:
    """Return whether a value is a scalar, and not ``null``."""
    return isinstance(value, yaml.ScalarNode) and value.tag != _NULL
