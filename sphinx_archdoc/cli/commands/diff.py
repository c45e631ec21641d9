"""``sphinx-archdoc diff``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.terminal import Exit

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
        choices=("text", "markdown", "json"),
        default="text",
        help="Text for readers, which is the default, Markdown for a comment on a pull request, or JSON for "
        "programs.",
    )


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.diff import show_diff

    return show_diff(
        given.old,
        given.new,
        given.format,
        fail_on=given.fail_on,
        accepted=given.accepted,
        strict=given.strict,
    )
