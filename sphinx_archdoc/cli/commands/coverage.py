"""``sphinx-archdoc coverage``."""

from __future__ import annotations

import argparse

from sphinx_archdoc.cli.options import SplitNames, add_fail_on, add_kind_names, add_sources
from sphinx_archdoc.cli.output.terminal import Exit

HELP = "Count how much is described, and list the entries that break the rules of a project."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_sources(parser)
    parser.add_argument(
        "--by",
        action=SplitNames,
        default=(),
        metavar="COLUMN",
        help="What to count by: owner, focus, lifecycle, page, kind, catalogue, or any other column, with "
        "commas between them. The default is owner. You can repeat this option.",
    )
    add_kind_names(parser, "count")
    parser.add_argument(
        "--rules",
        metavar="FILE.toml",
        help="A file with rules, or the word recommended for the rules that come with sphinx-archdoc. The "
        "default is the file that archdoc_rules names, if SOURCE is a folder with conf.py. To apply no "
        "rules, pass an empty string.",
    )
    parser.add_argument(
        "--fail-under",
        type=float,
        metavar="PERCENT",
        help="Exit with status 1 if the score is below this percentage. The score is the share of the points "
        "or, without rules, of the fields.",
    )
    add_fail_on(
        parser,
        "Exit with status 1 if a rule of this level or a higher one is broken. The default is error, or "
        "warning with --baseline.",
    )
    parser.add_argument(
        "--baseline",
        metavar="FILE.json",
        help="A file with the findings that you have accepted. Only other findings count for --fail-on.",
    )
    parser.add_argument(
        "--update-baseline",
        action="store_true",
        help="Remove findings that no longer exist from the baseline. If there is no such file yet, write "
        "one that accepts all findings.",
    )
    parser.add_argument(
        "--against",
        action="append",
        default=[],
        metavar="FILE.yaml",
        help="A catalog-info.yaml of Backstage, a folder with such files, or a pattern. List what is missing "
        "here or in Backstage, and what has a different kind, owner or lifecycle. You can repeat this "
        "option.",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="Exit with status 1 if something differs from the files of --against.",
    )
    parser.add_argument(
        "--today",
        metavar="DATE",
        help="The date from which rules count the age of other dates, as YYYY-MM-DD. The default is today.",
    )
    parser.add_argument(
        "--format",
        choices=("table", "json", "markdown", "badge"),
        default="table",
        help="A table for readers, which is the default, JSON for programs, Markdown, or a badge as SVG.",
    )


def run(given: argparse.Namespace) -> Exit:
    """Run the command."""
    from sphinx_archdoc.cli.catalogue.coverage import CoverageRequest, show_coverage

    request = CoverageRequest(
        sources=tuple(given.names),
        by=tuple(given.by) or ("owner",),
        kinds=tuple(given.kinds),
        rules=given.rules,
        fail_under=given.fail_under,
        fail_on=given.fail_on,
        baseline=given.baseline,
        update_baseline=given.update_baseline,
        today=given.today,
        against=tuple(given.against),
        check=given.check,
        format=given.format,
    )
    return show_coverage(request)
