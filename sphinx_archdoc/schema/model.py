"""What may be written: kinds and their fields, as frozen records.

The keys of :file:`kinds.toml`, and of a user's kinds, are the attributes of these records, with
hyphens for underscores. The loader validates both against them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Mapping
from enum import StrEnum
from typing import Annotated

import msgspec


class FieldType(StrEnum):
    """The type of a field's values. Every layer that tells them apart does so exhaustively."""

    TEXT = "text"
    """Prose with inline markup, links and roles."""
    CODE = "code"
    """One literal value."""
    LIST = "list"
    """Several literal values."""
    FLAG = "flag"
    """True or false."""
    INTEGER = "integer"
    """A whole number."""
    CHOICE = "choice"
    """One of the field's ``choices``."""
    DATE = "date"
    """A day, as YYYY-MM-DD."""
    URL = "url"
    """An http or https address."""
    LINK = "link"
    """A page of the project, an address, or a name that intersphinx knows."""
    REFS = "refs"
    """Names of entries of the field's ``targets``."""
    SQL = "sql"
    """Statements that create a table, from which columns and keys are read."""
    JSON = "json"
    """A document in JSON."""


SOURCES = (FieldType.SQL, FieldType.JSON)
"""Types of values in a language of their own, which stand in a code block."""


class Layout(StrEnum):
    """How an entry is shown where it is written."""

    HEADER = "header"
    CARD = "card"
    ROW = "row"
    LIST = "list"


class Scope(StrEnum):
    """Where a name must be unique."""

    PROJECT = "project"
    PAGE = "page"


class NameStyle(StrEnum):
    """How the name of an entry is set."""

    CODE = "code"
    STRONG = "strong"
    TEXT = "text"


class Subject(StrEnum):
    """Who a reference is from: the entry that holds the field, or its page's document."""

    ENTRY = "entry"
    PAGE = "page"


class Direction(StrEnum):
    """Which way a reference points: from its subject, or towards it."""

    OUT = "out"
    IN = "in"


