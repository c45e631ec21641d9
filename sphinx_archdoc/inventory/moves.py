"""Ask Git about the history of files: where they were moved to, and whether they were changed."""

from __future__ import annotations

import datetime
import posixpath
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from sphinx_archdoc.inventory import git

MOST_QUESTIONS = 50
"""How many paths are looked for in a run: each needs a walk through the history."""


class Moves:
    """The moves that Git knows of, below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._asked = 0
        self._known: dict[str, dict[str, str]] = {}
        """The moves of each commit."""
        self._staged: dict[str, str] | None = None
        """The moves in the index, which are not committed yet; None before they are asked for."""

    def destination(self, path: str) -> str:
        """Return where a file or a folder was moved to, perhaps in steps; empty if that is not known."""
        seen = {path}
        while (following := self._step(path)) and following not in seen:
            seen.add(following)
            path = following
            if (self._root / path).exists():
                return path
        return ""

    def changed_since(self, paths: Collection[str], day: datetime.date) -> bool:
        """Return whether a commit after a day has changed one of some files or folders."""
        since = f"--since={day.isoformat()}T23:59:59Z"
        literal = [f":(literal){path or '.'}" for path in paths]
        try:
            return bool(git.output(self._root, "rev-list", "-1", since, "HEAD", "--", *literal).strip())
        except git.GitError:
            return False

    def _step(self, path: str) -> str:
        self._asked += 1
        if self._asked > MOST_QUESTIONS:
            return ""
        try:
            staged = self._staged_moves()
            if to := staged.get(path) or _folder_moved(path, staged):
                return to
            commit = git.output(self._root, "rev-list", "-1", "HEAD", "--", f":(literal){path}")
            moves = self._moves(commit.decode().strip()) if commit.strip() else {}
        except git.GitError:
            self._asked = MOST_QUESTIONS  # there is no history to ask
            return ""
        return moves.get(path) or _folder_moved(path, moves)

    def _staged_moves(self) -> dict[str, str]:
        if self._staged is None:
            self._staged = staged_moves(self._root, "HEAD")
        return self._staged

    def _moves(self, commit: str) -> dict[str, str]:
        if commit not in self._known:
            parts = git.lines(
                *(self._root, "diff-tree", "-r", "-z", "-M", "--no-commit-id", "--relative", "--root"),
                *("--no-ext-diff", "--no-textconv", "--name-status", "--diff-filter=R", "-m", commit),
            )
            self._known[commit] = dict(zip(parts[1::3], parts[2::3], strict=False))
        return self._known[commit]


def staged_moves(root: Path, commit: str) -> dict[str, str]:
    """Return the files that were moved between a commit and the index: their names now, by those then.

    Git compares only what it has stored, so it runs no filters.

    :raises GitError: if Git cannot read the commit or the index.
    """
    parts = git.lines(
        *(root, "diff-index", "--cached", "-z", "-M", "--no-ext-diff", "--no-textconv", "--relative"),
        *("--name-status", "--diff-filter=R", commit, "--"),
    )
    return dict(zip(parts[1::3], parts[2::3], strict=False))


def _folder_moved(path: str, moves: dict[str, str]) -> str:
    """Return the folder to which most files of a folder were moved."""
    start = f"{path.rstrip('/')}/"
    found: Counter[str] = Counter()
    for old, new in moves.items():
        if old.startswith(start):
            rest = old.removeprefix(start)
            found[new.removesuffix(rest).rstrip("/") if new.endswith(rest) else posixpath.dirname(new)] += 1
    return found.most_common(1)[0][0] if found else ""
