"""A catalogue that was read from a file, with the graph of its entries."""

from __future__ import annotations

from urllib.parse import urljoin

import msgspec

from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.recording import id_of, key_of
from sphinx_archdoc.catalogue_file.records import CatalogueFile


class LoadedCatalogue(msgspec.Struct, frozen=True):
    """A catalogue that was read from a file."""

    file: CatalogueFile
    graph: Graph
    address: str = ""
    """Address of the site, with a slash at its end; empty if it is not known."""

    @property
    def name(self) -> str:
        """The name of the catalogue."""
        return self.file.catalogue.name

    def key_of(self, entry: Entry) -> str:
        """Return the reference that finds an entry; its id, if no other entry has that."""
        return key_of(entry, self.graph.catalogue) or id_of(entry.key)

    def key_of_link(self, link: Backlink) -> str:
        """Return the reference that finds the source of a backlink: an entry, or a page."""
        return self.key_of(link.entry) if link.entry else link.page

    def address_of(self, page: str, anchor: str = "") -> str:
        """Return the address of a page, or of an anchor on it; empty if that of the site is not known."""
        listed = self.file.pages.get(page)
        if not self.address or not listed:
            return ""
        return f"{urljoin(self.address, listed.url)}{f'#{anchor}' if anchor else ''}"
