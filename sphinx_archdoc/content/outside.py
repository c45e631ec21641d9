"""What pages show of what the catalogue does not hold: pages, labels, index pages and other projects."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sphinx_archdoc.catalogue.graph import Reference


class Destination(NamedTuple):
    """Where a link leads to that names no entry, and what that place is called."""

    place: str
    title: str = ""


class Outside(Protocol):
    """Answers what the catalogue cannot."""

    def destination(self, target: str, page: str) -> Destination | None:
        """Return where a link leads to that is written on *page*; None if it leads nowhere."""

    def title(self, target: str, page: str) -> str:
        """Return the title of the page that *target* names, or *target* itself."""

    def foreign_uri(self, reference: Reference) -> str:
        """Return the URI of a reference that another project's inventory knows; empty if none does."""

    def has_index(self, kind: str) -> bool:
        """Return whether the build writes an index page of a kind."""


class NothingOutside:
    """A catalogue that is all there is: for looking at content without a build."""

    def destination(self, target: str, page: str) -> Destination | None:
        """Return None: there is no page and no label."""

    def title(self, target: str, page: str) -> str:
        """Return the target."""
        return target

    def foreign_uri(self, reference: Reference) -> str:
        """Return nothing: there is no inventory."""
        return ""

    def has_index(self, kind: str) -> bool:
        """Return False: there are no index pages."""
        return False
