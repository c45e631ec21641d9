"""A YAML list as entries: ``- name: PORT``, and below it the fields."""

from __future__ import annotations

import bisect
import json
import re

import yaml

from sphinx_archdoc.markdown.document.source_text import Text
from sphinx_archdoc.markdown.recognise.model import Found, Place, Recognition
from sphinx_archdoc.markdown.recognise.vocabulary import NAME, Vocabulary
from sphinx_archdoc.problems import Code, did_you_mean, shorten
from sphinx_archdoc.schema.model import FieldType, Kind

_START = re.compile(r"\s*(?:#[^\n]*\n\s*)*-\s+(?:\{|[\w-]+\s*:(?:\s|$))")

_DEEPEST = 20
"""Collections within each other that are read as JSON."""
_LONGEST = 100_000
"""Characters of a value, with what aliases repeat: a few lines of them can mean gigabytes."""


def is_yaml_list(text: str) -> bool:
    """Whether a text begins as a list of entries in YAML."""
    return _START.match(text) is not None


def read_yaml_list(text: str, kind: Kind, vocabulary: Vocabulary, source: str) -> Recognition:
    """The entries of a list in YAML; values are taken as they are written, whatever YAML makes of them."""
    recognition = Recognition(source)
    reader = _Reader(text, kind, vocabulary, recognition)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or "it cannot be read")
        message = f"this is no YAML: {shorten(reason)}"
        line = reader.line_of(mark) if mark else 1
        recognition.report(line, Code.NOT_ENTRIES, message, "it is shown as it is")
        return recognition
    for item in root.value if isinstance(root, yaml.SequenceNode) else ():
        reader.item(item)
    return recognition


class _Reader:
    def __init__(self, text: str, kind: Kind, vocabulary: Vocabulary, recognition: Recognition) -> None:
        self.kind = kind
        self.vocabulary = vocabulary
        self.recognition = recognition
        self.line_ends = [found.start() for found in re.finditer("\n", text)]

    def line_of(self, mark: yaml.Mark) -> int:
        """The line of a place in the text: YAML would end lines at other characters as well."""
        return bisect.bisect_left(self.line_ends, mark.index) + 1

    def item(self, item: yaml.Node) -> None:
        line = self.line_of(item.start_mark)
        if not isinstance(item, yaml.MappingNode):
            message = f"this item is no {self.kind.name}"
            hint = "write '- name: …', and the fields below it"
            self.recognition.report(line, Code.NOT_ENTRIES, message, hint)
            return
        found = Found(kind=self.kind.name, name="", line=line, place=Place.ITEM)
        for key, value in item.value:
            key_line = self.line_of(key.start_mark)
            if isinstance(key, yaml.ScalarNode):
                self._value(found, str(key.value), value, key_line)
            else:
                self.recognition.report(key_line, Code.UNKNOWN_FIELD, "the name of a field is no text")
        self.recognition.entries.append(found)

    def _value(self, found: Found, key: str, value: yaml.Node, line: int) -> None:
        own = self.kind.fields.get(key.casefold().replace("_", "-"))
        field = own or self.vocabulary.field_of(self.kind, key)
        if key == NAME or (field is None and self.vocabulary.is_name(self.kind, key)):
            found.name = value.value if isinstance(value, yaml.ScalarNode) else ""
        elif field is None:
            hint = did_you_mean(key, self.kind.fields) or f"it has {', '.join(self.kind.fields)}"
            message = f"{self.kind.name} has no field '{shorten(key)}'"
            self.recognition.report(line, Code.UNKNOWN_FIELD, message, hint)
        elif field.name in found.fields:
            message = f"the field '{field.name}' is given twice"
            self.recognition.report(line, Code.REPEATED_FIELD, message, "the first one counts")
        else:
            try:
                text = _text(value, json_=field.type is FieldType.JSON)
            except ValueError as error:
                self.recognition.report(
                    line, Code.WRONG_VALUE, f"{field.name}: {error}", "write a text or a list of texts"
                )
            else:
                found.fields[field.name] = Text(text, line)


def _text(value: yaml.Node, *, json_: bool) -> str:
    """The text that a value spells; lists with commas.

    :raises ValueError: if it is neither.
    """
    if isinstance(value, yaml.ScalarNode):
        return str(value.value)
    _check_length(value)
    if json_:
        return json.dumps(_plain(value, 0), indent=2, ensure_ascii=False)
    if isinstance(value, yaml.SequenceNode) and all(isinstance(v, yaml.ScalarNode) for v in value.value):
        return ", ".join(_sheltered(str(v.value)) for v in value.value)
    raise ValueError("the value is a table within the entry")


def _check_length(value: yaml.Node) -> None:
    """Refuse what is too long to be written out.

    :raises ValueError: if it is.
    """
    length, waiting = 0, [value]
    while waiting:
        node = waiting.pop()
        length += len(node.value) + 1
        if length > _LONGEST:
            raise ValueError(f"the value has more than {_LONGEST:,} characters")
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _sheltered(text: str) -> str:
    return f"`{text}`" if re.search(r"[,;·]", text) and "`" not in text else text


def _plain(value: yaml.Node, depth: int) -> object:
    """A value as JSON has it."""
    if depth > _DEEPEST:
        raise ValueError(f"the value is more than {_DEEPEST} deep")
    if isinstance(value, yaml.MappingNode):
        if not all(isinstance(key, yaml.ScalarNode) for key, _ in value.value):
            raise ValueError("the name of a part is no text")
        return {str(key.value): _plain(inner, depth + 1) for key, inner in value.value}
    if isinstance(value, yaml.SequenceNode):
        return [_plain(inner, depth + 1) for inner in value.value]
    return _scalar(value)


def _scalar(value: yaml.Node) -> object:
    tag = str(value.tag).rpartition(":")[2]
    if tag in {"int", "float", "bool", "null"}:
        return yaml.safe_load(str(value.value))
    return str(value.value)
