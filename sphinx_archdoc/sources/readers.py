"""The built-in readers: :file:`readers.toml` as objects, and readers of projects' own patterns."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.slow_expressions import why_too_slow
from sphinx_archdoc.sources.facts import EnvCall, EnvRead, Fact, Reader
from sphinx_archdoc.sources.indirection import follow
from sphinx_archdoc.sources.patterns import find_reads
from sphinx_archdoc.sources.steps import step
from sphinx_archdoc.sources.table import ReaderRow, code_digest, compile_expression, readers_table, style
from sphinx_archdoc.sources.text import CodeText
from sphinx_archdoc.sources.words import read_words

_LONGEST_LINE = 1_000
"""How much of a line a project's own pattern is matched against."""


@dataclass
class RowReader:
    """A row of the table."""

    row: ReaderRow
    name: str
    version: str
    globs: tuple[str, ...]
    markers: tuple[bytes, ...] = ()

    def read(self, path: str, text: str) -> Iterable[Fact]:
        """Return the facts of a text, in the order of their lines."""
        source = CodeText(path, text, style(self.row.style))
        facts = list(self._facts(source))
        if self.row.tests and (first := self._first_of_tests(source)):
            facts = list(_without_tests(facts, first))
        return sorted(dict.fromkeys(facts), key=lambda fact: fact.line)

    def _first_of_tests(self, text: CodeText) -> int:
        """Return the line at which the tests of a file begin; 0 if it has none."""
        name = text.path.rpartition("/")[2]
        is_of_tests = re.fullmatch(self.row.test_files, name) and re.search(self.row.test, text.plain)
        tests = compile_expression(self.row.tests).search(text.plain)
        return 1 if is_of_tests else text.line(tests.start()) if tests else 0

    def _facts(self, text: CodeText) -> Iterator[Fact]:
        reads = find_reads(text, self.row)
        yield from follow(text, self.row, reads)
        for name in self.row.steps:
            yield from step(name)(text)
        yield from read_words(text, self.row, {read.name_at for read in reads if read.name})


def _without_tests(facts: Iterable[Fact], first: int) -> Iterator[Fact]:
    """Yield the facts of a file whose tests begin at a line: what these read need not be documented."""
    for fact in facts:
        if fact.line >= first and isinstance(fact, EnvRead):
            yield msgspec.structs.replace(fact, is_implied=True)
        elif fact.line < first or not isinstance(fact, EnvCall):
            yield fact


@dataclass
class ExpressionReader:
    """A pattern of a project: ``[[sources.pattern]]``."""

    name: str
    version: str
    globs: tuple[str, ...]
    expression: re.Pattern[str]
    markers: tuple[bytes, ...] = ()

    def read(self, path: str, text: str) -> Iterable[Fact]:
        """Return the reads that the expression finds, in the first 1,000 characters of each line."""
        for number, line in enumerate(text.split("\n"), 1):
            for match in self.expression.finditer(line[:_LONGEST_LINE]):
                if name := match["name"]:
                    default = match.groupdict().get("default")
                    yield EnvRead(name, number, default, None if default is None else False)


@functools.cache
def builtin_readers() -> Sequence[Reader]:
    """Return the readers in the order of the table. All whose globs match a file read it."""
    rows = readers_table().reader
    version = code_digest()[:12]
    readers: list[Reader] = []
    for number, row in enumerate(rows):
        globs = row.globs
        if row.others:
            globs = (*globs, *(f"!{glob}" for other in rows[:number] for glob in other.globs))
        readers.append(RowReader(row, row.name, version, globs))
    return tuple(readers)


def expression_reader(globs: Sequence[str], expression: str) -> Reader:
    """Return the reader of a project's own pattern.

    :param expression: a regular expression with a group ``name``, and perhaps a group ``default``.
    :raises ValueError: with a clause that says what is wrong with the expression.
    """
    try:
        compiled = re.compile(expression)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"the expression is not valid: {error}") from None
    if "name" not in compiled.groupindex:
        raise ValueError("the expression has no group 'name'")
    if reason := why_too_slow(expression):
        raise ValueError(reason)
    digest = digest_text("\0".join([expression, *globs]))[:12]
    return ExpressionReader(f"pattern-{digest}", f"1-{digest}", tuple(globs), compiled)
