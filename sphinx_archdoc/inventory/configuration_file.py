"""Find :file:`archdoc.toml`, and the root of the code that it names."""

from __future__ import annotations

import itertools
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sphinx_archdoc.inventory.listing import read_content

NAME = "archdoc.toml"

_LARGEST = 1_000_000


def repository_of(folder: Path) -> Path | None:
    """Return the nearest folder that is the top of a repository of Git; None if *folder* is in none.

    It is *folder* itself or one above.
    """
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


class ChosenFile(NamedTuple):
    """The file that holds the configuration."""

    path: Path
    holds_kinds: bool
    """True if ``archdoc_kinds`` names it, too: then its other tables are kinds."""


def choose_configuration(
    folder: Path, kinds_file: Path | None, named: Path | None = None
) -> ChosenFile | None:
    """Return the configuration in a folder, or above it: the nearest of :func:`searched_folders`.

    A file of kinds is one only if it has a table of the configuration. The same holds for a file above the
    folder, as it may hold the kinds of another project.

    :param kinds_file: the file that ``archdoc_kinds`` names.
    :param named: the file to take, if one is named.
    """
    for path in [named] if named else [one / NAME for one in searched_folders(folder)]:
        holds_kinds = kinds_file is not None and _same(path, kinds_file)
        may_be_kinds = holds_kinds or path.parent != folder
        if named or (path.is_file() and (not may_be_kinds or _has_tables(path))):
            return ChosenFile(path, holds_kinds)
    return None


def searched_folders(folder: Path) -> Sequence[Path]:
    """Return the folders in which a configuration counts, the nearest first.

    They end at the top of the repository. Without one, they end below the user's home, below the root of the
    file system, and below a folder that others own or may write to: a stranger's file does not count.
    """
    folders = (folder, *folder.parents)
    top = repository_of(folder)
    if top is not None:
        return folders[: folders.index(top) + 1]
    own = itertools.takewhile(lambda one: _is_private(one, folder), folders[1:-1])
    return (folder, *own)


def _is_private(folder: Path, inner: Path) -> bool:
    try:
        found = folder.stat()
        is_open = bool(found.st_mode & stat.S_IWOTH)
        return not is_open and found.st_uid == inner.stat().st_uid and folder != Path.home()
    except (OSError, RuntimeError):
        return False


def _same(path: Path, other: Path) -> bool:
    try:
        return path.resolve() == other.resolve()
    except (OSError, ValueError, RuntimeError):
        return False


def _has_tables(path: Path) -> bool:
    try:
        return bool(re.search(r"^\s*\[{1,2}\s*(?:sources|rules|check|kinds)\b", read_text(path), re.M))
    except OSError:
        return False


class NotText(OSError):
    """The file is there, but its content is not text; ``line`` is the first one that is not."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(0, reason)
        self.line = line


def read_text(path: Path) -> str:
    """Return the text of a small file.

    :raises OSError: if it cannot be read, with the reason.
    """
    try:
        content = read_content(str(path.resolve()), _LARGEST)
    except ValueError as error:  # the path has a null byte
        raise OSError(0, str(error)) from None
    if content is None:
        raise OSError(0, "not a regular file of less than a megabyte")
    return decoded(content)


def decoded(content: bytes) -> str:
    """Return the content of a file as text.

    :raises NotText: if it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 text: it has the byte 0x{error.object[error.start]:02x}"
        raise NotText(reason, error.object.count(b"\n", 0, error.start) + 1) from None


def wrong_root(root: Path) -> str:
    """Return why a folder cannot be the root of the code, as a clause; empty if it can."""
    try:
        if not root.exists():
            return "there is no such folder"
        if not root.is_dir():
            return "it is not a folder"
    except (OSError, ValueError) as error:
        return f"it cannot be read: {getattr(error, 'strerror', None) or error}"
    if root.resolve() == Path(root.resolve().anchor):
        return "it is the root of the file system"
    return ""
