"""Parse the options of a directive, and keep the line of each.

One parser serves both MyST and reStructuredText, and accepts any value. The parsers of MyST and docutils do
not: MyST's drops *all* options of a directive if one value starts with a quote or with ``>``.
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
    """The value; empty if there is none."""
    index: int
    """0-based index of its first line, among the lines given to :func:`read_options`."""
    trap: Code | None = None
    """Code of the problem, if other parsers of MyST Markdown read a different value."""
    sign: str = ""
    """What starts a block of text, such as ``>-``; empty if none does."""
    in_block: bool = False
    """Whether it is written between ``---`` lines, where values are YAML."""


_COLON = re.compile(r"\s*:(?!::)(?P<name>[^\s:`][^:`]*)(?::\s*(?P<value>.*))?$")
_KEY = re.compile(r"(?P<name>[^\s#:-][^:]*+):(?:\s+(?P<value>.*))?$")
_BLOCK = re.compile(r"[|>][+-]?$")
_COMMENT = re.compile(r"(^|\s)#")
_QUOTES = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"')}


def read_options(lines: Sequence[str], *, yaml: bool) -> tuple[list[Option], int]:
    """Return the options at the start of *lines*, and the index of the first line after them.

    :param yaml: whether values follow YAML, with quotes and comments: true for MyST, false for
        reStructuredText.
    """
    if yaml and is_block(lines):
        end = end_of_block(lines)
        return _read(lines, 1, end, _KEY, yaml=True), min(end + 1, len(lines))
    end = indent = 0
    for line in lines:
        if _COLON.match(line):
            indent = _indent(line)
        elif not end or not line.strip() or _indent(line) <= indent:
            break  # a continuation line is indented more than its option
        end += 1
    return _read(lines, 0, end, _COLON, yaml=yaml), end


def is_block(lines: Sequence[str]) -> bool:
    """Return whether *lines* begin with a block of options between ``---`` lines."""
    return bool(lines) and lines[0].rstrip() == "---"


def end_of_block(lines: Sequence[str]) -> int:
    """Return the index of the line that closes a block of options; the number of lines if none does."""
    return next((i for i, line in enumerate(lines[1:], 1) if line.startswith("---")), len(lines))


def is_key(line: str) -> bool:
    """Return whether an option begins on a line of a block."""
    return _KEY.match(line) is not None


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
        sign = value.strip() if _BLOCK.match(value.strip()) else ""
        if trap is None and key is _COLON and yaml and sign:
            trap = Code.BLOCK_VALUE
        options.append(Option(name.strip(), text, first, trap, sign, in_block=key is _KEY))
    return options


def _value(value: str, more: list[str], *, yaml: bool) -> tuple[str, Code | None]:
    """Return the text of a value, and the code of the problem if other parsers drop a part of it."""
    block = textwrap.dedent("\n".join(more)).strip() if more else ""
    if _BLOCK.match(value):
        return (re.sub(r"(?<!\n)\n(?!\n)", " ", block) if value[0] == ">" else block), None
    if yaml and (unquoted := _unquote(value)) is not None and not more:
        return unquoted, None
    trap = Code.CUT_VALUE if yaml and _COMMENT.search(value) else None
    return "\n".join(filter(None, [value, block])), trap


def _unquote(value: str) -> str | None:
    """Return the content of a quoted YAML scalar; None if *value* is not entirely enclosed in quotes."""
    mark = value[:1]
    if mark not in _QUOTES or not _QUOTES[mark].fullmatch(value):
        return None
    if mark == "'":
        return value[1:-1].replace("''", "'")
    try:
        text = str(json.loads(value))
        text.encode()  # a lone surrogate can be escaped in JSON, but not encoded
        return text
    except ValueError:  # an escape that is not valid in JSON
        return value[1:-1].replace('\\"', '"')
