"""Scenarios of failure: what is down in each of them, and who degrades."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Set

from sphinx_archdoc.catalogue.edges import Key
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.schema.model import Field

MOST_WORDS = 12
"""Longer names are not looked for in titles: so the time that it takes grows with the titles only."""

_UNSPACED = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Letters of Japanese, Chinese and Korean, where a foreign name has no space around it: each is a word."""

_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


class Scenarios:
    """What was said of failures, found by who degrades and by what is down.

    :param fallible: the entries whose names say what is down, where no field of the scenario does.
    """

    def __init__(self, graph: Graph, fallible: Iterable[Entry]) -> None:
        self._graph = graph
        self._names = _Names(fallible)
        self._down: dict[EntryKey, Set[Key]] = {}
        """What is down in a scenario."""
        self._of: dict[Key, dict[EntryKey, Entry]] = defaultdict(dict)
        """The scenarios that name who degrades, by whom they name."""
        self._on: dict[tuple[str, Key], list[Entry]] = defaultdict(list)
        """The scenarios that name nobody, by their page and what is down."""
        for entry in graph.catalogue.entries:
            fields = graph.catalogue.kind_of(entry).fields.values()
            if any(field.failing or field.degraded for field in fields):
                self._note(entry, fields)

    def _note(self, scenario: Entry, fields: Iterable[Field]) -> None:
        degraded = self._named(scenario, (field for field in fields if field.degraded))
        failing = self._named(scenario, (field for field in fields if field.failing))
        down = self._down[scenario.key] = failing or self._names.within(scenario.written_title)
        for key in degraded:
            self._of[key][scenario.key] = scenario
        for key in () if degraded else down:
            self._on[scenario.page, key].append(scenario)

    def _named(self, scenario: Entry, fields: Iterable[Field]) -> set[Key]:
        """What a scenario names in some fields, in the catalogue or not."""
        references = (one for field in fields for one in self._graph.references_of(scenario, field.name))
        return {one.resolution.entry.key if one.resolution.entry else one.text for one in references}

    def naming(self, key: Key, failing: Iterable[Key]) -> list[Entry]:
        """The scenarios in which somebody is said to degrade because something *failing* is down."""
        named = self._of.get(key)
        if not named:
            return []
        down = set(failing)
        return [scenario for scenario in named.values() if not down.isdisjoint(self._down[scenario.key])]

    def on_page(self, page: str, failing: Key) -> list[Entry]:
        """The scenarios on a page in which something is down, and that do not say who degrades."""
        return self._on.get((page, failing), [])


class _Names:
    """The names and titles of entries, as the words that they consist of."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._known: dict[tuple[str, ...], set[Key]] = defaultdict(set)
        for entry in entries:
            for text in (entry.name, entry.written_title):
                words = _words(text)
                if 0 < len(words) <= MOST_WORDS:
                    self._known[words].add(entry.key)
        self._lengths = sorted({len(words) for words in self._known}, reverse=True)

    def within(self, text: str) -> Set[Key]:
        """The entries that *text* names; of names within each other, the longest is meant."""
        words = _words(text)
        found: set[Key] = set()
        start = 0
        while start < len(words):
            parts = (words[start : start + length] for length in self._lengths)
            name = next((part for part in parts if part in self._known), ())
            found |= self._known[name] if name else set()
            start += len(name) or 1
        return found


def _words(text: str) -> tuple[str, ...]:
    """The words of a name, without what joins them: "Mail server" and ``mail_server`` are the same."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
