"""Which files are pages: as in Sphinx, by ``exclude_patterns`` and ``include_patterns``."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Callable, Iterable, Sequence

from sphinx_archdoc.cli.input.conf_py import ConfPy
from sphinx_archdoc.cli.input.markdown_files import MARKDOWN
from sphinx_archdoc.inventory.ignore import has_no_pages


def page_sources(paths: Iterable[str], conf: ConfPy) -> tuple[dict[str, str], int]:
    """Return the Markdown pages by docname, and how many pages are not Markdown.

    :param paths: all files below the folder of the documents, relative to it.
    """
    excluded = path_matcher(strings(conf.values.get("exclude_patterns")))
    included = path_matcher(strings(conf.values.get("include_patterns")) or ["**"])
    pages: dict[str, str] = {}
    others = 0
    for path in sorted(paths):
        stem, suffix = posixpath.splitext(path)
        folders = path.split("/")[:-1]
        hidden = any(map(has_no_pages, folders))
        if hidden or not included(path) or _is_excluded(path, excluded):
            continue
        if suffix.casefold() in MARKDOWN:
            pages.setdefault(stem, path)
        elif suffix in (".rst", ".ipynb"):
            others += 1
    return pages, others


def _is_excluded(path: str, excluded: Callable[[str], bool]) -> bool:
    """Return whether a path or a folder that it is in matches, as in Sphinx."""
    parts = path.split("/")
    return any(excluded("/".join(parts[:number])) for number in range(1, len(parts) + 1))


def strings(value: object) -> list[str]:
    """Return the texts in a list; none if the value is not a list."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def path_matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Return a function that matches patterns of Sphinx, in which ``*`` stays within a folder.

    Unlike in Sphinx, ``**`` matches names with newlines, too: such a page would be left out without a word.
    """
    expressions = [re.compile(_translated(pattern), re.DOTALL) for pattern in patterns]
    return lambda path: any(expression.fullmatch(path) for expression in expressions)


def _translated(pattern: str) -> str:
    pieces = re.split(r"(\*\*/?|\*|\?|\[!?[^\]]+\])", re.sub(r"\*{3,}", "**", pattern))
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(
        fnmatch.translate(p)[4:-3] if p.startswith("[") and len(p) > 2 else signs.get(p) or re.escape(p)
        for p in pieces
    )
