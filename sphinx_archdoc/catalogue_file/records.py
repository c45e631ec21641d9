"""The records of ``archdoc.json``. Their keys, in this order, are the format; a test holds its JSON Schema.

A key that is missing has the default of its attribute. Readers ignore keys that they do not know, so a later
minor version of the format may add some.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

FORMAT = "1.0"
"""Version of the format: MAJOR.MINOR. A minor version adds optional keys; a major one changes meanings."""

SCHEMA = "https://sphinx-archdoc.readthedocs.io/schema/catalogue-1.json"
"""Address of the published JSON Schema of this major version."""

FILE_NAME = "archdoc.json"

LineNumber = Annotated[int, msgspec.Meta(ge=0)]
"""1-based number of a line; 0 if it is not known."""

RelativeAddress = Annotated[
    str,
    msgspec.Meta(pattern=r"^(?![A-Za-z][A-Za-z0-9+.-]*:|/)(?!(?:.*/)?\.\.(?:/|$))[^\x00-\x20\\]*$"),
]
"""An address below that of the catalogue: no scheme, no host, no ``..``, as a file may be a stranger's."""

LONGEST = 100_000
"""Characters of a text. Longer ones are cut when the file is written, and refused when it is read."""

LimitedText = Annotated[str, msgspec.Meta(max_length=LONGEST)]
"""A text of an author."""

FieldValue = LimitedText | int | bool | list[LimitedText]
"""Value of a field as JSON: references and lists are arrays of strings."""


class FileRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="kebab", gc=False):
    """Base class of the records. They cannot form cycles, so the garbage collector need not know them."""


class About(FileRecord, frozen=True, kw_only=True):
    """What the catalogue describes."""

    name: str
    """Short name that other projects use for it."""
    title: str = ""
    """``project`` in ``conf.py``."""
    version: str = ""
    language: str = "en"
    """Language of the texts; ``en`` by default."""
    url: str = ""
    """Address of the site, with a slash at its end; empty if ``html_baseurl`` is not set."""
    repository: str = ""
    """Address of the sources."""
    revision: str = ""
    """The revision that was built. It comes from ``archdoc_catalogue``, like ``repository``."""


class Generator(FileRecord, frozen=True, kw_only=True):
    """The program that wrote the file."""

    name: str
    """``sphinx-archdoc``."""
    version: str


class ReferenceRecord(FileRecord, frozen=True, kw_only=True):
    """A reference of an entry, or a mention in its text."""

    field: str = ""
    """The field that contains it; empty for a mention outside the first paragraph of a field."""
    as_: str = msgspec.field(name="as")
    """The reference as the author wrote it."""
    to: str = ""
    """Id of the entry that it leads to; empty if there is none in this catalogue."""
    mention: bool = False
    """True for a reference in running text."""
    line: LineNumber = 0
    """The 1-based line of a mention; 0 if it is not known. The lines of fields are in ``lines``."""


class ColumnRecord(FileRecord, frozen=True, kw_only=True):
    """One column of a database table, read from SQL."""

    name: str
    type: str
    nullable: bool = True
    """``true`` if the key is missing."""
    default: str = ""
    """The expression in the SQL."""
    keys: tuple[str, ...] = ()
    """``primary``, ``unique``, or ``unique (a, b)`` for several columns together."""
    references: tuple[str, str] | None = None
    """Table and column of a foreign key; the column is empty if the SQL omits it."""


class ShapeRecord(FileRecord, frozen=True, kw_only=True):
    """Columns, foreign keys and indexes of a table, read from SQL."""

    columns: tuple[ColumnRecord, ...] = ()
    references: tuple[str, ...] = ()
    """Names of the tables that its foreign keys lead to."""
    indexes: tuple[str, ...] = ()


class EntryRecord(FileRecord, frozen=True, kw_only=True):
    """One entry."""

    id: str
    """``page#anchor``, unique in the file. Its address is the ``url`` of its page and ``#anchor``."""
    key: str = ""
    """The reference that finds it: ``kind:NAME``, or ``kind:page#NAME`` if names are unique on a page."""
    kind: str
    """A key of ``kinds``."""
    name: str = ""
    """Empty if the page names the entry."""
    title: str = ""
    """The name as readers see it."""
    untranslated: str = ""
    """The title in the source language, if ``title`` is a translation."""
    page: str
    """A key of ``pages``."""
    source: str
    """Path of the source file, relative to the source directory."""
    line: LineNumber = 0
    """1-based; 0 if it is not known."""
    parent: str = ""
    """Id of the parent."""
    fields: Mapping[str, FieldValue]
    """The values that the author wrote, in the order of the kind."""
    text: Mapping[str, LimitedText] = {}
    """Each field whose value has markup, as plain text."""
    shapes: Mapping[str, ShapeRecord] = {}
    """The table that each field of type ``sql`` creates."""
    lines: Mapping[str, LineNumber] = {}
    """1-based line of each field."""
    references: tuple[ReferenceRecord, ...] = ()
    """What its fields and its text refer to."""
    backlinks: Mapping[str, tuple[str, ...]] = {}
    """Ids of the entries, or names of the pages, that refer to it, by the key of their heading."""


class SuppressionRecord(FileRecord, frozen=True, kw_only=True):
    """What an author has written to suppress a finding."""

    rule: str
    """The id of a rule, or a pattern with ``*``."""
    name: str = ""
    """What the finding is about; empty for all of the page, or of the entry."""
    reason: str = ""
    entry: str = ""
    """Id of the entry that it is written on; empty if it is about the page."""
    source: str
    """Path of the source file, relative to the source directory."""
    line: LineNumber = 0


class PageRecord(FileRecord, frozen=True, kw_only=True):
    """One page with entries, or with mentions of some."""

    title: str
    """Its first heading."""
    url: RelativeAddress
    """Address relative to that of the catalogue."""
    document: str = ""
    """Id of the entry that describes the whole page."""
    mentions: tuple[ReferenceRecord, ...] = ()
    """The mentions outside of entries."""
    ignored: tuple[SuppressionRecord, ...] = ()
    """The suppressions of the page and its entries."""


class ProblemRecord(FileRecord, frozen=True, kw_only=True):
    """A problem that the build reported."""

    code: str
    """As in ``suppress_warnings``, without ``archdoc.``."""
    source: str
    """Path of the source file, relative to the source directory."""
    line: LineNumber = 0
    """1-based; 0 if only the file is known."""
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do about it."""


class CatalogueFile(FileRecord, frozen=True, kw_only=True):
    """The content of ``archdoc.json``."""

    schema: str = msgspec.field(name="$schema")
    """Address of the JSON Schema."""
    format: str
    """Version of the format."""
    catalogue: About
    """What the catalogue describes."""
    generator: Generator
    """The program that wrote the file."""
    kinds: Mapping[str, Mapping[str, Any]]
    """The properties of each kind, by its name; see :func:`.kind_records.properties_of`."""
    pages: Mapping[str, PageRecord]
    """The pages with entries or mentions, by name."""
    entries: tuple[EntryRecord, ...]
    """The entries, by page, and in the order of the page."""
    problems: tuple[ProblemRecord, ...] = ()
    """The problems that the build reported, by file and line."""
