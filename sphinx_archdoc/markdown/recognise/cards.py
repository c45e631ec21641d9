"""A heading with labelled texts below it, as one entry: a gotcha, an integration, an endpoint."""

from __future__ import annotations

import re

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    ItemList,
    ListItem,
    MarkdownTable,
    Paragraph,
    TableRow,
)
from sphinx_archdoc.markdown.document.inline import links_of, plain_text
from sphinx_archdoc.markdown.document.labels import LabelledText, nobody, read_labels, title_of, undecorated
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.document.source_text import LineSpan, SourceText
from sphinx_archdoc.markdown.recognise.columns import columns_of
from sphinx_archdoc.markdown.recognise.header import is_directive
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.tables import TableReader, add_value, labelled, names_alone
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary, key_of, sql_field
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType, Kind, NameStyle

_TAIL = re.compile(r"(?P<name>\S+|[A-Z]+ \S+)\s+(?:[-–—]\s+|(?=\())(?P<rest>\S.*)")
"""A name in a heading, and behind it a dash or parentheses."""

_CODE_SIGNS = re.compile(r"[/_{}]")


def is_card(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Whether a section is an entry of *kind*: it has labels of its fields, or looks like a name in code."""
    meant = (vocabulary.field_of(kind, label) for label in _labels(section, kind, vocabulary))
    fields = {field.name for field in meant if field}
    if kind.wording.telling:
        return bool(fields)
    name, _ = _name(section.title, kind)
    in_code = "`" in section.title
    if kind.wording.shape:
        named = is_shaped(name, kind) or (in_code and kind.pattern is None)
        return named and (bool(fields) or _says_something(section))
    body = kind.fields.get(kind.body)
    in_code = in_code or name.isupper() or bool(_CODE_SIGNS.search(name))
    named = kind.name_style is NameStyle.CODE and in_code and not (body and body.type in SOURCES)
    return bool(fields) or (named and _says_something(section))


def _says_something(section: Section) -> bool:
    """Whether there is text below a heading, and not the directive of an entry."""
    return section.end > section.start and not any(map(is_directive, section.blocks))


def is_shaped(name: str, kind: Kind) -> bool:
    """Whether a name looks like those of a kind; one that is in capitals alone does, too."""
    alone = "" if kind.pattern else r"|[A-Z0-9]{2,}"
    return re.fullmatch(f"{kind.wording.shape}{alone}", name) is not None


def has_telling_label(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Whether a section has the label that makes it an entry of *kind* wherever it stands."""
    title = key_of(kind.fields[kind.wording.telling].title)
    return any(key_of(label) in (title, f"{title}s") for label in _labels(section, kind, vocabulary))


def _labels(section: Section, kind: Kind, vocabulary: Vocabulary) -> list[str]:
    """All that may be labels right below the heading."""
    found = [child.title for child in section.children]
    for block in section.content:
        if isinstance(block, ItemList):
            found += [part.label for item in block.items for part in labels_of(item, everybody=True)]
        elif isinstance(block, Paragraph):
            found += [part.label for part in read_labels(block.text, block.start)]
            found += [title_of(block.text)]
        elif isinstance(block, MarkdownTable):
            found += [plain_text(row.cells[0]) for row in _property_rows(block, kind, vocabulary)]
    return found


def labels_of(item: ListItem, *, everybody: bool = False) -> list[LabelledText]:
    """The labels in the first paragraph of an item."""
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return []
    return read_labels(first.text, first.start, bool if everybody else nobody)


class CardReader:
    """Reads one section as one entry."""

    def __init__(self, section: Section, kind: Kind, vocabulary: Vocabulary, tables: TableReader) -> None:
        self.section = section
        self.kind = kind
        self.vocabulary = vocabulary
        self.tables = tables
        self.prose: list[SourceText] = []
        """What stands before all labels."""
        self.label: LabelledText | None = None
        """The label that what follows belongs to."""
        start = section.start
        name, rest = _name(section.title, kind)
        if rest:
            self.prose.append(SourceText(rest, start))
        self.found = RecognisedEntry(kind=kind.name, name=name, line=start, place=EntrySource.HEADING)
        self.found.notes += [SourceText(link, start) for link in links_of(section.title)]

    def read(self) -> RecognisedEntry:
        """The entry."""
        found, kind = self.found, self.kind
        start = self.section.start
        if kind.wording.subtitle and ": " in found.name:
            found.name, _, subtitle = found.name.partition(": ")
            self.prose.append(SourceText(subtitle, start))
        self._content(self.section)
        for child in self.section.children if not self.section.after else ():
            self._child(child)
        body = kind.fields.get(kind.body)
        if body and (body.type is not FieldType.TEXT or kind.wording.telling or body.name in found.fields):
            body = None
        for text in self.prose:
            if body:
                found.add(body.name, text)
            else:
                found.notes.append(text)
        found.lines.append((start, self.section.content_end))
        return found

    def _child(self, child: Section) -> None:
        """A heading within the entry: a label, a group of labels, or a part that is kept as it is."""
        if kind := self._nested(child):
            self._add_nested(child, kind)
            return
        around = self._nested_kind(child.title)
        field = self.vocabulary.field_of(self.kind, child.title)
        known = field or around or self.vocabulary.is_group(self.kind, child.title)
        inner = [(part, self._nested(part) if around else None) for part in child.children]
        if not known or not all(kind for _, kind in inner):
            span = LineSpan(child.start, child.content_end)
            self.found.notes.append(SourceText(child.source, child.start, (span,)))
            return
        self.label = LabelledText(plain_text(child.title), "", child.start, child.start)
        self._content(child)
        for part, kind in inner:
            if kind:
                self._add_nested(part, kind)

    def _nested(self, section: Section) -> Kind | None:
        """The kind of the entry within this one that a section is, by its name."""
        kinds = self.vocabulary.kinds_within(self.kind)
        return next((kind for kind in kinds if is_card(section, kind, self.vocabulary)), None)

    def _add_nested(self, section: Section, kind: Kind) -> None:
        self.found.children.append(CardReader(section, kind, self.vocabulary, self.tables).read())

    def _content(self, section: Section) -> None:
        for block in section.content:
            if isinstance(block, Paragraph):
                labels = read_labels(block.text, block.start, inner=self._is_known)
                title = title_of(block.text)
                if labels:
                    for label in labels:
                        self._labelled(label)
                    continue
                if title:
                    self._labelled(LabelledText(title, "", block.start, block.end))
                    continue
            if isinstance(block, ItemList) and self._is_labels(block):
                for item in block.items:
                    self._item(item)
            elif not (isinstance(block, MarkdownTable) and self._nested_table(block)):
                self._more(block)

    def _labelled(self, label: LabelledText) -> None:
        self.label = label
        field = self._field(label.label)
        if field and label.text:
            self._set(field, label.value())
        elif not field and (label.text or not self._opens(label.label)):
            self.found.notes.append(label.note())

    def _opens(self, label: str) -> bool:
        """Whether a label stands above a group of fields, or of entries within this one."""
        return self.vocabulary.is_group(self.kind, label) or bool(self._nested_kind(label))

    def _is_known(self, label: str) -> bool:
        return self._field(label) is not None

    def _field(self, label: str) -> Field | None:
        group = self.label.label if self.label else ""
        return self.vocabulary.field_of(self.kind, label, group)

    def _set(self, field: Field, text: SourceText) -> None:
        if field.type is FieldType.FLAG:
            add_value(self.found, field, field.title, text)
        else:
            self.found.add(field.name, names_alone(self.found, field, text))

    def _is_labels(self, block: ItemList) -> bool:
        """Whether a list gives fields: in bold type, or without where nothing else is being said."""
        open_ = self.label is None or self._opens(self.label.label)
        labels = [part.label for item in block.items for part in labels_of(item, everybody=open_)[:1]]
        return any(self._field(label) for label in labels)

    def _item(self, item: ListItem) -> None:
        group = self.label
        open_ = group is None or self._opens(group.label)
        labels = labels_of(item, everybody=open_)
        field = self._field(labels[0].label) if labels else None
        if field is None:
            self.found.notes.append(
                SourceText(f"- {_indented(item.source)}", item.start, (LineSpan(item.start, item.end),))
            )
            return
        for label in labels:
            meant = self._field(label.label)
            if meant and label.text:
                self._set(meant, label.value())
            elif not meant:
                self.found.notes.append(label.note())
        for block in item.blocks[1:]:
            self.found.add(
                field.name, SourceText(block.source, block.start, (LineSpan(block.start, block.end),))
            )
        self.label = group

    def _more(self, block: Block) -> None:
        """A block without a label: it belongs to the label above it, or to the entry."""
        text = SourceText(block.source, block.start, (LineSpan(block.start, block.end),))
        field = self._field(self.label.label) if self.label else None
        sql = sql_field(self.kind)
        if sql and isinstance(block, CodeBlock) and block.info.casefold().startswith("sql"):
            self.found.add(sql.name, SourceText(block.text.rstrip("\n"), block.first))
        elif self.label is None:
            self.prose.append(text)
        elif field and field.type is FieldType.TEXT:
            self.found.add(field.name, text)
        else:
            self.found.notes.append(text)

    def _nested_kind(self, title: str) -> Kind | None:
        """The kind that a title names, if its entries may belong to this one."""
        kind = self.vocabulary.kind_of_heading(title)
        if kind is None:
            return None
        implied = any(field.implied and self.kind.name in field.targets for field in kind.fields.values())
        return kind if implied else None

    def _nested_table(self, table: MarkdownTable) -> bool:
        """Read a table of entries that belong to this one."""
        kind = self._nested_kind(self.label.label) if self.label else None
        columns = columns_of(table, kind, self.vocabulary, named=True) if kind else None
        if kind is None or columns is None:
            return self._properties(table)
        self.found.children += self.tables.read(table, kind, columns)
        for row in self.tables.leftover:
            self.found.notes.append(SourceText(" | ".join(filter(None, row.cells)), row.line))
        return True

    def _properties(self, table: MarkdownTable) -> bool:
        """Read a table that has a field in each row: its name, and its value."""
        rows = _property_rows(table, self.kind, self.vocabulary)
        fields = [self._field(plain_text(row.cells[0])) for row in rows]
        if not rows:
            return False
        for row, field in zip(rows, fields, strict=True):
            text = SourceText(row.cells[1].strip(), row.line, (LineSpan(row.line, row.line, 1),))
            if field and text.text:
                add_value(self.found, field, row.cells[0], text)
            elif not field and row is not table.header:
                self.found.notes.append(labelled(row.cells[0], text))
        return True


def _property_rows(table: MarkdownTable, kind: Kind, vocabulary: Vocabulary) -> list[TableRow]:
    """The rows of a table of fields and their values; what stands above them is one as well."""
    heading = table.header.cells[0]
    if len(table.header.cells) != 2 or vocabulary.is_name(kind, heading):
        return []
    known = [row for row in table.rows if vocabulary.field_of(kind, plain_text(row.cells[0]))]
    return [table.header, *table.rows] if known and len(known) * 2 >= len(table.rows) else []


def _name(title: str, kind: Kind) -> tuple[str, str]:
    """The name in a heading, and what it says besides: "`PORT` — where the server listens"."""
    title = undecorated(title)
    if kind.name_style is not NameStyle.CODE:
        return plain_text(title), ""
    codes = re.findall(r"`([^`]+)`", title)
    if len(codes) == 1:
        rest = plain_text(title.replace(f"`{codes[0]}`", "")).strip(" :–—-")
        return codes[0].strip(), rest
    found = _TAIL.fullmatch(plain_text(title))
    return (found["name"], found["rest"]) if found else (plain_text(title), "")


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")
