"""Ask Git which files it could restore, so that only those are overwritten."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from sphinx_archdoc.cli.terminal import printable

_REPOSITORY_VARIABLES = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"}
"""Set by Git for its hooks; they would point to the repository of the hook instead of that of the file."""


def unrestorable(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the files that Git could not restore after a change, each with the reason as a clause.

    Runs two Git commands for each repository. A file that is not in the result is tracked, and all of its
    changes are committed.
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
            # "H" is a plainly tracked file; the status is silent about others, such as "assume unchanged"
            listed = _git(folder, "ls-files", "-z", "-v", "--full-name")
            tracked = {line[2:] for line in listed if line.startswith("H ")}
            status = ("status", "--porcelain", "-z", "--untracked-files=no", "--no-renames", "--", ".")
            changed = {line[3:] for line in _git(folder, *status)}
        except (OSError, subprocess.CalledProcessError) as error:
            said = printable(str(getattr(error, "stderr", "") or error).partition("\n")[0])
            reasons |= dict.fromkeys(members, f"Git cannot tell whether it is committed ({said})")
            continue
        for path, resolved in members.items():
            name = os.path.relpath(resolved, top).replace(os.sep, "/")
            if name not in tracked:
                reasons[path] = "it is not tracked by Git"
            elif name in changed:
                reasons[path] = "it has uncommitted changes"
    return reasons


def _git(folder: str, *arguments: str) -> list[str]:
    """Run a Git command that prints NUL-terminated lines, and return these.

    The repository may be a stranger's, so its ``core.fsmonitor``, which is a program to run, is disabled.

    :raises subprocess.CalledProcessError: if Git fails.
    :raises OSError: if Git cannot be run.
    """
    command = ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-C", folder, *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in _REPOSITORY_VARIABLES}
    done = subprocess.run(
        command,
        capture_output=True,
        check=True,
        encoding="utf-8",
        errors="surrogateescape",
        env=environment,
    )
    return done.stdout.split("\0")[:-1]
