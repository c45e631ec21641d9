"""Signs that a heading is the name of an entry: labels below it, or the look of the name."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import ItemList, ListItem, MarkdownTable, Paragraph, TableRow
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import (
    LabelledText,
    any_label,
    only_bold,
    read_labels,
    title_of,
    undecorated,
)
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.header import is_directive
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary, key_of
from sphinx_archdoc.schema.model import SOURCES, Kind, NameStyle

_NAME_AND_REST = re.compile(r"(?P<name>\S+|[A-Z]+ \S+)\s+(?:[-–—]\s+|(?=\())(?P<rest>\S.*)")
"""A name in a heading, then a dash or a parenthesis, and the rest."""

_CODE_SIGNS = re.compile(r"[/_{}]")


def why_entry(section: Section, kind: Kind, vocabulary: Vocabulary) -> str:
    """Return why a section is an entry of *kind*, or an empty string if it is not.

    Labels of fields are enough for most kinds. A kind whose names have a shape (``wording.shape``) needs that
    shape, or backticks. A name that looks like code is enough for kinds whose names are code.
    """
    meant = (vocabulary.field_of(kind, label) for label in _labels(section, kind, vocabulary))
    fields = list(dict.fromkeys(field.name for field in meant if field))
    by_labels = f"it has labels of {kind.name}: {', '.join(fields)}" if fields else ""
    if kind.wording.telling:
        return by_labels
    name, _ = split_name(section.title, kind)
    in_code = "`" in section.title
    by_name = f"its name looks like that of {kind.name}" if _has_text(section) else ""
    if kind.wording.shape:
        is_named = has_shape(name, kind) or (in_code and kind.pattern is None)
        return (by_labels or by_name) if is_named else ""
    body = kind.fields.get(kind.body)
    in_code = in_code or name.isupper() or bool(_CODE_SIGNS.search(name))
    is_named = kind.name_style is NameStyle.CODE and in_code and not (body and body.type in SOURCES)
    return by_labels or (by_name if is_named else "")


def _has_text(section: Section) -> bool:
    """Return whether there is text below a heading, and no directive of an entry."""
    return section.end > section.start and not any(map(is_directive, section.blocks))


def has_shape(name: str, kind: Kind) -> bool:
    """Return whether a name has the shape of the kind's names, or capitals if it has no pattern."""
    alone = "" if kind.pattern else r"|[A-Z0-9]{2,}"
    return re.fullmatch(f"{kind.wording.shape}{alone}", name) is not None


def has_telling_label(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether a section has the label that makes it an entry of *kind* below any heading.

    That label is ``wording.telling``: a text with a "Symptom" is a gotcha.
    """
    title = key_of(kind.fields[kind.wording.telling].title)
    return any(key_of(label) in (title, f"{title}s") for label in _labels(section, kind, vocabulary))


def _labels(section: Section, kind: Kind, vocabulary: Vocabulary) -> list[str]:
    """Return everything directly below a heading that can be a label."""
    found = [child.title for child in section.children]
    for block in section.content:
        if isinstance(block, ItemList):
            found += [part.label for item in block.items for part in labels_of(item, any_marks=True)]
        elif isinstance(block, Paragraph):
            found += [part.label for part in read_labels(block.text, block.start)]
            found += [title_of(block.text)]
        elif isinstance(block, MarkdownTable):
            found += [plain_text(row.cells[0]) for row in property_rows(block, kind, vocabulary)]
    return found


def labels_of(item: ListItem, *, any_marks: bool = False) -> list[LabelledText]:
    """Return the labels in the first paragraph of an item.

    :param any_marks: whether labels without bold type count.
    """
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return []
    return read_labels(first.text, first.start, any_label if any_marks else only_bold)


def property_rows(table: MarkdownTable, kind: Kind, vocabulary: Vocabulary) -> list[TableRow]:
    """Return the rows of a table with a field and its value in each, the header included.

    :returns: an empty list unless the table has two columns, and at least half of its rows begin with a
        field.
    """
    heading = table.header.cells[0]
    if len(table.header.cells) != 2 or vocabulary.is_name(kind, heading):
        return []
    known = [row for row in table.rows if vocabulary.field_of(kind, plain_text(row.cells[0]))]
    return [table.header, *table.rows] if known and len(known) * 2 >= len(table.rows) else []


def split_name(title: str, kind: Kind) -> tuple[str, str]:
    """Return the name in a heading and the rest of it: "`PORT` — where the server listens"."""
    title = undecorated(title)
    if kind.name_style is not NameStyle.CODE:
        return plain_text(title), ""
    codes = re.findall(r"`([^`]+)`", title)
    if len(codes) == 1:
        rest = plain_text(title.replace(f"`{codes[0]}`", "")).strip(" :–—-")
        return codes[0].strip(), rest
    found = _NAME_AND_REST.fullmatch(plain_text(title))
    return (found["name"], found["rest"]) if found else (plain_text(title), "")
