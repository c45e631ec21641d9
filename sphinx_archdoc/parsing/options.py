"""Read the option lines of a directive, with the line of each.

The same reader serves MyST and reStructuredText, and takes any value: neither parser's own reader
does. MyST's drops *all* options of a directive when one value begins with a quote or a ``>``.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.problems import Code


class Option(msgspec.Struct, frozen=True):
    """One option as it is written."""

    name: str
    text: str
    """The value; empty where there is none."""
    index: int
    """Index of its first line."""
    trap: Code | None = None
    """What other readers of MyST Markdown would make of it, if not the same."""


_COLON = re.compile(r"\s*:(?!::)(?P<name>[^\s:`][^:`]*)(?::\s*(?P<value>.*))?$")
_KEY = re.compile(r"(?P<name>[^\s#:-][^:]*+):(?:\s+(?P<value>.*))?$")
_BLOCK = re.compile(r"[|>][+-]?$")
_COMMENT = re.compile(r"(^|\s)#")
_QUOTES = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"')}


def read_options(lines: Sequence[str], *, yaml: bool) -> tuple[list[Option], int]:
    """The options at the head of *lines*, and the index of the first line after them.

    :param yaml: whether values are quoted, and end at a comment, as in YAML: in MyST, not in
        reStructuredText.
    """
    if lines and yaml and lines[0].rstrip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.startswith("---")), len(lines))
        return _read(lines, 1, end, _KEY, yaml=True), min(end + 1, len(lines))
    end = indent = 0
    for line in lines:
        if _COLON.match(line):
            indent = _indent(line)
        elif not end or not line.strip() or _indent(line) <= indent:
            break  # a line below an option belongs to it only if it is indented deeper
        end += 1
    return _read(lines, 0, end, _COLON, yaml=yaml), end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _read(lines: Sequence[str], start: int, end: int, key: re.Pattern[str], *, yaml: bool) -> list[Option]:
    options: list[Option] = []
    index = start
    while index < end:
        line, first = lines[index], index
        index += 1
        if key is _KEY and (not line.strip() or line.lstrip().startswith("#")):
            continue
        more = []
        while index < end and not key.match(lines[index]):
            more.append(lines[index])
            index += 1
        found = key.match(line)
        name, value = (found["name"], found["value"] or "") if found else (line.strip(), "")
        text, trap = _value(value.strip(), more, yaml=yaml)
        if trap is None and key is _COLON and yaml and _BLOCK.match(value.strip()):
            trap = Code.BLOCK_VALUE
        options.append(Option(name.strip(), text, first, trap))
    return options


def _value(value: str, more: list[str], *, yaml: bool) -> tuple[str, Code | None]:
    """The text that a value spells, and what other readers would lose of it."""
    block = textwrap.dedent("\n".join(more)).strip() if more else ""
    if _BLOCK.match(value):
        return (re.sub(r"(?<!\n)\n(?!\n)", " ", block) if value[0] == ">" else block), None
    if yaml and (unquoted := _unquote(value)) is not None and not more:
        return unquoted, None
    trap = Code.CUT_VALUE if yaml and _COMMENT.search(value) else None
    return "\n".join(filter(None, [value, block])), trap


def _unquote(value: str) -> str | None:
    """The text within the quotes around *value*; None if they do not wrap the whole of it."""
    mark = value[:1]
    if mark not in _QUOTES or not _QUOTES[mark].fullmatch(value):
        return None
    if mark == "'":
        return value[1:-1].replace("''", "'")
    try:
        text = str(json.loads(value))
        text.encode()  # half of a surrogate pair can be escaped, but never written
        return text
    except ValueError:  # an escape that JSON does not know
        return value[1:-1].replace('\\"', '"')
