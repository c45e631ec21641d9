"""Lists, tables and files of entries within the text of another entry: the variables of a component.

The reference is "When is a heading an entry?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    ListBlock,
    ParagraphBlock,
    TableBlock,
)
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import title_of
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_caption
from sphinx_archdoc.markdown.recognise.lists.announced_lists import introduces_names
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.rules.assignments import SETTINGS_FILES, assignments_in_code
from sphinx_archdoc.markdown.recognise.rules.item_list import item_list, list_by_evidence
from sphinx_archdoc.markdown.recognise.rules.lines_of_code import lines_of_names
from sphinx_archdoc.markdown.recognise.rules.steps import settings_in_steps
from sphinx_archdoc.markdown.recognise.rules.tables import (
    table_below_heading,
    table_by_columns,
    table_by_evidence,
)
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.tables.columns import columns_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind, NameStyle
from sphinx_archdoc.schema.own_forms import number_field, sql_field

_IDENTIFIER = re.compile(r"[A-Za-z]\w*(?:[_.-][A-Za-z]\w*)*")
"""A name that is written as in a program, and no number."""

_SENTENCE_END = re.compile(r"[.!?]\s")

_Holder = ListBlock | TableBlock | CodeBlock
"""A block that can hold several entries; code does as a file that sets variables, or as lines of names."""


class InnerPart(msgspec.Struct, frozen=True):
    """A list, a table or a file of entries within the section of another entry."""

    blocks: tuple[Block, ...]
    """The block that holds the entries, after the line that introduces it."""
    context: HeadingContext
    heading: int = 0
    """Line of the heading above it, if nothing else is below that heading."""

    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges of its lines."""
        if self.heading:
            yield self.heading, self.heading
        yield self.blocks[0].start, self.blocks[-1].end


def inner_parts(
    section: Section, kind: Kind, context: HeadingContext, state: DocumentState
) -> list[InnerPart]:
    """Return the parts of an entry's section that hold entries of a kind whose names have a shape.

    A heading within the section, or the line before them, must say so. The text of a gotcha only mentions
    other entries.
    """
    if kind.wording.telling or not state.is_page:
        return []
    return list(_parts(section, kind, context.below(section.title), state, is_card=True))


def _parts(
    section: Section, kind: Kind, context: HeadingContext, state: DocumentState, *, is_card: bool = False
) -> Iterator[InnerPart]:
    """Yield the parts directly in a section, and in those below it.

    :param is_card: whether it is the section of the entry itself, in which what is below a label in bold type
        is a value of the entry.
    """
    before: Block | None = None
    for block in section.content:
        if isinstance(block, _Holder):
            text = before.text if isinstance(before, ParagraphBlock) else ""
            inner = msgspec.structs.replace(context, section=section, before=text)
            found = _match(block, inner, state)
            inner_kind = found.kind if found else None
            is_value = (
                is_card and bool(title_of(text)) and not _is_own_list(block, inner_kind, kind, inner, state)
            )
            if found and not is_value and _is_announced(block, found, kind, inner, state):
                is_only = is_card and before is section.content[0] and not section.children
                blocks = (before, block) if before and _only_introduces(text) and not is_only else (block,)
                is_all = context.kind is not None and len(section.content) == len(blocks)
                is_alone = is_all and not section.children and section.level > 0
                yield InnerPart(blocks, inner, section.start if is_alone else 0)
        before = block
    for child in section.children if not section.after else ():
        named = state.vocabulary.kind_of_heading(child.title)
        is_named = named is not None and named.takes_name
        below = context.below(child.title, named if is_named else None, is_nearest=is_named)
        yield from _parts(child, kind, below, state)


def settings_in_steps_of(
    section: Section, kind: Kind, context: HeadingContext, state: DocumentState
) -> Iterator[Match]:
    """Yield the files and lists of variables that the steps of an entry show; the steps stay as they are."""
    if kind.wording.telling or not state.is_page:
        return
    inner = context.below(section.title)
    for block in section.content:
        if isinstance(block, ListBlock) and (match := settings_in_steps(block, inner, state)):
            yield match


def _is_own_list(
    block: _Holder, inner: Kind | None, kind: Kind, context: HeadingContext, state: DocumentState
) -> bool:
    """Return whether what is below a label in bold type is entries of *inner*, and no value of the card."""
    if inner is None:
        return False
    if inner.pattern or _are_called(block, inner, context.before, state.vocabulary):
        return True
    label = title_of(context.before)
    is_field = state.vocabulary.field_of(kind, label) is not None
    return isinstance(block, CodeBlock) and not is_field and _is_file_of(block, inner, context, state)


