"""Ask Git which files it could restore, so that only those are overwritten.

The repository may be untrusted. ``git status`` and ``git diff`` run programs that its configuration names:
clean filters, a file system monitor. So Git only lists what it has stored, and files are compared here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from sphinx_archdoc.cli.output.terminal import printable
from sphinx_archdoc.inventory.git import GitError
from sphinx_archdoc.inventory.git import lines as _git


def unrestorable(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the files that Git could not restore after a change, each with the reason as a clause.

    Runs two Git commands for each repository. A file that is not in the result is tracked, and all of its
    changes are committed. One that a filter changes on its way into Git counts as changed, as the filter is
    not run.
    """
    repositories: dict[Path | None, dict[Path, Path]] = {}
    for path in paths:
        resolved = path.resolve()
        top = next((folder for folder in resolved.parents if (folder / ".git").exists()), None)
        repositories.setdefault(top, {})[path] = resolved
    reasons = dict.fromkeys(repositories.pop(None, ()), "it is not in a Git repository")
    for top, members in repositories.items():
        folder = os.path.commonpath([resolved.parent for resolved in members.values()])
        try:
            tracked, committed = _tracked(folder), _committed(folder)
        except GitError as error:
            said = f"Git cannot tell whether it is committed ({printable(str(error))})"
            reasons |= dict.fromkeys(members, said)
            continue
        for path, resolved in members.items():
            name = os.path.relpath(resolved, top).replace(os.sep, "/")
            if name not in tracked:
                reasons[path] = "it is not tracked by Git"
            elif tracked[name] != committed.get(name) or not _has_content(resolved, tracked[name]):
                reasons[path] = "it has uncommitted changes"
    return reasons


def _tracked(folder: str) -> dict[str, str]:
    """Return the object names of the files in the index, by their paths from the top of the repository."""
    listed = (line.partition("\t") for line in _git(folder, "ls-files", "-z", "-v", "--stage", "--full-name"))
    # "H" is a plainly tracked file; others are such that Git was told to overlook, or are in conflict
    return {name: words.split()[2] for words, _, name in listed if words.startswith("H ")}


def _committed(folder: str) -> dict[str, str]:
    """Return the object names of the files in the last commit, by their paths."""
    try:
        listed = (line.partition("\t") for line in _git(folder, "ls-tree", "-r", "-z", "--full-name", "HEAD"))
    except GitError as error:
        if "valid object name" in str(error):  # there is no commit yet
            return {}
        raise
    return {name: words.split()[2] for words, _, name in listed}


def _has_content(path: Path, object_name: str) -> bool:
    """Return whether a file has the content that Git has stored, apart from the ends of lines."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    kind = "sha1" if len(object_name) == 40 else "sha256"
    for text in (content, content.replace(b"\r\n", b"\n")):
        stored = b"blob %d\0%b" % (len(text), text)
        if hashlib.new(kind, stored, usedforsecurity=False).hexdigest() == object_name:
            return True
    return False
