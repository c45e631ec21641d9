"""The commands. Each is the module of its name, which declares how it is called and runs it.

A module has ``HELP``, one sentence; ``add_arguments(parser)``; and ``run(given)``, which imports what it
needs, so that ``--help`` does not wait for it.

What a command does is in a room beside this one: in ``catalogue`` or ``kinds``, or in ``command.py`` of the
room with its name.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol, cast

from sphinx_archdoc.cli.output.terminal import Exit

COMMANDS = (
    "convert",
    "check",
    "init",
    "new",
    "kinds",
    "query",
    "show",
    "impact",
    "diff",
    "coverage",
    "export",
    "schema",
    "editor",
)
"""The names of all commands, in the order of ``--help``."""


class Command(Protocol):
    """The module of a command."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments of the command."""

    def run(self, given: argparse.Namespace) -> Exit:
        """Run the command."""


def commands(names: Sequence[str] = COMMANDS) -> Iterator[tuple[str, Command]]:
    """Yield the name and the module of each of some commands."""
    for name in names:
        yield name, cast(Command, import_module(f"{__name__}.{name}"))
