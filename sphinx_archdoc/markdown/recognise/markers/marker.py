"""What a marker says, and the mistakes in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, MarkerBlock, TableBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.words.kind_words import NAME, key_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.spelling import did_you_mean

NONE = "none"
"""Says that a block holds no entries."""

NOTES = "notes"
"""Says that the cells of a column are notes."""

_PART = re.compile(r'(?:"[^"]*"|[^;"]|"(?=[^"]*$))+')
_PAIR = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^="]+?))\s*=\s*(?P<field>[^="]*?)\s*')

ReportMistake = Callable[[str, str], None]
"""Notes a mistake: a message, and how to correct it."""


class Marker(msgspec.Struct, frozen=True):
    """A marker without its mistakes."""

    block: MarkerBlock
    kind: Kind | None
    """The kind of the entries; None if the block holds none."""
    columns: Mapping[str, str] = {}
    """The meanings of columns and labels by their keys: ``name``, a field, or nothing for notes."""
    is_wrong: bool = False
    """Whether it has a mistake, so that the meaning of some columns or labels is not known."""


def read_marker(
    block: MarkerBlock, below: Block, vocabulary: Vocabulary, report: ReportMistake
) -> Marker | None:
    """Return a marker; None if it does not name a kind."""
    parts = parts_of(block.text)
    name = parts[0] if parts else ""
    if name.casefold() == NONE:
        if any(parts[1:]):
            report(f"'{NONE}' takes no columns", f"write <!-- archdoc: {NONE} -->")
        return Marker(block, None)
    kind = kinds_by_name(vocabulary).get(name.casefold())
    if kind is None:
        wrong = f"the marker names '{shorten(name)}', which is not a kind"
        report(wrong if name else "the marker names no kind", _meant_kind(name, vocabulary))
        return None
    columns: dict[str, str] = {}
    written: dict[str, str] = {}
    is_wrong = False
    for part in filter(None, parts[1:]):
        mistake = _mistake(part, kind, below, written)
        if mistake is not None:
            report(*mistake)
            is_wrong = True
        elif pair := _pair(part):
            heading, field = pair
            written[key_of(heading)] = part
            columns[key_of(heading)] = "" if field == NOTES and NOTES not in kind.fields else field
    return Marker(block, kind, columns, is_wrong)


def parts_of(text: str) -> Sequence[str]:
    """Return the parts of a marker: the kind, and the meanings of columns."""
    return [part.strip() for part in _PART.findall(text)]


def kinds_by_name(vocabulary: Vocabulary) -> Mapping[str, Kind]:
    """Return the kinds that a marker can name."""
    return {kind.name: kind for kind in vocabulary.kinds.values() if kind.takes_name}


def _meant_kind(name: str, vocabulary: Vocabulary) -> str:
    """Return a hint with the kind that is meant, by its name or its title; else with all kinds."""
    kinds = kinds_by_name(vocabulary)
    first, _, rest = name.partition(" ")
    if first.casefold() in kinds and "=" in rest:
        return f"write a semicolon after '{first}'"
    titled = vocabulary.kind_of_heading(name) if name else None
    if titled is not None and titled.name in kinds:
        return f"did you mean '{titled.name}'?"
    return did_you_mean(name, [*kinds, NONE]) or f"write one of {', '.join(kinds)}, or {NONE}"


def _pair(part: str) -> tuple[str, str] | None:
    """Return the heading and the field in a part of a marker; None if there is no equals sign."""
    pair = _PAIR.fullmatch(part)
    return ((pair["quoted"] or pair["bare"] or "").strip(), pair["field"].casefold()) if pair else None


def _mistake(part: str, kind: Kind, below: Block, written: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what is wrong with a part of a marker, and how to correct it; None if nothing is.

    :param written: the parts before it, by the keys of their columns.
    """
    pair = _pair(part)
    if pair is None:
        return f"'{shorten(part)}' in the marker lacks a column or a field", "write Column = field"
    heading, field = pair
    if field not in kind.fields and field not in (NAME, NOTES):
        fields = [NAME, *kind.fields, NOTES]
        hint = did_you_mean(field, fields) or f"it has {', '.join(fields)}"
        return f"{kind.name} has no field '{shorten(field)}'", hint
    if hint := _missing(heading, below):
        return f"there is no column '{shorten(heading)}' below the marker", hint
    if before := written.get(key_of(heading)):
        keep = f"keep '{shorten(before)}' or '{shorten(part)}'"
        return f"the marker gives '{shorten(heading)}' two meanings", keep
    return None


def _missing(heading: str, below: Block) -> str:
    """Return a hint if a table does not have a column; an empty string if it has, or is not a table."""
    if not isinstance(below, TableBlock):
        return ""
    headings = list(_headings(below))
    if key_of(heading) in map(key_of, headings):
        return ""
    has = f"the table has {', '.join(shorten(words, 40) for words in headings)}"
    return "; ".join(filter(None, (did_you_mean(heading, headings), has)))


def _headings(table: TableBlock) -> Iterator[str]:
    return (plain_text(cell) for cell in table.header.cells)
