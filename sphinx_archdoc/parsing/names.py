"""The form in which names are compared: composed, whatever the editor or the file system made of them."""

from __future__ import annotations

import unicodedata


def composed(name: str) -> str:
    """Return *name* in Unicode's composed form (NFC), in which names that look the same are the same.

    macOS and some editors write ``é`` as ``e`` and an accent (NFD); others write one character.
    """
    return name if name.isascii() else unicodedata.normalize("NFC", name)