def _is_file_of(block: CodeBlock, kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether code is a file that sets variables, by its language or by the line before it."""
    is_named = introduces_names(context.before, kind, state.vocabulary)
    return block.info.casefold() in SETTINGS_FILES or (is_caption(context.before) and is_named)


def _only_introduces(text: str) -> bool:
    """Return whether a paragraph is one sentence that introduces what is below it."""
    return is_caption(text) and _SENTENCE_END.search(text) is None


def _match(block: _Holder, context: HeadingContext, state: DocumentState) -> Match | None:
    if isinstance(block, ListBlock):
        return item_list(block, context, state) or list_by_evidence(block, context, state)
    if isinstance(block, CodeBlock):
        return lines_of_names(block, context, state) or assignments_in_code(block, context, state)
    return (
        table_below_heading(block, context, state)
        or table_by_columns(block, context, state)
        or table_by_evidence(block, context, state)
    )


def _names_identifiers(block: _Holder, kind: Kind, vocabulary: Vocabulary, *, is_announced: bool) -> bool:
    """Return whether the names in a table are identifiers of several words: ``cart_not_found``.

    :param is_announced: whether a heading says of which kind they are. If not, the table must have a column
        for the number that entries of this kind have: "Status", of errors.
    """
    columns = columns_of(block, kind, vocabulary, named=True) if isinstance(block, TableBlock) else None
    if columns is None or not isinstance(block, TableBlock) or kind.name_style is not NameStyle.CODE:
        return False
    number = number_field(kind)
    if not (is_announced or (number and number.name in columns.meanings)):
        return False
    names = [plain_text(row.cells[columns.name]) for row in block.rows]
    return bool(names) and all(_IDENTIFIER.fullmatch(name) for name in names)


def _is_announced(
    block: _Holder, found: Match, kind: Kind, context: HeadingContext, state: DocumentState
) -> bool:
    """Return whether a heading or the line before announces entries that are not parts of this one."""
    vocabulary, inner = state.vocabulary, found.kind
    if inner is None or inner in vocabulary.kinds_within(kind):
        return False
    if inner.pattern and isinstance(block, TableBlock):  # the form of their names says it
        return True
    if _are_called(block, inner, context.before, vocabulary):
        return True
    if isinstance(block, CodeBlock) and _is_file_of(block, inner, context, state):
        return True
    if not inner.wording.shape:
        is_announced = context.is_nearest and context.kind is inner
        return _names_identifiers(block, inner, vocabulary, is_announced=is_announced)
    label = title_of(context.before) or context.before.rstrip(":： ")
    if vocabulary.field_of(kind, label) is not None:
        return False
    if context.kind is inner:
        return True
    announced = inner in vocabulary.kinds_in(context.before) or vocabulary.calls_names(inner, context.before)
    return is_caption(context.before) and announced


def _are_called(block: _Holder, kind: Kind, before: str, vocabulary: Vocabulary) -> bool:
    """Return whether the line before tables of a database, or the heading of their names, calls them so.

    "Database tables:" does, and a column "Table" below "Schema:".
    """
    if not sql_field(kind):
        return False
    if is_caption(before) and introduces_names(before, kind, vocabulary):
        return True
    return isinstance(block, TableBlock) and vocabulary.is_own_name(kind, block.header.cells[0])


def without(section: Section, parts: list[InnerPart]) -> Section:
    """Return a section without these parts, and without headings that nothing else is below."""
    gone = {id(block) for part in parts for block in part.blocks}
    headings = {part.heading for part in parts}
    children = [without(child, parts) for child in section.children if child.start not in headings]
    return Section(section.heading, [block for block in section.blocks if id(block) not in gone], children)


def take_lines(entry: RecognisedEntry, parts: list[InnerPart]) -> None:
    """Take the lines of these parts from those of an entry and of the entries within it."""
    ranges = sorted(lines for part in parts for lines in part.lines())
    for one in entry.family():
        for start, end in ranges:
            one.lines = [piece for lines in one.lines for piece in _cut(lines, start, end)]


def _cut(lines: tuple[int, int], start: int, end: int) -> Iterator[tuple[int, int]]:
    first, last = lines
    if end < first or last < start:
        yield lines
        return
    if first < start:
        yield first, start - 1
    if end < last:
        yield end + 1, last