class Record(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """A record of the kinds table."""


class Field(Record, frozen=True):
    """One typed property of a kind."""

    name: str = ""
    """The option's name. In the table it is the key, so it is not written again."""
    type: FieldType = FieldType.TEXT
    """What the values are."""
    title: str = ""
    """Column heading; made from the name if it is not given."""
    root: str = ""
    """Key of a JSON document below which it holds the values of several entries, by their names."""
    help: str = ""
    """One sentence for the reference docs."""
    example: str = ""
    """A realistic value, for the reference docs and the tests."""
    required: bool = False
    """An entry without the field is a problem."""
    column: bool = False
    """Shown as a column, and not below the prose of an entry."""
    group: str = ""
    """Heading under which a card gathers the field."""
    none: str = ""
    """Shown where there is no value."""
    choices: tuple[str, ...] = ()
    """The words that a field of type ``choice`` takes."""
    targets: tuple[str, ...] = ()
    """Kinds that a reference may name; empty for any kind."""
    external: bool = False
    """A reference may also name something that is no entry."""
    inverse: str = ""
    """Heading of the backlink at the entry that is named."""
    implied: bool = False
    """Filled with the enclosing entry, if it is of one of the targets."""
    subject: Subject = Subject.ENTRY
    direction: Direction = Direction.OUT
    dependency: bool = False
    """Who refers here cannot do without what is named; with ``direction = "in"``, the other way round."""
    degraded: bool = False
    """The entry says how what is named degrades when something fails."""
    failing: bool = False
    """The entry says what happens when what is named is down."""
    searchable: bool = False
    """A search for exactly this value finds the entry, as one for its name does."""
    width: Annotated[int, msgspec.Meta(ge=1, le=100)] = 15
    """Weight of the column, relative to the others."""

    def titled(self) -> Field:
        """The field, with a title."""
        return msgspec.structs.replace(self, title=self.title or _words(self.name))


class EdgeFields(Record, frozen=True):
    """Which fields of an entry make it a line between two others, in an entity-relationship diagram."""

    source: Annotated[str, msgspec.Meta(min_length=1)]
    target: Annotated[str, msgspec.Meta(min_length=1)]
    sign: str = ""
    """Field with Mermaid's sign for how many belong to how many."""
    label: str = ""


class Wording(Record, frozen=True):
    """Words by which a kind is known in Markdown that is read as it is, beside its own titles."""

    headings: tuple[str, ...] = ()
    """Headings above its entries."""
    names: tuple[str, ...] = ()
    """Column headings and labels of the name."""
    fields: Mapping[str, tuple[str, ...]] = {}
    """Column headings and labels of the fields."""
    subtitle: str = ""
    """Field that stands behind a colon where an entry is a heading of its own: ``Mailgate: sends mails``."""
    label: str = ""
    """Field that a bold label fills where an entry is an item of a list: ``**Database:** orders``."""
    telling: str = ""
    """Field whose label alone makes the heading above it an entry."""
    shape: str = ""
    """What the names look like, as a regular expression, where no heading tells the kind."""
    placeholders: tuple[str, ...] = ()
    """Words of the template within a name or a value, which show that nobody filled it in."""

    def joined(self, more: Wording) -> Wording:
        """These words, and *more* of them."""
        fields = {
            name: (*self.fields.get(name, ()), *more.fields.get(name, ()))
            for name in {**self.fields, **more.fields}
        }
        return msgspec.structs.replace(
            self,
            headings=(*self.headings, *more.headings),
            names=(*self.names, *more.names),
            placeholders=(*self.placeholders, *more.placeholders),
            fields=fields,
        )


class Kind(Record, frozen=True):
    """A sort of thing that entries describe."""

    name: str = ""
    """Directive, role and object type. In the table it is the key."""
    title: str = ""
    """Singular, as in "Environment variable"; made from the name if it is not given."""
    plural: str = ""
    """Plural, as in "Environment variables"; made from the title if it is not given."""
    help: str = ""
    """One sentence on what the kind is for."""
    section: str = ""
    """The template's heading for these entries."""
    heading: str = ""
    """Column heading of the name; the title if it is not given."""
    example: str = ""
    """A realistic name."""
    layout: Layout = Layout.ROW
    scope: Scope = Scope.PAGE
    argument: str = "name"
    """``name``, ``none`` (the page's own name), or a regular expression whose named groups fill fields."""
    form: str = ""
    """What the argument looks like, in words: ``METHOD PATH``."""
    shown_name: str = ""
    """Field that stands in the name's column instead of the whole name."""
    name_style: NameStyle = NameStyle.CODE
    name_width: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    """Weight of the name's column, relative to the others."""
    body: str = ""
    """Field that the directive's content fills."""
    group_by: str = ""
    """Field that groups the rows of a table."""
    cluster: str = ""
    """Field that groups the entries of a diagram; a kind that has one is drawn where no kind is named."""
    wording: Wording = Wording()
    edge: EdgeFields | None = None
    """Fields that make each entry a line between two others."""
    fields: Mapping[str, Field] = msgspec.field(default_factory=dict)
    """The fields, by name. Their order is the order of the columns."""

    @property
    def plural_names(self) -> tuple[str, ...]:
        """The directives that hold several entries at once: ``envvars``, ``environment-variables``."""
        return tuple(dict.fromkeys((f"{self.name}s", heading_key(self.plural))))

    @property
    def takes_name(self) -> bool:
        """Whether the directive has an argument."""
        return self.argument != "none"

    @property
    def has_title(self) -> bool:
        """Whether the name is a title in the words of the author, which is shown translated."""
        return self.takes_name and self.name_style is NameStyle.TEXT

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """The form of the argument, where it has parts."""
        return None if self.argument in {"name", "none"} else re.compile(self.argument)

    @property
    def name_fields(self) -> tuple[str, ...]:
        """Fields that the parts of the argument fill."""
        return tuple(self.pattern.groupindex) if self.pattern else ()

    @property
    def summary(self) -> str:
        """The field that says in prose what an entry is: that of the body, or a required one."""
        prose = [field for field in self.fields.values() if field.type is FieldType.TEXT]
        prose.sort(key=lambda field: (field.name != self.body, not field.required))
        return prose[0].name if prose else ""

    def titled(self) -> Kind:
        """The kind, with titles."""
        title = self.title or _words(self.name)
        plural, heading = self.plural or f"{title}s", self.heading or title
        return msgspec.structs.replace(self, title=title, plural=plural, heading=heading)

    def item_link(self, given: Container[str]) -> Field | None:
        """Of the *given* fields, the one that the name of an item in a list leads to."""
        if self.layout is not Layout.LIST:
            return None
        links = (field for field in self.fields.values() if field.type is FieldType.LINK)
        return next((field for field in links if field.name in given), None)

    def missing(self, given: Container[str]) -> list[Field]:
        """The required fields that are not among the *given* ones."""
        return [field for field in self.fields.values() if field.required and field.name not in given]


def describe_targets(targets: Iterable[str]) -> str:
    """The kinds that a reference may name, in words."""
    names = list(targets)
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "entry"


def _words(name: str) -> str:
    """The name of a kind or field as a title."""
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


@functools.cache
def heading_key(heading: str) -> str:
    """The column key of a heading: "Depended on by" is ``depended-on-by``."""
    return re.sub(r"[^\w]+", "-", heading.casefold()).strip("-")
