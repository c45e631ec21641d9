"""Which files are ignored: by :file:`.gitignore`, by the configuration, and by the built-in lists."""

from __future__ import annotations

import fnmatch
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".gitignore"

SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", ".jj", ".archdoc_cache"})
"""Folders that are not a part of the project, whatever Git says."""

_UNREAD_FOLDERS = frozenset(
    {
        *("node_modules", "bower_components", "vendor", "third_party", "site-packages", "Pods", "Carthage"),
        *("dist", "_build", "coverage", "htmlcov", "__pycache__", ".venv", "venv", ".tox", ".nox", ".eggs"),
        *(".next", ".nuxt", ".svelte-kit", ".turbo", ".gradle", ".terraform", "elm-stuff", "__snapshots__"),
    }
)
"""Names of folders with files of others, or with files that are made from files: they are not read."""

GENERATED_FOLDERS = _UNREAD_FOLDERS | {
    *("build", "out", "target", "obj", "generated", "tmp", "logs", ".cache"),
    *(".mypy_cache", ".pytest_cache", ".ruff_cache"),
}
"""Names of folders whose files may be missing. Files in them that Git has are read, such as build scripts."""

_WITHOUT_PAGES = frozenset({"node_modules", "_build", "__pycache__", "site-packages", "venv"})

