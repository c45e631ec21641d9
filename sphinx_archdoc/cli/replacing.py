"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

from sphinx_archdoc.cli.files import Failure, why


def replace(path: Path, content: bytes) -> None:
    """Put *content* into a file: whoever reads it gets all of the old one or all of the new one.

    That holds even if the machine stops: the content is on the disk before the file has its name.
    What was there keeps its permissions and, where that is allowed, its owner.

    :raises Failure: if it cannot be written; then nothing has changed.
    """
    draft = path.with_name(f".archdoc-{secrets.token_hex(8)}.tmp")
    try:
        _write(draft, content, path)
        draft.replace(path)
    except OSError as error:
        raise Failure(f"cannot be written: {why(error)}") from None
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()
    _keep_folder(path.parent)


def _write(draft: Path, content: bytes, path: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, 0o666), "wb") as file:
        file.write(content)
        file.flush()
        if path.exists():
            before = path.stat()
            with contextlib.suppress(OSError, AttributeError):  # not ours to give away, or Windows
                os.chown(draft, before.st_uid, before.st_gid)
            draft.chmod(stat.S_IMODE(before.st_mode))
        os.fsync(file.fileno())


def _keep_folder(folder: Path) -> None:
    """Get the new name onto the disk, too, on systems where a folder can be opened for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_read_only(path: Path) -> bool:
    """Whether nobody is meant to write the file, even if it could be replaced."""
    return not os.access(path, os.W_OK) or not path.stat().st_mode & stat.S_IWUSR
