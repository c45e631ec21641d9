"""Kinds and their fields, as frozen records.

The keys of :file:`kinds.toml` are the attributes of these records, with hyphens. The loader validates them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Mapping
from enum import Enum, StrEnum, auto
from typing import Annotated

import msgspec

from sphinx_archdoc.schema.meaning import Change, Meaning, Nature
from sphinx_archdoc.schema.wording import Record, Wording


class FieldType(StrEnum):
    """Type of a field's values. Code that distinguishes types must handle each of them."""

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
    """A date, written as YYYY-MM-DD."""
    URL = "url"
    """An http or https URL."""
    LINK = "link"
    """A page of the project, a URL, or a name that intersphinx can resolve."""
    REFS = "refs"
    """Names of entries of the field's ``targets``."""
    SQL = "sql"
    """SQL statements that create a table; columns and keys are read from them."""
    JSON = "json"
    """A JSON document."""


SOURCES = (FieldType.SQL, FieldType.JSON)  # their values are code in these languages, in a code block


class Layout(StrEnum):
    """Layout of an entry on its own page."""

    HEADER = "header"
    CARD = "card"
    ROW = "row"
    LIST = "list"


class Scope(StrEnum):
    """Scope within which the names of a kind are unique."""

    PROJECT = "project"
    PAGE = "page"


class NameStyle(StrEnum):
    """Markup of the name of an entry."""

    CODE = "code"
    STRONG = "strong"
    TEXT = "text"


class NameForm(Enum):
    """What is known of the form of the names of a kind."""

    PRESCRIBED = auto()
    """Each name must have it: ``GET /orders``."""
    USUAL = auto()
    """Most names have it, and hardly anything else has: ``DATABASE_URL``."""
    CODE = auto()
    """Names are identifiers of any form: ``orders``, ``CART_EMPTY``, ``order.paid``."""
    WORDS = auto()
    """Names are words: "Card payments"."""


class Subject(StrEnum):
    """Origin of a reference: the entry that has the field, or the document entry of its page."""

    ENTRY = "entry"
    PAGE = "page"


class Direction(StrEnum):
    """Direction of a reference: away from its subject, or towards it."""

    OUT = "out"
    IN = "in"


class Field(Record, frozen=True):
    """One typed property of a kind."""

    name: str = ""
    """Name of the option; the key of the field in the kinds table."""
    type: FieldType = FieldType.TEXT
    """Type of the values."""
    title: str = ""
    """Column heading; derived from the name by default."""
    root: str = ""
    """Key of a JSON document whose value maps the names of entries to their values."""
    help: str = ""
    """One sentence for the reference docs."""
    example: str = ""
    """A realistic value, for the reference docs and the tests."""
    required: bool = False
    """True if each entry must have the field."""
    column: bool = False
    """True if the field is shown as a column, not below the prose of an entry."""
    group: str = ""
    """Heading that groups the field with others on a card."""
    none: str = ""
    """Text that is shown if there is no value."""
    choices: tuple[str, ...] = ()
    """Values that a field of type ``choice`` accepts."""
    targets: tuple[str, ...] = ()
    """Kinds that a reference may name; empty for any kind."""
    external: bool = False
    """True if a reference may also name something that is not an entry."""
    inverse: str = ""
    """Heading of the backlinks at the entry that is referred to."""
    implied: bool = False
    """True if the default is the parent of the entry, provided that its kind is one of the targets."""
    subject: Subject = Subject.ENTRY
    direction: Direction = Direction.OUT
    dependency: bool = False
    """True if the subject depends on the entry that is referred to; reversed by ``direction = "in"``."""
    degraded: bool = False
    """True if the entry describes how the entries that it refers to degrade during a failure."""
    failing: bool = False
    """True if the entry describes what happens while the entries that it refers to are down."""
    meaning: Meaning | None = None
    """What the value says about the entry, whatever the field is called."""
    change: Change | None = None
    """What a new value means to those who rely on the entry; by default, it depends on the type."""
    searchable: bool = False
    """True if a search for exactly this value finds the entry, like a search for its name."""
    width: Annotated[int, msgspec.Meta(ge=1, le=100)] = 15
    """Weight of the column, relative to the others."""

    def titled(self) -> Field:
        """Return the field with its title filled in."""
        return msgspec.structs.replace(self, title=self.title or _words(self.name))


class EdgeFields(Record, frozen=True):
    """Fields that make an entry an edge between two others in an entity-relationship diagram."""

    source: Annotated[str, msgspec.Meta(min_length=1)]
    target: Annotated[str, msgspec.Meta(min_length=1)]
    sign: str = ""
    """Field that holds the cardinality, in Mermaid's notation."""
    label: str = ""


