"""Write the files of a commit to a folder, from Git's objects: no filter or hook of the repository runs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from sphinx_archdoc.inventory import git

_BATCH = 20_000_000
"""Bytes of content that are held at once."""
_FILES = {"100644": 0o644, "100755": 0o755}
_LINK = "120000"


class _Blob(msgspec.Struct, frozen=True):
    path: str
    name: str
    size: int
    mode: str


def check_out(repository: str | os.PathLike[str], commit: str, to: Path) -> None:
    """Write all files of a commit to a folder. Symbolic links that lead out of it are left out.

    :raises GitError: if Git cannot read the commit.
    :raises OSError: if a file cannot be written.
    """
    top = git.output(repository, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape")
    top = top.removesuffix("\n")
    for batch in _batches(list(_blobs(top, commit))):
        given = "".join(f"{blob.name}\n" for blob in batch).encode()
        printed = git.output(top, "cat-file", "--batch", given=given)
        position = 0
        for blob in batch:
            end = printed.index(b"\n", position)
            size = printed[position:end].rpartition(b" ")[2]
            if not size.isdigit():
                raise git.GitError(f"the content of '{blob.path}' is missing")
            position = end + 1 + int(size) + 1
            _write(blob, printed[end + 1 : end + 1 + int(size)], to)


def _blobs(top: str, commit: str) -> Iterator[_Blob]:
    for line in git.lines(top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit):
        words, _, path = line.partition("\t")
        mode, _, name, size = words.split()
        parts = PurePosixPath(path).parts
        # Git refuses such names when it adds files, but objects can be made by hand
        is_safe = not path.startswith("/") and not {"..", ".git"} & {part.casefold() for part in parts}
        if is_safe and size.isdigit() and (mode in _FILES or mode == _LINK):
            yield _Blob(path, name, int(size), mode)


def _batches(blobs: Sequence[_Blob]) -> Iterator[list[_Blob]]:
    """Yield the blobs in batches; links come last, so that no file is written through one."""
    batch: list[_Blob] = []
    size = 0
    for blob in sorted(blobs, key=lambda blob: blob.mode == _LINK):
        batch.append(blob)
        size += blob.size
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write(blob: _Blob, content: bytes, to: Path) -> None:
    path = to / blob.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if blob.mode == _LINK:
        target = os.fsdecode(content)
        inside = os.path.normpath(path.parent / target)
        if not Path(target).is_absolute() and Path(inside).is_relative_to(to) and not path.exists():
            path.symlink_to(target)
    else:
        path.write_bytes(content)
        path.chmod(_FILES[blob.mode])
