"""Names: as they are read, and composed for comparison, whatever made them."""

from __future__ import annotations

import re
import unicodedata

from sphinx_archdoc.parsing.values import bare_text


def composed(name: str) -> str:
    """Return *name* in Unicode's composed form (NFC), in which names that look the same are the same.

    macOS and some editors write ``é`` as ``e`` and an accent (NFD); others write one character.
    """
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def clean_name(text: str) -> str:
    """Return a name on one line, without control characters and enclosing marks of code or emphasis."""
    visible = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)
    return " ".join(bare_text(" ".join(visible.split())).split())


def comparable_name(name: str) -> str:
    """Return a name as it is compared: ``order.created`` and ``OrderCreated`` are the same."""
    return "".join(sign for sign in composed(name).casefold() if sign.isalnum()) or name
