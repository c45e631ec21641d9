"""Paths as authors write them, and the paths that exist in the forms in which they are looked up."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.sources.tree import CodeTree

_LINES = re.compile(r"(?::\d+(?:[-:]\d+)?|#L\d+(?:-L?\d+)?|\(\d+\))$")
_NO_PATH = re.compile(r"://|^@|^mailto:|<|>|…|\.\.\.|\$|^~|^[A-Za-z]:\\|\s|^#|[()|\"'=]|^\.\./\.\./\.\.")
_BRACES = re.compile(r"\{([^{}]*)\}")
_MOST_EXPANDED = 100
_FEWEST_THERE = 2
"""The least number of paths that must exist before others beside them are checked."""
_MOST_ABSENT = 3
"""One path in this many may be missing. If more are, they are paths in something else, such as an image."""


class WrittenPath(msgspec.Struct, frozen=True):
    """A path of an entry, taken apart."""

    path: str
    symbol: str = ""
    is_folder: bool = False
    """Whether a slash at the end says that it is a folder."""

    @property
    def is_pattern(self) -> bool:
        """Whether it stands for several paths."""
        return any(sign in self.path for sign in "*?") or bool(re.search(r"\[[^\]]+\]", self.path))


def clean_path(path: str) -> str:
    """Return a path from the root of the code, which it cannot leave."""
    return posixpath.normpath(f"/{path.strip()}").strip("/")


def read_path(text: str) -> WrittenPath | None:
    """Return a path; None if the text is something else, such as a URL, a package or a placeholder."""
    text = text.strip().strip("`").replace("\\", "/")
    text = _LINES.sub("", text)
    path, _, symbol = text.partition("#")
    if "::" in path:
        path, _, symbol = path.partition("::")
    is_folder = path.rstrip().endswith("/")
    path = path.strip().removeprefix("./").strip("/")
    expanded = [found[1] for found in _BRACES.finditer(path)]
    if not path or _NO_PATH.search(path) or any("," not in inner for inner in expanded):
        return None
    if not is_folder and "/" not in path and "." not in path.strip("."):
        return None  # a word: the name of a package or a module
    return WrittenPath(path, symbol, is_folder)


def expand(path: str) -> list[str]:
    """Return the paths that braces stand for: ``a/{b,c}.py`` is two."""
    paths = [path]
    while len(paths) < _MOST_EXPANDED and _BRACES.search(paths[0]):
        paths = [
            f"{one[: match.start()]}{choice.strip()}{one[match.end() :]}"
            for one in paths
            if (match := _BRACES.search(one))
            for choice in match[1].split(",")
        ]
    return paths[:_MOST_EXPANDED]


def is_path_in_folders(text: str) -> bool:
    """Return whether a text between backticks is a path with a slash in it; URLs begin with one."""
    return "/" in text and not text.startswith("/") and read_path(text) is not None


def are_mostly_there(there: Sequence[bool]) -> bool:
    """Return whether enough paths exist for the rest of them to be checked.

    :param there: for each path of a page or a column, whether the code has it.
    """
    number = sum(there)
    return number >= _FEWEST_THERE and (len(there) - number) * _MOST_ABSENT <= len(there)


@functools.lru_cache(maxsize=256)
def glob(pattern: str) -> re.Pattern[str]:
    """Return a glob as an expression. ``**`` is any number of folders, as in the shell and in Git."""
    signs = {"**/": r"(?:[^\n]*/)?", "**": r"[^\n]*", "*": "[^/\n]*", "?": "[^/\n]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[!?[^\[\]/]+\])", re.sub(r"\*{3,}", "**", pattern))
    expression = ""
    for part in parts:
        if part.startswith("["):
            inner = re.escape(part[1:-1].removeprefix("!")).replace(r"\-", "-")
            expression += f"[{'^' if part.startswith('[!') else ''}{inner}]"
        else:
            expression += signs.get(part) or re.escape(part)
    try:
        return re.compile(expression)
    except re.error:  # a range such as [z-a]
        return re.compile(re.escape(pattern))


class PathNames:
    """The paths of a tree, by their names and without regard to case."""

    def __init__(self, tree: CodeTree) -> None:
        self._tree = tree

    @functools.cached_property
    def _folded(self) -> dict[str, str]:
        return {path.casefold(): path for path in self._all()}

    @functools.cached_property
    def _ends(self) -> dict[str, list[str]]:
        ends: dict[str, list[str]] = {}
        for path in self._all():
            ends.setdefault(path.rpartition("/")[2], []).append(path)
        return ends

    def _all(self) -> Iterator[str]:
        yield from self._tree.files
        yield from filter(None, sorted(self._tree.folders))

    def in_other_case(self, path: str) -> str:
        """Return a path that differs only in case; empty if there is none."""
        found = self._folded.get(path.casefold(), "")
        return found if found != path else ""

    def ending_in(self, path: str) -> str:
        """Return the path, or the glob, that ends in this one; empty if there is none, or more than one."""
        found = self._all_ending_in(path)
        return found[0] if len(found) == 1 else ""

    def is_ambiguous(self, path: str) -> bool:
        """Return whether several paths end in this one: which of them is meant, the text around it tells."""
        return len(self._all_ending_in(path)) > 1

    def _all_ending_in(self, path: str) -> list[str]:
        known = self._ends.get(path.rpartition("/")[2], ())
        found = [one for one in known if one.endswith(f"/{path}")]
        return found or (self._in_folders(path) if WrittenPath(path).is_pattern else [])

    def _in_folders(self, pattern: str) -> list[str]:
        """Return a glob with each folder in front in which it matches something."""
        expression = re.compile(f"(?P<folder>[^\n]+)/{glob(pattern).pattern}")
        matches = filter(None, map(expression.fullmatch, self._all()))
        return [f"{folder}/{pattern}" for folder in dict.fromkeys(found["folder"] for found in matches)]
