"""Entries in HTML: tables and lists, which the page shows as one block, and texts that readers open."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, HtmlList, HtmlTable, OpaqueBlock
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry

_DETAILS = re.compile(r"\s*<(?P<slash>/?)details\b[^<>]*>", re.I)
_CLOSED = re.compile(r"</details\s*>", re.I)


def place_in_html(entries: Iterable[RecognisedEntry], blocks: Sequence[Block]) -> None:
    """Change the entries that were read from HTML: their place is the whole block.

    Their texts are on no node of the page, so each is kept as words. If all rows or items of the block are
    entries, these cover all of its lines.
    """
    html = [block for block in blocks if isinstance(block, HtmlTable | HtmlList)]
    starts = [block.start for block in html]
    found: dict[int, list[RecognisedEntry]] = {}
    for entry in entries if html else ():
        at = bisect.bisect_right(starts, entry.line) - 1
        if at >= 0 and entry.line <= html[at].end and entry.place is not EntrySource.HEADING:
            found.setdefault(at, []).append(entry)
    for at, within in found.items():
        block = html[at]
        lines = [row.line for row in block.rows] if isinstance(block, HtmlTable) else _starts(block)
        is_whole = {*lines} <= {line for entry in within for line in entry.all_lines()}
        for entry in within:
            entry.place = EntrySource.BLOCK
            entry.lines = [(block.start, block.end)] if is_whole else []
            entry.fields = {name: _words_of(text) for name, text in entry.fields.items()}
            entry.notes = [_words_of(text) for text in entry.notes]


def close_details(entries: Iterable[RecognisedEntry], blocks: Sequence[Block]) -> None:
    """Add the closing tag of ``<details>`` to the lines of the entry that begins with the opening one."""
    ends: dict[int, Block] = {}
    opened: list[int] = []
    for block in blocks:
        tag = _DETAILS.match(block.source) if isinstance(block, OpaqueBlock) else None
        if tag and not tag["slash"] and not _CLOSED.search(block.source):
            opened.append(block.start)
        elif tag and tag["slash"] and opened:
            ends[opened.pop()] = block
    for entry in entries:
        if entry.place is EntrySource.HEADING and (end := ends.get(entry.line)):
            entry.lines.append((end.start, end.end))


def _starts(block: HtmlList) -> list[int]:
    return [item.start for item in block.items]


def _words_of(text: SourceText) -> SourceText:
    return SourceText(text.text, text.line, (LineSpan(text.line, text.line, words=text.text),))
