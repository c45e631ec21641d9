"""Lists and tables that only name again what has a heading, or a directive, of its own on the page."""

from __future__ import annotations

import bisect
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

    An item repeats a heading, a directive or a row of a table of the same kind and name, and an identifier an
    item before it, as does a code in the tables within the sections of other entries: that of an error of two
    endpoints; a row repeats a heading or a directive, and gives a heading the fields that it must have;
    names in code repeat all of these. A code with open digits repeats those that it stands for. An item or a
    row also repeats what has its name as another one (``aliases``), whatever its kind, unless entries of that
    kind are references. A row of a setting also repeats one before it (``_rows_again``).
    """
    directives = list(written_entries(blocks, vocabulary))
    headed = {(entry.kind, entry.name) for entry in entries if entry.place is EntrySource.HEADING}
    headed |= {(kind.name, name) for kind, name, _ in directives}
    headed |= {(kind, _ASIDE.sub("", name)) for kind, name in headed}
    headed |= {(kind, name.partition("?")[0]) for kind, name in headed if vocabulary.kinds[kind].pattern}
    told = headed | {(entry.kind, entry.name) for entry in entries if entry.place is EntrySource.ROW}
    elsewhere = told | {(e.kind, e.name) for e in entries if e.place is EntrySource.ITEM}
    aliases = {alias for entry in entries for alias in entry.aliases}
    aliases |= {alias for _, _, found in directives for alias in found}

    again = set(_rows_again(entries, blocks, vocabulary))
    items: set[tuple[str, str]] = set()
    within: set[tuple[str, str]] = set()
    sorted_names = _sorted_by_kind(told)

    def repeats(entry: RecognisedEntry) -> bool:
        if entry.place is EntrySource.BLOCK:
            fields = vocabulary.kinds[entry.kind].fields.values()
            is_source = any(field.type in SOURCES for field in fields)  # which tells more than a row
            return (entry.kind, entry.name) in (headed if is_source else elsewhere)
        if entry.place not in (EntrySource.ITEM, EntrySource.ROW):
            return False
        if _stands_for_others(entry.name, sorted_names[entry.kind]):
            return True
        if entry.place is EntrySource.ITEM and vocabulary.kinds[entry.kind].name_style is NameStyle.CODE:
            is_again = (entry.kind, entry.name) in items
            items.add((entry.kind, entry.name))
            if is_again:
                return True
        if entry.is_within and not vocabulary.kinds[entry.kind].wording.shape:
            is_again = (entry.kind, entry.name) in within
            within.add((entry.kind, entry.name))
            if is_again:
                return True
        if (entry.kind, entry.name) in (told if entry.place is EntrySource.ITEM else headed):
            return True
        return entry.name in aliases and vocabulary.kinds[entry.kind].pattern is None

    once = [entry for entry in entries if id(entry) not in again and not repeats(entry)]
    _keep_words_of_lines(once, entries, vocabulary)
    _complete(once, [entry for entry in entries if entry.place is EntrySource.ROW], vocabulary)
    return once


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
