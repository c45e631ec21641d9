"""Which files are meant, and what is in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

import msgspec

from sphinx_archdoc.cli.terminal import printable

MARKDOWN = (".md", ".markdown")
"""How the names of files end that are converted."""

_SKIPPED = frozenset({"node_modules", "_build", "__pycache__", "site-packages", "venv", "env"})
"""Folders that hold what others made; so do hidden ones."""

_BOM = "\ufeff"


class Failure(Exception):
    """What is wrong with a file, as a clause that follows its name."""


class Source(msgspec.Struct, frozen=True):
    """A file that is to be converted."""

    path: Path
    """Where it is; no symbolic link."""
    shown: str
    """How it is named in messages and reports."""
    below: PurePath
    """Its path below the folder that was given, or its name."""


class FileSearch(msgspec.Struct):
    """What the names on the command line mean."""

    sources: list[Source] = []
    failures: list[tuple[str, str]] = []
    """Names that cannot be read, and why."""
    notes: list[tuple[str, str]] = []
    """What is passed by in folders, and why."""


class Signature(msgspec.Struct, frozen=True):
    """What tells whether a file is still the one that was read."""

    device: int
    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> Signature:
        """The signature of a file, from its status."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


class FileText(msgspec.Struct, frozen=True):
    """What is in a file."""

    text: str
    r"""With ``\n`` at the end of each line, and without a byte order mark."""
    newline: str
    r"""How the lines end: ``\n``, ``\r\n`` or ``\r``; where they differ, most of them."""
    bom: bool
    content: bytes
    """All of it, as it is."""
    signature: Signature

    def encode(self, text: str) -> bytes:
        """Another text in the style of this one; for this text itself, just what it was."""
        if text == self.text:
            return self.content
        return ((_BOM if self.bom else "") + text.replace("\n", self.newline)).encode()


def find(names: Sequence[str], apart: Path | None = None) -> FileSearch:
    """The Markdown files that the *names* mean, sorted, and each of them once.

    :param apart: a folder that is passed by: the one that is written to.
    """
    found = FileSearch()
    for name in names:
        try:
            if name and Path(name).is_dir():
                _find_below(Path(name), apart and apart.resolve(), found)
            else:
                found.sources.append(_given_file(name))
        except Failure as failure:
            found.failures.append((printable(name), str(failure)))
        except (OSError, ValueError) as error:
            found.failures.append((printable(name), why(error)))
    once: dict[Path, Source] = {}
    for source in found.sources:
        once.setdefault(source.path.resolve(), source)
    found.sources = sorted(once.values(), key=lambda source: source.shown)
    return found


def is_there(path: Path) -> bool:
    """Whether a file or a folder has this name.

    :raises OSError: if the system does not say so. Of that, ``Path.exists`` makes a no from Python 3.14 on.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _given_file(name: str) -> Source:
    path = Path(name)
    if not name or not is_there(path):
        raise Failure("there is no such file or folder")
    target = _target(path, path.parent) if path.is_symlink() else path
    _check_regular(target)
    if path.suffix.casefold() not in MARKDOWN:
        raise Failure(
            f"only Markdown can be converted, in files named {' or '.join(f'*{s}' for s in MARKDOWN)}"
        )
    return Source(target, printable(path.as_posix()), PurePath(path.name))


def _find_below(folder: Path, apart: Path | None, found: FileSearch) -> None:
    before = len(found.sources), len(found.failures)
    for path in _walk(folder, apart, found):
        if path.suffix.casefold() not in MARKDOWN:
            continue
        try:
            target = _target(path, folder) if path.is_symlink() else path
            _check_regular(target)
        except Failure as failure:
            found.notes.append((printable(path.as_posix()), str(failure)))
        else:
            found.sources.append(Source(target, printable(path.as_posix()), path.relative_to(folder)))
    if (len(found.sources), len(found.failures)) == before:
        found.failures.append((printable(folder.as_posix()), "there is no Markdown in this folder"))


def _walk(folder: Path, apart: Path | None, found: FileSearch) -> Iterator[Path]:
    """The files below a folder, but for those that are not the author's."""

    def unreadable(error: OSError) -> None:
        found.failures.append((printable(Path(error.filename).as_posix()), why(error)))

    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not _skipped(Path(here, name), apart))
        for name in folders:
            path = Path(here, name)
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                found.notes.append((printable(path.as_posix()), _leads_out(path)))
        yield from (Path(here, name) for name in sorted(files) if not name.startswith("."))


def _skipped(path: Path, apart: Path | None) -> bool:
    return (
        path.name.startswith(".")
        or path.name in _SKIPPED
        or (path / "pyvenv.cfg").exists()
        or (apart is not None and path.resolve() == apart)
    )


def _target(link: Path, folder: Path) -> Path:
    """What a symbolic link leads to, if that is in the folder.

    :raises Failure: if it is not.
    """
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # a loop
        raise Failure("a symbolic link that leads nowhere") from None
    if not target.is_relative_to(folder.resolve()):
        raise Failure(_leads_out(link))
    return target


def _leads_out(link: Path) -> str:
    return (
        f"a symbolic link that leads out of the folder, to '{printable(link.resolve())}'; it is not followed"
    )


def _check_regular(path: Path) -> None:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise Failure("not a regular file")


def read(path: Path) -> FileText:
    """What is in a file.

    :raises Failure: if it cannot be read, or is not UTF-8.
    """
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | careful), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Failure("not a regular file")
            content = file.read()
        text = content.decode()
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise Failure(f"not UTF-8: byte 0x{byte:02x} at offset {error.start}") from None
    except OSError as error:
        raise Failure(f"cannot be read: {why(error)}") from None
    bom = text.startswith(_BOM)
    newline = _newline(text)
    return FileText(
        text.removeprefix(_BOM).replace(newline, "\n").replace("\r\n", "\n"),
        newline,
        bom,
        content,
        Signature.of(status),
    )


def _newline(text: str) -> str:
    windows = text.count("\r\n")
    plain = text.count("\n") - windows
    if not windows and not plain and "\r" in text:
        return "\r"
    return "\r\n" if windows > plain else "\n"


def why(error: Exception) -> str:
    """What the system says of a file, without the name."""
    return str(getattr(error, "strerror", None) or error)
