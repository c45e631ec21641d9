"""The envelope of all answers, and the records that several of them use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.catalogue_file.recording import id_of

ANSWER_FORMAT = "1.0"
"""Version of the answers: MAJOR.MINOR, as that of the file."""

_Item = TypeVar("_Item")


class Question(Exception):
    """A question that cannot be answered; the text is a clause for whoever asked."""


class AnswerRecord(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """Base class of the records. All keys are always there."""


class Answer(AnswerRecord, Generic[_Item], frozen=True, kw_only=True):
    """The answer to a question."""

    format: str = ANSWER_FORMAT
    complete: bool = True
    """False if a source could not be read, so that more may be true than is answered."""
    missing: tuple[str, ...] = ()
    """The sources that could not be read."""
    total: Annotated[int, msgspec.Meta(ge=0)]
    """Number of items that there are."""
    truncated: bool = False
    """True if not all of them are in ``items``."""
    items: tuple[_Item, ...]


class EntryPlace(AnswerRecord, frozen=True, kw_only=True):
    """An entry, and where it is found."""

    catalogue: str
    """Name of the catalogue that has it."""
    id: str
    """``page#anchor``; of a page without an entry for it, the name of the page."""
    key: str
    """The reference that finds it; the id, if there is none."""
    kind: str
    name: str
    title: str
    page: str
    source: str
    """Path of the source file, relative to the source directory."""
    line: int
    address: str
    """Address on the site; empty if that of the site is not known."""


def place_of(entry: Entry, loaded: LoadedCatalogue) -> EntryPlace:
    """Return an entry with its place."""
    return EntryPlace(
        catalogue=loaded.name,
        id=id_of(entry.key),
        key=loaded.key_of(entry),
        kind=entry.kind,
        name=entry.name,
        title=entry.title,
        page=entry.page,
        source=entry.where.source,
        line=entry.where.line,
        address=loaded.address_of(entry.page, entry.anchor),
    )


def answer(items: Sequence[_Item], *, total: int | None = None, missing: Sequence[str] = ()) -> Answer[_Item]:
    """Return the answer with these items.

    :param total: number of items that there are, if not all are given.
    :param missing: the sources that could not be read.
    """
    number = len(items) if total is None else total
    return Answer(
        complete=not missing,
        missing=tuple(missing),
        total=number,
        truncated=number > len(items),
        items=tuple(items),
    )
