"""Read the code of a project: its files, with the facts that are in the cache and those that are not."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from sphinx_archdoc import sources
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.inventory import cache as caches
from sphinx_archdoc.inventory.ignore import valid_patterns
from sphinx_archdoc.inventory.reading import FileReaders
from sphinx_archdoc.inventory.tree import FileTree, Progress, silent
from sphinx_archdoc.sources.facts import Reader
from sphinx_archdoc.sources.tree import UnreadSource

ENTRY_POINTS = "sphinx_archdoc.readers"


def read_code(
    root: Path,
    cache_file: Path | None,
    *,
    exclude: Sequence[str] = (),
    tests: Sequence[str] = (),
    readers: Sequence[str] = (),
    patterns: Sequence[tuple[Sequence[str], str]] = (),
    progress: Progress = silent,
) -> tuple[FileTree, caches.Cache]:
    """Return the files below a folder with their facts, and the cache, which is not written yet.

    :param exclude: patterns of files that are not read.
    :param tests: patterns of tests.
    :param readers: names of installed readers to use, too.
    :param patterns: globs and expressions of the project's own idioms.
    :param progress: shows how much of the files has been read.
    """
    excluded, wrong = valid_patterns(exclude)
    tested, wrong_tests = valid_patterns(tests)
    installed, missing = installed_readers(readers)
    own, wrong_patterns = pattern_readers(patterns)
    others = [*installed, *own]
    versions = [f"{reader.name} {reader.version}" for reader in others]
    key = digest_text("\0".join((version_of(sources.__name__), *versions, str(root), *excluded)))
    cache = caches.load(cache_file, key)

    def all_readers() -> FileReaders:
        from sphinx_archdoc.sources.readers import builtin_readers  # slow to load, and often not needed

        return FileReaders([*builtin_readers(), *others])

    tree = FileTree(root.resolve(), all_readers, excluded, tested)
    tree.unread += [UnreadSource(pattern, "not a valid pattern") for pattern in (*wrong, *wrong_tests)]
    tree.unread += (*missing, *wrong_patterns)
    tree.load(cache, progress)
    return tree, cache


def version_of(package: str) -> str:
    """Return what changes with the modules and tables of an installed package, without loading them."""
    spec = find_spec(package)
    found: list[str] = []
    for folder in spec.submodule_search_locations or () if spec else ():
        for here, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(file for file in files if file.endswith((".py", ".toml"))):
                stamp = os.stat(f"{here}/{name}")  # noqa: PTH116  (a Path for each file takes as long again)
                found.append(f"{name} {stamp.st_size} {stamp.st_mtime_ns}")
    return " ".join(found)


def pattern_readers(
    patterns: Sequence[tuple[Sequence[str], str]],
) -> tuple[list[Reader], list[UnreadSource]]:
    """Return the readers of a project's own idioms, and what is wrong with the others."""
    found: list[Reader] = []
    wrong: list[UnreadSource] = []
    if not patterns:
        return found, wrong
    from sphinx_archdoc.sources.readers import expression_reader  # slow to load

    for globs, expression in patterns:
        good, bad = valid_patterns(globs)
        wrong += [UnreadSource(glob, "not a valid pattern") for glob in bad]
        try:
            found.append(expression_reader(good, expression))
        except ValueError as error:
            wrong.append(UnreadSource(expression, str(error)))
    return found, wrong


def installed_readers(names: Sequence[str]) -> tuple[list[Reader], list[UnreadSource]]:
    """Return the readers with these names that packages offer, and what is wrong with the others."""
    found: list[Reader] = []
    wrong: list[UnreadSource] = []
    if not names:
        return found, wrong
    from importlib import metadata  # slow to load

    points = {point.name: point for point in metadata.entry_points(group=ENTRY_POINTS)}
    for name in names:
        if name not in points:
            wrong.append(UnreadSource(name, "no installed package offers a reader of this name"))
            continue
        try:
            loaded = points[name].load()
            reader = loaded() if isinstance(loaded, type) else loaded
            _ = (reader.name, reader.version, tuple(reader.globs), tuple(reader.markers), reader.read)
        except Exception as error:  # of somebody else's package
            wrong.append(UnreadSource(name, f"the reader cannot be loaded: {type(error).__name__}"))
        else:
            found.append(cast(Reader, reader))
    return found, wrong
