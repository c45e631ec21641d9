"""The code of a project, from the files below a folder."""

from __future__ import annotations

import contextlib
import datetime
import functools
import hashlib
import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_archdoc.digest import digest_text, digest_value
from sphinx_archdoc.inventory.cache import Cache, CachedFile, now
from sphinx_archdoc.inventory.git import head
from sphinx_archdoc.inventory.ignore import GENERATED_FOLDERS, IGNORE_FILE, IgnoreRules, PathPatterns, is_test
from sphinx_archdoc.inventory.listing import FileStamp, lines_of, list_files, read_content, stamp_of
from sphinx_archdoc.inventory.moves import Moves
from sphinx_archdoc.inventory.reading import (
    FACTS,
    LARGEST,
    MENTIONS,
    NOT_READ,
    FileFacts,
    FileReaders,
    is_text,
)
from sphinx_archdoc.sources.facts import EnvMention, Fact
from sphinx_archdoc.sources.tree import UnreadSource

if TYPE_CHECKING:
    from sphinx_archdoc.sources.sql.folder import MigrationStore

MOST_BYTES = 2_000_000_000
"""More bytes than these are not read in a run."""


@contextlib.contextmanager
def silent(doing: str, items: Sequence[str]) -> Iterator[Iterable[str]]:
    """Show nothing."""
    yield items


Progress = Callable[[str, Sequence[str]], contextlib.AbstractContextManager[Iterable[str]]]
"""Callback ``(what is done, with what)`` that returns a context in which to go through the items."""


