"""Read the entries of Markdown pages without Sphinx: plain Markdown, and directives of MyST.

What needs Sphinx, such as reStructuredText and computed text, is passed by, and counted.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.catalogue.implied import with_implied_fields
from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.cli.check.page_cache import Include, IncludedText, ReadPage, digest_include
from sphinx_archdoc.cli.check.page_sources import path_matcher, strings
from sphinx_archdoc.markdown.document.blocks import Block, BlockQuote, CodeBlock, HeadingBlock, ListBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.changelog import is_changelog
from sphinx_archdoc.markdown.recognise.header import is_asked_for, is_refused
from sphinx_archdoc.markdown.recognise.markers.placed import has_marker
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.page import recognise, recognise_entries, recognise_marked
from sphinx_archdoc.markdown.recognise.values.entry_values import read_found
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.markdown.recognise.yaml_list import is_yaml_list, read_yaml_list
from sphinx_archdoc.parsing.entry import EntryParser, ParsedEntry, RawDirective
from sphinx_archdoc.parsing.options import read_options
from sphinx_archdoc.parsing.page_settings import (
    page_settings,
    page_suppressions,
    read_front_matter,
    suppression,
    suppressions_in,
)
from sphinx_archdoc.parsing.sql import is_dialect
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.plurals import kinds_by_plural

DEEPEST = 20
"""Directives within more directives than these are not looked for."""

MOST_INCLUDES = 500
"""So many files are read into a page. Twenty files, each of which includes the next twice, are a million."""

_DIRECTIVE = re.compile(r"\{(?P<name>[^{}\s]+)\}[^\S\n]*(?P<argument>.*)")
_LITERAL = re.compile(
    r"code(-block)?|sourcecode|highlight|literalinclude|parsed-literal|raw|math|mermaid|graphviz|digraph|graph|"
    r"csv-table|prompt|doctest|testcode|testoutput|toctree|image|comment|command-output|plantuml"
)
"""Directives whose content is not Markdown."""

_NEEDS_SPHINX = {"eval-rst": "reStructuredText", "include": "an included file"}


class ReadingSettings(msgspec.Struct, frozen=True):
    """What the configuration says about reading pages."""

    recognises: bool = True
    """False if plain Markdown is not read at all."""
    only: Callable[[str], bool] | None = None
    """Tells for a docname, or its path, whether entries are recognised; None to let pages decide."""
    dialects: tuple[str, ...] = ("postgres",)


def reading_settings(values: Mapping[str, object]) -> ReadingSettings:
    """Return how pages are read, as ``archdoc_recognise`` and ``archdoc_sql_dialects`` say.

    :param values: the settings in ``conf.py``.
    """
    recognise = values.get("archdoc_recognise", True)
    names = [recognise] if isinstance(recognise, str) else strings(recognise)
    return ReadingSettings(
        recognises=bool(recognise),
        only=path_matcher(names) if isinstance(recognise, str | list | tuple) else None,
        dialects=tuple(filter(is_dialect, strings(values.get("archdoc_sql_dialects")))) or ("postgres",),
    )


class PageReader:
    """Reads the pages of a project."""

    def __init__(self, vocabulary: Vocabulary, settings: ReadingSettings, include: Include) -> None:
        self.vocabulary = vocabulary
        self.settings = settings
        self.include = include
        self.blocks = functools.lru_cache(maxsize=256)(read_blocks)
        """Return the blocks of a text; many pages may include the same one."""
        self._plurals = kinds_by_plural(vocabulary.kinds)

    def read(self, docname: str, source: str, text: str) -> ReadPage:
        """Return a page with its entries and settings.

        :param source: the path of its file, relative to the source directory.
        :param text: with line feeds as line ends.
        """
        settings, problems = page_settings(read_front_matter(text), Location(source, 1))
        page = Page(docname=docname, settings=settings, problems=problems)
        page.suppressions += page_suppressions(settings, Location(source, 1))
        read = ReadPage(page)
        _File(self, read, source).read(text, opted_in=False)
        page.entries.sort(key=lambda entry: (entry.where, entry.anchor))
        read.includes[:] = dict.fromkeys(read.includes)
        return read

    def plural(self, name: str) -> Kind | None:
        """Return the kind of a directive that holds several entries."""
        return self._plurals.get(name)


class _File:
    """One file of a page: its own, or one that it includes."""

    def __init__(
        self, reader: PageReader, read: ReadPage, source: str, included: tuple[str, ...] = ()
    ) -> None:
        self.reader = reader
        self.read_page = read
        self.page = read.page
        self.source = source
        self.included = (*included, source)
        self.vocabulary = reader.vocabulary
        self.opted_in = False

    def read(self, text: str, *, opted_in: bool) -> None:
        blocks = self.reader.blocks(text)
        self.page.title = self.page.title or _title(blocks)
        self.page.suppressions += suppressions_in(text, self.source)
        self.opted_in = opted_in or is_asked_for(blocks, self.vocabulary)
        settings = self.reader.settings
        is_whole = self.opted_in
        if settings.only is not None:
            is_whole = settings.only(self.page.docname) or settings.only(self.source)
            is_whole = is_whole and (self.opted_in or not is_changelog(blocks, self.source))
        if settings.recognises and not is_refused(blocks) and (is_whole or has_marker(blocks)):
            found = (recognise if is_whole else recognise_marked)(blocks, self.vocabulary, self.source)
            for entry in found.entries:
                self._note_found(entry, None, 0)
        for code in _code_blocks(blocks):
            self._directive(code, None, 0)

    def _directive(self, code: CodeBlock, parent: Entry | None, depth: int) -> None:
        found = _DIRECTIVE.match(code.info)
        if not found or depth > DEEPEST:
            return
        name, argument = found["name"], found["argument"]
        if name in _NEEDS_SPHINX:
            self._include(argument.strip(), code) if name == "include" else self._pass_by(name)
        elif name.startswith("archdoc:"):
            self._own(name.removeprefix("archdoc:"), argument, code, parent, depth)
        elif not _LITERAL.fullmatch(name):
            self._inner(code, parent, depth)

    def _pass_by(self, name: str) -> None:
        what = _NEEDS_SPHINX[name]
        self.read_page.passed_by[what] = self.read_page.passed_by.get(what, 0) + 1

    def _include(self, path: str, code: CodeBlock) -> None:
        has_options = bool(read_options(code.text.split("\n"), yaml=True)[0])
        if has_options or len(self.read_page.includes) >= MOST_INCLUDES:
            self._pass_by("include")
            return
        found = self.reader.include(self.source, path)
        self.read_page.includes.append(IncludedText(self.source, path, digest_include(found)))
        if found is None or found[0] in self.included:
            self._pass_by("include")
        else:
            source, text = found
            _File(self.reader, self.read_page, source, self.included).read(text, opted_in=self.opted_in)

    def _own(self, name: str, argument: str, code: CodeBlock, parent: Entry | None, depth: int) -> None:
        if kind := self.vocabulary.kinds.get(name):
            self._entry(kind, argument, code, parent, depth)
        elif plural := self.reader.plural(name):
            self._several(plural, code, parent)

    def _entry(self, kind: Kind, argument: str, code: CodeBlock, parent: Entry | None, depth: int) -> None:
        lines = code.text.removesuffix("\n").split("\n")
        options, start = read_options(lines, yaml=True)
        while start < len(lines) and not lines[start].strip():
            start += 1
        written = RawDirective(
            name=argument.strip(), options=options, body="\n".join(lines[start:]), body_index=start
        )

        def place(index: int) -> Location:
            return Location(self.source, code.first + index)

        parsed = EntryParser(kind, self.reader.settings.dialects).read(
            written, Location(self.source, code.start), place
        )
        entry = self._note(kind, parsed, code.start, parent)
        self._inner(code, entry, depth)

    def _inner(self, code: CodeBlock, parent: Entry | None, depth: int) -> None:
        if "{" in code.text:
            for inner in _code_blocks(read_blocks(code.text, code.first - 1)):
                self._directive(inner, parent, depth + 1)

    def _several(self, kind: Kind, code: CodeBlock, parent: Entry | None) -> None:
        shift = code.first - 1
        if is_yaml_list(code.text):
            found = read_yaml_list(code.text, kind, self.vocabulary, self.source)
        else:
            found = recognise_entries(read_blocks(code.text), kind, self.vocabulary, self.source)
        for entry in found.entries:
            self._note_found(entry, parent, shift)

    def _note_found(self, found: RecognisedEntry, parent: Entry | None, shift: int) -> None:
        if not found.filled:
            return
        kind = self.vocabulary.kinds[found.kind]
        parsed = read_found(found, kind, self.reader.settings.dialects, self.source, shift)
        entry = self._note(kind, parsed, found.line + shift, parent)
        for child in found.children:
            self._note_found(child, entry, shift)

    def _note(self, kind: Kind, parsed: ParsedEntry, line: int, parent: Entry | None) -> Entry:
        name = parsed.name if kind.takes_name else self.page.docname
        entry = Entry(
            kind=kind.name,
            name=name,
            title=name if kind.takes_name else self.page.title or name,
            page=self.page.docname,
            anchor=f"{kind.name}-{len(self.page.entries)}",
            where=Location(self.source, line),
            values=with_implied_fields(kind, parsed.values, parent),
            lines=parsed.lines,
            shapes=parsed.shapes,
            parent=parent.anchor if parent else "",
        )
        self.page.entries.append(entry)
        self.page.problems += parsed.problems
        self.page.suppressions += [suppression(text, at, entry.anchor) for text, at in parsed.ignored]
        return entry


def _title(blocks: Sequence[Block]) -> str:
    """Return the words of the first heading; empty if there is none."""
    heading = next((block for block in blocks if isinstance(block, HeadingBlock)), None)
    return plain_text(heading.text) if heading else ""


def _code_blocks(blocks: Sequence[Block]) -> Iterator[CodeBlock]:
    """Yield the code blocks, also those in lists and block quotes."""
    for block in blocks:
        match block:
            case CodeBlock():
                yield block
            case ListBlock(items=items):
                for item in items:
                    yield from _code_blocks(item.blocks)
            case BlockQuote(blocks=inner):
                yield from _code_blocks(inner)
