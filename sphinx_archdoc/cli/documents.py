"""The documents to check: which pages there are, and what the configuration says about reading them."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.cli.files import MARKDOWN
from sphinx_archdoc.cli.pages import ReadingSettings
from sphinx_archdoc.inventory.conf_py import literal_values
from sphinx_archdoc.inventory.configuration_file import read_text, repository_of

NAMES = (
    *("archdoc_kinds", "archdoc_recognise", "archdoc_sql_dialects", "archdoc_sources"),
    *("exclude_patterns", "include_patterns", "source_suffix"),
)
"""The settings in ``conf.py`` that the command looks for."""

_SKIPPED = frozenset({"node_modules", "_build", "__pycache__", "site-packages", "venv", ".venv", ".tox"})


class ConfPy(msgspec.Struct, frozen=True, kw_only=True):
    """What can be read of ``conf.py`` without running it."""

    folder: Path
    values: Mapping[str, object] = {}
    computed: tuple[str, ...] = ()
    """Names whose values Python computes."""


def read_conf_py(folder: Path) -> ConfPy:
    """Return the literal settings of the ``conf.py`` in a folder, or above it in its repository."""
    top = repository_of(folder)
    for one in (folder, *folder.parents) if top else (folder,):
        try:
            values, computed = literal_values(read_text(one / "conf.py"), NAMES)
        except OSError:
            values, computed = {}, []
        if values or computed or (one / "conf.py").is_file():
            return ConfPy(folder=one, values=values, computed=tuple(computed))
        if one == top:
            break
    return ConfPy(folder=folder)


def page_sources(paths: Iterable[str], conf: ConfPy) -> tuple[dict[str, str], int]:
    """Return the Markdown pages by docname, and how many pages are not Markdown.

    :param paths: all files below the folder of the documents, relative to it.
    """
    excluded = _matcher(_strings(conf.values.get("exclude_patterns")))
    included = _matcher(_strings(conf.values.get("include_patterns")) or ["**"])
    pages: dict[str, str] = {}
    others = 0
    for path in sorted(paths):
        stem, suffix = posixpath.splitext(path)
        folders = path.split("/")[:-1]
        hidden = any(f.startswith(".") or f in _SKIPPED for f in folders)
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


def _strings(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def _matcher(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Return a function that matches patterns of Sphinx, in which ``*`` stays within a folder."""
    expressions = [re.compile(_translated(pattern)) for pattern in patterns]
    return lambda path: any(expression.fullmatch(path) for expression in expressions)


def _translated(pattern: str) -> str:
    pieces = re.split(r"(\*\*/?|\*|\?|\[!?[^\]]+\])", re.sub(r"\*{3,}", "**", pattern))
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(
        fnmatch.translate(p)[4:-3] if p.startswith("[") and len(p) > 2 else signs.get(p) or re.escape(p)
        for p in pieces
    )


def reading_settings(conf: ConfPy) -> ReadingSettings:
    """Return how pages are read, as ``archdoc_recognise`` and ``archdoc_sql_dialects`` say."""
    recognise = conf.values.get("archdoc_recognise", True)
    names = [recognise] if isinstance(recognise, str) else _strings(recognise)
    return ReadingSettings(
        recognises=bool(recognise),
        only=_matcher(names) if isinstance(recognise, str | list | tuple) else None,
        dialects=tuple(_strings(conf.values.get("archdoc_sql_dialects"))) or ("postgres",),
    )
