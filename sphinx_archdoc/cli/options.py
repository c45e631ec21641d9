"""Options that several commands have."""

from __future__ import annotations

import argparse


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add ``--format`` for text and JSON."""
    help_ = "Text for readers, which is the default, or JSON for programs."
    parser.add_argument("--format", choices=("text", "json"), default="text", help=help_)


def add_kinds_file(parser: argparse.ArgumentParser) -> None:
    """Add ``--kinds``, for kinds of a project."""
    help_ = "A file with kinds of your own: the one that archdoc_kinds names in conf.py."
    parser.add_argument("--kinds", metavar="FILE.toml", help=help_)