_UNREAD_FILES = (
    *(
        "*.min.js",
        "*.min.css",
        "*.map",
        "*.lock",
        "*.snap",
        "*.pb.go",
        "*_pb2.py",
        "*.g.dart",
        "*.designer.cs",
    ),
    *("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "go.sum"),
    *("*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.avif", "*.ico", "*.bmp", "*.svg", "*.pdf", "*.psd"),
    *("*.woff", "*.woff2", "*.ttf", "*.otf", "*.eot", "*.mp3", "*.mp4", "*.mov", "*.wav", "*.ogg", "*.webm"),
    *("*.zip", "*.gz", "*.tgz", "*.xz", "*.bz2", "*.zst", "*.7z", "*.jar", "*.war", "*.whl", "*.wasm"),
    *("*.so", "*.dll", "*.dylib", "*.exe", "*.o", "*.a", "*.class", "*.pyc", "*.parquet", "*.sqlite", "*.db"),
)
_DOCUMENTS = (
    *("*.md", "*.markdown", "*.mdx", "*.rst", "*.adoc", "*.asciidoc", "*.org", "*.ipynb", "*.po", "*.pot"),
    *("*.txt", "LICENSE*", "CHANGELOG*", "*.html", "*.htm", "*.csv", "*.tsv"),
    # our own files and reports repeat the names in the documents
    *("archdoc.toml", "archdoc.json", "archdoc-*.json", "archdoc.xml", "archdoc-*.xml", "*.sarif"),
)
_NO_DOCUMENTS = ("CMakeLists.txt", "requirements*.txt")
_TESTS = (
    *(
        "*_test.*",
        "*.test.*",
        "*.spec.*",
        "*_spec.rb",
        "test_*.py",
        "conftest.py",
        "*Test.java",
        "*Tests.java",
    ),
    *("*Test.kt", "*Tests.kt", "*Test.cs", "*Tests.cs", "*Test.php", "*_test", "*IT.java"),
)
_TEST_FOLDERS = frozenset(
    {
        *(
            "test",
            "tests",
            "testing",
            "__tests__",
            "spec",
            "specs",
            "e2e",
            "testdata",
            "fixtures",
            "androidTest",
        ),
        *("cypress", "playwright", "__mocks__"),
    }
)


@functools.cache
def _names(patterns: Sequence[str]) -> Callable[[str], object]:
    """Return a function that tells whether the name of a file matches one of some patterns."""
    return re.compile("|".join(map(fnmatch.translate, patterns))).match


def is_generated(path: str) -> bool:
    """Return whether nobody writes a file by hand, as far as its path says."""
    folder, _, name = path.rpartition("/")
    return bool(_names(_UNREAD_FILES)(name)) or not _UNREAD_FOLDERS.isdisjoint(folder.split("/"))


def has_no_pages(folder: str) -> bool:
    """Return whether no document in a folder is a page, because it is hidden or has files of others.

    :param folder: its name.
    """
    return folder.startswith(".") or folder in _WITHOUT_PAGES


def is_document(path: str) -> bool:
    """Return whether a file is a document: what it says is what is checked, so it is no evidence."""
    name = path.rpartition("/")[2]
    return bool(_names(_DOCUMENTS)(name)) and not _names(_NO_DOCUMENTS)(name)


def is_test(path: str) -> bool:
    """Return whether a file is a test, which is evidence of the second rank only."""
    folder, _, name = path.rpartition("/")
    return bool(_names(_TESTS)(name)) or not _TEST_FOLDERS.isdisjoint(folder.split("/"))


def gitignore_spec(lines: Iterable[str]) -> GitIgnoreSpec:
    """Return patterns in the language of :file:`.gitignore`, ready to match.

    :raises ValueError: if one is not valid.
    """
    from pathspec import GitIgnoreSpec  # slow to load, and not needed if nothing has changed

    return GitIgnoreSpec.from_lines(lines)


_NAME = re.compile(r"[\w.-]+")
"""A pattern that is nothing but the name of files or folders, wherever they are."""


class PathPatterns:
    """Patterns in the language of :file:`.gitignore`, for paths relative to the root."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)
        are_names = all(map(_NAME.fullmatch, self._patterns))
        self._names = frozenset(self._patterns) if are_names else None
        """What the patterns match if all are names; that needs no library, which takes long to load."""
        self._of_folder = functools.cache(self._covers_folder)

    @functools.cached_property
    def _spec(self) -> GitIgnoreSpec:
        return gitignore_spec(self._patterns)

    def __contains__(self, path: str) -> bool:
        """Return whether a file, or a folder that it is in, matches."""
        if self._names is not None:
            return not self._names.isdisjoint(path.split("/"))
        result = self._spec.check_file(path).include
        if result is not None:
            return result
        folder = path.rpartition("/")[0]
        return bool(folder) and self._of_folder(folder)

    def _covers_folder(self, folder: str) -> bool:
        if self._spec.check_file(f"{folder}/").include:
            return True
        parent = folder.rpartition("/")[0]
        return bool(parent) and self._of_folder(parent)


class Globs:
    """The globs of a reader, which every file is matched with. The name of the file decides most of them.

    A glob that begins with ``!`` takes back what those before it match.
    """

    def __init__(self, globs: Sequence[str]) -> None:
        wanted = [glob for glob in globs if not glob.startswith("!")]
        unwanted = [glob[1:] for glob in globs if glob.startswith("!")]
        in_order = list(globs) == [*wanted, *(f"!{glob}" for glob in unwanted)]
        self._wanted = _GlobGroup(wanted if in_order else globs)
        self._unwanted = _GlobGroup(unwanted if in_order else ())

    def __contains__(self, path: str) -> bool:
        """Return whether a file matches."""
        name = path.rpartition("/")[2]
        return self._wanted.has(path, name) and not self._unwanted.has(path, name)


_SUFFIX = re.compile(r"\*[^*?\[\]]+")
"""A glob of all names that end in the same way: ``*.py``."""


class _GlobGroup:
    """Globs one of which must match."""

    def __init__(self, globs: Sequence[str]) -> None:
        by_name = [glob for glob in globs if not re.search(r"[/!]|\[!", glob)]
        by_path = [glob for glob in globs if glob not in by_name]
        self._suffixes = tuple(glob[1:] for glob in by_name if _SUFFIX.fullmatch(glob))
        others = tuple(glob for glob in by_name if not _SUFFIX.fullmatch(glob))
        self._name = _names(others) if others else None
        self._path = PathPatterns(by_path) if by_path else None
        plain = all("/" in glob and not glob.endswith("/") and not glob.startswith("!") for glob in by_path)
        last = [glob.rpartition("/")[2] for glob in by_path]
        self._last = _names(tuple(last)) if by_path and plain else None
        """Matches the names of all files that the patterns of paths match; quicker than these."""

    def has(self, path: str, name: str) -> bool:
        if name.endswith(self._suffixes):
            return True
        if self._name is not None and self._name(name):
            return True
        return (
            self._path is not None and (self._last is None or bool(self._last(name))) and path in self._path
        )


_PLAIN = re.compile(r"/?[\w.-]+(?:/[\w.-]+)*/?")
"""Patterns that are certainly valid, so that they need not be compiled before something is matched."""


def valid_patterns(patterns: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the patterns that can be used, and those that are not valid."""
    good: list[str] = []
    bad: list[str] = []
    for pattern in patterns:
        try:
            if not _PLAIN.fullmatch(pattern):
                gitignore_spec([pattern])
        except ValueError:
            bad.append(pattern)
        else:
            good.append(pattern)
    return good, bad


class IgnoreRules:
    """The :file:`.gitignore` files of a tree.

    :param read: returns the lines of the file in a folder; none if there is no such file.
    """

    def __init__(self, read: Callable[[str], Sequence[str]]) -> None:
        self._read = read
        self._specs: dict[str, GitIgnoreSpec | None] = {}
        self._folders: dict[str, bool] = {"": False}

    def is_ignored(self, path: str, *, is_folder: bool = False) -> bool:
        """Return whether Git would ignore a path, because of itself or of a folder that it is in."""
        parent = path.rpartition("/")[0]
        if parent and self.ignores_folder(parent):
            return True
        return self._matches(f"{path}/" if is_folder else path)

    def ignores_folder(self, folder: str) -> bool:
        """Return whether Git would ignore a folder."""
        if folder not in self._folders:
            self._folders[folder] = self.is_ignored(folder, is_folder=True)
        return self._folders[folder]

    def _matches(self, path: str) -> bool:
        """Return what the nearest file that matches the path says."""
        for folder in _ancestors(path.rstrip("/")):
            spec = self._spec(folder)
            if spec is not None:
                include = spec.check_file(path[len(folder) + 1 if folder else 0 :]).include
                if include is not None:
                    return include
        return False

    def _spec(self, folder: str) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            lines, _ = valid_patterns(self._read(folder))
            self._specs[folder] = gitignore_spec(lines) if lines else None
        return self._specs[folder]


def _ancestors(path: str) -> Iterator[str]:
    """Yield the folders that a path is in, the nearest first; the root is empty."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
    yield ""
