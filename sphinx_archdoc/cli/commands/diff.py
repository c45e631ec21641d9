"""``sphinx-archdoc diff``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.output.terminal import Exit

HELP = "List what has changed between two states, and what it means to others."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("old", metavar="OLD", help="The state before: a source, such as REVISION:FOLDER.")
    parser.add_argument(
        "new",
        metavar="NEW",
        nargs="?",
        default=".",
        help="The state after: a source. The default is the current folder.",
    )
    parser.add_argument(
        "--fail-on",
        choices=("breaking", "risky", "any", "never"),
        default="never",
        help="Exit with status 1 if there is a change of this class or a more severe one. The default is "
        "never.",
    )
    parser.add_argument(
        "--accepted",
        metavar="FILE.toml",
        help="A file with the changes that you accept: their fingerprints and the reasons.",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="Exit with status 1 if an accepted change no longer occurs.",
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "json", "github", "sarif", "junit"),
        default="text",
        help="Text for readers, which is the default; Markdown for a comment on a pull request; JSON for "
        "programs; annotations of GitHub Actions; SARIF 2.1.0 for code scanning; JUnit XML for test reports.",
    )
    parser.add_argument(
        "--dependants",
        action="append",
        default=[],
        metavar="SOURCE",
        help="Another catalogue that refers to this one: list what breaks there as well. You can repeat this "
        "option.",
    )
    parser.add_argument(
        "--documents",
        metavar="FOLDER",
        help="Where the documents are, for the paths in github, sarif and junit. The default is NEW if it is "
        "the folder of conf.py, or else the current folder.",
    )


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.catalogue.diff import DiffRequest, show_diff

    request = DiffRequest(
        old=given.old,
        new=given.new,
        format=given.format,
        fail_on=given.fail_on,
        accepted=given.accepted,
        strict=given.strict,
        dependants=tuple(given.dependants),
        documents=given.documents,
    )
    return show_diff(request)