class StoredTree:
    """What a tree has in common, whether its files are on the disk or in Git."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._tests = PathPatterns(tests) if tests else ()
        self.files: Collection[str] = {}
        self.unread: list[UnreadSource] = []

    @functools.cached_property
    def file_facts(self) -> Mapping[str, FileFacts]:
        """The facts of each file that could be read, sorted by path; nothing at first."""
        return {}

    @functools.cached_property
    def migrations(self) -> MigrationStore:
        """What is known of migrations; nothing at first."""
        from sphinx_archdoc.sources.sql.folder import MigrationStore  # slow to load, and often not needed

        return MigrationStore()

    @functools.cached_property
    def folders(self) -> Collection[str]:
        """The folders that contain a file."""
        found = {""}
        for path in self.files:
            folder = path.rpartition("/")[0]
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return found

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """Yield all facts but mentions, sorted by path."""
        for path, of_file in self.file_facts.items():
            for fact in FACTS.decode(of_file.facts):
                yield path, fact

    def mentions(self, names: Collection[str]) -> Iterator[tuple[str, EnvMention]]:
        """Yield the mentions of some names, sorted by path."""
        wanted = frozenset(names)
        for path, of_file in self.file_facts.items() if wanted else ():
            for mention in MENTIONS.decode(of_file.mentions):
                if mention.name in wanted:
                    yield path, mention

    def is_test(self, path: str) -> bool:
        """Return whether a file is a test."""
        return is_test(path) or path in self._tests

    def number_of_files_read(self, folder: str) -> int:
        """Return how many files below a folder were looked into."""
        start = f"{folder}/" if folder else ""
        return sum(
            of_file.is_read and (path.startswith(start) or path == folder)
            for path, of_file in self.file_facts.items()
        )


class FileTree(StoredTree):
    """The files below a folder.

    :param root: an absolute path without links.
    :param readers: returns the readers; called if there is something to read.
    :param exclude: further patterns of files that are not read and do not count as evidence.
    :param tests: further patterns of tests.
    """

    def __init__(
        self,
        root: Path,
        readers: Callable[[], FileReaders],
        exclude: Sequence[str] = (),
        tests: Sequence[str] = (),
    ) -> None:
        super().__init__(tests)
        self.root = root
        self.readers = functools.cache(readers)
        self.exclude = exclude
        self.tests = tests
        self._excluded = PathPatterns(exclude) if exclude else ()
        self._moves = Moves(root)
        self._cache = Cache()
        self._listing = ""
        self._ignored = IgnoreRules(self._ignore_lines)
        self._settled = 0
        self._head = ""
        self.has_changed = False
        """Whether the cache must be written."""
        self.texts: dict[str, FileStamp | None] = {}
        """The files whose texts were looked at, not only their facts; None for those that are not there."""
        self.asked: dict[str, bool] = {}
        """The paths outside the listing that were asked for, and whether there are such files or folders."""

    @functools.cached_property
    def migrations(self) -> MigrationStore:
        """What earlier runs know of migrations; what is added to it goes into the cache."""
        return self._cache.migrations

    @functools.cached_property
    def file_facts(self) -> Mapping[str, FileFacts]:
        """The facts of each file that could be read, sorted by path."""
        return {path: file.facts for path, file in self._cache.files.items()}

    def load(self, cache: Cache, progress: Progress = silent) -> None:
        """List the files, and read those that are not in the cache; update the cache.

        :param progress: shows how much of the files has been read.
        """
        self._cache, self._settled, self._head = cache, cache.settled, head(self.root)
        time = now()
        listing = list_files(self.root)
        self.unread += listing.unread
        self.files = listing.stamps
        self._listing = listing.digest
        if cache.is_of(listing):
            return
        stamps = listing.stamps
        same = cache.same_files(stamps)
        unknown = [path for path, stamp in stamps.items() if stamp is not None and path not in same]
        files = self._read_all(unknown, stamps, progress)
        self.has_changed |= bool(unknown) or len(same) != len(cache.files)
        if same:
            found = ((path, same.get(path) or files.get(path)) for path in stamps)
            files = {path: file for path, file in found if file is not None}
        is_complete = len(files) == sum(stamp is not None for stamp in stamps.values())
        cache.files, cache.listing = files, listing.digest if is_complete else ""
        if self.has_changed:
            cache.time = time

    def _read_all(
        self, paths: Sequence[str], stamps: Mapping[str, FileStamp | None], progress: Progress
    ) -> dict[str, CachedFile]:
        """Return the files that can be read, in the given order."""
        files: dict[str, CachedFile] = {}
        left = MOST_BYTES
        with progress("reading the code", paths) as remaining:
            for path in remaining:
                stamp = stamps[path]
                if stamp is None:
                    continue
                if left < stamp.size:
                    self.unread.append(UnreadSource("", f"only the first {MOST_BYTES:,} bytes were read"))
                    break
                if file := self._read(path, stamp, self._cache.files.get(path)):
                    files[path] = file
                    left -= stamp.size if file.content else 0
        return files

    def digest(self) -> str:
        """Return a digest of the files, by what tells that they have changed, and of the last commit."""
        return digest_text(f"{self._head} {self._listing}")

    def facts_digest(self) -> str:
        """Return a digest of the files by their facts, and of the last commit: of all but texts."""
        return digest_value([self._head, list(self.files), self.unread, self.file_facts])

    def has_same(self, texts: Mapping[str, FileStamp | None], asked: Mapping[str, bool]) -> bool:
        """Return whether what an earlier run has looked at is certainly the same.

        :param texts: what :attr:`texts` was then.
        :param asked: what :attr:`asked` was then.
        """
        return all(
            stamp_of(f"{self.root}/{path}") == stamp and (stamp is None or stamp.mtime < self._settled)
            for path, stamp in texts.items()
        ) and all(self._is_there(path) == was for path, was in asked.items())

    def looks_at(self, path: str) -> None:
        """Note that what is found depends on the text of a file."""
        if path not in self.texts:
            self.texts[path] = stamp_of(f"{self.root}/{path}")

    def _ignore_lines(self, folder: str) -> Sequence[str]:
        self.looks_at(posixpath.join(folder, IGNORE_FILE))
        return lines_of(str(self.root / folder), IGNORE_FILE)

    def _read(self, path: str, stamp: FileStamp, known: CachedFile | None) -> CachedFile | None:
        """Return a file with its facts; those of its known state if its content is the same."""
        readers = self.readers().of(path) if path not in self._excluded else ()
        if not readers or stamp.size > LARGEST:
            return CachedFile(stamp, b"", NOT_READ)
        try:
            content = read_content(f"{self.root}/{path}", LARGEST)
        except OSError as error:
            self.unread.append(UnreadSource(path, error.strerror or "it cannot be read"))
            return None
        if content is None:
            return CachedFile(stamp, b"", NOT_READ)
        name = object_name(content)
        if known is not None and known.content == name:
            return CachedFile(stamp, name, known.facts)
        return CachedFile(stamp, name, self.readers().facts(path, content, readers))

    def exists(self, path: str) -> bool:
        """Return whether there is such a file or folder, ignored or not; links may not leave the root."""
        if path in self.files or path in self.folders:
            return True
        if path not in self.asked:
            self.asked[path] = self._is_there(path)
        return self.asked[path]

    def _is_there(self, path: str) -> bool:
        found = os.path.realpath(self.root / path)
        return os.path.lexists(found) and f"{found}/".startswith(f"{str(self.root).rstrip('/')}/")

    def is_ignored(self, path: str) -> bool:
        """Return whether Git would ignore a path, or a folder in it holds generated files."""
        path = posixpath.normpath(path)
        parts = path.split("/")
        return (
            self._ignored.is_ignored(path)
            or self._ignored.is_ignored(path, is_folder=True)
            or not GENERATED_FOLDERS.isdisjoint(parts)
        )

    def moved_to(self, path: str) -> str:
        """Return where Git knows a path to have been moved to."""
        return self._moves.destination(path)

    def changed_since(self, code: Collection[str], day: datetime.date) -> bool:
        """Return whether Git knows of a change of some files or folders after a day."""
        return self._moves.changed_since(code, day)

    def text(self, path: str) -> str | None:
        """Return the text of a file; None if it cannot be read, is too large, or is not text."""
        try:
            self.looks_at(path)
            content = read_content(f"{self.root}/{path}", LARGEST)
        except (OSError, ValueError):
            return None
        if content is None or not is_text(content):
            return None
        return content.decode("utf-8-sig", "replace")


def object_name(content: bytes) -> bytes:
    """Return the name that Git gives to a content, in a repository of the common kind."""
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).digest()
