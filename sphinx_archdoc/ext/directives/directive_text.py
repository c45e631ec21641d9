"""The text of a directive, line by line, with the place of each line: the same for MyST and reStructuredText.

Both parsers are told of no options (an ``option_spec`` that is empty), so MyST hands everything
below the first line over as content, and docutils everything up to the first blank line as
argument. What is an option is for :mod:`sphinx_archdoc.parsing.options` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinx_archdoc.ext.environment.source_lines import lines_before, lines_once, location
from sphinx_archdoc.parsing.entry import RawDirective
from sphinx_archdoc.parsing.options import read_options
from sphinx_archdoc.problems import Location


class WrittenDirective(SphinxDirective):
    """A directive whose text is read by :class:`DirectiveText`."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = None


class Body(NamedTuple):
    """The content of a directive, as its parser wants it."""

    lines: StringList
    offset: int


class DirectiveText:
    """One directive, as it is written."""

    def __init__(self, directive: SphinxDirective) -> None:
        self._directive = directive
        self._block = directive.block_text.splitlines()
        self._content = list(directive.content)
        self.is_rst = bool(self._block) and self._block[0].lstrip().startswith("..")
        self._surplus = 0 if self.is_rst else self._surplus_lines()
        name = directive.arguments[0].splitlines() if directive.arguments else []
        self._head: list[str] = []
        if self.is_rst:  # the name goes on to the first option, options and perhaps text to a blank line
            end = next((i for i in range(len(name)) if read_options(name[i:], yaml=False)[1]), len(name))
            name, self._head = name[:end], name[end:]
            options, start = read_options(self._head, yaml=False)
        else:
            options, start = read_options(self._content, yaml=True)
        self._head_at = self._find(self._head, 0)
        self._content_at = self._find(self._content, max(len(name), 1))
        self._start = self._first_text(start)
        self.written = RawDirective(
            name=" ".join(name),
            options=options,
            body="\n".join(self._lines[self._start :]),
            body_index=self._start,
        )

    @property
    def _lines(self) -> list[str]:
        """Everything below the name; docutils has dropped the blank lines between the two parts."""
        return [*self._head, *self._content]

    def _first_text(self, start: int) -> int:
        lines = self._lines
        while start < len(lines) and not lines[start].strip():
            start += 1
        return start

    def place(self, index: int) -> Location:
        """The place of the line with this index below the name."""
        in_content = index - len(self._head)
        at = self._head_at + index if in_content < 0 else self._content_at + in_content
        return self._locate(self._directive.lineno - self._surplus + at)

    @property
    def where(self) -> Location:
        """The place of the directive itself."""
        return self._locate(self._directive.lineno - self._surplus)

    @property
    def body(self) -> Body:
        """What is below the options, for the parser."""
        skipped = self._start - len(self._head)
        if skipped >= 0:
            offset = self._directive.content_offset + skipped - self._surplus
            return Body(self._directive.content[skipped:], offset)
        text = "\n".join([*self._head[self._start :], "", *self._content])
        return self.lines(text, self.place(self._start).line)

    def lines(self, text: str, line: int) -> Body:
        """A text that stands at *line*, for the parser."""
        directive = self._directive
        if self._content:
            offset = directive.content_offset - self._surplus + line - self.place(len(self._head)).line
        else:  # in reStructuredText, with options but no blank line: lines count from the file's start
            offset = directive.lineno - 1 + self._head_at + line - self.place(0).line
        return Body(StringList(text.splitlines(), source=str(directive.state.document["source"])), offset)

    def _find(self, lines: list[str], after: int) -> int:
        """Index, within the whole block, of the first of *lines*; the block is as it is in the file."""
        wanted = [line.strip() for line in lines[:3]]
        for index in range(after, len(self._block)):
            found = [line.strip() for line in self._block[index : index + len(wanted)]]
            if found == wanted or (index == 0 and wanted and found[0].endswith(wanted[0])):
                return index
        return max(after, 1)

    def _surplus_lines(self) -> int:
        """How many lines too many MyST has counted up to the directive.

        It adds a blank line to the content of each fence of colons that begins with another one, as a grid
        does that begins with a card.
        """
        first = self._block[0].strip() if self._block else ""
        source, line = self._directive.state_machine.get_source_and_line(self._directive.lineno)
        lines = lines_once(self._directive.env, str(source)) if first and line else []
        found = (n for n in lines_before(line or 0, lines) if lines[n - 1].rstrip().endswith(first))
        return (line or 0) - next(found, line or 0)

    def _locate(self, line: int) -> Location:
        return location(self._directive.env, *self._directive.state_machine.get_source_and_line(line))


def without_directives(body: str, starts: Iterable[int]) -> str:
    """A text without the directives that begin on some of its lines, counted from 0: in either markup."""
    lines = body.split("\n")
    for start in sorted(starts, reverse=True):
        if 0 <= start < len(lines):
            end = _end_of_directive(lines, start)
            before, after = lines[:start], lines[end:]
            while before and not before[-1].strip():
                before.pop()
            while after and not after[0].strip():
                after.pop(0)
            lines = [*before, *([""] if before and after else []), *after]
    return "\n".join(lines)


def _end_of_directive(lines: Sequence[str], start: int) -> int:
    """Index of the line behind the directive that begins at *start*."""
    fence = re.match(r"\s*(`{3,}|~{3,}|:{3,})", lines[start])
    if fence:
        closing = re.compile(rf"\s*{re.escape(fence[1])}+\s*$")
        return next((i + 1 for i in range(start + 1, len(lines)) if closing.match(lines[i])), len(lines))
    indent = len(lines[start]) - len(lines[start].lstrip())
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return index
    return len(lines)
