"""List the files below a folder: with Git if it is available, else by walking the folder."""

from __future__ import annotations

import functools
import itertools
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.digest import digest_value
from sphinx_archdoc.inventory import git
from sphinx_archdoc.inventory.ignore import IGNORE_FILE, SKIPPED_FOLDERS, IgnoreRules
from sphinx_archdoc.sources.tree import UnreadSource

MOST_FILES = 200_000
"""More files than these are not looked at."""

_UNTRACKED = "?"
"""The tag of files that are not in the index, in the output of ``git ls-files -t``."""


class FileStamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What says that a file has not changed since it was read."""

    size: int
    mtime: int
    """In nanoseconds."""
    inode: int


class Listing(msgspec.Struct, dict=True):
    """The files of a folder."""

    stamps: dict[str, FileStamp | None] = {}
    """By path, sorted; None for links and other files that are never read."""
    unread: list[UnreadSource] = []

    @functools.cached_property
    def digest(self) -> str:
        """A digest of all paths and stamps."""
        return digest_value(self.stamps)

    @property
    def newest(self) -> int:
        """When the file that changed last has changed, in nanoseconds."""
        return max((stamp.mtime for stamp in self.stamps.values() if stamp is not None), default=0)


def list_files(root: Path) -> Listing:
    """Return the files below a folder, except those that Git ignores.

    Symbolic links are listed and not followed. At most :data:`MOST_FILES` files are.
    """
    try:
        paths = _by_git(root)
    except git.GitError:
        paths = []
    if not paths:
        paths = list(_by_looking(str(root), ""))
    listing = Listing()
    if submodules := _add_files(listing, root, paths):
        inner = (path for one in submodules for path in _by_looking(str(root), one))
        _add_files(listing, root, list(itertools.islice(inner, MOST_FILES + 1)))
        listing.stamps = dict(sorted(listing.stamps.items()))
    return listing


def _add_files(listing: Listing, root: Path, paths: Sequence[str]) -> list[str]:
    """Add the files with their stamps, and return what is a folder: submodules, which the index names."""
    left = MOST_FILES - len(listing.stamps)
    if len(paths) > left:
        paths = paths[:left]
        listing.unread.append(UnreadSource("", f"only the first {MOST_FILES} files were considered"))
    if not _is_text("".join(paths)):
        others = sorted({path for path in paths if not _is_text(path)})
        paths = [path for path in paths if _is_text(path)]
        listing.unread.append(UnreadSource(_printable_name(others[0]), _not_text(len(others))))
    prefix = f"{root}/".replace("//", "/")
    folders: list[str] = []
    for path in sorted(set(paths)):
        try:
            found = os.lstat(prefix + path)
        except (OSError, ValueError):
            continue  # deleted, and still in the index
        if stat.S_ISDIR(found.st_mode):
            folders.append(path)
        else:
            listing.stamps[path] = _stamp(found)
    return folders


def stamp_of(path: str) -> FileStamp | None:
    """Return the stamp of the file that a path leads to; None if there is no such file."""
    try:
        return _stamp(os.stat(path))  # noqa: PTH116  (a Path takes as long again)
    except (OSError, ValueError):
        return None


def _stamp(found: os.stat_result) -> FileStamp | None:
    regular = stat.S_ISREG(found.st_mode)
    return FileStamp(found.st_size, found.st_mtime_ns, found.st_ino) if regular else None


def _by_git(root: Path) -> list[str]:
    """Return what the index names, which may be submodules, and all other files that are not ignored.

    :raises GitError: if the folder is in no repository, or in one that Git does not trust.
    """
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        raise git.GitError("not in a repository")  # and no process is needed to see it
    paths: list[str] = []
    for line in git.lines(root, "ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard"):
        path = line[2:]
        if not line.startswith(_UNTRACKED):
            paths.append(path)
        elif path.endswith("/"):  # a repository in the repository
            paths += _by_looking(str(root), path.rstrip("/"))
        elif SKIPPED_FOLDERS.isdisjoint(path.split("/")):
            paths.append(path)
    return paths


def _by_looking(root: str, start: str) -> Iterator[str]:
    """Yield the files below *start* that no :file:`.gitignore` names, at most one more than the limit."""
    rules = IgnoreRules(lambda folder: lines_of(f"{root}/{folder}", IGNORE_FILE))
    folders = [start]
    number = 0
    while folders and number <= MOST_FILES:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(f"{root}/{folder}"), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED_FOLDERS and not rules.ignores_folder(path):
                    folders.append(path)
            elif not rules.is_ignored(path):
                number += 1
                yield path


def _not_text(number: int) -> str:
    more = f", and neither are those of {number - 1:,} other files" if number > 1 else ""
    return f"its name is not UTF-8{more}"


def _printable_name(path: str) -> str:
    """Return a path, with escapes for bytes that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_text(path: str) -> bool:
    """Return whether a name is UTF-8, as all text in which it could be documented."""
    return path.isascii() or not any("\ud800" <= char <= "\udfff" for char in path)


def lines_of(folder: str, name: str) -> Sequence[str]:
    """Return the lines of a small file; none if it cannot be read."""
    try:
        content = read_content(f"{folder}/{name}", 100_000)
    except OSError:
        return ()
    return content.decode("utf-8", "replace").splitlines() if content is not None else ()


def read_content(path: str, most: int) -> bytes | None:
    """Return the content of a regular file; None if it is something else, or larger than *most* bytes.

    A link, a pipe or a device that has taken the place of the file since it was listed is not read.

    :raises OSError: if it cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123  (a descriptor)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        parts: list[bytes] = []
        left = most + 1
        while left > 0 and (part := file.read(left)):
            parts.append(part)
            left -= len(part)
    return b"".join(parts) if left > 0 else None
