"""Call Git without running anything that the repository's own configuration names.

The repository may be untrusted. ``git status``, ``git diff`` and ``git ls-files -m`` run clean filters,
and any command may run its file system monitor or its pager. So only commands that list what Git has stored
are called, and files are compared elsewhere.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

SECONDS = 60
"""After this time a command of Git is ended."""

_REPOSITORY_VARIABLES = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"}
"""Set by Git for its hooks; they would point to the repository of the hook instead of that of the file."""

_SAFE_OPTIONS = (
    "--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.untrackedCache=false",
)  # fmt: skip
_SAFE_VARIABLES = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",  # of a partial clone: its remote can be a program
    "GIT_ALLOW_PROTOCOL": "none",  # the same, for Git before 2.44
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}


class GitError(Exception):
    """Git is not there, or cannot answer; with the reason as a clause."""


def environment() -> Mapping[str, str]:
    """Return the environment that Git is called in."""
    kept = {name: value for name, value in os.environ.items() if name not in _REPOSITORY_VARIABLES}
    return kept | _SAFE_VARIABLES


def command(folder: str | os.PathLike[str], *arguments: str) -> list[str]:
    """Return the command line of a command of Git that is safe to run in a stranger's folder."""
    return ["git", *_SAFE_OPTIONS, "-C", os.fspath(folder), *arguments]


def output(folder: str | os.PathLike[str], *arguments: str, given: bytes | None = None) -> bytes:
    """Run a command of Git, and return what it prints.

    :param given: its standard input.
    :raises GitError: if Git cannot be run, fails or takes too long.
    """
    try:
        done = subprocess.run(
            command(folder, *arguments),
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            env=environment(),
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"Git took more than {SECONDS} seconds") from None
    except (OSError, ValueError) as error:  # ValueError: the folder has a null byte
        raise GitError(str(error)) from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise GitError(reason or f"Git exited with status {done.returncode}")
    return done.stdout


def head(root: Path) -> str:
    """Return something that changes with the commit that is checked out; empty if there is none."""
    try:
        top = next(one for one in (root, *root.parents) if (one / ".git").exists())
        folder = top / ".git"
        if folder.is_file():  # a worktree, or a submodule
            folder = top / folder.read_text("utf-8").partition("gitdir:")[2].strip()
        written = (folder / "HEAD").read_text("utf-8").strip()
        common = folder / "commondir"
        shared = folder / common.read_text("utf-8").strip() if common.is_file() else folder
        name = written.removeprefix("ref: ")
        reference = shared / name
        if name == written or ".." in name:
            return written
        tables = shared / "reftable" / "tables.list"
        if tables.is_file():  # HEAD says nothing then
            return f"{written} {tables.stat().st_mtime_ns}"
        packed = shared / "packed-refs"
        if reference.is_file():
            return reference.read_text("utf-8").strip()
        return f"{written} {packed.stat().st_mtime_ns if packed.is_file() else ''}"
    except (OSError, ValueError, StopIteration):
        return ""


def lines(folder: str | os.PathLike[str], *arguments: str) -> list[str]:
    """Run a command that prints NUL-terminated lines, and return these.

    :raises GitError: as :func:`output`.
    """
    return split(output(folder, *arguments))


def split(printed: bytes) -> list[str]:
    """Return NUL-terminated lines; bytes that are not UTF-8 become surrogates, as in the names of files."""
    return printed.decode("utf-8", "surrogateescape").split("\0")[:-1]
