"""Put a document together again: with directives in place of the lines that they replace, else unchanged."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Collection, Sequence

from sphinx_archdoc.markdown.convert.directives import diagram_text
from sphinx_archdoc.markdown.convert.group_rows import group_rows
from sphinx_archdoc.markdown.convert.links import is_target, nearest, wanted_targets, with_other_target
from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    FrontMatter,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    TableBlock,
    ThematicBreak,
)
from sphinx_archdoc.markdown.document.sections import Section, sections_of
from sphinx_archdoc.markdown.recognise.header import document_kind
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry, RecognitionResult
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary


class Assembly:
    """A document from which lines are removed, and into which others are inserted.

    :param lines: the lines of the document.
    """

    def __init__(
        self,
        lines: Sequence[str],
        blocks: Sequence[Block],
        recognition: RecognitionResult,
        vocabulary: Vocabulary,
    ) -> None:
        self.lines = lines
        self.last = len(lines) - (not lines[-1])
        """Number of the last line."""
        self.taken: dict[int, RecognisedEntry | None] = {}
        """Lines that directives replace, and the entry that each was read from, if there is one."""
        self._blocks = blocks
        self._starts = [block.start for block in blocks]
        self._recognition = recognition
        self._vocabulary = vocabulary
        self._entry_at: dict[int, RecognisedEntry] = {}
        """The first entry that is inserted before each line."""
        self._retargeted: dict[str, RecognisedEntry] = {}
        """Entries that links lead to from now on, as no target can have the name of their anchor."""
        self._kept_markers: dict[int, int] = {}
        """First lines of the markers that stay, by the first lines of what is marked."""
        self._inserted: dict[int, list[str]] = {}
        """Texts to insert before each line."""
        self._take()
        self._take_markers()

    def insert(self, write: Callable[[RecognisedEntry], str]) -> None:
        """Insert all entries where they were recognised.

        :param write: returns the directive of an entry.
        """
        for (start, end), rest in self._recognition.remains.items():
            self._insert_rest(start, end, rest)
        header = document_kind(self._vocabulary)
        groups = {
            self._kept_markers.get(start, start): rows
            for start, rows in group_rows(self._blocks, self.taken).items()
        }
        for entry in self._recognition.entries:
            is_header = header is not None and entry.kind == header.name
            line = self._line_of_document(entry) if is_header else self._line_of(entry)
            while (above := groups.get(line)) and above[0].line < entry.line:
                self._inserted.setdefault(line, []).append(above.pop(0).cells[0].strip())
            self._inserted.setdefault(line, []).append(write(entry))
            self._entry_at.setdefault(line, entry)
        self._inserted_lines = sorted(self._inserted)
        if self._inserted:
            self._take_empty_headings(sections_of(self._blocks))
            self._take_loose_breaks()

    def keep_targets(self, anchors: Collection[str]) -> None:
        """Insert a target wherever a heading is removed that a link leads to.

        :param anchors: those of all links to the document.
        """
        done: set[str] = set()
        for line, name in wanted_targets(self._blocks, self.lines, anchors):
            if line not in self.taken or name in done:
                continue
            is_entry = self.taken[line] is not None
            place = nearest(line, self._inserted_lines, is_entry=is_entry)
            if place is None:
                continue
            done.add(name)
            if is_target(name):
                texts = self._inserted[place]
                texts[0] = f"({name})=\n{texts[0]}"
            elif place in self._entry_at:
                self._retargeted[name] = self._entry_at[place]

    def _take(self) -> None:
        for line in self._recognition.headings:
            self.taken[line] = None
        ranges: dict[tuple[int, int], RecognisedEntry] = {}
        for entry in self._recognition.entries:
            for found in entry.family():
                for lines in found.lines:
                    ranges.pop(lines, None)  # all entries of a code block have the same lines
                    ranges[lines] = found
        for (start, end), found in ranges.items():
            self.taken.update(dict.fromkeys(range(start, end + 1), found))
        covered = {line for block in self._blocks for line in range(block.start, block.end + 1)}
        for line in self.taken.keys() - covered:
            if self.lines[line - 1].strip():  # a link reference definition, which is not in any block
                del self.taken[line]
        for block in self._blocks:  # the header of a table is removed with its rows, unless a row stays
            if (
                isinstance(block, TableBlock)
                and block.rows
                and all(row.line in self.taken for row in block.rows)
            ):
                first = self.taken[block.rows[0].line]
                self.taken.update(dict.fromkeys(range(block.start, block.rows[0].line), first))

    def _take_markers(self) -> None:
        """Remove the markers whose blocks were read as a whole; others still say what the rest is."""
        unread = sorted(line for skipped in self._recognition.unread for line in (skipped.start, skipped.end))
        for marked in self._recognition.markers:
            is_whole = bisect.bisect_left(unread, marked.below) == bisect.bisect_right(unread, marked.last)
            is_read = any(line in self.taken for line in range(marked.below, marked.last + 1))
            if is_whole and is_read:
                self.taken.update(dict.fromkeys(range(marked.start, marked.end + 1), None))
            else:
                self._kept_markers[marked.below] = marked.start

    def _insert_rest(self, start: int, end: int, rest: str) -> None:
        """Insert the rest of a code block without its entries, and a view in place of a diagram."""
        entry = next((self.taken[line] for line in range(start, end + 1) if line in self.taken), None)
        code = self._block_at(start)
        if entry is None or not isinstance(code, CodeBlock):
            return
        self.taken.update(dict.fromkeys(range(start, end + 1), entry))
        if drawing := self._drawing(entry):
            self._inserted.setdefault(end, []).append(drawing)
        if rest:
            fence = code.source.split("\n")[0]
            mark = fence[: len(fence) - len(fence.lstrip("`~"))]
            self._inserted.setdefault(end, []).append(f"{fence}\n{rest}\n{mark}")

    def _drawing(self, entry: RecognisedEntry) -> str:
        """Return the view that replaces a diagram of relationships, or an empty string."""
        kind = self._vocabulary.kinds[entry.kind]
        ends = kind.fields[kind.edge.source].targets if kind.edge else ()
        drawn = [end for end in ends if any(found.kind == end for found in self._recognition.entries)]
        return diagram_text(drawn) if drawn else ""

    def _block_at(self, line: int) -> Block | None:
        index = bisect.bisect_right(self._starts, line) - 1
        return self._blocks[index] if index >= 0 else None

    def _line_of(self, entry: RecognisedEntry) -> int:
        """Return the line before which an entry is inserted.

        Entries of a table go before the table, and those of code in a list before the list.
        """
        block = self._block_at(entry.line)
        is_within = isinstance(block, TableBlock | CodeBlock | ListBlock) and entry.line <= block.end
        is_part = isinstance(block, ListBlock) and bool(entry.lines)  # else the list stays as it is
        if block and is_within and (block.start in self._kept_markers or not is_part):
            return self._kept_markers.get(block.start, block.start)
        return self._kept_markers.get(entry.line, entry.line)

    def _line_of_document(self, entry: RecognisedEntry) -> int:
        """Return the line for the entry of the document: that of its overview, else below the title."""
        kind = self._vocabulary.kinds[entry.kind]
        if overview := entry.fields.get(kind.body):
            return overview.line
        title = next((block for block in self._blocks[:5] if isinstance(block, HeadingBlock)), None)
        return title.end + 1 if title and title.level == 1 else entry.line

    def _take_empty_headings(self, section: Section) -> None:
        """Remove headings that name a kind if all below them is removed, and nothing inserted there."""
        for child in section.children:
            self._take_empty_headings(child)
        heading = section.heading
        if heading is None or heading.start in self.taken or self._is_inserted(heading.start, section.end):
            return
        if self._vocabulary.kind_of_heading(heading.text) is None:
            return  # the author's own words are kept
        blocks = [block for block in section.blocks if not isinstance(block, ThematicBreak)]
        starts = [child.heading.start for child in section.children if child.heading]
        if blocks and all(self._is_taken(block) for block in blocks) and all(s in self.taken for s in starts):
            self.taken.update(dict.fromkeys(range(heading.start, heading.end + 1), None))

    def _is_inserted(self, start: int, end: int) -> bool:
        """Return whether anything is inserted at the lines from *start* to *end*."""
        lines = self._inserted_lines
        index = bisect.bisect_left(lines, start)
        return index < len(lines) and lines[index] <= end

    def _is_taken(self, block: Block) -> bool:
        return all(line in self.taken for line in range(block.start, block.end + 1))

    def _take_loose_breaks(self) -> None:
        """Remove thematic breaks that no longer separate anything; docutils reports an error for them."""
        before: Block | None = None
        for was_before, block in zip([None, *self._blocks], self._blocks, strict=False):
            if self._is_taken(block) and not self._is_inserted(block.start, block.end):
                continue
            loose = before is None or isinstance(before, HeadingBlock | ThematicBreak | FrontMatter)
            end = before.end if before else 0
            parted = before is not was_before and not self._is_inserted(end, block.start)
            if isinstance(block, ThematicBreak) and loose and parted:
                self.taken[block.start] = None
            else:
                before = block
        if isinstance(before, ThematicBreak) and not self._is_inserted(before.end, len(self.lines) + 1):
            self.taken[before.start] = None

    def text(self) -> str:
        """Return the document with all changes."""
        written: list[str] = []
        for number, line in enumerate(self.lines, 1):
            for text in self._inserted.get(number, ()):
                if self._is_within_text(number):  # no hard line break is left at the end of a paragraph
                    written[-1:] = [line.removesuffix("\\") for line in written[-1:]]
                written += [*_gap(written), *text.split("\n"), ""]
            if number in self.taken:
                continue
            if line.strip() or not self._is_doubled(number, written):
                written += [*(_gap(written) if self._is_parted(number) else ()), line]
        for text in self._inserted.get(len(self.lines) + 1, ()):
            written += [*_gap(written), *text.split("\n"), ""]
        if self._inserted:
            while len(written) > 1 and not written[-1].strip() and not written[-2].strip():
                written.pop()
        text = "\n".join(written)
        for name, entry in self._retargeted.items():
            text = with_other_target(text, name, f"{entry.kind}.{entry.name}")
        return text

    def _is_within_text(self, number: int) -> bool:
        """Return whether a line is one of a paragraph, but not its first one."""
        block = self._block_at(number)
        return isinstance(block, ParagraphBlock) and block.start < number <= block.end

    def _is_parted(self, number: int) -> bool:
        """Return whether the line above was removed, so that a blank line is needed; not within a table."""
        if number - 1 not in self.taken or not self.lines[number - 1].strip():
            return False
        block = self._block_at(number)
        return not (isinstance(block, TableBlock) and block.start < number <= block.end)

    def _is_doubled(self, number: int, written: Sequence[str]) -> bool:
        """Return whether a blank line would follow another one where lines were removed or inserted."""
        if not written:
            return bool(self.taken)
        if written[-1].strip():
            return False
        return number - 1 in self.taken or number in self._inserted or number - 1 in self._inserted


def _gap(written: Sequence[str]) -> list[str]:
    """Return a blank line, or nothing if the last line is blank."""
    return [""] if written and written[-1].strip() else []
