"""Code spans of Markdown, found in linear time (CommonMark, "Code spans")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

_RUN = re.compile(r"`+")


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each code span, with its backticks.

    A span ends with the next run of as many backticks. A regular expression would search for it from each run
    to the end, which takes quadratic time if no two runs have the same length.
    """
    runs = [found.span() for found in _RUN.finditer(text)]
    by_length: dict[int, list[int]] = defaultdict(list)
    """Indices of the runs that may close a span, the last one first, by their length."""
    for index in range(len(runs) - 1, -1, -1):
        by_length[runs[index][1] - runs[index][0]].append(index)
    index = 0
    while index < len(runs):
        start, end = runs[index]
        closing = by_length[end - start]
        while closing and closing[-1] <= index:
            closing.pop()
        if closing:
            index = closing[-1]
            yield start, runs[index][1]
        index += 1


def without_code(text: str) -> str:
    """Return *text* without its code spans."""
    parts, end = [], 0
    for start, stop in code_spans(text):
        parts.append(text[end:start])
        end = stop
    return "".join([*parts, text[end:]])
