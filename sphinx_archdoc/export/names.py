"""Names as other tools allow them: shorter, of fewer characters, and each only once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

_Named = TypeVar("_Named")

NO_NAME = "entry"
"""The name of what has no character that is allowed."""


def unaccented(text: str) -> str:
    """Return a text without accents, and with plain forms of its letters where Unicode knows some."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def one_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return "".join(char for char in " ".join(text.split()) if unicodedata.category(char) != "Cc")


def ascii_name(text: str, allowed: str, joint: str = "-") -> str:
    """Return a name of ASCII letters, digits and the *allowed* signs, which are neither first nor last.

    :param joint: what takes the place of all other characters; one of those allowed.
    """
    name = re.sub(rf"[^A-Za-z0-9{re.escape(allowed)}]+", joint, unaccented(text))
    return name.strip(allowed) or NO_NAME


def unique_names(
    wanted: Mapping[_Named, str], identities: Mapping[_Named, str], *, longest: int = 200, joint: str = "-"
) -> dict[_Named, str]:
    """Return a name for each, with which no other name agrees in upper or lower case.

    Names that are too long, and those that several want, end in four digits of a digest of the identity. So
    no name depends on the order, or on which of them came first.

    :param wanted: the names that they should have.
    :param identities: texts from which the digests are computed, such as keys.
    """
    numbers = Counter(name.casefold() for name in wanted.values())
    found = {
        key: name for key, name in wanted.items() if numbers[name.casefold()] == 1 and len(name) <= longest
    }
    used = {name.casefold() for name in found.values()}
    for key, name in wanted.items():
        if key not in found:
            found[key] = _with_digest(name, identities[key], longest, joint, used)
            used.add(found[key].casefold())
    return {key: found[key] for key in wanted}


def _with_digest(name: str, identity: str, longest: int, joint: str, used: set[str]) -> str:
    import hashlib  # --help does not wait for it

    digest = hashlib.sha256(identity.encode()).hexdigest()
    length, number = 4, 0
    while True:
        end = f"{digest[:length]}{number or ''}"
        candidate = f"{name[: longest - len(end) - len(joint)]}{joint}{end}"
        if candidate.casefold() not in used:
            return candidate
        length, number = (length + 1, 0) if length < 12 else (length, number + 1)
