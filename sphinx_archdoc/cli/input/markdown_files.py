"""Find and read Markdown files."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

import msgspec

from sphinx_archdoc.cli.output.files import FileError
from sphinx_archdoc.cli.output.terminal import printable, reason
from sphinx_archdoc.inventory.ignore import has_no_pages
from sphinx_archdoc.line_ends import with_line_feeds

MARKDOWN = (".md", ".markdown")
"""Suffixes of the files to convert, in lower case."""


class Source(msgspec.Struct, frozen=True):
    """A file to convert."""

    path: Path
    """The file itself, never a symbolic link."""
    shown: str
    """Its name in messages and reports."""
    below: PurePath
    """Its path relative to the folder given on the command line; for a file given by itself, its name."""


class FileText(msgspec.Struct, frozen=True):
    """The content of a file, decoded."""

    text: str
    r"""The text with ``\n`` line endings and without a byte order mark."""
    newline: str
    r"""The most frequent line ending of the file: ``\n``, ``\r\n`` or ``\r``."""
    content: bytes
    """The bytes as read."""

    def encode(self, text: str) -> bytes:
        """Return *text* as bytes, with the line endings and the byte order mark of this file.

        An unchanged text returns the bytes as read, even if their line endings are mixed.
        """
        if text == self.text:
            return self.content
        bom = codecs.BOM_UTF8 if self.content.startswith(codecs.BOM_UTF8) else b""
        return bom + text.replace("\n", self.newline).encode()


def find(names: Sequence[str], excluded: Path | None = None) -> tuple[list[Source], dict[str, str]]:
    """Find the Markdown files among *names*, and below the folders among them.

    Symbolic links are followed if they are given as names, and skipped inside of folders, so that the
    search stays in the folder and ends.

    :param excluded: a folder to skip: the one that is written to.
    :returns: the files, each once, sorted by name; and the names that cannot be read, with the reasons.
    """
    sources: dict[Path, Source] = {}
    failures: dict[str, str] = {}
    for name in names:
        path = Path(name)
        try:
            if name and path.is_dir():  # Path("") is the current folder
                found = list(_find_below(path, excluded and excluded.resolve(), failures))
                if not found:
                    failures.setdefault(printable(path.as_posix()), "no Markdown files in this folder")
            else:
                found = [_single_file(path)]
        except FileError as error:
            failures[printable(name)] = str(error)
        except (OSError, ValueError) as error:  # ValueError: the name has a null byte
            failures[printable(name)] = reason(error)
        else:
            for source in found:
                sources.setdefault(source.path.resolve(), source)
    return sorted(sources.values(), key=lambda source: source.shown), failures


def _single_file(path: Path) -> Source:
    if not stat.S_ISREG(path.stat().st_mode):
        raise FileError("not a regular file")
    if path.suffix.casefold() not in MARKDOWN:
        raise FileError("not a Markdown file; its name must end in .md or .markdown")
    return Source(path.resolve(), printable(path.as_posix()), PurePath(path.name))


def _find_below(folder: Path, excluded: Path | None, failures: dict[str, str]) -> Iterator[Source]:
    """Yield the Markdown files below *folder*; add the folders that cannot be read to *failures*."""

    def add_failure(error: OSError) -> None:
        failures[printable(Path(error.filename).as_posix())] = reason(error)

    for here, folders, files in os.walk(folder, onerror=add_failure):
        folders[:] = (name for name in folders if not is_skipped(Path(here, name), excluded))
        for path in (Path(here, name) for name in files if not name.startswith(".")):
            if path.suffix.casefold() in MARKDOWN and path.is_file() and not path.is_symlink():
                yield Source(path, printable(path.as_posix()), path.relative_to(folder))


def is_skipped(folder: Path, excluded: Path | None = None) -> bool:
    """Return whether a folder is hidden, holds files of others, or is the one that is written to."""
    others = has_no_pages(folder.name) or (folder / "pyvenv.cfg").exists()
    return others or folder.resolve() == excluded


def read(path: Path) -> FileText:
    """Return the content of a file.

    :raises FileError: if it cannot be read, or is not UTF-8.
    """
    try:
        content = path.read_bytes()
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise FileError(f"not UTF-8: byte 0x{byte:02x} at offset {error.start}") from None
    except OSError as error:
        raise FileError(f"cannot be read: {reason(error)}") from None
    windows = text.count("\r\n")
    newlines = {"\n": text.count("\n") - windows, "\r\n": windows, "\r": text.count("\r") - windows}
    most = max(newlines, key=newlines.__getitem__)
    return FileText(with_line_feeds(text), most, content)
