"""Find the changes between two states of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.answers.meanings import text_by_meaning
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.changes.change import AffectedBy, CatalogueChange, fingerprint
from sphinx_archdoc.changes.classes import ChangeId, Risk
from sphinx_archdoc.changes.dependants import Dependants
from sphinx_archdoc.changes.entries import (
    EntryChange,
    changes_of_pair,
    owner_of,
    risk_of_added,
    risk_of_removed,
)
from sphinx_archdoc.changes.pairing import pair
from sphinx_archdoc.changes.problem_changes import problem_changes
from sphinx_archdoc.changes.readers import readers_of, users_of
from sphinx_archdoc.content.impact import impact_of_entry
from sphinx_archdoc.schema.meaning import Meaning

MOST_AFFECTED = 20
"""Entries that are listed as affected by one change."""

_NAMED = 3
"""Keys that a note names."""

_OTHER_NAME = (ChangeId.ENTRY_RENAMED, ChangeId.ENTRY_MOVED)
"""Changes after which references to the old name lead nowhere."""


class Comparison(msgspec.Struct, frozen=True):
    """The changes between two states, the most severe first."""

    new: LoadedCatalogue
    changes: tuple[CatalogueChange, ...]
    notes: tuple[str, ...] = ()
    """What whoever reads the changes should know first."""

    def number(self, risk: Risk) -> int:
        """Return the number of changes of a class that are not accepted."""
        return sum(1 for change in self.changes if change.risk is risk and not change.accepted)


def compare(old: LoadedCatalogue, new: LoadedCatalogue, others: Sequence[LoadedCatalogue] = ()) -> Comparison:
    """Return the changes from one state to another.

    :param others: other catalogues, which may rely on what changes.
    """
    comparer = _Comparer(old, new, others)
    order = list(Risk)
    changes = sorted(
        comparer.changes(),
        key=lambda one: (
            *(order.index(one.risk), one.source, one.line, one.key, one.id, one.field, one.old, one.new),
        ),
    )
    return Comparison(new, tuple(changes), tuple(comparer.notes()))


class _Comparer:
    def __init__(self, old: LoadedCatalogue, new: LoadedCatalogue, others: Sequence[LoadedCatalogue]) -> None:
        self.old = old
        self.new = new
        self.pairs = pair(old, new)
        self.dependants = Dependants(new.name, others)

    def notes(self) -> Iterator[str]:
        """Yield what should be known first."""
        if self.old.name != self.new.name:
            yield f"these are different catalogues: {self.old.name} and {self.new.name}"
        repeated = self.pairs.repeated
        if repeated:
            more = f" and {len(repeated) - _NAMED} more" if len(repeated) > _NAMED else ""
            names = ", ".join(repeated[:_NAMED])
            yield f"several entries have the same key, and the first one is used: {names}{more}"

    def changes(self) -> Iterator[CatalogueChange]:
        """Yield all changes."""
        renamed = {before.key: after for before, after in self.pairs.same}
        for before, after in self.pairs.same:
            for change in changes_of_pair(before, after, self.old, self.new, renamed, self.dependants):
                yield self._of_entry(change, after, self.new, before)
        for entry in self.pairs.removed:
            risk = risk_of_removed(entry, self.old, self.new, renamed, self.dependants)
            yield self._of_entry(EntryChange(ChangeId.ENTRY_REMOVED, risk), entry, self.old)
        for entry in self.pairs.added:
            risk = risk_of_added(entry, self.new)
            yield self._of_entry(EntryChange(ChangeId.ENTRY_ADDED, risk), entry, self.new)
        yield from self._problems()
        yield from self._kinds()

    def _of_entry(
        self, change: EntryChange, entry: Entry, state: LoadedCatalogue, before: Entry | None = None
    ) -> CatalogueChange:
        key = (self.old.key_of(before) if before else "") or state.key_of(entry)
        is_serious = change.risk is not Risk.HARMLESS
        # who wrote the old name is known from the old state alone
        was = (before, self.old) if before and change.id in _OTHER_NAME else (entry, state)
        affected, is_cut = self._affected(*was) if is_serious else ((), False)
        if not affected and change.risk is Risk.BREAKING:
            affected = tuple(self._readers(*was))
        where = entry.line_of(change.field)
        return CatalogueChange(
            risk=change.risk,
            id=change.id,
            fingerprint=fingerprint(change.id, key, change.field, change.old, change.new),
            key=state.key_of(entry),
            kind=entry.kind,
            title=entry.title,
            field=change.field,
            old=change.old,
            new=change.new,
            source=where.source,
            line=where.line,
            address=state.address_of(entry.page, entry.anchor),
            owner=owner_of(entry, state),
            affected=affected,
            more_affected=is_cut,
        )

    def _affected(self, entry: Entry, state: LoadedCatalogue) -> tuple[tuple[AffectedBy, ...], bool]:
        """Return who is affected, nearest first, and whether there are more.

        A setting affects what it is for, and what depends on that.
        """
        users = users_of(entry, state.graph)
        affected = {key: _affected_entry(one, state) for one in users if (key := state.key_of(one))}
        own: dict[EntryKey, tuple[Entry, int]] = {one.key: (one, 1) for one in users}
        is_cut = False
        for start, near in ((entry, 0), *own.values()):
            impact = impact_of_entry(start, state.graph, MOST_AFFECTED)
            is_cut = is_cut or impact.is_cut
            for one in impact.affected:
                key = state.key_of_link(one.link) if one.link else one.name
                distance = near + one.through.length + 1
                known = affected.get(key)
                if known is None or distance < known.distance:
                    affected[key] = AffectedBy(key=key, owner=one.owner, focus=one.focus, distance=distance)
                if one.link and one.link.entry:
                    own.setdefault(one.link.entry.key, (one.link.entry, distance))
        outside = self.dependants.affected(entry, own.values(), state, MOST_AFFECTED)
        found = sorted((*affected.values(), *outside), key=lambda one: one.distance)
        return tuple(found[:MOST_AFFECTED]), is_cut or len(found) > MOST_AFFECTED

    @staticmethod
    def _readers(entry: Entry, state: LoadedCatalogue) -> Iterator[AffectedBy]:
        """Yield the entries that refer to one, if none is known to be down without it."""
        for one in readers_of(entry, state.graph)[:MOST_AFFECTED]:
            yield _affected_entry(one, state)

    def _problems(self) -> Iterator[CatalogueChange]:
        """Yield the problems that are new or fixed."""
        for id_, problem, words in problem_changes(self.old.file, self.new.file):
            is_new = id_ is ChangeId.PROBLEM_NEW
            values = (("", problem.message), ("", words)) if is_new else ((problem.message, ""), (words, ""))
            line = problem.line if is_new else 0
            change = _plain(id_, problem.code, *values[0], problem.source, line)
            digits = fingerprint(id_, problem.code, problem.source, *values[1])
            yield msgspec.structs.replace(change, fingerprint=digits)

    def _kinds(self) -> Iterator[CatalogueChange]:
        """Yield the kinds with entries whose declarations have changed so that others may notice."""
        before, after = self.old.graph.catalogue, self.new.graph.catalogue
        for name in dict.fromkeys((*before.kinds, *after.kinds)):
            if name not in before.used_kinds and name not in after.used_kinds:
                continue
            if name not in before.kinds or name not in after.kinds:
                is_new = name in after.kinds
                yield _plain(ChangeId.KIND_CHANGED, name, "" if is_new else name, name if is_new else "")
                continue
            kind, then = after.kinds[name], before.kinds[name]
            for field, declared in then.fields.items():
                now = kind.fields.get(field)
                if now is None:
                    yield _plain(ChangeId.KIND_CHANGED, name, field, "", field=field)
                elif now.type is not declared.type:
                    yield _plain(ChangeId.KIND_CHANGED, name, declared.type, now.type, field=field)
                elif now.required and not declared.required:
                    yield _plain(ChangeId.KIND_CHANGED, name, "optional", "required", field=field)


def _affected_entry(entry: Entry, state: LoadedCatalogue) -> AffectedBy:
    """Return an entry that is affected without another one between."""
    focus = text_by_meaning(entry, Meaning.WEIGHT, state)
    return AffectedBy(key=state.key_of(entry), owner=owner_of(entry, state), focus=focus, distance=1)


def _plain(
    id_: ChangeId, key: str, old: str, new: str, source: str = "", line: int = 0, field: str = ""
) -> CatalogueChange:
    """Return a change of something that is not an entry."""
    return CatalogueChange(
        risk=next(iter(id_.risks.values())),
        id=id_,
        fingerprint=fingerprint(id_, key, field or source, old, new),
        key=key,
        kind="",
        title=key,
        field=field,
        old=old,
        new=new,
        source=source,
        line=line,
        address="",
        owner="",
    )
