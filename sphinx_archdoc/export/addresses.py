"""Addresses as other programs take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue

_ADDRESS = "%/:=&?~+!$,;@()*"
"""Signs of addresses that stay as they are."""


def uri_of(text: str) -> str:
    """Return an address, or a part of one, with escapes for all that RFC 3986 does not allow in it.

    The single quote is escaped as well, as it ends texts in other languages.
    """
    from urllib.parse import quote  # --help does not wait for it

    before, sign, fragment = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text).partition("#")
    return f"{quote(before, safe=_ADDRESS)}{sign}{quote(fragment, safe=_ADDRESS)}"


def address_of(loaded: LoadedCatalogue, page: str, anchor: str = "") -> str:
    """Return an address of the site that is safe in any file; empty if it is not one of http or https."""
    address = uri_of(loaded.address_of(page, anchor))
    return address if address.startswith(("http://", "https://")) else ""
