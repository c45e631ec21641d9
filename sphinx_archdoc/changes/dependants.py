"""The references to entries from other catalogues: who else relies on what has changed.

A reference of another catalogue means one of our entries if nothing there has its name, as in a build. With
the prefix ``external+NAME:`` it means the catalogue of that name, and without one any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sphinx_archdoc.answers.meanings import text_by_meaning
from sphinx_archdoc.catalogue.graph import Backlink
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.changes.change import AffectedBy
from sphinx_archdoc.content.impact import impact_of_entry
from sphinx_archdoc.schema.meaning import Meaning
from sphinx_archdoc.schema.model import Direction

_PREFIX = "external+"


class OutsideReference(NamedTuple):
    """A reference of another catalogue that nothing there answers."""

    text: str
    """The reference as our own pages would write it."""
    kinds: tuple[str, ...]
    source: Backlink
    """The entry or page that has it."""
    catalogue: LoadedCatalogue
    is_dependency: bool


class Dependants:
    """Other catalogues, and what they refer to in the states of ours.

    :param name: the name of our catalogue.
    :param others: the others; one of our own name is passed over.
    """

    def __init__(self, name: str = "", others: Iterable[LoadedCatalogue] = ()) -> None:
        self._references = [one for other in others if other.name != name for one in _outside(name, other)]
        self._found: dict[int, Mapping[EntryKey, Sequence[OutsideReference]]] = {}

    def of(self, entry: Entry, state: LoadedCatalogue) -> Sequence[OutsideReference]:
        """Return the references that mean an entry of one of our states."""
        if not self._references:
            return ()
        if id(state) not in self._found:
            found: dict[EntryKey, list[OutsideReference]] = defaultdict(list)
            for reference in self._references:
                if meant := _meant(reference, state):
                    found[meant.key].append(reference)
            self._found[id(state)] = found
        return self._found[id(state)].get(entry.key, ())

    def lose(self, entry: Entry, old: LoadedCatalogue, new: LoadedCatalogue) -> bool:
        """Return whether a reference to an entry of the old state leads nowhere in the new one."""
        return any(_meant(one, new) is None for one in self.of(entry, old))

    def affected(
        self, entry: Entry, own: Iterable[tuple[Entry, int]], state: LoadedCatalogue, most: int
    ) -> Iterator[AffectedBy]:
        """Yield who depends on an entry in other catalogues, directly or through others.

        :param own: the affected entries of our catalogue, with their distances.
        :param most: the greatest number of dependants of each of these.
        """
        seen: set[tuple[str, str]] = set()
        for near, distance in ((entry, 0), *own):
            for reference in self.of(near, state):
                if not reference.is_dependency:
                    continue
                for one in _with_dependents(reference, distance, most):
                    if (one.catalogue, one.key) not in seen:
                        seen.add((one.catalogue, one.key))
                        yield one


def _outside(name: str, other: LoadedCatalogue) -> Iterator[OutsideReference]:
    """Yield the references of a catalogue that may mean ours."""
    graph = other.graph
    for reference in graph.references:
        if reference.resolution.candidates or reference.field.direction is Direction.IN:
            continue  # what is written as "it uses us" does not rely on it
        text = _ours(reference.text, name)
        if text:
            source = graph.subject_of(reference)
            field = reference.field
            yield OutsideReference(text, field.targets, source, other, field.dependency)
    for page in graph.catalogue.pages.values():
        for mention in page.mentions:
            text = _ours(mention.text, name)
            if text and mention.linked and not graph.meaning(mention, page.docname).candidates:
                entry = graph.catalogue.get(EntryKey(page.docname, mention.anchor))
                source = Backlink(page.docname, entry)
                yield OutsideReference(text, mention.kinds, source, other, is_dependency=False)


def _ours(text: str, name: str) -> str:
    """Return a reference without the prefix of our catalogue; empty if it names another one."""
    if not text.startswith(_PREFIX):
        return text
    prefix, _, rest = text.removeprefix(_PREFIX).partition(":")
    return rest if prefix == name else ""


def _meant(reference: OutsideReference, state: LoadedCatalogue) -> Entry | None:
    kinds = tuple(kind for kind in reference.kinds if kind in state.graph.catalogue.kinds)
    if reference.kinds and not kinds:
        return None
    return state.graph.catalogue.find(reference.text, kinds, "").entry


def _with_dependents(reference: OutsideReference, distance: int, most: int) -> Iterator[AffectedBy]:
    """Yield the source of a reference, and who depends on that."""
    other, link = reference.catalogue, reference.source
    yield AffectedBy(
        catalogue=other.name,
        key=other.key_of_link(link),
        owner=text_by_meaning(link.entry, Meaning.OWNER, other),
        focus=text_by_meaning(link.entry, Meaning.WEIGHT, other),
        distance=distance + 1,
    )
    for one in impact_of_entry(link.entry, other.graph, most).affected if link.entry else ():
        yield AffectedBy(
            catalogue=other.name,
            key=other.key_of_link(one.link) if one.link else one.name,
            owner=one.owner,
            focus=one.focus,
            distance=distance + one.through.length + 2,
        )
