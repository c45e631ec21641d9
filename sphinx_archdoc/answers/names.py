"""Find the entry that a name means, in one of several catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_archdoc.answers.answer import Question
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.spelling import did_you_mean

_MOST = 10
"""Candidates that a message names."""

Found = tuple[Entry, LoadedCatalogue]


def find_entry(name: str, catalogues: Sequence[LoadedCatalogue]) -> Found:
    """Return the entry that a name means, and its catalogue.

    :param name: a reference as authors write it, or an id, ``page#anchor``; with ``NAME:`` of a catalogue
        before it, only that is searched.
    :raises Question: if there is no such entry, or there are several; the message names the nearest, or all.
    """
    found = list(_found(name, catalogues))
    if not found:
        prefix, _, rest = name.removeprefix("external+").partition(":")
        named = [loaded for loaded in catalogues if loaded.name == prefix]
        found = list(_found(rest, named)) if rest else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise Question(f"there is no entry '{shorten(name)}'{_nearest(name, catalogues)}")
    is_one = len({loaded.name for _, loaded in found}) == 1
    references = [
        _reference(entry, loaded) if is_one else f"{loaded.name}:{_reference(entry, loaded)}"
        for entry, loaded in found
    ]
    more = f" and {len(references) - _MOST} more" if len(references) > _MOST else ""
    listed = f"{', '.join(references[:_MOST])}{more}"
    raise Question(f"'{shorten(name)}' may mean {len(found)} entries: {listed}; use one of these names")


def _found(name: str, catalogues: Sequence[LoadedCatalogue]) -> Iterator[Found]:
    for loaded in catalogues:
        catalogue = loaded.graph.catalogue
        page, _, anchor = name.rpartition("#")
        exact = catalogue.get(EntryKey(page, anchor))
        candidates = (exact,) if exact else catalogue.find(name, (), "").candidates
        yield from ((entry, loaded) for entry in candidates)


def _reference(entry: Entry, loaded: LoadedCatalogue) -> str:
    """Return a reference that means this entry alone: its key, or else its id."""
    key = loaded.key_of(entry)
    return key if loaded.graph.catalogue.find(key, (), "").entry == entry else f"{entry.page}#{entry.anchor}"


def _nearest(name: str, catalogues: Sequence[LoadedCatalogue]) -> str:
    bare = name.rpartition("#")[2].rpartition(":")[2]
    known = {entry.name for loaded in catalogues for entry in loaded.graph.catalogue.entries if entry.name}
    hint = did_you_mean(bare, known)
    return f"; {hint}" if hint else ""
