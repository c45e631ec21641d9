"""Limits of what is read from elsewhere."""

from __future__ import annotations

import zlib

from sphinx_archdoc.catalogue_file.encoding import MOST_BYTES

MOST_REDIRECTS = 5
SECONDS = 30
"""Time limit of each step of a request, and of the whole of it."""


class SourceError(Exception):
    """A catalogue that cannot be read; the text is a clause for the user."""


def unpacked(content: bytes) -> bytes:
    """Return the content of a file that may be packed with gzip. At most the limit is unpacked.

    :raises SourceError: if it is damaged, or too large.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unpacker.decompress(content, MOST_BYTES + 1)
    except zlib.error as error:
        raise SourceError(f"it cannot be unpacked: {error}") from None
    if len(found) > MOST_BYTES:
        raise SourceError(f"unpacked, it has more than {MOST_BYTES:,} bytes")
    if not unpacker.eof:
        raise SourceError("it cannot be unpacked: it is cut off")
    return found
