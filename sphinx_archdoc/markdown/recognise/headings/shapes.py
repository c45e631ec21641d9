"""What the headings of a document have in common, by their level."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Sequence

from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.names.heading_name import last_word, read_heading
from sphinx_archdoc.markdown.recognise.names.names_below import name_below
from sphinx_archdoc.markdown.recognise.names.shape import (
    CODED,
    PLACED,
    code_with_title,
    has_likely_word,
    has_shape,
)
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.schema.model import Kind, NameStyle

_SEVERAL = 3
"""Names from which they confirm each other."""


class HeadingShapes:
    """Counts the headings of a document that have the shape of the names of a kind, by their level.

    :param sections: all sections of the document.
    """

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sections = list(sections)
        self.leaves = sum(1 for section in self._sections if not section.children)
        """The number of headings without headings below them."""
        self._counts: dict[str, Counter[int]] = {}
        self._below: dict[str, Counter[int]] = {}
        self._codes: dict[str, dict[int, bool]] = {}

    @functools.cached_property
    def titles(self) -> Counter[str]:
        """How many headings have the same words, by their keys."""
        return Counter(key_of(section.title) for section in self._sections if section.title)

    @functools.cached_property
    def endings(self) -> Counter[tuple[int, str]]:
        """How many headings end with the same word, by their level and the word."""
        return Counter((section.level, last_word(section.title)) for section in self._sections)

    @functools.cached_property
    def placed(self) -> Counter[int]:
        """How many headings end with code in parentheses, by their level."""
        return Counter(section.level for section in self._sections if PLACED.search(section.title))

    @functools.cached_property
    def coded(self) -> Counter[int]:
        """How many headings begin with the number of a finding, by their level."""
        return Counter(section.level for section in self._sections if CODED.match(section.title))

    def count(self, kind: Kind, level: int) -> int:
        """Return the number of headings of a level that have the shape of the names of *kind*."""
        if kind.name not in self._counts:
            self._counts[kind.name] = Counter(
                section.level
                for section in self._sections
                if has_shape(read_heading(section.title, kind).name, kind)
            )
        return self._counts[kind.name][level]

    def are_codes(self, kind: Kind, level: int) -> bool:
        """Return whether names in capitals are names of *kind*, which have no shape but often certain words.

        ``SESSION_NOT_FOUND`` and ``DISK_FULL`` are errors if two fifths of at least three such headings of a
        level have a word that tells of one. Variables have such names as well, so this only
        applies to kinds whose names are codes.
        """
        if not kind.wording.likely or kind.name_style is not NameStyle.CODE:
            return False
        if kind.name not in self._codes:
            self._codes[kind.name] = {
                level: _tell_of(names, kind) for level, names in self._names_in_capitals.items()
            }
        return self._codes[kind.name].get(level, False)

    @functools.cached_property
    def _names_in_capitals(self) -> dict[int, list[str]]:
        """The headings in capitals with several words, by their level, each numbered code with its title."""
        names: dict[int, list[str]] = {}
        for section in self._sections:
            if code := code_with_title(section.title):
                names.setdefault(section.level, []).append(code)
        return names

    def count_below(self, kind: Kind, level: int) -> int:
        """Return the number of headings of a level with such a name below them."""
        if kind.name not in self._below:
            self._below[kind.name] = Counter(
                section.level for section in self._sections if name_below(section, kind)
            )
        return self._below[kind.name][level]


def _tell_of(names: Sequence[str], kind: Kind) -> bool:
    telling = sum(1 for name in names if has_likely_word(name, kind))
    return len(names) >= _SEVERAL and telling * 5 >= len(names) * 2
