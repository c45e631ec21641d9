"""Convert a document: what is recognised becomes directives, and everything else stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from sphinx_archdoc.importer.blocks import Block, Code, Heading, Table
from sphinx_archdoc.importer.found import Found, Recognition
from sphinx_archdoc.importer.header import document_kind
from sphinx_archdoc.importer.markdown import read_blocks
from sphinx_archdoc.importer.recognise import recognise
from sphinx_archdoc.importer.vocabulary import Vocabulary
from sphinx_archdoc.importer.writing import code_block, directive_text
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import SOURCES, FieldType, Kind
from sphinx_archdoc.schema.values import is_none


class Fate(StrEnum):
    """What became of a line."""

    MAPPED = "mapped"
    PROSE = "prose"
    NOT_UNDERSTOOD = "not-understood"


class Part(msgspec.Struct, frozen=True):
    """Lines that share their fate; all parts together are all lines, each once, in order."""

    start: int
    end: int
    fate: Fate
    kind: str = ""
    """Kind of the entry that the lines are mapped to."""
    name: str = ""
    reason: str = ""
    """Why they are not understood."""


class Conversion(msgspec.Struct, frozen=True):
    """A converted document, and how it came to be."""

    text: str
    parts: tuple[Part, ...]
    entries: Mapping[str, int]
    """How many entries there are of each kind, in the order of the kinds table."""


def convert(text: str, kinds: KindsTable) -> Conversion:
    """Convert a document whose lines end with a line feed. No text is an error."""
    vocabulary = Vocabulary(kinds)
    blocks = read_blocks(text)
    recognition = recognise(blocks, vocabulary)
    converter = _Converter(text.split("\n"), blocks, recognition, vocabulary)
    counts = Counter(found.kind for entry in recognition.entries for found in entry.family())
    return Conversion(
        text=converter.text(),
        parts=tuple(converter.parts()),
        entries={kind: counts[kind] for kind in kinds if counts[kind]},
    )


def write_entry(entry: Found, kinds: KindsTable) -> str:
    """An entry that was recognised, with those within it, as a directive."""
    kind = kinds[entry.kind]
    body = kind.fields.get(kind.body)
    pieces = [note.text for note in entry.notes] + [write_entry(child, kinds) for child in entry.children]
    content = ""
    if body and body.name in entry.fields:
        text = entry.fields[body.name].text
        if body.type in SOURCES:
            content = code_block(body.type, text)
        elif not entry.notes:
            content = text
    pieces.insert(0, content)
    options = {
        name: _flag(kind, name, entry.fields[name].text)
        for name in kind.fields
        if name in entry.fields and name not in kind.name_fields and not (content and name == kind.body)
        if kind.fields[name].required or not _says_none(kind, name, entry.fields[name].text)
    }
    return directive_text(kind, entry.name, options, "\n\n".join(filter(None, pieces)))


def _flag(kind: Kind, field: str, text: str) -> str:
    """A value; of a flag that is set, nothing, as authors write it."""
    return "" if kind.fields[field].type is FieldType.FLAG and text in {"✓", "✅"} else text


def _says_none(kind: Kind, field: str, text: str) -> bool:
    return kind.fields[field].type is not FieldType.FLAG and is_none(text)


class _Converter:
    """Puts a document together again."""

    def __init__(
        self, lines: Sequence[str], blocks: Sequence[Block], recognition: Recognition, vocabulary: Vocabulary
    ) -> None:
        self.lines = lines
        self.blocks = blocks
        self.recognition = recognition
        self.kinds = vocabulary.kinds
        self.taken: dict[int, Found | None] = {}
        """Lines that are mapped, and the entry that they say most of."""
        self.inserted: dict[int, list[str]] = {}
        """What is written in place of the lines from this one on."""
        for line in recognition.headings:
            self.taken[line] = None
        for entry in recognition.entries:
            for found in entry.family():
                for start, end in found.lines:
                    self.taken.update(dict.fromkeys(range(start, end + 1), found))
        self._whole_tables()
        for (start, end), rest in recognition.remains.items():
            self._code(start, end, rest)
        header = document_kind(vocabulary)
        for entry in recognition.entries:
            at = self._document_line(entry) if header and entry.kind == header.name else self._line(entry)
            self.inserted.setdefault(at, []).append(write_entry(entry, self.kinds))

    def _whole_tables(self) -> None:
        """The headings of a table go with its rows; those of rows that stay, stay."""
        for block in self.blocks:
            if not isinstance(block, Table) or not block.rows:
                continue
            first = self.taken.get(block.rows[0].line)
            if all(row.line in self.taken for row in block.rows):
                self.taken.update(dict.fromkeys(range(block.start, block.rows[0].line), first))

    def _code(self, start: int, end: int, rest: str) -> None:
        """What stays of a code block, after its entries were taken out."""
        entry = next((self.taken[line] for line in range(start, end + 1) if line in self.taken), None)
        if entry is None:
            return
        code = next(block for block in self.blocks if block.start == start)
        self.taken.update(dict.fromkeys(range(start, end + 1), entry))
        if rest and isinstance(code, Code):
            fence = code.source.split("\n")[0]
            mark = fence[: len(fence) - len(fence.lstrip("`~"))]
            self.inserted.setdefault(end, []).append(f"{fence}\n{rest}\n{mark}")

    def _line(self, entry: Found) -> int:
        """The line where an entry is written: entries of a table that stays in part go before it."""
        for block in self.blocks:
            if block.start <= entry.line <= block.end and isinstance(block, Table | Code):
                return block.start
        return entry.line

    def _document_line(self, entry: Found) -> int:
        """The entry of the document goes where its overview stands or, without one, below the title."""
        kind = self.kinds[entry.kind]
        if overview := entry.fields.get(kind.body):
            return overview.line
        title = next((block for block in self.blocks[:5] if isinstance(block, Heading)), None)
        return title.end + 1 if title and title.level == 1 else entry.line

    def text(self) -> str:
        """The document."""
        written: list[str] = []
        for number, line in enumerate([*self.lines, None], 1):
            for directive in self.inserted.get(number, ()):
                if written and written[-1].strip():
                    written.append("")
                written += [*directive.split("\n"), ""]
            if line is None:
                break
            if number in self.taken or (not line.strip() and self._is_doubled(number, written)):
                continue
            written.append(line)
        if self.inserted:
            while len(written) > 1 and not written[-1].strip() and not written[-2].strip():
                written.pop()
        return "\n".join(written)

    def _is_doubled(self, number: int, written: Sequence[str]) -> bool:
        """Whether a blank line follows one that was written, since something was taken out or put in."""
        if written and written[-1].strip():
            return False
        near = number - 1 in self.taken or number in self.inserted or number - 1 in self.inserted
        return near or (not written and bool(self.taken))

    def parts(self) -> Iterator[Part]:
        """What became of each line."""
        reasons: dict[int, str] = {}
        for unread in self.recognition.unread:
            for line in range(unread.start, unread.end + 1):
                reasons.setdefault(line, unread.reason)
        current: Part | None = None
        last = len(self.lines) - (not self.lines[-1])
        for line in range(1, last + 1):
            part = self._part(line, reasons)
            if current and msgspec.structs.replace(part, start=current.start) == msgspec.structs.replace(
                current, end=line
            ):
                current = msgspec.structs.replace(current, end=line)
            else:
                if current:
                    yield current
                current = part
        if current:
            yield current

    def _part(self, line: int, reasons: Mapping[int, str]) -> Part:
        if line in self.taken:
            entry = self.taken[line]
            return Part(line, line, Fate.MAPPED, entry.kind if entry else "", entry.name if entry else "")
        if line in reasons:
            return Part(line, line, Fate.NOT_UNDERSTOOD, reason=reasons[line])
        return Part(line, line, Fate.PROSE)
