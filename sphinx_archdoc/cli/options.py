"""Options that several commands have."""

from __future__ import annotations

import argparse

FAIL_ON = ("error", "warning", "note", "never")
"""The severities of findings, which are not imported: help waits for nothing that is slow to load."""


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add ``--format`` for text and JSON."""
    help_ = "Text for readers, which is the default, or JSON for programs."
    parser.add_argument("--format", choices=("text", "json"), default="text", help=help_)


def add_kinds_file(parser: argparse.ArgumentParser) -> None:
    """Add ``--kinds``, for kinds of a project."""
    help_ = "A file with your own kinds: the one that archdoc_kinds names in conf.py."
    parser.add_argument("--kinds", metavar="FILE.toml", help=help_)


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name catalogues."""
    parser.add_argument(
        "names",
        nargs="*",
        default=[],  # else argparse says that it is required
        metavar="SOURCE",
        help="Where the entries are: archdoc.json, a folder with archdoc.json or conf.py, the address of a "
        "site, or REVISION:FOLDER. "
        "The default is the current folder.",
    )


def add_kind_names(parser: argparse.ArgumentParser, what: str) -> None:
    """Add ``--kind``, which can be repeated.

    :param what: what the command does with entries of these kinds, as a verb.
    """
    parser.add_argument(
        "--kind",
        dest="kinds",
        action=SplitNames,
        default=(),
        metavar="KIND",
        help=f"The kinds to {what}, separated by commas. The default is all kinds. "
        "You can repeat this option.",
    )


def add_fail_on(parser: argparse.ArgumentParser, help_: str, default: str | None = None) -> None:
    """Add ``--fail-on``, for a severity."""
    parser.add_argument("--fail-on", choices=FAIL_ON, default=default, help=help_)


def add_name(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names an entry."""
    parser.add_argument(
        "name",
        metavar="NAME",
        help="A reference to an entry, as in a field: NAME, KIND:NAME or KIND:PAGE#NAME.",
    )


class SplitNames(argparse.Action):
    """Collects names with commas between them, from one option or from several."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Add the names of one option."""
        names = (name.strip() for name in str(values).split(","))
        setattr(namespace, self.dest, [*getattr(namespace, self.dest), *filter(None, names)])
