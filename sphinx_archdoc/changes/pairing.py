"""Find the entries of two states that are the same entry, even if it was moved or renamed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue

ALIKE = 0.6
"""The share of equal values from which on two entries of a kind are taken for one that was renamed."""
_COMMON = 50
"""A value that more entries than this share says nothing, and comparing all of them takes quadratic time."""


class Pairs(msgspec.Struct, frozen=True):
    """The entries of two states."""

    same: tuple[tuple[Entry, Entry], ...]
    """Those of both, also moved or renamed."""
    removed: tuple[Entry, ...]
    added: tuple[Entry, ...]
    repeated: tuple[str, ...] = ()
    """Keys that several entries of one state have; the first of each counts."""


def pair(old: LoadedCatalogue, new: LoadedCatalogue) -> Pairs:
    """Pair the entries of two states: by key, then by kind and name, then by equal values."""
    before, repeated_before = _by_key(old)
    after, repeated_after = _by_key(new)
    same = [(before[key], after[key]) for key in before if key in after]
    removed = [entry for key, entry in before.items() if key not in after]
    added = [entry for key, entry in after.items() if key not in before]
    for match in (_named_alike, _valued_alike):
        found = list(match(removed, added))
        same += found
        gone = {entry.key for entry, _ in found}
        come = {entry.key for _, entry in found}
        removed = [entry for entry in removed if entry.key not in gone]
        added = [entry for entry in added if entry.key not in come]
    repeated = tuple(sorted({*repeated_before, *repeated_after}))
    return Pairs(tuple(same), tuple(removed), tuple(added), repeated)


def _by_key(state: LoadedCatalogue) -> tuple[dict[str, Entry], set[str]]:
    found: dict[str, Entry] = {}
    repeated: set[str] = set()
    for entry in state.graph.catalogue.entries:
        key = state.key_of(entry)
        if key in found:
            repeated.add(key)
        else:
            found[key] = entry
    return found, repeated


def _named_alike(removed: Sequence[Entry], added: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the entries of one kind and name, if there is one on each side."""

    def name_of(entry: Entry) -> Hashable:
        return entry.kind, entry.name

    before, after = _unique(removed, name_of), _unique(added, name_of)
    for name, entry in before.items():
        if name in after and entry.name:
            yield entry, after[name]


def _unique(entries: Iterable[Entry], key: Callable[[Entry], Hashable]) -> dict[Hashable, Entry]:
    found: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[key(entry)].append(entry)
    return {name: several[0] for name, several in found.items() if len(several) == 1}


def _valued_alike(removed: Sequence[Entry], added: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the entries of one kind that share most of their values, the most alike first."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for number, entry in enumerate(added):
        for value in _values(entry):
            holders[value].append(number)
    candidates: list[tuple[float, bool, int, int]] = []
    for number, entry in enumerate(removed):
        values = list(_values(entry))
        shared = Counter(
            other for value in values for other in holders.get(value, ()) if len(holders[value]) <= _COMMON
        )
        for other, count in shared.items():
            share = count / max(len(values), sum(1 for _ in _values(added[other])))
            if share >= ALIKE:
                candidates.append((-share, entry.page != added[other].page, number, other))
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    for _, _, number, other in sorted(candidates):
        if number not in taken_before and other not in taken_after:
            taken_before.add(number)
            taken_after.add(other)
            yield removed[number], added[other]


def _values(entry: Entry) -> Iterator[Hashable]:
    """Yield the values that tell entries apart; a flag does not."""
    for name, value in entry.values.items():
        if not isinstance(value, bool):
            yield entry.kind, name, value
