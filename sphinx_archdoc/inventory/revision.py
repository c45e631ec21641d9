"""The files of an earlier commit, read from Git's objects: nothing is checked out."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.inventory import git
from sphinx_archdoc.inventory.cache import CachedFile
from sphinx_archdoc.inventory.ignore import IGNORE_FILE, IgnoreRules, PathPatterns
from sphinx_archdoc.inventory.listing import MOST_FILES
from sphinx_archdoc.inventory.moves import staged_moves
from sphinx_archdoc.inventory.reading import LARGEST, FileFacts, FileReaders, is_text
from sphinx_archdoc.inventory.tree import StoredTree

_BATCH = 20_000_000
"""Bytes of content that are held at once."""


class UnknownRevision(Exception):
    """The commit does not exist; the message says what to do."""


class _Blob(msgspec.Struct, frozen=True):
    name: str
    size: int


def commit_of(root: Path, revision: str) -> str:
    """Return the full name of the commit that a revision means.

    :raises UnknownRevision: if Git knows none, as in a shallow clone.
    """
    if revision.startswith("-") or not revision.strip():
        raise UnknownRevision("it is not the name of a commit")
    try:
        found = git.output(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
        return found.decode().strip()
    except git.GitError as error:
        try:
            shallow = git.output(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        except git.GitError:
            raise UnknownRevision(f"this is not a repository that Git can read: {error}") from None
        advice = "; this clone is shallow: fetch it with git fetch --unshallow" if shallow else ""
        raise UnknownRevision(f"there is no such commit{advice}") from None


def renames(root: Path, commit: str) -> Mapping[str, str]:
    """Return the files that were renamed since a commit, committed or not: their names now, by those then."""
    try:
        return staged_moves(root, commit)
    except git.GitError:
        return {}


class GitTree(StoredTree):
    """The files below a folder, in a commit."""

    def __init__(
        self,
        root: Path,
        commit: str,
        readers: FileReaders,
        exclude: Sequence[str] = (),
        tests: Sequence[str] = (),
    ) -> None:
        super().__init__(tests)
        self.root = root
        self._commit = commit
        self._readers = readers
        self._excluded = PathPatterns(exclude) if exclude else ()
        self._blobs: dict[str, _Blob] = {}
        self._ignored = IgnoreRules(self._ignore_lines)

    def load(self, known: Mapping[str, CachedFile]) -> None:
        """List the files, and read those whose facts are not known.

        :param known: the files of the present state.
        :raises GitError: if Git cannot read the commit.
        """
        for line in git.lines(self.root, "ls-tree", "-r", "-z", "-l", self._commit)[:MOST_FILES]:
            words, _, path = line.partition("\t")
            mode, _, name, size = words.split()
            if mode != "160000":
                self._blobs[path] = _Blob(
                    name, int(size) if size.isdigit() and mode != "120000" else LARGEST + 1
                )
        self.files = dict.fromkeys(sorted(self._blobs))
        facts: dict[str, FileFacts] = {}
        wanted: list[str] = []
        for path in self.files:
            blob, same = self._blobs[path], known.get(path)
            if same is not None and same.content and same.content.hex() == blob.name:
                facts[path] = same.facts
            elif blob.size <= LARGEST and path not in self._excluded and self._readers.of(path):
                wanted.append(path)
        for path, content in self.contents(wanted):
            facts[path] = self._readers.facts(path, content, self._readers.of(path))
        self.file_facts = dict(sorted(facts.items()))

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the contents of files, a few megabytes at a time.

        :raises GitError: if Git cannot read them.
        """
        batch: list[str] = []
        size = 0
        for path in paths:
            batch.append(path)
            size += self._blobs[path].size
            if size > _BATCH:
                yield from self._read(batch)
                batch, size = [], 0
        yield from self._read(batch)

    def _read(self, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        if not paths:
            return
        given = "".join(f"{self._blobs[path].name}\n" for path in paths).encode()
        printed = git.output(self.root, "cat-file", "--batch", given=given)
        position = 0
        for path in paths:
            end = printed.index(b"\n", position)
            size = printed[position:end].rpartition(b" ")[2]
            if not size.isdigit():  # missing, in a partial clone
                position = end + 1
                continue
            yield path, printed[end + 1 : end + 1 + int(size)]
            position = end + 1 + int(size) + 1

    def exists(self, path: str) -> bool:
        """Return whether the commit has such a file or folder."""
        return path in self.files or path in self.folders

    def is_ignored(self, path: str) -> bool:
        """Return whether Git would ignore a path."""
        return self._ignored.is_ignored(path) or self._ignored.is_ignored(path, is_folder=True)

    def _ignore_lines(self, folder: str) -> Sequence[str]:
        text = self.text(f"{folder}/{IGNORE_FILE}" if folder else IGNORE_FILE)
        return text.splitlines() if text else ()

    def moved_to(self, path: str) -> str:
        """Return nothing: where a file is now does not matter for what was wrong then."""
        return ""

    def changed_since(self, code: Collection[str], day: datetime.date) -> bool:
        """Return False: only the present is due for review."""
        return False

    def text(self, path: str) -> str | None:
        """Return the text of a file; None if the commit has none, or it is too large or not text."""
        if path not in self._blobs or self._blobs[path].size > LARGEST:
            return None
        content = next((content for _, content in self._read([path])), None)
        if content is None or not is_text(content):
            return None
        return content.decode("utf-8-sig", "replace")
