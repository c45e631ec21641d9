"""The cache: the facts of all files of the last run, in one file, and what was found with them."""

from __future__ import annotations

import contextlib
import datetime
import functools
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sphinx_archdoc.inventory.listing import FileStamp, Listing, read_content
from sphinx_archdoc.inventory.reading import FileFacts

if TYPE_CHECKING:
    from sphinx_archdoc.sources.sql.folder import MigrationStore

FOLDER = ".archdoc_cache"
"""The folder of the command's cache, in the root of the code."""

FILE = "archdoc-sources.msgpack"

VERSION = "4"
"""Changes with the form of the records."""

_LARGEST = 500_000_000

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that has changed has another time of change in all file systems."""


class CachedFile(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One file as it was when it was read."""

    stamp: FileStamp
    content: bytes
    """The name of the content as an object of Git."""
    facts: FileFacts


class KeptFindings(msgspec.Struct, frozen=True):
    """What a run has found, with what it depends on."""

    settings: str = ""
    """A digest of everything but the files."""
    files: str = ""
    """A digest of the files, by what tells that they have changed."""
    facts: str = ""
    """A digest of the files, by their facts."""
    texts: dict[str, FileStamp | None] = {}
    """The files whose texts the run has looked at, by path; None for those that were not there."""
    asked: dict[str, bool] = {}
    """The paths outside the listing that the run has asked for, and whether they were there."""
    findings: msgspec.Raw = msgspec.Raw(b"\xc0")
    """Encoded, because the two commands that keep them have different records."""


class Cache(msgspec.Struct, dict=True):
    """All that is kept from one run to the next."""

    key: str = ""
    """What the facts depend on beside the files: the readers and their settings."""
    time: int = 0
    """When the files were listed, in nanoseconds."""
    listing: str = ""
    """The digest of their listing; empty if one of them could not be read."""
    encoded_files: msgspec.Raw = msgspec.Raw(b"\x80")
    """What :attr:`files` holds, encoded, because nothing looks at it if no file has changed."""
    encoded_migrations: msgspec.Raw = msgspec.Raw(b"\x80")
    """What :attr:`migrations` holds, encoded, because most runs do not look at it."""
    pages: msgspec.Raw = msgspec.Raw(b"\x80")
    """The pages as the command has read them."""
    findings: KeptFindings = KeptFindings()

    @functools.cached_property
    def files(self) -> dict[str, CachedFile]:
        """The files by path, sorted."""
        try:
            return msgspec.msgpack.decode(self.encoded_files, type=dict[str, CachedFile])
        except (msgspec.MsgspecError, ValueError):  # it is of another version
            return {}

    @functools.cached_property
    def migrations(self) -> MigrationStore:
        """What the migrations change, and the databases that they leave."""
        from sphinx_archdoc.sources.sql.folder import MigrationStore  # slow to load, and often not needed

        try:
            return msgspec.msgpack.decode(self.encoded_migrations, type=MigrationStore)
        except (msgspec.MsgspecError, ValueError):  # it is of another version
            return MigrationStore()

    @property
    def settled(self) -> int:
        """Files that changed later could change again without another time; in nanoseconds."""
        return self.time - _SETTLED

    def is_of(self, listing: Listing) -> bool:
        """Return whether all files are known, and certainly the same."""
        return listing.digest == self.listing and listing.newest < self.settled

    def same_files(self, stamps: Mapping[str, FileStamp | None]) -> dict[str, CachedFile]:
        """Return the files that are known, and certainly the same, by path."""
        settled, files = self.settled, self.files
        return {
            path: known
            for path, stamp in stamps.items()
            if (known := files.get(path)) is not None and known.stamp == stamp and known.stamp.mtime < settled
        }


def load(path: Path | None, key: str) -> Cache:
    """Return the cache in a file; an empty one if there is none that can be used.

    :param key: what the facts depend on; they are dropped if it is another.
    """
    empty = Cache(key=f"{VERSION} {key}")
    try:
        content = read_content(str(path), _LARGEST) if path else None
        cache = _DECODER.decode(content) if content else empty
    except (
        OSError,
        msgspec.MsgspecError,
        ValueError,
        RecursionError,
    ):  # it was cut off, or is of another version
        return empty
    return cache if cache.key == empty.key else empty


def findings_in(path: Path) -> msgspec.Raw | None:
    """Return what the run that wrote a cache has found, encoded; None if there is no such file."""
    try:
        content = read_content(str(path), _LARGEST)
        return _DECODER.decode(content).findings.findings if content else None
    except (OSError, msgspec.MsgspecError):
        return None


_DECODER = msgspec.msgpack.Decoder(Cache)


def save(path: Path | None, cache: Cache) -> None:
    """Write the cache, whole or not at all; nothing is said if that fails, since it only costs time."""
    if path is None:
        return
    record: dict[str, object] = msgspec.structs.asdict(cache)
    decoded = {"encoded_files": "files", "encoded_migrations": "migrations"}
    record |= {name: cache.__dict__[of] for name, of in decoded.items() if of in cache.__dict__}
    import secrets  # slow to load, and often not needed

    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.name == FOLDER:
            _hide(path.parent)
        temporary.write_bytes(msgspec.msgpack.encode(record))
        temporary.replace(path)
    except (OSError, ValueError):
        with contextlib.suppress(OSError):
            temporary.unlink()


def _hide(folder: Path) -> None:
    """Let Git ignore the folder."""
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(folder / ".gitignore", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(descriptor, "w") as file:  # noqa: PTH123  (a descriptor)
            file.write("*\n")


def today() -> datetime.date:
    """Return today, or the day that ``SOURCE_DATE_EPOCH`` gives for reproducible results."""
    try:
        seconds = int(os.environ["SOURCE_DATE_EPOCH"])
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.datetime.now(datetime.UTC).date()


def now() -> int:
    """Return the time in nanoseconds, as file systems give it."""
    return time.time_ns()
