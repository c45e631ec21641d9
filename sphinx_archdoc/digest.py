"""Digests: short hashes that change whenever their input does (BLAKE2b, RFC 7693)."""

from __future__ import annotations

import hashlib

import msgspec


def digest_text(text: str) -> str:
    """Return the digest of *text* as 32 hexadecimal digits; it may hold lone surrogates, as file names do."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_bytes(content: bytes) -> str:
    """Return the digest of *content* as 32 hexadecimal digits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def digest_value(value: object) -> str:
    """Return the digest of a value of structs, sequences, mappings, strings and numbers."""
    try:
        return digest_bytes(msgspec.msgpack.encode(value))
    except UnicodeEncodeError:  # the name of a file may not be Unicode
        return digest_text(repr(value))
