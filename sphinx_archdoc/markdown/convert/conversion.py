"""Convert a document: recognised entries become directives, everything else stays as it is.

Converting twice changes nothing; see "Plain Markdown" in the reference
(``docs/reference/plain-markdown.md``).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from sphinx_archdoc.markdown.convert.assembly import Assembly
from sphinx_archdoc.markdown.convert.directives import code_block, directive_text
from sphinx_archdoc.markdown.convert.links import links_to_headings
from sphinx_archdoc.markdown.convert.plural_directives import unwrap
from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.directives import directive_info
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.header import document_kind, is_refused
from sphinx_archdoc.markdown.recognise.markers.placed import is_in_ranges, lines_below_wrong
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry, RecognitionResult, SkippedLines
from sphinx_archdoc.markdown.recognise.page import recognise
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.fenced_code import is_source, source_block
from sphinx_archdoc.parsing.values import WrongValue, is_none, parse_value
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType, Kind

_HEADS = re.compile(r"^[^\S\n]*+(?:`{3,}|~{3,}|:{3,})\{archdoc:([\w-]+)\}", re.M)


class Fate(StrEnum):
    """The result of the conversion for a line."""

    MAPPED = "mapped"
    PROSE = "prose"
    NOT_UNDERSTOOD = "not-understood"


class LineRange(msgspec.Struct, frozen=True):
    """Adjacent lines with the same fate; all ranges together hold each line once, in order."""

    start: int
    end: int
    fate: Fate
    kind: str = ""
    """Name of the kind of the entry that the lines are mapped to."""
    name: str = ""
    reason: str = ""
    """Why the lines are not understood, or why they are prose though they look like entries."""


class Conversion(msgspec.Struct, frozen=True):
    """A converted document, and the fate of each line."""

    text: str
    parts: tuple[LineRange, ...]
    entries: Mapping[str, int]
    """The number of entries of each kind, including existing directives, in the order of the kinds table."""


def convert(text: str, vocabulary: Vocabulary, anchors: Collection[str] = ()) -> Conversion:
    """Convert a document; one with ``archdoc: false`` stays as it is.

    :param text: Markdown whose lines end with a line feed.
    :param anchors: those of the links from other documents to this one. They lead somewhere afterwards, and
        so do those of the links within the document.
    """
    kinds = vocabulary.kinds
    blocks = read_blocks(text)
    recognition = RecognitionResult()
    if not is_refused(blocks):
        recognition = _without_marked_wrongly(recognise(blocks, vocabulary))
        _keep_wrong_header(recognition, vocabulary)
        recognition.add(unwrap(blocks, vocabulary))
    assembly = Assembly(text.split("\n"), blocks, recognition, vocabulary)
    assembly.insert(lambda entry: write_entry(entry, kinds))
    assembly.keep_targets({*anchors, *(anchor for page, anchor in links_to_headings(text) if not page)})
    directives = [
        (block, entry)
        for block in blocks
        if isinstance(block, CodeBlock) and (entry := _directive_of(block, kinds))
    ]
    counts = Counter(e.kind for entry in recognition.entries for e in entry.family() if e.filled)
    counts.update(kind for block, _ in directives for kind in _HEADS.findall(block.source) if kind in kinds)
    return Conversion(
        text=assembly.text(),
        parts=tuple(_parts(assembly, recognition, _written(directives))),
        entries={kind: counts[kind] for kind in kinds if counts[kind]},
    )


def _keep_wrong_header(recognition: RecognitionResult, vocabulary: Vocabulary) -> None:
    """Leave the lines of the document's header as they are if no value on them is valid.

    As options, such values would not be shown: "Last updated: last spring".
    """
    kind = document_kind(vocabulary)
    if kind is None:
        return
    for entry in [one for one in recognition.entries if one.kind == kind.name]:
        wrong = [name for name, text in entry.fields.items() if not _is_valid(kind.fields[name], text.text)]
        for name in wrong:
            line = entry.fields.pop(name).line
            if all(text.line != line for text in entry.fields.values()):
                entry.lines = [(start, end) for start, end in entry.lines if not start <= line <= end]
        if wrong and not entry.fields:
            recognition.entries.remove(entry)


def _is_valid(field: Field, text: str) -> bool:
    try:
        parse_value(field, text)
    except WrongValue:
        return False
    return True


def _without_marked_wrongly(recognition: RecognitionResult) -> RecognitionResult:
    """Return a result without what is below wrong markers: without the mistake, it may be something else."""
    ranges = lines_below_wrong(recognition)
    if not ranges:
        return recognition

    def is_kept(*lines: int) -> bool:
        return not any(is_in_ranges(line, ranges) for line in lines)

    kept = [e for e in recognition.entries if is_kept(e.line, *(start for start, _ in e.lines))]
    reason = "the marker above has a mistake"
    skipped = [SkippedLines(start, end, reason, is_aside=True) for start, end in ranges]
    return msgspec.structs.replace(
        recognition,
        entries=kept,
        unread=[*recognition.unread, *skipped],
        headings=[line for line in recognition.headings if is_kept(line)],
        remains={lines: rest for lines, rest in recognition.remains.items() if is_kept(lines[0])},
        markers=[marked for marked in recognition.markers if is_kept(marked.below)],
    )


def _directive_of(code: CodeBlock, kinds: KindsTable) -> tuple[str, str] | None:
    """Return the kind and the name of the entry if a code block is its directive, else None."""
    info = directive_info(code)
    return info if info and info.kind in kinds else None


def _written(directives: Iterable[tuple[CodeBlock, tuple[str, str]]]) -> dict[int, tuple[str, str]]:
    """Return the lines of existing directives, with the kind and the name of the entry."""
    return {line: entry for block, entry in directives for line in range(block.start, block.end + 1)}


def _parts(
    assembly: Assembly, recognition: RecognitionResult, written: Mapping[int, tuple[str, str]]
) -> Iterator[LineRange]:
    """Yield the ranges of lines with the same fate.

    :param written: the lines of existing directives.
    """
    reasons: dict[int, SkippedLines] = {}
    for unread in recognition.unread:
        for line in range(unread.start, unread.end + 1):
            before = reasons.get(line)
            if before is None or unread.is_marker or (unread.is_due and not before.is_due):
                reasons[line] = unread
    lines = range(1, assembly.last + 1)
    for (fate, kind, name, reason), group in itertools.groupby(
        lines, lambda line: _fate(line, assembly, reasons, written)
    ):
        numbers = list(group)
        yield LineRange(numbers[0], numbers[-1], fate, kind, name, reason)


def _fate(
    line: int, assembly: Assembly, reasons: Mapping[int, SkippedLines], written: Mapping[int, tuple[str, str]]
) -> tuple[Fate, str, str, str]:
    if line in written:
        return Fate.MAPPED, *written[line], ""
    if line in reasons and reasons[line].is_marker:
        return Fate.NOT_UNDERSTOOD, "", "", reasons[line].reason
    if line in assembly.taken:
        entry = assembly.taken[line]
        return Fate.MAPPED, entry.kind if entry else "", entry.name if entry else "", ""
    if line in reasons:
        skipped = reasons[line]
        return Fate.NOT_UNDERSTOOD if skipped.is_due else Fate.PROSE, "", "", skipped.reason
    return Fate.PROSE, "", "", ""


def write_entry(entry: RecognisedEntry, kinds: KindsTable) -> str:
    """Return a recognised entry and its children as a directive."""
    kind = kinds[entry.kind]
    body = kind.fields.get(kind.body)
    pieces = [note.text for note in entry.notes] + [write_entry(child, kinds) for child in entry.children]
    content = ""
    if body and body.name in entry.fields:
        text = entry.fields[body.name].text
        if body.type in SOURCES:
            content = code_block(body.type, text)
        elif not entry.notes and (body.required or not is_none(text)):
            content = text
    pieces.insert(0, content)
    options = {
        name: _option(kind.fields[name], entry.fields[name].text)
        for name in kind.fields
        if name in entry.fields and name not in kind.name_fields and not (content and name == kind.body)
        if kind.fields[name].required or not _says_none(kind, name, entry.fields[name].text)
    }
    rest = "\n\n".join(filter(None, pieces))
    if body and not content and body.name not in options and _would_be_body(body, entry, rest):
        options[body.name] = "—"
    return directive_text(kind, entry.name, options, rest)


def _would_be_body(body: Field, entry: RecognisedEntry, text: str) -> bool:
    """Return whether the text of a directive would be read as the field that its content fills."""
    if body.type is FieldType.TEXT:
        return bool(entry.notes)
    return body.type in SOURCES and (source_block(text, body.type) is not None or is_source(text, body.type))


def _option(field: Field, text: str) -> str:
    """Return the text of an option: nothing for yes, and no marks of code around a literal value.

    YAML does not allow a value to begin with a backtick, and no option needs one.
    """
    if field.type is FieldType.TEXT:
        return text
    try:
        value = parse_value(field, text)
        if field.type is FieldType.FLAG:
            return "" if value else "no"
        bare = text.replace("`", "") if text.startswith("`") else text
        return bare if parse_value(field, bare) == value else text
    except WrongValue:
        return text


def _says_none(kind: Kind, field: str, text: str) -> bool:
    return kind.fields[field].type is not FieldType.FLAG and is_none(text)
