"""The bytes of ``archdoc.json``: compact JSON with one entry a line, for ``grep`` and ``git diff``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.catalogue_file.records import FORMAT, CatalogueFile, FileRecord

MOST_BYTES = 50_000_000
MOST_ENTRIES = 200_000
"""Limits of what is read: a file may be a stranger's."""
_NO_FORMAT = "it is JSON, but not archdoc.json: 'format' or 'catalogue' is missing"


class UnreadableCatalogue(Exception):
    """A file that is not a catalogue, or one of a later version; the text says why, as a clause."""


def encode(file: CatalogueFile) -> bytes:
    """Return the content of ``archdoc.json``. Equal records give equal bytes."""
    parts: list[bytes | memoryview] = []
    for attribute, key in zip(file.__struct_fields__, file.__struct_encode_fields__, strict=True):
        parts += [b",\n" if parts else b"{", msgspec.json.encode(key), b":"]
        value = getattr(file, attribute)
        parts += _lines(value) if key in {"entries", "problems"} else [msgspec.json.encode(value)]
    return b"".join([*parts, b"}\n"])


def _lines(records: Sequence[FileRecord]) -> Iterator[bytes | memoryview]:
    """Yield the parts of a list of JSON with one record a line, without copies of the lines."""
    yield b"["
    if records:
        # strings have no line breaks in JSON
        lines = msgspec.json.Encoder().encode_lines(records).replace(b"\n", b",\n")
        yield b"\n"
        yield memoryview(lines)[:-2]
    yield b"\n]"


def decode(content: bytes) -> CatalogueFile:
    """Return the records of a file.

    :raises UnreadableCatalogue: if it is not a catalogue that this version can read.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableCatalogue(f"it has {len(content):,} bytes, and the limit is {MOST_BYTES:,}")
    try:
        file = msgspec.json.decode(content, type=CatalogueFile)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        _check_head(content)
        raise UnreadableCatalogue(_reason(content, error)) from None
    _check_format(file.format, file.generator.version)
    if len(file.entries) > MOST_ENTRIES:
        raise UnreadableCatalogue(f"it has {len(file.entries):,} entries, and the limit is {MOST_ENTRIES:,}")
    return file


class _Head(msgspec.Struct, rename="kebab"):
    """What says which sort of file it is."""

    format: str = ""
    generator: dict[str, object] = {}
    catalogue: object = None
    versions: object = None
    """Only in ``needs.json`` of sphinx-needs."""


def _check_head(content: bytes) -> None:
    """Find out what a file is that cannot be decoded.

    :raises UnreadableCatalogue: if it is JSON, but not a catalogue, or one of a later version.
    """
    try:
        head = msgspec.json.decode(content, type=_Head)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise UnreadableCatalogue(_reason(content, error)) from None
    if head.versions is not None and head.catalogue is None:
        raise UnreadableCatalogue("it looks like needs.json of sphinx-needs, not like archdoc.json")
    if head.catalogue is None:
        raise UnreadableCatalogue(_NO_FORMAT)
    _check_format(head.format, head.generator.get("version", ""))


def _check_format(format_: str, version: object) -> None:
    major = re.fullmatch(r"([0-9]{1,6})\.([0-9]{1,6})", format_)
    if major is None:
        raise UnreadableCatalogue(_NO_FORMAT)
    if int(major[1]) > int(FORMAT.partition(".")[0]):
        raise UnreadableCatalogue(
            f"written by sphinx-archdoc {version} in format {format_}; this is {FORMAT}"
        )


def _reason(content: bytes, error: Exception) -> str:
    """Return why a file could not be decoded, with the line and the column if it is not JSON."""
    if content.startswith(b"# Sphinx inventory"):
        return "it is an inventory (objects.inv), not archdoc.json"
    if content.lstrip()[:1] == b"<":
        return "it is an HTML page, not JSON"
    text = str(error)
    found = re.search(r"\(byte (\d+)\)", text)
    if found or "truncated" in text:
        before = content[: int(found[1])] if found else content
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        return f"it is not valid JSON at line {line}, column {column}: {text.partition(' (byte')[0]}"
    return f"it is not archdoc.json: {text}"
