"""The commands, their options and their exit status.

Each command is imported when it runs, so that ``--help`` does not wait for the others.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from sphinx_archdoc import __version__
from sphinx_archdoc.cli.terminal import PROGRAM, Exit, UsageError, complain, escape_unencodable


class Parser(argparse.ArgumentParser):
    """A parser that reports errors in the format of all other messages."""

    def error(self, message: str) -> NoReturn:
        """Report a wrong call, and exit."""
        complain(f"{message}; see '{self.prog} --help'")
        sys.exit(Exit.FAILED)


def make_parser() -> Parser:
    """Return the parser of all commands. The reference documentation is generated from it."""
    parser = Parser(
        prog=PROGRAM, description="Tools for projects that use sphinx-archdoc.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, help_, add_arguments, run in (
        (
            "convert",
            "Rewrite plain Markdown as directives, and report on every line.",
            _add_convert,
            _convert,
        ),
        ("check", "Compare the documents with the code that they describe.", _add_check, _check),
        ("init", "Create a small project that builds.", _add_init, _init),
        ("new", "Print a directive with all of its fields.", _add_new, _new),
        ("kinds", "List the kinds and their fields.", _add_kinds, _kinds),
    ):
        command = commands.add_parser(name, help=help_, description=help_, allow_abbrev=False)
        command.set_defaults(parser=command, run=run)
        add_arguments(command)
    return parser


def _add_convert(parser: Parser) -> None:
    parser.add_argument(
        "names", nargs="+", metavar="FILE|FOLDER", help="Markdown files, or folders that contain some."
    )
    parser.add_argument(
        "--to", metavar="FOLDER", help="Write to this folder, and leave the files as they are."
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="Write nothing, and exit with status 1 if any line is not understood.",
    )
    parser.add_argument(
        "--explain",
        type=int,
        metavar="LINE",
        help="With --check and one file: print what speaks for and against each kind at this line.",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="Overwrite files with uncommitted changes and, with --to, files that exist.",
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="Also list the lines that are mapped or kept as prose. JSON always includes them.",
    )
    _add_format(parser)
    _add_kinds_file(parser)


def _add_check(parser: Parser) -> None:
    from sphinx_archdoc.cli.formats import FORMATS

    formats = "; ".join(f"{name}: {use}" for name, use in FORMATS.items())
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help="The folder of the documents. The default is the current one.",
    )
    parser.add_argument(
        "--config",
        metavar="FILE.toml",
        help="The configuration. The default is archdoc.toml in the folder, or above it in its repository.",
    )
    parser.add_argument(
        "--format",
        dest="formats",
        action=_AddFormat,
        choices=tuple(FORMATS),
        help=f"{formats}. Can be repeated.",
    )
    parser.add_argument(
        "--output", action=_SetOutput, metavar="FILE", help="Write the format before it to this file."
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="error",
        help="Exit with status 1 from this severity on. The default is error.",
    )
    parser.add_argument(
        "--new-from",
        metavar="REV",
        help="Report only what this commit does not have, such as $(git merge-base origin/main HEAD).",
    )
    parser.add_argument(
        "--write-baseline",
        action="store_true",
        help="Accept all that is found, in the file that baseline in [check] names, and exit.",
    )
    parser.add_argument(
        "--prune-baseline",
        action="store_true",
        help="Remove what is no longer wrong from the baseline. It is an error without this option.",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="Read all files again, and leave no folder .archdoc_cache."
    )
    parser.add_argument("--explain", metavar="RULE", help="Print what a rule means, and exit.")


class _AddFormat(argparse.Action):
    """Adds a format, to be written to standard output."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        namespace.formats = [*(namespace.formats or []), (str(values), None)]


class _SetOutput(argparse.Action):
    """Sets the file of the last format."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        formats = namespace.formats or [("text", None)]
        namespace.formats = [*formats[:-1], (formats[-1][0], str(values))]


def _add_init(parser: Parser) -> None:
    parser.add_argument(
        "folder", metavar="DIR", help="The folder of the project. It is created if it does not exist."
    )


def _add_new(parser: Parser) -> None:
    parser.add_argument("kind", metavar="KIND", help="A kind, such as envvar.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="The name of the entry, if the kind takes one."
    )
    _add_kinds_file(parser)


def _add_kinds(parser: Parser) -> None:
    parser.add_argument("names", nargs="*", metavar="KIND", help="The kinds to list. The default is all.")
    _add_format(parser)
    _add_kinds_file(parser)


def _add_format(parser: Parser) -> None:
    help_ = "Text for readers, which is the default, or JSON for programs."
    parser.add_argument("--format", choices=("text", "json"), default="text", help=help_)


def _add_kinds_file(parser: Parser) -> None:
    help_ = "A file with kinds of your own: the one that archdoc_kinds names in conf.py."
    parser.add_argument("--kinds", metavar="FILE.toml", help=help_)


def _convert(given: argparse.Namespace) -> Exit:
    from sphinx_archdoc.cli.convert import Request, run

    request = Request(
        names=given.names,
        to=given.to,
        check=given.check,
        explain=given.explain,
        force=given.force,
        verbose=given.verbose,
        json=given.format == "json",
    )
    return run(request, given.kinds)


def _check(given: argparse.Namespace) -> Exit:
    from sphinx_archdoc.cli.check import CheckRequest, explain, run

    if given.explain is not None:
        return explain(given.explain)
    request = CheckRequest(
        folder=given.folder,
        config=given.config,
        outputs=given.formats or [("text", None)],
        fail_on=given.fail_on,
        new_from=given.new_from,
        write_baseline=given.write_baseline,
        prune_baseline=given.prune_baseline,
        use_cache=not given.no_cache,
    )
    return run(request)


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
        given, more = make_parser().parse_known_args(arguments)
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
