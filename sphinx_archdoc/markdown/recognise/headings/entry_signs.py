"""Signs that a heading is the name of an entry: labels below it, or the look of the name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from sphinx_archdoc.markdown.document.blocks import (
    CodeBlock,
    ListBlock,
    ParagraphBlock,
    TableBlock,
)
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import (
    read_labels,
    title_of,
    undecorated,
    with_colons,
)
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.code_languages.data_models import shows_record
from sphinx_archdoc.markdown.recognise.code_languages.sql import created_tables, is_sql
from sphinx_archdoc.markdown.recognise.headings.labels import labels_of, property_rows
from sphinx_archdoc.markdown.recognise.names.heading_name import read_heading
from sphinx_archdoc.markdown.recognise.names.names_below import name_in_code
from sphinx_archdoc.markdown.recognise.names.shape import has_likely_form
from sphinx_archdoc.markdown.recognise.names.shape import has_shape as is_shaped
from sphinx_archdoc.markdown.recognise.tables.column_tables import has_columns
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import SOURCES, Field, Kind, NameStyle
from sphinx_archdoc.schema.own_forms import sql_field

_DATA = {
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "json",
    "jsonc",
    "json5",
    "yaml",
    "yml",
    "xml",
    "http",
    "toml",
    "ini",
}
"""Languages of code that can be what is sent, or what a name stands for."""

_CODE_SIGNS = re.compile(r"[/_{}]|^[a-z]\w*(?:\.[a-z]\w*)+$")
"""Signs of code in a name, or words with dots between them: ``order.paid``."""

_LONGEST_ACRONYM = 5
"""Letters of a word in capitals that may be an acronym: "API" is a heading of any page."""


class EntrySigns:
    """Looks for signs that a section is an entry; labels are read once for all kinds that are tried."""

    def __init__(self, section: Section, vocabulary: Vocabulary) -> None:
        self.section = section
        self.vocabulary = vocabulary
        self._in_code: dict[str, int] = {}
        self._meant: dict[str, tuple[list[Field], list[str]]] = {}

    @property
    def has_labels(self) -> bool:
        """Whether there is anything that can be a label of some kind."""
        labels, tables = self._labels_and_tables
        return bool(labels or tables)

    def has_telling_label(self, kind: Kind) -> bool:
        """Return whether the section has the label that makes it an entry of *kind* below any heading.

        That label is ``wording.telling``: a text with a "Symptom" is a gotcha.
        """
        labels = self._labels_for(kind)
        if not labels:
            return False
        ends = tuple(f"-{word}" for word in self.vocabulary.telling_words(kind))
        return any(f"-{key_of(label)}".endswith(ends) for label in labels)

    def fields_and_names(self, kind: Kind) -> tuple[list[Field], list[str]]:
        """Return the fields that labels below the heading mean, and the labels that mean the name."""
        if kind.name not in self._meant:
            self._meant[kind.name] = self._fields_and_names(kind)
        return self._meant[kind.name]

    def _fields_and_names(self, kind: Kind) -> tuple[list[Field], list[str]]:
        labels = self._labels_for(kind)
        if not labels:
            return [], []
        fields = {field.name: field for label in labels if (field := self.vocabulary.field_of(kind, label))}
        return list(fields.values()), [label for label in labels if self.vocabulary.is_name(kind, label)]

    def groups_names(self, kind: Kind) -> bool:
        """Return whether headings directly below have the shape of the kind's names, and this one has not.

        Names that are code and only often have a form can be below such a name: `` `order.events` `` groups
        `` `order.paid` `` and `` `order.sent` ``.
        """
        children = self.section.children
        if not kind.wording.shape:
            named = sum(1 for child in children if has_likely_form(child.title, kind))
            return named > 1 and named == len(children)
        if not children or is_shaped(read_heading(self.section.title, kind).name, kind):
            return False
        return any(is_shaped(read_heading(child.title, kind).name, kind) for child in children)

    def names_in_code(self, kind: Kind) -> int:
        """Return the number of code blocks directly below the heading whose first line is a name."""
        if kind.name not in self._in_code:
            found = sum(1 for block in self.section.content if name_in_code(block, kind))
            self._in_code[kind.name] = found
        return self._in_code[kind.name]

    def has_properties(self, kind: Kind) -> bool:
        """Return whether a table below the heading has a label and its value in each row."""
        _, tables = self._labels_and_tables
        return any(property_rows(table, kind, self.vocabulary) for table in tables)

    def why(self, kind: Kind) -> str:
        """Return why the section is an entry of *kind*, or an empty string if it is not.

        Labels of fields are enough for most kinds. A kind whose names have a shape (``wording.shape``) needs
        that shape, or backticks. A name that looks like code is enough for kinds whose names are code.
        """
        if sql_field(kind):
            if self.has_columns:
                return "it has a table of columns"
            if not self.has_sql:
                return ""
        meant = (self.vocabulary.field_of(kind, label) for label in self._labels_for(kind))
        fields = list(dict.fromkeys(field.name for field in meant if field))
        by_labels = f"it has labels of {kind.name}: {', '.join(fields)}" if fields else ""
        if kind.wording.telling:
            return by_labels
        heading = read_heading(self.section.title, kind)
        name, in_code = heading.name, _begins_with(heading.name, self.section.title)
        if kind.wording.shape:
            is_named = has_shape(name, kind) or (in_code and kind.pattern is None)
        elif by_labels:
            return by_labels
        else:
            body = kind.fields.get(kind.body)
            is_name = _is_identifier(name) and not _ends_sentence(name, self.section.title)
            in_code = in_code or (is_name and not self._is_sample())
            is_named = kind.name_style is NameStyle.CODE and in_code and not (body and body.type in SOURCES)
        if not is_named or self.groups_names(kind):
            return ""
        return by_labels or (f"its name looks like that of {kind.name}" if self._has_text() else "")

    @functools.cached_property
    def repeats_labels(self) -> bool:
        """Whether several lists directly below the heading have the same label: each is about one thing."""
        found: set[str] = set()
        for block in self.section.content:
            if not isinstance(block, ListBlock):
                continue
            labels = {
                key_of(part.label) for item in block.items for part in labels_of(item, any_marks=True)[:1]
            }
            if found & labels:
                return True
            found |= labels
        return False

    @functools.cached_property
    def has_sql(self) -> bool:
        """Whether there is SQL below the heading, or below one of its subsections."""
        return any(map(is_sql, self._code))

    @functools.cached_property
    def created_tables(self) -> set[str]:
        """The names, in lower case, of the tables that SQL below the heading creates."""
        return {name.casefold() for code in self._code if is_sql(code) for name in created_tables(code.text)}

    @functools.cached_property
    def has_columns(self) -> bool:
        """Whether a table or a list of columns is below the heading."""
        return has_columns(self.section)

    @functools.cached_property
    def has_database_columns(self) -> bool:
        """Whether columns below the heading have types, or keys, that only databases have."""
        return has_columns(self.section, of_database=True)

    @functools.cached_property
    def shows_record(self) -> bool:
        """Whether code below the heading, or below one of its subsections, can show a stored record."""
        return any(map(shows_record, self._code))

    @property
    def _code(self) -> Iterator[CodeBlock]:
        blocks = (block for part in (self.section, *self.section.children) for block in part.content)
        return (block for block in blocks if isinstance(block, CodeBlock) and not is_directive(block))

    def _is_sample(self) -> bool:
        """Return whether there is nothing but code in a programming language below the heading.

        Then "Node.js/Express" says what the code is written with, and is not a name.
        """
        codes = [block for block in self.section.content if isinstance(block, CodeBlock)]
        languages = {(block.info.split() or [""])[0].casefold() for block in codes}
        return len(codes) == len(self.section.content) > 0 and languages.isdisjoint(_DATA)

    def _has_text(self) -> bool:
        """Return whether there is text below the heading, and no directive of an entry."""
        section = self.section
        return section.end > section.start and not any(map(is_directive, section.blocks))

    def _labels_for(self, kind: Kind) -> list[str]:
        """Return everything directly below the heading that can be a label of *kind*."""
        labels, tables = self._labels_and_tables
        if not tables:
            return labels
        rows = [row for table in tables for row in property_rows(table, kind, self.vocabulary)]
        return [*labels, *(plain_text(row.cells[0]) for row in rows)]

    @functools.cached_property
    def _labels_and_tables(self) -> tuple[list[str], list[TableBlock]]:
        """The labels outside of tables and the headings of subsections that a kind knows; and the tables."""
        labels = [child.title for child in self.section.children]
        tables: list[TableBlock] = []
        for block in self.section.content:
            if isinstance(block, ListBlock):
                labels += [part.label for item in block.items for part in labels_of(item, any_marks=True)]
            elif isinstance(block, ParagraphBlock):
                text = with_colons(block.text, self.vocabulary.is_label)
                labels += [part.label for part in read_labels(text, block.start, self.vocabulary.is_label)]
                labels += [title_of(block.text), self.vocabulary.bare_label(block.text)]
            elif isinstance(block, TableBlock):
                tables.append(block)
        return [label for label in labels if self.vocabulary.is_label(label)], tables


_SENTENCE = 3
"""Words before a name from which they are a sentence about it."""


def _begins_with(name: str, title: str) -> bool:
    """Return whether a heading begins with its name as code, unlike "How to read `error`"."""
    return undecorated(title).lstrip("*_[ ").startswith(f"`{name}`")


def _ends_sentence(name: str, title: str) -> bool:
    """Return whether a heading mentions a name at the end of several words: "All loaves return `TOO_HOT`"."""
    before, code, after = title.partition(f"`{name}`")
    return bool(code) and not after.strip("*_ .:") and len(before.split()) >= _SENTENCE


def _is_identifier(name: str) -> bool:
    """Return whether a name looks like code: with signs of it, or in capitals and longer than "API"."""
    is_constant = name.isupper() and (len(name) > _LONGEST_ACRONYM or not name.isalpha())
    return is_constant or (" " not in name and _CODE_SIGNS.search(name) is not None)


def has_shape(name: str, kind: Kind) -> bool:
    """Return whether a name has the shape of the kind's names, or capitals if it has no pattern."""
    alone = "" if kind.pattern else r"|[A-Z0-9]{2,}"
    return re.fullmatch(f"{kind.wording.shape}{alone}", name) is not None
