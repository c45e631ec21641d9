"""Where the documents are read from: a folder, or a commit of Git."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from sphinx_archdoc.cli.check.project import below
from sphinx_archdoc.cli.input.markdown_files import MARKDOWN
from sphinx_archdoc.inventory.configuration_file import read_text
from sphinx_archdoc.inventory.listing import list_files
from sphinx_archdoc.inventory.revision import GitTree
from sphinx_archdoc.inventory.tree import FileTree
from sphinx_archdoc.line_ends import with_line_feeds


class DocumentFiles(Protocol):
    """The files below the folder of the documents; paths are relative to it."""

    @property
    def below(self) -> str | None:
        """What their paths begin with from the root of the code; None if the folder is not below it."""

    def paths(self) -> Collection[str]:
        """Return the paths of all files."""

    def texts(self, sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the keys of *sources*, whose values are paths, with the texts of those that can be read."""

    def included(self, path: str) -> str | None:
        """Return the text of a file that a page includes; None if it cannot be read."""


class FolderFiles:
    """The documents in a folder."""

    def __init__(self, folder: Path, tree: FileTree) -> None:
        self._folder = folder
        self._tree = tree
        self.below = below(folder, tree.root)

    def paths(self) -> Collection[str]:
        """Return the paths of all files that Git does not ignore."""
        if self.below is None:
            return list_files(self._folder).stamps
        return [path.removeprefix(self.below) for path in self._tree.files if path.startswith(self.below)]

    def texts(self, sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the texts of pages."""
        for name, source in sources.items():
            text = self.included(source)
            if text is not None:
                yield name, text

    def included(self, path: str) -> str | None:
        """Return the text of a file in the folder, or in the root of the code; None if it cannot be read."""
        if self.below is not None:
            self._tree.looks_at(posixpath.normpath(f"{self.below}{path}"))
        real = Path(os.path.realpath(self._folder / path))
        if not (real.is_relative_to(self._folder) or real.is_relative_to(self._tree.root)):
            return None
        try:
            return with_line_feeds(read_text(real))
        except OSError:
            return None


class CommitFiles:
    """The documents in a commit."""

    def __init__(self, folder_below: str, tree: GitTree) -> None:
        self.below: str | None = folder_below
        self._start = folder_below
        self._tree = tree

    def paths(self) -> Collection[str]:
        """Return the paths of all files."""
        return [path.removeprefix(self._start) for path in self._tree.files if path.startswith(self._start)]

    def texts(self, sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the texts of pages."""
        names = {f"{self._start}{source}": name for name, source in sources.items()}
        for path, content in self._tree.contents(names):
            try:
                yield names[path], with_line_feeds(content.decode("utf-8-sig"))
            except UnicodeDecodeError:
                continue

    def included(self, path: str) -> str | None:
        """Return the text of a file in the commit; None if it has none, or it cannot be read."""
        text = self._tree.text(posixpath.normpath(f"{self._start}{path}"))
        return None if text is None else with_line_feeds(text)


def resolve_include(files: DocumentFiles, source: str, path: str) -> tuple[str, str] | None:
    """Return path and text of a file of Markdown that a page includes; None if it is passed by."""
    beside = "" if path.startswith("/") else posixpath.dirname(source)
    joined = posixpath.normpath(posixpath.join(beside, path.lstrip("/")))
    text = files.included(joined) if joined.endswith(MARKDOWN) else None
    return None if text is None else (joined, text)
