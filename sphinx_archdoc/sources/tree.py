"""The code of a project as the checks see it; :mod:`sphinx_archdoc.inventory` reads it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Protocol

import msgspec

from sphinx_archdoc.sources.facts import EnvMention, Fact

if TYPE_CHECKING:  # slow to load, and often not needed
    from sphinx_archdoc.sources.sql.folder import MigrationStore


class UnreadSource(msgspec.Struct, frozen=True, order=True):
    """A file or a folder that could not be read as it should."""

    path: str
    """Relative to the root of the code; empty for all of it."""
    reason: str
    """A clause, such as "there is no such file"."""


class CodeTree(Protocol):
    """The files below the root of the code. Paths are relative to it, with forward slashes."""

    @property
    def files(self) -> Collection[str]:
        """The paths of all files, except those that Git ignores; sorted."""

    @property
    def folders(self) -> Collection[str]:
        """The paths of the folders that contain a file, without a slash at the end; the root is empty."""

    @property
    def unread(self) -> Collection[UnreadSource]:
        """What could not be read; files that are skipped because of their size or form are not among them."""

    @property
    def migrations(self) -> MigrationStore:
        """What earlier runs know of migrations; it is filled with what this run reads."""

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """Yield all facts but mentions with the paths of their files, sorted by path."""

    def mentions(self, names: Collection[str]) -> Iterator[tuple[str, EnvMention]]:
        """Yield the mentions of these names in all files but documents, sorted by path."""

    def number_of_files_read(self, folder: str) -> int:
        """Return how many files below a folder were looked into."""

    def is_test(self, path: str) -> bool:
        """Return whether a file is a test, which is evidence of the second rank only."""

    def exists(self, path: str) -> bool:
        """Return whether there is such a file or folder, ignored by Git or not."""

    def is_ignored(self, path: str) -> bool:
        """Return whether Git would ignore a path, whether it exists or not."""

    def moved_to(self, path: str) -> str:
        """Return where Git knows a path to have been moved to; empty if it knows nothing."""

    def changed_since(self, code: Collection[str], day: datetime.date) -> bool:
        """Return whether Git knows of a change of some files or folders after a day."""

    def text(self, path: str) -> str | None:
        """Return the text of a file; None if it cannot be read, is too large, or is not text."""
