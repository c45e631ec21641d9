"""Changelogs: their lists name parts of the system again and again, and describe none of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from sphinx_archdoc.markdown.document.blocks import Block, HeadingBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.header import title_of_document
from sphinx_archdoc.schema.model import heading_key

_TITLE = re.compile(r"(?:.+-)?(?:changelog|change-log|release-notes)(?:-(?:for|of)-.+)?|releasenotes")
"""Matches the key of a title or of the name of a file that only changelogs have."""

_DOUBTFUL = frozenset({"history", "news", "changes", "releases", "what-s-new", "whats-new"})
"""Titles that other documents may have as well, such as one about the history of orders."""

_VERSION = re.compile(r"(?<![\w.])v?\d{1,4}(?:\.\d{1,5}){1,3}(?![\w.])", re.I)
_DATE = re.compile(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b\D*\d", re.I
)
_LEAST = 2
"""Number of headings with a version and a date that make a changelog."""


def is_changelog(blocks: Sequence[Block], source: str) -> bool:
    """Return whether a page is a changelog: by its title, by the name of its file, or by its headings.

    :param source: the path of the file.
    """
    headings = [block for block in blocks if isinstance(block, HeadingBlock)]
    keys = [heading_key(title) for title in _titles(blocks, headings, source)]
    if any(map(_TITLE.fullmatch, keys)):
        return True
    texts = [plain_text(heading.text) for heading in headings]
    if not _DOUBTFUL.isdisjoint(keys) and any(map(_VERSION.search, texts)):
        return True
    return _are_releases(headings)


def _titles(blocks: Sequence[Block], headings: Iterable[HeadingBlock], source: str) -> Iterator[str]:
    yield PurePosixPath(source.replace("\\", "/")).stem.replace("_", "-")
    yield title_of_document(blocks)
    yield from (plain_text(heading.text) for heading in headings if heading.level == 1)


def _are_releases(headings: Iterable[HeadingBlock]) -> bool:
    """Return whether most headings of a level are versions with dates."""
    by_level: dict[int, list[str]] = defaultdict(list)
    for heading in headings:
        by_level[heading.level].append(plain_text(heading.text))
    for texts in by_level.values():
        dated = sum(1 for text in texts if _VERSION.search(text) and _DATE.search(text))
        if dated >= _LEAST and dated * 2 > len(texts):
            return True
    return False
