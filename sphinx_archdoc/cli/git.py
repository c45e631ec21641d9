"""What Git has not committed, and so could not bring back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from sphinx_archdoc.cli.terminal import printable

_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE")
"""Variables that a hook of Git is run with, and that would lead to another repository."""

_PATIENCE = 120
"""Seconds that Git may take."""


class Uncommitted:
    """Tells of files whether Git could bring them back.

    Git is asked once a repository, when it must be known for the first of its files.

    :param paths: all files that may be asked for.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._files: dict[Path, list[Path]] = {}
        for path in paths:
            if top := _repository(path):
                self._files.setdefault(top, []).append(path.resolve())
        self._answers: dict[Path, _Answer] = {}

    def why(self, path: Path) -> str:
        """Why Git could not bring a file back; empty if it could."""
        top = _repository(path)
        if top is None:
            return "it is in no Git repository"
        if top not in self._answers:
            self._answers[top] = _ask(top, self._files.get(top) or [path.resolve()])
        return self._answers[top].why(path.resolve().relative_to(top).as_posix())


class _Answer:
    """What Git says of a repository.

    :param tracked: the files that it looks after.
    :param changed: those among them whose changes are not committed.
    """

    def __init__(self, tracked: frozenset[str], changed: frozenset[str], failure: str = "") -> None:
        self.tracked = tracked
        self.changed = changed
        self.failure = failure

    def why(self, name: str) -> str:
        if self.failure:
            return f"Git cannot say whether it is committed ({self.failure})"
        if name not in self.tracked:
            return "Git does not track it"
        return "it has changes that are not committed in Git" if name in self.changed else ""


def _repository(path: Path) -> Path | None:
    """The folder of the repository that a file is in."""
    return next((folder for folder in path.resolve().parents if (folder / ".git").exists()), None)


def _ask(top: Path, files: list[Path]) -> _Answer:
    common = os.path.commonpath([file.parent for file in files])
    below = Path(common).relative_to(top).as_posix()
    try:
        listed = _git(top, "ls-files", "-z", "-v", "--full-name", "--", below)
        status = ("status", "--porcelain", "-z", "--untracked-files=no", "--no-renames")
        changed = _git(top, *status, "--ignore-submodules=all", "--", below)
    except FileNotFoundError:
        return _Answer(frozenset(), frozenset(), "there is no git here")
    except subprocess.CalledProcessError as error:
        said = str(error.stderr).strip().partition("\n")[0]
        return _Answer(frozenset(), frozenset(), printable(said or "git failed"))
    except (OSError, subprocess.SubprocessError) as error:
        return _Answer(frozenset(), frozenset(), printable(str(error)))
    # "H" are plainly tracked; of others, such as those assumed unchanged, the status says nothing
    tracked = frozenset(line[2:] for line in listed if line.startswith("H "))
    return _Answer(tracked, frozenset(line[3:] for line in changed))


def _git(top: Path, *arguments: str) -> list[str]:
    """What a command of Git prints, each line ended by a NUL.

    A repository may be a stranger's: it must not have programs of its own run.

    :raises subprocess.CalledProcessError: if Git fails.
    :raises OSError: if it cannot be run.
    """
    command = ["git", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-C", os.fspath(top), *arguments]
    places = {name: value for name, value in os.environ.items() if name not in _PLACES}
    done = subprocess.run(
        command,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        timeout=_PATIENCE,
        env={**places, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
    )
    return done.stdout.split("\0")[:-1]
