"""The first sentence of a text, where an entry has one line."""

from __future__ import annotations

import re

from sphinx_archdoc.problems import shorten

_MAX_LENGTH = 160
_SENTENCE_END = re.compile(r"[.!?](?<=[\w)\]}\"'»”`]{2}.)(?=\s+[^\sa-z])|[。！？]")
"""Matches the end of a sentence that another sentence follows, and not ``e.g.`` or ``z. B.``."""


def first_sentence(text: str) -> str:
    """Return the first sentence of a text on one line, shortened to :data:`_MAX_LENGTH` characters."""
    start = text[: 4 * _MAX_LENGTH].strip()
    end = _SENTENCE_END.search(start)
    return shorten(start[: end.end()] if end else start, _MAX_LENGTH)
