"""Pages as they were read in the last run; only those that have changed since are read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from sphinx_archdoc.catalogue.model import Page
from sphinx_archdoc.cli.output.terminal import progress
from sphinx_archdoc.digest import digest_text

Include = Callable[[str, str], tuple[str, str] | None]
"""Callback ``(source of the page, path)``: path and text of an included file; None if it is passed by."""


class IncludedText(msgspec.Struct, frozen=True, array_like=True):
    """What a page includes, as it is written, and what that has led to."""

    source: str
    """The file that includes it: that of the page, or one that the page includes."""
    path: str
    digest: str
    """The digest of what :data:`Include` has returned."""


class ReadPage(msgspec.Struct, frozen=True, array_like=True):
    """A page as it was read."""

    page: Page
    includes: list[IncludedText] = []
    """What the page depends on beside its own text."""
    passed_by: dict[str, int] = {}
    """How often something needs Sphinx, by what it is."""


Read = Callable[[str, str, str], ReadPage]
"""Callback ``(docname, source, text)`` that reads a page."""

_DECODER = msgspec.msgpack.Decoder(dict[str, ReadPage])


class PageCache:
    """The pages of a run, by the digests of what they were read from.

    :param key: changes with the version and the configuration.
    :param encoded: what an earlier run has returned by :meth:`encoded`.
    """

    def __init__(self, key: str, encoded: bytes = b"\x80") -> None:
        self._key = key
        self._used: dict[str, ReadPage] = {}
        try:
            self._known = _DECODER.decode(encoded)
        except (msgspec.MsgspecError, ValueError, RecursionError):  # it is of another version
            self._known = {}

    def pages(
        self, sources: Mapping[str, str], texts: Mapping[str, str], read: Read, include: Include
    ) -> Iterator[ReadPage]:
        """Yield the pages that can be read, sorted by docname.

        :param sources: the path of each page, by docname.
        :param texts: the text of each page that can be read, by docname.
        :param read: called for pages that are not known.
        """
        with progress("reading", sorted(texts)) as docnames:
            for docname in docnames:
                source, text = sources[docname], texts[docname]
                key = digest_text("\0".join((self._key, docname, source, text)))
                page = self._used.get(key) or self._known.get(key)
                if page is None or not _is_current(page, include):
                    page = read(docname, source, text)
                self._used[key] = page
                yield page

    def encoded(self) -> bytes:
        """Return the pages that were used, to be kept for the next run."""
        return msgspec.msgpack.encode(self._used)


def digest_include(found: tuple[str, str] | None) -> str:
    """Return the digest of what an include leads to; empty if that is nothing."""
    return digest_text("\0".join(found)) if found else ""


def _is_current(page: ReadPage, include: Include) -> bool:
    """Return whether everything that a page includes is as it was."""
    return all(digest_include(include(one.source, one.path)) == one.digest for one in page.includes)
