"""Find the problems of a build that are new or fixed. Lines, and numbers in messages, are ignored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from sphinx_archdoc.catalogue_file.records import CatalogueFile, ProblemRecord
from sphinx_archdoc.changes.classes import ChangeId

ProblemChange = tuple[ChangeId, ProblemRecord, str]
"""The change, the problem of the state that has it, and the words by which it is known."""

_LINES = re.compile(r"(?<=\w):\d+\b|\blines? \d+(?:-\d+)?")
"""Lines in a message: ``index.md:12``, ``lines 3-9``."""
_SEVERAL = re.compile(r"(\d+) ([^:]+)")
"""The start of a message about several entries; the names of some of them follow."""


def problem_changes(old: CatalogueFile, new: CatalogueFile) -> Iterator[ProblemChange]:
    """Yield the problems that are new or fixed.

    A problem of several entries is new again if they become more, and fixed if they become fewer.
    """
    before, after = _by_words(old), _by_words(new)
    for words in dict.fromkeys((*after, *before)):
        had, has = before.get(words, []), after.get(words, [])
        for id_, more, fewer in ((ChangeId.PROBLEM_NEW, has, had), (ChangeId.PROBLEM_FIXED, had, has)):
            if len(more) == len(fewer) == 1:
                changed = more if _number(more[0]) > _number(fewer[0]) else []
            else:
                changed = more[len(fewer) :]
            yield from ((id_, problem, words[-1]) for problem in changed)


def _by_words(file: CatalogueFile) -> Mapping[tuple[str, str, str], list[ProblemRecord]]:
    found = defaultdict(list)
    for problem in file.problems:
        found[problem.code, problem.source, _words(problem.message)].append(problem)
    return found


def _words(message: str) -> str:
    """Return what stays of a message when lines move, and when it is about other entries as well."""
    several = _SEVERAL.match(message)
    return several[2] if several else _LINES.sub("", message)


def _number(problem: ProblemRecord) -> int:
    """Return the number of entries that a problem is about; 0 if it does not say."""
    several = _SEVERAL.match(problem.message)
    return int(several[1]) if several else 0
