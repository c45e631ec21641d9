"""Output of the commands: results on standard output; errors and progress on standard error.

Colour, tables and progress bars are rich's. It takes longer to import than most commands run, so it is
imported only to print a table, or to print on a terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from io import StringIO
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PROGRAM = "sphinx-archdoc"

WIDTH = 100
"""Columns of a table; fewer on a narrow terminal."""

MANY = 20
"""The number of items from which on a progress bar is shown."""

_Item = TypeVar("_Item")


class Exit(IntEnum):
    """The exit status of a command."""

    DONE = 0
    """Success."""
    FOUND = 1
    """There is something to mend: a finding that counts, or a line that ``--check`` does not understand."""
    FAILED = 2
    """The call is wrong, or a file could not be read or written."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C: 128 + SIGINT, as a shell reports it."""
    BROKEN_PIPE = 141
    """The reader of the output has closed it: 128 + SIGPIPE, as a shell reports it."""


class UsageError(Exception):
    """A mistake of the user that ends the command before it has changed anything."""


def say(text: str, style: str = "") -> None:
    """Write a line of the result.

    :param style: how a terminal shows the line, in the words of rich, such as "yellow".
    """
    _write(sys.stdout, text, style)


def say_source(text: str) -> None:
    """Write lines of another language as they are; on a terminal, with escapes for control characters."""
    say("\n".join(map(printable, text.split("\n"))) if on_terminal() else text)


def complain(text: str) -> None:
    """Write an error or a warning."""
    _write(sys.stderr, f"{PROGRAM}: {text}", "red")


def show(*parts: RenderableType, wide: bool = False) -> None:
    """Write tables, text and other things that rich can render.

    :param wide: use the whole width of a terminal.

    Off a terminal, the output is plain: it does not depend on the environment, and no line ends in spaces.
    """
    if on_terminal():
        terminal = _console(sys.stdout)
        terminal.print(*parts, sep="\n", width=terminal.width if wide else min(WIDTH, terminal.width))
    else:
        plain = StringIO()
        _console(plain, WIDTH).print(*parts, sep="\n")
        say("\n".join(line.rstrip() for line in plain.getvalue().splitlines()))


@contextmanager
def progress(doing: str, items: Sequence[_Item]) -> Iterator[Iterable[_Item]]:
    """Provide *items* to iterate over, with a progress bar if they are many and standard error is a terminal.

    :param doing: the label of the bar, such as "reading".
    """
    if len(items) < MANY or not _is_terminal(sys.stderr):
        yield items
        return
    from rich.progress import Progress

    with Progress(console=_console(sys.stderr), transient=True) as bar:
        yield bar.track(items, description=doing)


def as_json(record: object) -> str:
    """Return a record, or a structure of records, as indented JSON.

    Bytes of a file name that are not UTF-8 are escaped, and so is what a terminal might obey.
    """
    import msgspec

    try:
        return escaped_json(msgspec.json.format(msgspec.json.encode(record), indent=2).decode())
    except UnicodeEncodeError:
        import json

        return json.dumps(msgspec.to_builtins(record), indent=2)


def escaped_json(text: str) -> str:
    """Return JSON with escapes for the control characters and signs of direction that JSON allows."""
    import re

    signs = r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
    return re.sub(signs, lambda found: f"\\u{ord(found[0]):04x}", text)


def printable(name: str | os.PathLike[str]) -> str:
    """Return the name of a file as one line of text, with escapes for what cannot be printed."""
    text = os.fspath(name).encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def reason(error: Exception) -> str:
    """Return the message of the operating system, without the name of the file."""
    return str(getattr(error, "strerror", None) or error)


def escape_unencodable() -> None:
    """Make the standard streams escape characters that their encoding lacks, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def on_terminal() -> bool:
    """Return whether the results are shown on a terminal."""
    return _is_terminal(sys.stdout)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _console(stream: TextIO, width: int | None = None) -> Console:
    """Return the rich console of a stream. Colour follows the terminal and ``NO_COLOR``, nothing else."""
    from rich.console import Console

    return Console(
        file=stream,
        force_terminal=stream.isatty(),
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
    )


def _write(stream: TextIO | None, text: str, style: str) -> None:
    if stream is None:  # closed by the caller
        return
    if style and stream.isatty():
        from rich.text import Text

        _console(stream).print(Text(text, style), soft_wrap=True)
    else:
        stream.write(f"{text}\n")
