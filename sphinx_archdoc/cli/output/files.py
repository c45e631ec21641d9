"""Write files, and replace them atomically."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from sphinx_archdoc.cli.output.terminal import UsageError, printable, reason


class FileError(Exception):
    """A problem with one file, worded as a clause to print after its name."""


def replace(path: Path, content: bytes, made_from: Path | None = None) -> None:
    """Write *content* to a file atomically: after a crash, the file has its old content or the new one.

    The content goes to a temporary file in the same folder, which then takes the place of *path*. An
    existing file keeps its permissions.

    :param made_from: the file that the content is from; a new file gives no more permissions than that one.
    :raises FileError: if that fails; *path* is unchanged then.
    """
    import secrets  # slow to load, and often not needed

    temporary = path.with_name(f".archdoc-{secrets.token_hex(8)}.tmp")
    try:
        before = path.stat() if path.exists() else None
        with open(_create(temporary, before, made_from), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before:
            temporary.chmod(stat.S_IMODE(before.st_mode))
        temporary.replace(path)
    except OSError as error:
        raise FileError(f"cannot be written: {reason(error)}") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def write_or_fail(path: Path, content: bytes) -> None:
    """Write *content* to the file that a call of a command names, see :func:`replace`.

    :raises UsageError: if that fails.
    """
    try:
        if path.is_dir():
            raise FileError("cannot be written: it is a folder")
        replace(path, content)
    except FileError as error:
        raise UsageError(f"'{printable(path)}' {printable(str(error))}") from None
    except ValueError as error:  # the name has a null byte
        raise UsageError(f"'{printable(path)}' cannot be written: {error}") from None


def _create(temporary: Path, before: os.stat_result | None, made_from: Path | None) -> int:
    """Create the temporary file and return its descriptor.

    Only its owner may read it until it has the group and the mode of the file that it replaces, so that what
    is in a private file is never readable by others.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    if before is None:
        return os.open(temporary, flags, 0o666 & made_from.stat().st_mode if made_from else 0o666)
    descriptor = os.open(temporary, flags, stat.S_IMODE(before.st_mode) & 0o600)
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, -1, before.st_gid)
    return descriptor


def is_read_only(path: Path) -> bool:
    """Return whether a file is protected against writing, although it could be replaced.

    The permission is looked at as well as the access: root has the access always.
    """
    return not os.access(path, os.W_OK) or not path.stat().st_mode & stat.S_IWUSR
