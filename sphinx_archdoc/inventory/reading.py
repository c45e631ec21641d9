"""Read the facts of one file: choose its readers, see whether it is text, and call them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.inventory.ignore import Globs, is_document, is_generated
from sphinx_archdoc.sources.facts import EnvMention, Fact, Reader, Unread

LARGEST = 1_000_000
"""Bytes; larger files are not read."""

LONGEST_LINE = 20_000
"""Bytes; files with a longer line are minified, or data."""

_HEAD = 8_000
"""Bytes at the start of a file in which a NUL says that it is not text."""

_EMPTY = msgspec.Raw(b"\x90")
"""An empty list in msgpack."""


class FileFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The facts of one file, encoded, because most are never looked at."""

    is_read: bool = False
    """False for a file that is not text, or too large."""
    facts: msgspec.Raw = _EMPTY
    """All but the mentions."""
    mentions: msgspec.Raw = _EMPTY


NOT_READ = FileFacts()
NOTHING_FOUND = FileFacts(is_read=True)
"""Those of most files of a repository, and therefore shared."""


class FileReaders:
    """All readers, by the files that they read."""

    def __init__(self, readers: Sequence[Reader]) -> None:

        self._readers = [(reader, Globs(reader.globs)) for reader in readers]
        self._encoder = msgspec.msgpack.Encoder()

    def of(self, path: str) -> Sequence[Reader]:
        """Return the readers of a file, none for documents and for files that nobody writes."""
        if is_document(path) or is_generated(path):
            return ()
        return [reader for reader, globs in self._readers if path in globs]

    def facts(self, path: str, content: bytes, readers: Sequence[Reader]) -> FileFacts:
        """Return the facts of a file with this content."""
        if not is_text(content):
            return NOT_READ
        wanted = [r for r in readers if not r.markers or any(mark in content for mark in r.markers)]
        if not wanted:
            return NOTHING_FOUND
        text = content.decode("utf-8-sig", "replace")
        facts: list[Fact] = []
        mentions: dict[tuple[str, str], EnvMention] = {}
        for fact in _read(path, text, wanted):
            if isinstance(fact, EnvMention):
                if mentions.setdefault((fact.name, fact.kind), fact).is_for_others:
                    mentions[fact.name, fact.kind] = fact
            else:
                facts.append(fact)
        if not facts and not mentions:
            return NOTHING_FOUND
        encode = self._encoder.encode
        return FileFacts(
            True,  # noqa: FBT003  (the order of the cache)
            msgspec.Raw(encode(facts)) if facts else _EMPTY,
            msgspec.Raw(encode(list(mentions.values()))) if mentions else _EMPTY,
        )


def _read(path: str, text: str, readers: Sequence[Reader]) -> Iterator[Fact]:
    """Yield what the readers find; one that fails costs its own facts only."""
    for reader in readers:
        try:
            yield from list(reader.read(path, text))
        except Exception as error:  # of a reader of somebody else's, or of a library that it uses
            yield Unread(1, f"the reader {reader.name} failed: {type(error).__name__}")


def is_text(content: bytes) -> bool:
    """Return whether a file holds text that somebody has written."""
    if b"\0" in content[:_HEAD] or len(content) > LARGEST:
        return False
    if len(content) <= LONGEST_LINE:
        return True
    start = 0
    while len(content) - start > LONGEST_LINE:  # from one line end to the last one that is near enough
        end = max(content.rfind(sign, start, start + LONGEST_LINE + 1) for sign in (b"\n", b"\r"))
        if end < 0:
            return False
        start = end + 1
    return True


FACTS = msgspec.msgpack.Decoder(list[Fact])
MENTIONS = msgspec.msgpack.Decoder(list[EnvMention])
