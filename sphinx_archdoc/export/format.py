"""What each format declares. It is imported to print ``--help``, so it imports nothing that takes time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture


class ExportOptions(NamedTuple):
    """What a user may choose; a format declares which of these it takes."""

    spreadsheet: bool = False
    """Write texts such that no spreadsheet takes them for a formula."""


class ExportedFile(NamedTuple):
    """A file that a format writes."""

    name: str
    """Its name, if the format writes a folder."""
    content: bytes


class MissingPackage(Exception):
    """A format needs a package that is not installed; the text names it, as a clause."""


Writer = Callable[["Architecture", ExportOptions], Iterable[ExportedFile]]


class ExportFormat(NamedTuple):
    """How entries are written for another tool, by what they are and never by their kind.

    What neither ``places`` nor ``meanings`` nor ``others`` names has no place, and is in the report.
    """

    title: str
    """Name of the tool or of the format."""
    help: str
    """One sentence on what it writes."""
    places: Mapping[Nature, str]
    """What the entries of each nature become there."""
    meanings: Mapping[Meaning, str]
    """Where fields with a meaning go."""
    write: Writer
    dependency: str = ""
    """What a dependency between two entries becomes."""
    others: str = ""
    """Where all other fields go; empty if they have no place."""
    options: tuple[str, ...] = ()
    """Names of the attributes of :class:`ExportOptions` that it takes."""
    is_binary: bool = False
    """True if it is not text, and so is never written to a terminal."""
    is_folder: bool = False
    """True if it is several files."""


def diagram_format(*, title: str, help: str, write: Writer) -> ExportFormat:
    """Return a format that writes the dependencies as a diagram."""
    node = "a node in the box of its page"
    return ExportFormat(
        title=title,
        help=help,
        places={
            Nature.RUNS: node,
            Nature.EXTERNAL: node,
            Nature.DATA: node,
            Nature.PAGE: "a node, if it has a dependency",
        },
        meanings={Meaning.LIFECYCLE: "`deprecated` below the name"},
        dependency="an arrow, with the reason beside it; also to what is not in the catalogue",
        write=write,
    )
