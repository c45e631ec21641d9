"""Failure scenarios: the entries that are down in each of them, and the entries that degrade."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Set

from sphinx_archdoc.catalogue.edges import Key
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.schema.model import Field

MOST_WORDS = 12
"""Maximum number of words of a name to search titles for, so that the time is linear in their length."""

_UNSPACED = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Japanese, Chinese and Korean letters. No spaces separate foreign names from them, so each is a word."""

_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


class Scenarios:
    """The failure scenarios of a graph, indexed by what degrades and by what is down.

    :param fallible: the entries whose names are searched for in the title of a scenario, if none of its
        fields says what is down.
    """

    def __init__(self, graph: Graph, fallible: Iterable[Entry]) -> None:
        self._graph = graph
        self._names = _Names(fallible)
        self._down: dict[EntryKey, Set[Key]] = {}
        """What is down, by scenario."""
        self._by_degraded: dict[Key, dict[EntryKey, Entry]] = defaultdict(dict)
        """The scenarios that say what degrades, by what degrades."""
        self._by_page: dict[tuple[str, Key], list[Entry]] = defaultdict(list)
        """The scenarios that do not, by their page and what is down."""
        for entry in graph.catalogue.entries:
            fields = graph.catalogue.kind_of(entry).fields.values()
            if any(field.failing or field.degraded for field in fields):
                self._note(entry, fields)

    def _note(self, scenario: Entry, fields: Iterable[Field]) -> None:
        degraded = self._named(scenario, (field for field in fields if field.degraded))
        failing = self._named(scenario, (field for field in fields if field.failing))
        down = self._down[scenario.key] = failing or self._names.within(scenario.written_title)
        for key in degraded:
            self._by_degraded[key][scenario.key] = scenario
        for key in () if degraded else down:
            self._by_page[scenario.page, key].append(scenario)

    def _named(self, scenario: Entry, fields: Iterable[Field]) -> set[Key]:
        """Return the targets of some fields of a scenario, in the catalogue or not."""
        references = (one for field in fields for one in self._graph.references_of(scenario, field.name))
        return {one.resolution.entry.key if one.resolution.entry else one.text for one in references}

    def of_degraded(self, key: Key, is_failing: Callable[[Key], bool]) -> list[Entry]:
        """Return the scenarios that say that *key* degrades while something that fails is down."""
        named = self._by_degraded.get(key, {}).values()
        return [scenario for scenario in named if any(map(is_failing, self._down[scenario.key]))]

    def on_page(self, page: str, failing: Key) -> list[Entry]:
        """Return the scenarios on *page* in which *failing* is down and that do not say what degrades."""
        return self._by_page.get((page, failing), [])


class _Names:
    """The names and titles of entries, split into words, to be found in other texts."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._known: dict[tuple[str, ...], set[Key]] = defaultdict(set)
        for entry in entries:
            for text in (entry.name, entry.written_title):
                words = _words(text)
                if 0 < len(words) <= MOST_WORDS:
                    self._known[words].add(entry.key)
        self._lengths = sorted({len(words) for words in self._known}, reverse=True)

    def within(self, text: str) -> Set[Key]:
        """Return the keys of the entries that *text* names; the longest name wins."""
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
    """Split a name into its words, so that "Mail server" and ``mail_server`` are equal."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
