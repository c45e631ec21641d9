"""Lists and tables that only name again what has a heading, or a directive, of its own on the page."""

from __future__ import annotations

import bisect
import functools
import re
import string
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, TableBlock
from sphinx_archdoc.markdown.document.directives import directive_info
from sphinx_archdoc.markdown.document.labels import LabelledText, split_label
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import SOURCES, Kind, NameStyle

_RANGE = re.compile(r"(?P<start>\S*?\d)(?:XX|xx)(?!\w)")
"""A code of which the last digits are left open: ``E_3XX``."""

_ASIDE = re.compile(r"(?<=\S) \([^()]*\)$")
"""What a heading adds to a name, and a row does not: "Frontend (`web/`)"."""

_ALIAS = re.compile(r"`([^`\s]+)`(?=\s|$)")


def alias_in(label: LabelledText | tuple[str, str], kind: Kind, vocabulary: Vocabulary) -> str:
    """Return the other name that a label gives an entry, ``**Container:** `cache` ``, or an empty string."""
    words, text = (label.label, label.text) if isinstance(label, LabelledText) else label
    found = _ALIAS.match(text) if vocabulary.is_name(kind, words) else None
    return found[1] if found else ""


def _stands_for_others(name: str, told: Sequence[str]) -> bool:
    """Return whether a name is that of a range of others: ``E_3XX`` beside ``E_301``, of which one is enough.

    :param told: the names of the same kind, sorted.
    """
    found = _RANGE.match(name)
    if found is None:
        return False
    starts = (f"{found['start']}{digit}" for digit in string.digits)
    return any(_first_from(told, f"{start}0") < f"{start}:" for start in starts)  # ":" comes after "9"


def _first_from(names: Sequence[str], least: str) -> str:
    """Return the first of sorted names from ``least`` on, or what comes after all names."""
    at = bisect.bisect_left(names, least)
    return names[at] if at < len(names) else chr(sys.maxunicode)


def told_once(
    entries: Sequence[RecognisedEntry], blocks: Sequence[Block], vocabulary: Vocabulary
) -> list[RecognisedEntry]:
    """Return the entries without those that are told elsewhere on the page.

    An item repeats a heading, a directive or a row of a table of the same kind and name. A row repeats a
    heading or a directive, and gives a heading the fields that it must have. Names in code repeat all of
    these. A code with open digits repeats those that it stands for. An item or a row also repeats what has
    its name as another one (``aliases``), whatever its kind, unless entries of that kind are references. A
    row of a setting also repeats one before it (``_rows_again``).
    """
    told = _Told(entries, blocks, vocabulary)
    again = set(_rows_again(entries, blocks, vocabulary))
    once = [entry for entry in entries if id(entry) not in again and not told.has(entry)]
    _keep_words_of_lines(once, entries, vocabulary)
    _complete(once, [entry for entry in entries if entry.place is EntrySource.ROW], vocabulary)
    return once


class _Told:
    """What a page tells of each name, to be asked for its entries in their order."""

    def __init__(
        self, entries: Sequence[RecognisedEntry], blocks: Sequence[Block], vocabulary: Vocabulary
    ) -> None:
        self._entries = entries
        self._kinds = vocabulary.kinds
        self._directives = list(written_entries(blocks, vocabulary))
        self._items: set[tuple[str, str]] = set()
        self._within: set[tuple[str, str]] = set()

    @functools.cached_property
    def _headed(self) -> set[tuple[str, str]]:
        """Kinds and names of headings and directives, also without what a heading adds to a name."""
        headed = {(kind.name, name) for kind, name, _ in self._directives}
        headed |= self._at(EntrySource.HEADING)
        headed |= {(kind, _ASIDE.sub("", name)) for kind, name in headed}
        return headed | {(kind, name.partition("?")[0]) for kind, name in headed if self._kinds[kind].pattern}

    @functools.cached_property
    def _rows(self) -> set[tuple[str, str]]:
        """Kinds and names of headings, directives and rows."""
        return self._headed | self._at(EntrySource.ROW)

    @functools.cached_property
    def _all(self) -> set[tuple[str, str]]:
        return self._rows | self._at(EntrySource.ITEM)

    @functools.cached_property
    def _sorted(self) -> defaultdict[str, list[str]]:
        return _sorted_by_kind(self._rows)

    @functools.cached_property
    def _aliases(self) -> set[str]:
        own = {alias for entry in self._entries for alias in entry.aliases}
        return own.union(*(aliases for _, _, aliases in self._directives))

    def _at(self, place: EntrySource) -> set[tuple[str, str]]:
        return {(entry.kind, entry.name) for entry in self._entries if entry.place is place}

    def has(self, entry: RecognisedEntry) -> bool:
        """Return whether the page tells elsewhere what an entry tells."""
        if entry.place is EntrySource.BLOCK:
            fields = self._kinds[entry.kind].fields.values()
            is_source = any(field.type in SOURCES for field in fields)  # which tells more than a row
            return (entry.kind, entry.name) in (self._headed if is_source else self._all)
        if entry.place not in (EntrySource.ITEM, EntrySource.ROW):
            return False
        if _stands_for_others(entry.name, self._sorted[entry.kind]) or self._is_again(entry):
            return True
        if (entry.kind, entry.name) in (self._rows if entry.place is EntrySource.ITEM else self._headed):
            return True
        return entry.name in self._aliases and self._kinds[entry.kind].pattern is None

    def _is_again(self, entry: RecognisedEntry) -> bool:
        """Return whether an item before this one has its identifier, or a table in another section its code.

        The code of an error of two endpoints is in the tables within the sections of both.
        """
        kind = self._kinds[entry.kind]
        is_item = entry.place is EntrySource.ITEM and kind.name_style is NameStyle.CODE
        is_again = is_item and _add(self._items, entry)
        return is_again or (entry.is_within and not kind.wording.shape and _add(self._within, entry))


