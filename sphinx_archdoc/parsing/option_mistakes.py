"""Lines that are meant to be options, and are read as a part of a value or as prose.

No valid text looks like them: MyST and docutils report them as errors.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

import msgspec

from sphinx_archdoc.parsing.options import Option, end_of_block, is_block, is_key
from sphinx_archdoc.problems import shorten


class OptionMistake(msgspec.Struct, frozen=True):
    """A line that is not read as its author means it."""

    index: int
    """0-based index of the line, among those that the options were read from."""
    message: str
    hint: str


_CONTINUES = re.compile(r"\s|#|-(?:\s|$)|$")
"""Matches what may follow the first line of a value between ``---`` lines."""
_LONG = re.compile(r"[^:]+:\s+[\[{\"']")
"""Matches the first line of a value that ends with a bracket or a quote, on whatever line it is."""
_LIKE_OPTION = re.compile(r"\s*:(?P<blank>\s*)(?P<name>\w[\w-]*)\s*:(?!`)")
_AT_THE_TOP = "write it directly below the directive, before all text"
_DIRECTIVE = re.compile(r"\s*(?:`{3}|~{3}|:{3}|\.\.(?:\s|$))")


def mistakes_in_options(
    lines: Sequence[str], options: Sequence[Option], end: int, *, yaml: bool
) -> Iterator[OptionMistake]:
    """Yield the mistakes in the options at the start of *lines*.

    :param options: the options as they were read.
    :param end: the index of the first line after them.
    :param yaml: as for :func:`~sphinx_archdoc.parsing.options.read_options`.
    """
    if yaml and is_block(lines):
        close = end_of_block(lines)
        if close == len(lines):
            yield OptionMistake(0, "no line '---' closes the options", "write '---' below the last option")
            return
        yield from _stray_lines(lines, close)
    for option in options if yaml else ():
        if not option.sign and option.text.startswith('"') and option.text.count('"') == 1:
            message = f"the quotation mark at the start of '{shorten(option.name)}' is not closed"
            yield OptionMistake(option.index, message, "close it, or remove it")
    if not yaml and options and end < len(lines) and lines[end].strip():
        message = f"'{shorten(lines[end], 40)}' follows the options without a blank line"
        hint = "write a blank line above it, or indent it further to continue the last option"
        yield OptionMistake(end, message, hint)


def _stray_lines(lines: Sequence[str], close: int) -> Iterator[OptionMistake]:
    """Yield the lines of a block that are neither options nor parts of one, the first of each option."""
    first = ""
    for index, line in enumerate(lines[1:close], 1):
        if is_key(line):
            first = line
        elif first and not _CONTINUES.match(line) and not _LONG.match(first):
            hint = "write it as 'name: value', or indent it to continue the value above"
            yield OptionMistake(index, f"'{shorten(line, 40)}' is not an option", hint)
            first = ""


def option_in_text(body: str, fields: Container[str]) -> OptionMistake | None:
    """Return the first line of the first paragraph of *body* that looks like an option; None if none does.

    :param fields: the names of the fields that there are.
    :returns: the mistake, with the index of its line in *body*.
    """
    is_begun = False
    for index, line in enumerate(body.split("\n")):
        if _DIRECTIVE.match(line) or (is_begun and not line.strip()):
            return None
        is_begun = is_begun or bool(line.strip())
        found = _LIKE_OPTION.match(line)
        if found is None or (name := found["name"].casefold().replace("_", "-")) not in fields:
            continue
        written = shorten(found[0].strip())
        hint = f"write ':{name}:'" if found["blank"] else _AT_THE_TOP
        return OptionMistake(index, f"'{written}' is read as text, and not as an option", hint)
    return None
