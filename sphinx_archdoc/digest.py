"""Digests: short hashes that change whenever their input does (BLAKE2b, RFC 7693)."""

from __future__ import annotations

import hashlib


def digest_text(text: str) -> str:
    """Return the digest of *text* as 32 hexadecimal digits; it may hold lone surrogates, as file names do."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_bytes(content: bytes) -> str:
    """Return the digest of *content* as 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()
