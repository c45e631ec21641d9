"""Find out whether a page says that it lists only some of the columns of its tables.

It may say so in a heading above them, in the text below such a heading, or near the columns themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sphinx_archdoc.checks.facts.outlines import Outline

_COLUMNS = r"(?:columns|fields|attributes|properties)"
_CHOSEN = (
    r"(?:(?:most )?(?:key|main|important|core|selected|relevant|notable|primary|essential|principal|"
    rf"interesting|significant)) {_COLUMNS}"
)
_THAT_MATTER = rf"{_COLUMNS} (?:(?:that|which) )?(?:are )?(?:matter|relevant|important|of interest|worth)\b"
_SOME = re.compile(
    rf"\bonly (?:(?:the|those|these) )?(?:[\w-]{1, 40} ){{0,2}}{_COLUMNS}\b|"
    rf"\b{_CHOSEN} only\b|\b{_THAT_MATTER}|"
    rf"\b(?:some of the|not all|not every|(?:selection|subset) of)(?: the| its| their)? {_COLUMNS}\b|"
    rf"\b{_COLUMNS} (?:are |were )?(?:omitted|left out|not (?:shown|listed))\b|"
    r"\b(?:full|complete|entire|whole|exhaustive)(?: [\w-]{1,40})? (?:lists?|columns|fields|definitions?)\b"
    r"[^.\n]{0,40}?\b(?:in|at|see|below|from|under|lives?)\b|"
    r"\b(?:see|in)\b[^.\n]{0,80} for (?:the|a) (?:full|complete|entire|whole)(?: [\w-]{1,40})? "
    r"(?:lists?|columns|fields|definitions?)\b|"
    r"\b(?:not (?:an? )?|non-?)(?:exhaustive|(?:complete|full) list)\b",
    re.I,
)
"""What says so in a sentence."""
_LABEL = re.compile(
    rf"^[\W_]{{0,8}}(?:(?:the|its|their) )?{_CHOSEN}\b(?:[^.:\n]{{0,40}}:|[\W_]{{0,8}}$)", re.I | re.M
)
"""What says so as a label of the columns. "The key columns have indexes" is a sentence about some of them."""
_CHOSEN_IN_TITLE = re.compile(rf"\b{_CHOSEN}\b", re.I)
_ROW = re.compile(r"\s*\||\s*[-*+]\s+[*_]{0,3}`|\s*[-*+]\s+\*\*")
"""A row of a table, or an item that begins with a name: it is about one column."""
_ABOVE, _BELOW = 8, 40
"""Lines in front of the columns and from their first one on that are looked at, within their section."""
_INTRODUCTION = 8
"""Lines below a heading that may introduce all that is below it."""


def lists_some(outline: Outline, line: int) -> bool:
    """Return whether a page says of the columns that begin at a line that they are not all that there are."""
    if any(_SOME.search(title) or _CHOSEN_IN_TITLE.search(title) for title in outline.headings(line)):
        return True
    return any(
        _SOME.search(text) or _LABEL.search(text)
        for text in map(_prose, (_near(outline, line), *_introductions(outline, line)))
    )


def _near(outline: Outline, line: int) -> list[str]:
    start = max(outline.section(line), line - 1 - _ABOVE, 0)
    return outline.lines[start : min(outline.end_of_section(line), line + _BELOW)]


def _introductions(outline: Outline, line: int) -> Iterator[list[str]]:
    """Yield the first lines of the sections that a line is in."""
    for start in outline.sections(line):
        yield outline.lines[start : min(outline.end_of_section(start), start + _INTRODUCTION)]


def _prose(lines: Iterable[str]) -> str:
    """Return the paragraphs of some lines, each in one line, without rows of tables."""
    words = ("\n" if not line.strip() or _ROW.match(line) else line.strip() for line in lines)
    return " ".join(words).replace("\n ", "\n").replace(" \n", "\n")
