"""The text of a directive, line by line, with the place of each line: the same for MyST and reStructuredText.

Both parsers are told of no options (an ``option_spec`` that is empty), so MyST hands everything
below the first line over as content, and docutils everything up to the first blank line as
argument. What is an option is for :mod:`sphinx_archdoc.schema.options` to say.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from docutils.statemachine import StringList
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.options import read_options
from sphinx_archdoc.schema.reading import Written


class Body(NamedTuple):
    """The content of a directive, as its parser wants it."""

    lines: StringList
    offset: int


class DirectiveText:
    """One directive, as it is written."""

    def __init__(self, directive: SphinxDirective) -> None:
        self._directive = directive
        self._block = directive.block_text.splitlines()
        is_rst = directive.block_text.lstrip().startswith("..")
        head = directive.arguments[0].splitlines() if directive.arguments else []
        name = []
        while head and not read_options(head, yaml=False)[1]:
            name.append(head.pop(0))
        self._lines = [*head, *directive.content]
        """Everything below the name."""
        self._in_head = len(head)
        self._first = self._find(len(name), is_rst=is_rst)
        options, start = read_options(self._lines, yaml=not is_rst)
        while start < len(self._lines) and not self._lines[start].strip():
            start += 1
        self._start = start
        self.written = Written(
            name=" ".join(name), options=options, body="\n".join(self._lines[start:]), body_index=start)

    def place(self, index: int) -> Location:
        """The place of the line with this index below the name."""
        return self._locate(self._directive.lineno + self._first + index)

    @property
    def where(self) -> Location:
        """The place of the directive itself."""
        return self._locate(self._directive.lineno)

    @property
    def body(self) -> Body:
        """What is below the options, for the parser."""
        content, skipped = self._directive.content, self._start - self._in_head
        if skipped >= 0:
            return Body(content[skipped:], self._directive.content_offset + skipped)
        source = content.source(0) if content else None
        lines = StringList(self._lines[self._start:], source=source or "")
        return Body(lines, self._directive.lineno - 1 + self._first + self._start)

    def lines(self, text: str, line: int) -> Body:
        """A text that stands at *line*, for the parser."""
        directive = self._directive
        offset = directive.content_offset - self._in_head + line - self.place(0).line
        return Body(StringList(text.splitlines(), source=str(directive.state.document["source"])), offset)

    def _find(self, after: int, *, is_rst: bool) -> int:
        """Index, within the whole block, of the first line below the name."""
        wanted = [line.strip() for line in self._lines[:3]]
        for index in range(0 if is_rst and not after else max(after, 1), len(self._block)):
            if [line.strip() for line in self._block[index : index + len(wanted)]] == wanted:
                return index
        return max(after, 1)

    def _locate(self, line: int) -> Location:
        source, line = self._directive.state_machine.get_source_and_line(line)
        return location(self._directive.env, source, line)


def location(env: BuildEnvironment, source: str | None, line: int | None) -> Location:
    """A place in words that are the same on every machine: the path from the source directory."""
    if not source:
        return Location(Path(env.doc2path(env.docname, base=False)).as_posix(), line or 0)
    relative = os.path.relpath(Path(env.srcdir) / source, env.srcdir)
    return Location(Path(relative).as_posix(), line or 0)
