"""``sphinx-archdoc check``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import add_fail_on
from sphinx_archdoc.cli.output.formats import FORMATS
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Compare the documents with the code that they describe."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    formats = "; ".join(f"{name}: {use}" for name, use in FORMATS.items())
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help="The folder with the documents. The default is the current folder.",
    )
    parser.add_argument(
        "--config",
        metavar="FILE.toml",
        help="The configuration file. The default is archdoc.toml in that folder, or in a folder above it in "
        "the same repository.",
    )
    parser.add_argument(
        "--format",
        dest="formats",
        action=_AddFormat,
        choices=tuple(FORMATS),
        help=f"The format of the report. {formats}. You can repeat this option.",
    )
    parser.add_argument(
        "--output",
        action=_SetOutput,
        metavar="FILE",
        help="Write the format that precedes this option to a file.",
    )
    add_fail_on(
        parser,
        "Exit with status 1 if there is a finding of this severity or a higher one. The default is error.",
        "error",
    )
    parser.add_argument(
        "--new-from",
        metavar="REV",
        help="Report only findings that this commit does not have, such as $(git merge-base origin/main "
        "HEAD).",
    )
    parser.add_argument(
        "--write-baseline",
        action="store_true",
        help="Accept all findings: write them to the file that baseline in [check] names, and exit.",
    )
    parser.add_argument(
        "--prune-baseline",
        action="store_true",
        help="Remove findings that no longer exist from the baseline. Without this option, the command fails "
        "if there are any.",
    )
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="Read all files again, and do not write the folder .archdoc_cache.",
    )
    parser.add_argument(
        "--build",
        action="store_true",
        help="Build the documents with Sphinx, which executes conf.py, and report what the build finds. "
        "It also reads reStructuredText, included files and settings that conf.py computes.",
    )
    parser.add_argument("--explain", metavar="RULE", help="Explain a rule, and exit.")


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.check.command import CheckRequest, explain
    from sphinx_archdoc.cli.check.command import run as check

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
        build=given.build,
    )
    return check(request)


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
