"""The interface for links to anything but entries: pages, labels, index pages and other projects."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sphinx_archdoc.catalogue.model import Entry


class Destination(NamedTuple):
    """The resolved target of a link, and its title if it is a page, a heading or a label."""

    target: str
    title: str = ""


def page_of(target: str) -> str:
    """Return the page of a resolved target, ``/page`` or ``page#label``; of a URI, all but the fragment."""
    return target.partition("#")[0].removeprefix("/")


class LinkResolver(Protocol):
    """Resolves links that the catalogue cannot; the extension implements it with Sphinx's environment."""

    def destination(self, target: str, page: str) -> Destination | None:
        """Resolve a link that is written on *page*; return None for a broken link."""

    def title(self, target: str, page: str) -> str:
        """Return the title of the page that *target* names, or *target* itself."""

    def foreign_uri(self, text: str, kinds: tuple[str, ...], page: str) -> str | None:
        """Return the URI of an object of another project (intersphinx); None if no inventory has it.

        :param kinds: the kinds that the object may have; empty for any.
        :param page: the page with the reference.
        """

    def has_index(self, kind: str) -> bool:
        """Return whether the build writes an index page of a kind."""

    def profile(self, entry: Entry) -> str:
        """Return the name of the profile page of an entry, to link to as to a page; empty if it has none."""
