"""What has been written: entries and the pages that they stand on, as frozen records.

They are read in one process and may be looked at in another, so they hold plain data only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from sphinx_archdoc.parsing.sql import TableShape
from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.problems import Location, Problem


class EntryKey(NamedTuple):
    """The identity of an entry: no two entries share an anchor on one page."""

    page: str
    anchor: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing, written once."""

    kind: str
    name: str
    """Empty where the author gave none: such an entry is shown, and cannot be referred to."""
    title: str
    """What readers see: the name or, for an entry that is its page, the page's title."""
    untranslated: str = ""
    """The title as it is written, where readers see a translation of it."""
    page: str
    """Name of the document that it stands on."""
    anchor: str
    where: Location
    values: Mapping[str, Value] = {}
    lines: Mapping[str, int] = {}
    """Line of each field that is given, in the file of ``where``."""
    shapes: Mapping[str, TableShape] = {}
    """What could be read of each field that holds SQL."""
    parent: str = ""
    """Anchor of the entry around it, on the same page."""
    is_recognised: bool = False
    """Whether it stands in plain Markdown, where its source code is shown as it is written."""

    @property
    def written_title(self) -> str:
        """The title in the language of the author: what expressions compare."""
        return self.untranslated or self.title

    @property
    def key(self) -> EntryKey:
        """What tells it from every other entry."""
        return EntryKey(self.page, self.anchor)

    def refs(self, field: str) -> tuple[Ref, ...]:
        """The references in *field*, whether they are written as such or follow from its SQL."""
        value = self.values.get(field, ())
        if isinstance(value, tuple):
            return tuple(ref for ref in value if isinstance(ref, Ref))
        return tuple(Ref(name) for name in self.shapes[field].references) if field in self.shapes else ()

    def line_of(self, field: str) -> Location:
        """Where *field* is given."""
        return Location(self.where.source, self.lines.get(field, self.where.line))


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A reference in running text, by a role or by a link that names a kind; or in an option of a view."""

    text: str
    kinds: tuple[str, ...]
    """Kinds that it may mean; empty for any."""
    where: Location
    anchor: str = ""
    """Anchor of the entry whose text it stands in; empty for a page's own prose."""
    fields: tuple[str, ...] = ()
    """The fields of that entry whose first paragraph it may stand in: several where they share one."""
    checked: bool = True
    """Whether it is a problem if there is no such entry: not where it may mean something else."""
    label: str = ""
    """Sphinx's label that it means instead, if there is one; in lower case."""
    linked: bool = True
    """Whether the entry links back to it: not to a view, which says nothing of the entry by itself."""


class ProseLink(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link in running text to a page or a label of the project."""

    target: str
    """``/page``, ``/page#heading`` or ``#label``."""
    anchor: str = ""
    """Anchor of the entry whose text it stands in; empty for a page's own prose."""
    fields: tuple[str, ...] = ()
    """The fields of that entry that it may stand in: several where they share a paragraph."""
    is_titled: bool
    """Whether its words are the title of what it leads to."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What an author asks for in the directive of a view (:mod:`sphinx_archdoc.content.views`)."""

    where: Location
    lines: Mapping[str, int] = {}
    """Line of each option that is given."""
    caption: str = ""
    empty: str = ""
    """What to say where there is nothing to show."""

    def line_of(self, option: str) -> Location:
        """Return where an option is given."""
        return Location(self.where.source, self.lines.get(option, self.where.line))


class ParsedText(msgspec.Struct, frozen=True, gc=False):
    """What is known of a text that was parsed."""

    words: str
    """It, without its markup."""
    digest: str = ""
    """Changes whenever the text or its markup does; empty for words without markup."""
    is_paragraph: bool = True
    """Whether it is one paragraph, or less."""


class Page(msgspec.Struct, kw_only=True):
    """One source document, and what was noted while it was read."""

    docname: str
    title: str = ""
    entries: list[Entry] = []
    mentions: list[Mention] = []
    links: list[ProseLink] = []
    views: list[View] = []
    """In the order of the document."""
    runs: list[tuple[str, ...]] = []
    """The anchors of entries that directives wrote; adjacent entries of one kind are one run."""
    marks: list[str] = []
    """The anchors of entries that were recognised in plain Markdown, in the order of the document."""
    texts: dict[tuple[str, str], ParsedText] = {}
    """Texts by anchor and field, where they are more than the words that are written."""
    indices: list[str] = []
    """Kinds whose index page is linked to."""
    problems: list[Problem] = []