class Kind(Record, frozen=True):
    """Type of thing that entries describe: its fields, and how its entries are written and shown."""

    name: str = ""
    """Name of the directive, the role and the object type; the key of the kind in the kinds table."""
    title: str = ""
    """Singular, such as "Environment variable"; derived from the name by default."""
    plural: str = ""
    """Plural, such as "Environment variables"; derived from the title by default."""
    help: str = ""
    """One sentence on what the kind is for."""
    nature: Nature = Nature.KNOWLEDGE
    """What its entries are in the system; others rely on all but ``knowledge`` and ``setting``."""
    section: str = ""
    """Heading of the section in the template."""
    heading: str = ""
    """Column heading of the name; the title by default."""
    example: str = ""
    """A realistic name."""
    layout: Layout = Layout.ROW
    scope: Scope = Scope.PAGE
    argument: str = "name"
    """``name``, ``none`` (the page names the entry), or a regular expression whose groups fill fields."""
    form: str = ""
    """Form of the argument, for messages: ``METHOD PATH``."""
    shown_name: str = ""
    """Field that is shown in the column of the name, instead of the whole name."""
    name_style: NameStyle = NameStyle.CODE
    name_width: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    """Weight of the name's column, relative to the others."""
    body: str = ""
    """Field that the content of the directive fills."""
    group_by: str = ""
    """Field that groups the rows of a table."""
    cluster: str = ""
    """Field that groups the entries of a diagram; diagrams without ``:kind:`` show kinds that have one."""
    wording: Wording = Wording()
    edge: EdgeFields | None = None
    """Fields that make each entry an edge between two others."""
    fields: Mapping[str, Field] = msgspec.field(default_factory=dict)
    """Fields by name, in the order of the columns."""

    @property
    def plural_names(self) -> tuple[str, ...]:
        """Names of the directives for several entries: ``envvars``, ``environment-variables``."""
        return tuple(dict.fromkeys((f"{self.name}s", heading_key(self.plural))))

    @property
    def takes_name(self) -> bool:
        """True if the directive takes an argument."""
        return self.argument != "none"

    @property
    def has_title(self) -> bool:
        """True if the name is prose, which is translated, and not an identifier."""
        return self.takes_name and self.name_style is NameStyle.TEXT

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Pattern of the argument; None if it is not a regular expression."""
        return None if self.argument in {"name", "none"} else re.compile(self.argument)

    @property
    def name_form(self) -> NameForm:
        """What the form of a name tells."""
        if self.pattern:
            return NameForm.PRESCRIBED
        if self.wording.shape:
            return NameForm.USUAL
        return NameForm.CODE if self.name_style is NameStyle.CODE else NameForm.WORDS

    @property
    def name_fields(self) -> tuple[str, ...]:
        """Fields that the named groups of the argument fill."""
        return tuple(self.pattern.groupindex) if self.pattern else ()

    @property
    def summary(self) -> str:
        """Field of prose that sums up an entry: that of the body, else a required one, else the first."""
        prose = [field for field in self.fields.values() if field.type is FieldType.TEXT]
        order = sorted(prose, key=lambda field: (field.name != self.body, not field.required))
        return order[0].name if order else ""

    def titled(self) -> Kind:
        """Return the kind with its titles filled in."""
        title = self.title or _words(self.name)
        given = {"plural": self.plural or f"{title}s", "heading": self.heading or title}
        return msgspec.structs.replace(self, title=title, **given)

    def item_link(self, given: Container[str]) -> Field | None:
        """Return the field that the name links to in the ``list`` layout; None if it is not among *given*."""
        fields = self.fields.values() if self.layout is Layout.LIST else ()
        return next((one for one in fields if one.type is FieldType.LINK and one.name in given), None)

    def field_meaning(self, meaning: Meaning) -> Field | None:
        """Return the field with a meaning, or None."""
        return next((field for field in self.fields.values() if field.meaning is meaning), None)

    def missing(self, given: Container[str]) -> list[Field]:
        """Return the required fields that are not among *given*."""
        return [field for field in self.fields.values() if field.required and field.name not in given]


def describe_targets(targets: Iterable[str]) -> str:
    """Return the names of kinds as a phrase: "a, b or c", or "entry" if there are none."""
    names = list(targets)
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "entry"


def _words(name: str) -> str:
    """Return the name of a kind or a field as a title."""
    return name[:1].upper() + name[1:].replace("-", " ")


@functools.cache
def heading_key(heading: str) -> str:
    """Return the column key of a heading: ``depended-on-by`` for "Depended on by"."""
    return re.sub(r"[^\w]+", "-", heading.casefold()).strip("-")
