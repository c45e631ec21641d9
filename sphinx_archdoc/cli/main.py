"""The command line: its parser, and how commands end."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from sphinx_archdoc import __version__
from sphinx_archdoc.cli.commands import COMMANDS, commands
from sphinx_archdoc.cli.output.terminal import PROGRAM, Exit, UsageError, complain, escape_unencodable


class Parser(argparse.ArgumentParser):
    """A parser that reports errors in the format of all other messages."""

    def error(self, message: str) -> NoReturn:
        """Report a wrong call, and exit."""
        complain(f"{message}; see '{self.prog} --help'")
        sys.exit(Exit.FAILED)


def make_parser(names: Sequence[str] = COMMANDS) -> Parser:
    """Return the parser of some commands, by default all; the reference is generated from it."""
    parser = Parser(
        prog=PROGRAM, description="Tools for projects that use sphinx-archdoc.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    subparsers = parser.add_subparsers(metavar="COMMAND", prog=PROGRAM, required=True)
    for name, module in commands(names):
        command = subparsers.add_parser(name, help=module.HELP, description=module.HELP, allow_abbrev=False)
        command.set_defaults(parser=command, run=module.run)
        module.add_arguments(command)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    :param arguments: the command line without the name of the program; ``sys.argv[1:]`` by default.
    :returns: the exit status.
    :raises SystemExit: after ``--help`` and ``--version``, and for a wrong call.
    """
    escape_unencodable()
    try:
        return _run(arguments)
    except UsageError as error:
        complain(str(error))
        return Exit.FAILED
    except KeyboardInterrupt:
        complain("interrupted")
        return Exit.INTERRUPTED
    except OSError as error:  # from writing the output; the commands handle errors of other files
        if sys.stdout is not None:  # or else the flush at exit raises once more
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return Exit.BROKEN_PIPE
        complain(f"stopped: {error}")
        return Exit.FAILED


def _run(arguments: Sequence[str] | None) -> Exit:
    try:
        words = sys.argv[1:] if arguments is None else arguments
        named = [name for name in words[:1] if name in COMMANDS]  # the modules of the others take time
        given, more = make_parser(named or COMMANDS).parse_known_args(words)
        if more:
            _add_names(given, more)
        status: Exit = given.run(given)
        return status
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _add_names(given: argparse.Namespace, more: list[str]) -> None:
    """Accept names after an option as well; argparse stops to collect them at the first option."""
    if not hasattr(given, "names") or any(name.startswith("-") for name in more):
        given.parser.error(f"unrecognized arguments: {' '.join(more)}")
    given.names.extend(more)
