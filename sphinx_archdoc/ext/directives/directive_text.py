"""Split the source of a directive into name, options and body, and locate each line of it in the file.

Our directives declare no options (``option_spec = None``). MyST then hands over everything below the first
line as content, and docutils everything up to the first blank line as argument, and we parse the options
ourselves (:mod:`sphinx_archdoc.parsing.options`) so that each problem has the line of its option.

The lines that MyST 5.2 reports need corrections: here, in :mod:`.entry_nodes` and in
:mod:`sphinx_archdoc.ext.environment.source_lines`. The tests in ``tests/test_sphinx_contract.py`` under
"What the parsers hand to a directive" fail when one can go, and when
https://github.com/executablebooks/MyST-Parser/pull/1175 (open) changes how MyST counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinx_archdoc.ext.environment.source_lines import lines_before, lines_once, location
from sphinx_archdoc.parsing.entry import RawDirective
from sphinx_archdoc.parsing.option_mistakes import mistakes_in_options
from sphinx_archdoc.parsing.options import read_options
from sphinx_archdoc.problems import Location


class WrittenDirective(SphinxDirective):
    """Base class of directives whose source is split by :class:`DirectiveText`."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = None


class Body(NamedTuple):
    """The arguments of docutils' ``nested_parse``."""

    lines: StringList
    offset: int
    """Index of the first line, from 0, as the directive's own ``content_offset`` counts."""


class DirectiveText:
    """The source of one directive.

    Indices of lines count from 0, and start below the line with the name. Lines of the file count from 1.
    """

    def __init__(self, directive: SphinxDirective) -> None:
        self._directive = directive
        self._block = directive.block_text.splitlines()
        self._content = list(directive.content)
        self.is_rst = bool(self._block) and self._block[0].lstrip().startswith("..")
        self._line_surplus = 0 if self.is_rst else self._count_surplus_lines()
        name = directive.arguments[0].splitlines() if directive.arguments else []
        self._head: list[str] = []
        if self.is_rst:  # the argument holds the name, then options, then perhaps text up to a blank line
            end = next((i for i in range(len(name)) if read_options(name[i:], yaml=False)[1]), len(name))
            name, self._head = name[:end], name[end:]
        lines = self._head if self.is_rst else self._content
        options, start = read_options(lines, yaml=not self.is_rst)
        mistakes = mistakes_in_options(lines, options, start, yaml=not self.is_rst)
        self._head_at = self._index_of(self._head, 0)
        self._content_at = self._index_of(self._content, max(len(name), 1))
        self._start = self._first_text(start)
        self.written = RawDirective(
            name=" ".join(name),
            options=options,
            mistakes=tuple(mistakes),
            body="\n".join(self._lines[self._start :]),
            body_index=self._start,
        )

    @property
    def _lines(self) -> list[str]:
        """All lines below the name; docutils drops the blank lines between the two parts."""
        return [*self._head, *self._content]

    def _first_text(self, start: int) -> int:
        lines = self._lines
        while start < len(lines) and not lines[start].strip():
            start += 1
        return start

    def locate(self, index: int) -> Location:
        """Return the location of the line with this index."""
        in_content = index - len(self._head)
        at = self._head_at + index if in_content < 0 else self._content_at + in_content
        return self._locate_line(self._directive.lineno - self._line_surplus + at)

    @property
    def where(self) -> Location:
        """The location of the directive's first line."""
        return self._locate_line(self._directive.lineno - self._line_surplus)

    @property
    def body(self) -> Body:
        """Everything below the options."""
        skipped = self._start - len(self._head)
        if skipped >= 0:
            offset = self._directive.content_offset + skipped - self._line_surplus
            return Body(self._directive.content[skipped:], offset)
        text = "\n".join([*self._head[self._start :], "", *self._content])
        return self.body_at(text, self.locate(self._start).line)

    def body_at(self, text: str, line: int) -> Body:
        """Return a part of the directive's text with its offset.

        :param line: the line of the file that *text* begins on.
        """
        directive = self._directive
        if self._content:
            offset = directive.content_offset - self._line_surplus + line - self.locate(len(self._head)).line
        else:  # reStructuredText without a blank line: all is argument, so count from lineno
            offset = directive.lineno - 1 + self._head_at + line - self.locate(0).line
        return Body(StringList(text.splitlines(), source=str(directive.state.document["source"])), offset)

    def _index_of(self, lines: list[str], after: int) -> int:
        """Return the index in ``block_text``, from *after* on, of the first of *lines*.

        Only ``block_text`` has all lines of the file. The first three of *lines* are compared.
        """
        wanted = [line.strip() for line in lines[:3]]
        for index in range(after, len(self._block)):
            found = [line.strip() for line in self._block[index : index + len(wanted)]]
            if found == wanted or (index == 0 and wanted and found[0].endswith(wanted[0])):
                return index
        return max(after, 1)

    def _count_surplus_lines(self) -> int:
        """Return by how many lines the ``lineno`` of a MyST directive is too large.

        MyST 5.2 (``render_colon_fence``) inserts a blank line into a colon fence whose content begins with
        another colon fence, as in a grid that begins with a card, and counts that line. This can go when
        ``test_the_line_of_a_directive_is_right_or_a_few_too_large`` finds nested fences on the right line.
        """
        first = self._block[0].strip() if self._block else ""
        source, line = self._directive.state_machine.get_source_and_line(self._directive.lineno)
        lines = lines_once(self._directive.env, str(source)) if first and line else []
        found = (n for n in lines_before(line or 0, lines) if lines[n - 1].rstrip().endswith(first))
        return (line or 0) - next(found, line or 0)

    def _locate_line(self, line: int) -> Location:
        return location(self._directive.env, *self._directive.state_machine.get_source_and_line(line))


def without_directives(body: str, starts: Iterable[int]) -> str:
    """Return *body* without the directives that begin on the lines *starts*, counted from 0.

    The directives can be MyST or reStructuredText.
    """
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
    """Return the index of the line after the directive that begins at *start*."""
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
