"""The commands with their options, and how they end.

What a command needs is imported when it runs: ``--help`` must not wait for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from sphinx_archdoc import __version__
from sphinx_archdoc.cli.terminal import PROGRAM, Exit, Mistake, complain, mute, take_any_text


class Parser(argparse.ArgumentParser):
    """A parser whose complaints look like all others."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and end."""
        complain(f"{message}; see '{self.prog} --help'")
        sys.exit(Exit.FAILED)


def make_parser() -> Parser:
    """The commands and their options. The reference is printed from it."""
    parser = Parser(
        prog=PROGRAM, description="Tools for projects that use sphinx-archdoc.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_convert(
        _command(commands, "convert", "Rewrite plain Markdown as directives, and report every line.")
    )
    _add_init(_command(commands, "init", "Make a small project that builds."))
    _add_new(_command(commands, "new", "Print a directive with all of its fields."))
    _add_kinds(_command(commands, "kinds", "List the kinds and their fields."))
    return parser


def _command(commands: argparse._SubParsersAction[Parser], name: str, help_: str) -> Parser:
    parser = commands.add_parser(name, help=help_, description=help_, allow_abbrev=False)
    parser.set_defaults(parser=parser)
    return parser


def _add_convert(parser: Parser) -> None:
    parser.add_argument("names", nargs="+", metavar="FILE|FOLDER", help="Markdown, or folders with Markdown.")
    parser.add_argument(
        "--to", metavar="FOLDER", help="Write to this folder, and leave the files as they are."
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="Write nothing. The exit status is 1 if there are lines that are not understood.",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="Overwrite what Git has not committed and, with --to, what is there already.",
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="List the lines that are mapped or kept as prose, too. JSON always has them.",
    )
    _add_format(parser)
    _add_kinds_file(parser)
    parser.set_defaults(run=_convert)


def _add_init(parser: Parser) -> None:
    parser.add_argument("folder", metavar="DIR", help="The folder of the project; it is made if need be.")
    parser.set_defaults(run=_init)


def _add_new(parser: Parser) -> None:
    parser.add_argument("kind", metavar="KIND", help="A kind, such as envvar.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="The name of the entry, if the kind takes one."
    )
    _add_kinds_file(parser)
    parser.set_defaults(run=_new)


def _add_kinds(parser: Parser) -> None:
    parser.add_argument("names", nargs="*", metavar="KIND", help="The kinds to list; all, if none is given.")
    _add_format(parser)
    _add_kinds_file(parser)
    parser.set_defaults(run=_kinds)


def _add_format(parser: Parser) -> None:
    help_ = "For readers (text, if it is not given) or for programs (json)."
    parser.add_argument("--format", choices=("text", "json"), default="text", help=help_)


def _add_kinds_file(parser: Parser) -> None:
    help_ = "Kinds of your own: the file that archdoc_kinds names in conf.py."
    parser.add_argument("--kinds", metavar="FILE.toml", help=help_)


def _convert(given: argparse.Namespace) -> Exit:
    from sphinx_archdoc.cli.convert import Wanted, run

    wanted = Wanted(
        names=given.names,
        to=given.to,
        check=given.check,
        force=given.force,
        verbose=given.verbose,
        json=given.format == "json",
    )
    return run(wanted, given.kinds)


def _init(given: argparse.Namespace) -> Exit:
    from sphinx_archdoc.cli.init import run

    return run(given.folder)


def _new(given: argparse.Namespace) -> Exit:
    from sphinx_archdoc.cli.new import run

    return run(given.kind, " ".join(given.names), given.kinds)


def _kinds(given: argparse.Namespace) -> Exit:
    from sphinx_archdoc.cli.kinds import run

    return run(given.names, given.kinds, json=given.format == "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    :param arguments: those of the process, if none are given.
    :returns: the exit status.
    :raises SystemExit: for ``--help``, ``--version`` and mistakes in the call.
    """
    take_any_text()
    try:
        return _run(arguments)
    except Mistake as mistake:
        complain(str(mistake))
        return Exit.FAILED
    except KeyboardInterrupt:
        complain("interrupted")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        mute()
        return Exit.UNHEARD
    except OSError as error:  # of the output: commands say themselves what is wrong with a file
        mute()
        complain(f"stopped: {error}")
        return Exit.FAILED


def _run(arguments: Sequence[str] | None) -> Exit:
    try:
        given, more = make_parser().parse_known_args(arguments)
        if more:
            _add_names(given, more)
        status: Exit = given.run(given)
        return status
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()


def _add_names(given: argparse.Namespace, more: list[str]) -> None:
    """Take names that stand behind an option, too: argparse stops at the first option."""
    if not hasattr(given, "names") or any(name.startswith("-") for name in more):
        given.parser.error(f"unrecognized arguments: {' '.join(more)}")
    given.names.extend(more)
