"""The entries that rely on another one by references that are not dependencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.changes.classes import Reliance
from sphinx_archdoc.schema.model import FieldType


def readers_of(entry: Entry, graph: Graph) -> Sequence[Entry]:
    """Return the entries with a field that refers to an entry.

    Those that only inform are none, and neither are tables with a foreign key: the database keeps it.
    """
    return graph.derived(_readers, _readers).get(entry.key, ())


def users_of(entry: Entry, graph: Graph) -> Sequence[Entry]:
    """Return the entries that a setting is for: those that it refers to and that others rely on.

    Empty if the entry is not a setting.
    """

    def reliance_of(one: Entry) -> Reliance:
        return Reliance.of(graph.catalogue.kind_of(one).nature)

    if reliance_of(entry) is not Reliance.ASKED:
        return ()
    references = (one for several in graph.references_from(entry).values() for one in several)
    found = {target.key: target for one in references if (target := one.resolution.entry)}
    return [one for one in found.values() if reliance_of(one) is Reliance.OFFERED]


def _readers(graph: Graph) -> Mapping[EntryKey, Sequence[Entry]]:
    found: dict[EntryKey, dict[EntryKey, Entry]] = defaultdict(dict)
    for reference in graph.references:
        target, source = reference.resolution.entry, reference.source
        is_knowledge = Reliance.of(graph.catalogue.kind_of(source).nature) is Reliance.TOLD
        is_reader = reference.field.type is not FieldType.SQL and not is_knowledge
        if target and target.key != source.key and is_reader:
            found[target.key][source.key] = source
    return {key: tuple(readers.values()) for key, readers in found.items()}
