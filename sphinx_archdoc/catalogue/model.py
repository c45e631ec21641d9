"""Entries, pages and what was noted on them while they were read, as records.

Sphinx may read pages in several processes and pickles the result, so records hold plain data only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from sphinx_archdoc.parsing.page_settings import PageSettings, Suppression
from sphinx_archdoc.parsing.sql import TableShape
from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.problems import Location, Problem


class EntryKey(NamedTuple):
    """The identity of an entry: anchors are unique on a page."""

    page: str
    anchor: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One documented item, identified by page and anchor."""

    kind: str
    name: str
    """The name for references; an entry without one is shown, but references cannot reach it."""
    title: str
    """The title for readers: the name, or the title of the page if the entry describes the whole page."""
    untranslated: str = ""
    """The title in the source language if ``title`` is a translation, else empty."""
    page: str
    """The docname of its page."""
    anchor: str
    where: Location
    values: Mapping[str, Value] = {}
    """The values of the fields that the author set."""
    lines: Mapping[str, int] = {}
    """The 1-based line of each field, in the file of ``where``."""
    shapes: Mapping[str, TableShape] = {}
    """The parsed ``CREATE TABLE`` statements, by field."""
    parent: str = ""
    """The anchor of the parent on the same page, if any."""
    is_recognised: bool = False
    """True if it was recognised in plain Markdown, where the source stays as it is."""

    @property
    def written_title(self) -> str:
        """The title in the source language, which expressions compare."""
        return self.untranslated or self.title

    @property
    def key(self) -> EntryKey:
        """The identity of the entry."""
        return tuple.__new__(EntryKey, (self.page, self.anchor))  # a graph makes thousands

    def refs(self, field: str) -> tuple[Ref, ...]:
        """Return the references in *field*: those that the author wrote, or the foreign keys of its SQL."""
        value = self.values.get(field, ())
        if isinstance(value, tuple):
            return tuple(ref for ref in value if isinstance(ref, Ref))
        return tuple(Ref(name) for name in self.shapes[field].references) if field in self.shapes else ()

    def line_of(self, field: str) -> Location:
        """Return the location of *field*; that of the entry if the author did not set it."""
        return self.where.at(self.lines.get(field))


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A reference to an entry in running text, by a role or a link, or in an option of a view."""

    text: str
    kinds: tuple[str, ...]
    """The allowed kinds; empty for any."""
    where: Location
    anchor: str = ""
    """The anchor of the entry whose text contains it; empty for text outside of entries."""
    fields: tuple[str, ...] = ()
    """The fields whose first paragraph contains it; more than one if fields share a paragraph."""
    checked: bool = True
    """True if an unknown name is a problem; false for links that may mean something else."""
    label: str = ""
    """The label in lower case that wins over an entry, if Sphinx knows it."""
    linked: bool = True
    """True if the entry shows a backlink; false for views, which say nothing about the entry."""


class ProseLink(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link in running text to a page or a label of the project."""

    target: str
    """``/page``, ``/page#heading`` or ``#label``."""
    anchor: str = ""
    """The anchor of the entry whose text contains it; empty for text outside of entries."""
    fields: tuple[str, ...] = ()
    """The fields that contain it; more than one if fields share a paragraph."""
    is_titled: bool
    """True if the link has no text of its own and shows the title of its target."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The parsed directive of a view; :mod:`sphinx_archdoc.content.views` holds its subclasses."""

    where: Location
    lines: Mapping[str, int] = {}
    """The 1-based line of each option that the author set."""
    caption: str = ""
    empty: str = ""
    """The text to show if the view selects nothing."""

    def line_of(self, option: str) -> Location:
        """Return the location of an option; that of the directive if the author did not set it."""
        return self.where.at(self.lines.get(option))


class ParsedText(msgspec.Struct, frozen=True, gc=False):
    """The text of a field that Sphinx parsed; its nodes are stored elsewhere."""

    words: str
    """The text without its markup."""
    digest: str = ""
    """A digest of the text with its markup; empty if it has no markup."""
    is_paragraph: bool = True
    """True if the text is at most one paragraph."""


class Page(msgspec.Struct, kw_only=True):
    """One source document, and what was noted while Sphinx read it."""

    docname: str
    title: str = ""
    entries: list[Entry] = []
    mentions: list[Mention] = []
    links: list[ProseLink] = []
    views: list[View] = []
    """The views, in document order."""
    runs: list[tuple[str, ...]] = []
    """The anchors of entries written as directives; each run holds adjacent entries of one kind."""
    marks: list[str] = []
    """The anchors of entries recognised in plain Markdown, in document order."""
    texts: dict[tuple[str, str], ParsedText] = {}
    """The parsed texts, by anchor and field."""
    indices: list[str] = []
    """The names of the indices whose pages the page links to."""
    problems: list[Problem] = []
    settings: PageSettings = PageSettings()
    """What the page says about its own checking."""
    suppressions: list[Suppression] = []
    """Findings that the page says to ignore."""