def _add(known: set[tuple[str, str]], entry: RecognisedEntry) -> bool:
    """Add an entry to those that are known, and return whether it was."""
    was_known = (entry.kind, entry.name) in known
    known.add((entry.kind, entry.name))
    return was_known


def _sorted_by_kind(told: Iterable[tuple[str, str]]) -> defaultdict[str, list[str]]:
    """Return the sorted names of each kind, from kinds and names."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind, name in sorted(told):
        found[kind].append(name)
    return found


def _rows_again(
    entries: Sequence[RecognisedEntry], blocks: Sequence[Block], vocabulary: Vocabulary
) -> Iterator[int]:
    """Yield the id of each row in which another table names a setting again, and says nothing else of it.

    The first row gets the values that only the others have: a table of meanings, and then one of defaults. A
    row that stands twice in one table is a mistake, which is reported.
    """
    firsts: dict[tuple[str, str], tuple[int, RecognisedEntry]] = {}
    starts = [block.start for block in blocks if isinstance(block, TableBlock)]
    for entry in entries:
        if entry.place is not EntrySource.ROW or vocabulary.kinds[entry.kind].nature is not Nature.SETTING:
            continue
        table = bisect.bisect(starts, entry.line)
        at, first = firsts.setdefault((entry.kind, entry.name), (table, entry))
        is_same = all(first.fields.get(name, text).text == text.text for name, text in entry.fields.items())
        if at != table and is_same and not entry.notes:
            for name, text in entry.fields.items():
                first.fields.setdefault(name, SourceText(text.text, text.line))
            yield id(entry)


def _keep_words_of_lines(
    once: Sequence[RecognisedEntry], entries: Sequence[RecognisedEntry], vocabulary: Vocabulary
) -> None:
    """Give entries what a line with several names says of them, if it is read for the others.

    Of "Required: `HOST`, `PORT`", nothing stays on the page, though a table describes ``HOST``.
    """
    lines = {tuple(entry.lines) for entry in once if entry.place is EntrySource.ITEM}
    kept = {(entry.kind, entry.name): entry for entry in reversed(once)}
    read = {id(entry) for entry in once}
    for entry in entries:
        if id(entry) in read or entry.place is not EntrySource.ITEM or tuple(entry.lines) not in lines:
            continue
        other = kept.get((entry.kind, entry.name))
        if other is None:
            continue
        for name, text in entry.fields.items():
            if name not in other.fields:
                other.fields[name] = SourceText(text.text, text.line)
            elif name == vocabulary.kinds[entry.kind].summary:
                other.notes.append(SourceText(text.text, text.line))


def _complete(
    once: Sequence[RecognisedEntry], rows: Sequence[RecognisedEntry], vocabulary: Vocabulary
) -> None:
    """Give entries that are headings the required fields that only a row of the same name has."""
    told = {(row.kind, row.name): row for row in rows}
    for entry in once:
        row = told.get((entry.kind, entry.name)) if entry.place is EntrySource.HEADING else None
        for name, text in row.fields.items() if row else ():
            if vocabulary.kinds[entry.kind].fields[name].required and name not in entry.fields:
                entry.fields[name] = SourceText(text.text, text.line)


def names_of_directives(blocks: Iterable[Block], kind: Kind) -> Iterator[str]:
    """Yield the names of the directives of one kind."""
    for block in blocks:
        info = directive_info(block)
        if info and info.kind == kind.name:
            yield info.argument


def written_entries(blocks: Sequence[Block], vocabulary: Vocabulary) -> Iterator[tuple[Kind, str, list[str]]]:
    """Yield the kind, the name and the other names of each directive."""
    for block in blocks:
        info = directive_info(block)
        kind = vocabulary.kinds.get(info.kind) if info else None
        if info is None or kind is None or not isinstance(block, CodeBlock):
            continue
        labels = (split_label(line) for line in block.text.split("\n") if line.startswith("**"))
        aliases = (alias_in(label, kind, vocabulary) for label in labels if label)
        yield kind, info.argument, [alias for alias in aliases if alias]
