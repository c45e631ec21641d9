"""A resolver of links for tests that need no build."""

from __future__ import annotations

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.link_resolver import Destination


class NullLinkResolver:
    """A resolver that knows no pages, labels or inventories, to compute content without a build."""

    def destination(self, target: str, page: str) -> Destination | None:
        """Return None: every link is broken."""

    def title(self, target: str, page: str) -> str:
        """Return the target itself."""
        return target

    def foreign_uri(self, text: str, kinds: tuple[str, ...], page: str) -> str | None:
        """Return None, as no inventory is known."""
        return None

    def has_index(self, kind: str) -> bool:
        """Return False, as no builder writes an index page."""
        return False

    def profile(self, entry: Entry) -> str:
        """Return an empty string, as no builder writes a profile page."""
        return ""
