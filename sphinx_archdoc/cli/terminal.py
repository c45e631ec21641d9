"""What the command line says: results to stdout, complaints and progress to stderr."""

from __future__ import annotations

import os
import sys
from enum import IntEnum

PROGRAM = "sphinx-archdoc"


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    """All is well."""
    NOT_UNDERSTOOD = 1
    """``--check`` found lines that are not understood."""
    FAILED = 2
    """A mistake in the call, or a file that could not be read or written."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C."""
    UNHEARD = 141
    """Nobody reads the output any more."""


class Mistake(Exception):
    """What ends a command before it has done anything, in words for who called it."""


def say(text: str) -> None:
    """Write a result, and the end of its line."""
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")


def as_json(record: object) -> str:
    """Any record as JSON for readers of either sort."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(record), indent=2).decode()


def complain(text: str) -> None:
    """Write what is wrong."""
    if sys.stderr is not None:
        sys.stderr.write(f"{PROGRAM}: {text}\n")


def printable(name: str | os.PathLike[str]) -> str:
    """The name of a file as text of one line: what cannot be shown is escaped."""
    text = os.fspath(name).encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def take_any_text() -> None:
    """Let the streams escape what their encoding does not have, instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def mute() -> None:
    """Lead stdout nowhere, so that nothing is raised once more when Python ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):  # it is no file, or closed
        pass


class Progress:
    """How far a long command is, on one line that is written again and again; only on a terminal.

    :param doing: what is done, such as "reading".
    """

    FEWEST = 20
    """Files that are not worth a line."""

    def __init__(self, doing: str, total: int) -> None:
        self.doing = doing
        self.total = total
        self.shown = total >= self.FEWEST and sys.stderr is not None and sys.stderr.isatty()

    def step(self, number: int) -> None:
        """Say that this is the file with this number, from 1."""
        if self.shown:
            sys.stderr.write(f"\r{self.doing} {number} of {self.total}")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
