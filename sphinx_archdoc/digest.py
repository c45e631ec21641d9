"""Digests: short strings that change whenever the text does."""

from __future__ import annotations

import hashlib


def digest_text(text: str) -> str:
    """Return the digest of *text*, 32 hexadecimal digits; it may hold surrogates, as file names do."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_bytes(content: bytes) -> str:
    """Return the digest of *content*, 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()
