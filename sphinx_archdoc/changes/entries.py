"""The changes of one entry, and their classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from sphinx_archdoc.answers.meanings import text_by_meaning
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.changes.classes import ChangeId, Reliance, Risk, change_of
from sphinx_archdoc.changes.columns import column_changes
from sphinx_archdoc.changes.dependants import Dependants
from sphinx_archdoc.changes.readers import readers_of
from sphinx_archdoc.schema.meaning import Change, Meaning
from sphinx_archdoc.schema.model import Field, FieldType, Kind

Renamed = Mapping[EntryKey, Entry]
"""The entries of the new state by the keys that they had in the old one."""

_BY_CHANGE = {
    Change.CONTRACT: ChangeId.CONTRACT_CHANGED,
    Change.CONDITION: ChangeId.CONDITION_CHANGED,
    Change.TOLD: ChangeId.TOLD_CHANGED,
}

_WORST = {
    Reliance.OFFERED: Risk.BREAKING,
    Reliance.ASKED: Risk.RISKY,
    Reliance.TOLD: Risk.HARMLESS,
}
"""The most severe class of a change of a column."""


class EntryChange(msgspec.Struct, frozen=True):
    """A change of an entry or of one of its fields."""

    id: ChangeId
    risk: Risk
    field: str = ""
    old: str = ""
    new: str = ""


def owner_of(entry: Entry, state: LoadedCatalogue) -> str:
    """Return the owner of an entry, or else that of its page."""
    return text_by_meaning(entry, Meaning.OWNER, state)


def reliance_of(entry: Entry, state: LoadedCatalogue) -> Reliance:
    """Return how others rely on an entry."""
    return Reliance.of(state.graph.catalogue.kind_of(entry).nature)


def risk_of_added(entry: Entry, state: LoadedCatalogue) -> Risk:
    """Return the class of a new entry."""
    reliance = reliance_of(entry, state)
    risk = ChangeId.ENTRY_ADDED.risks[reliance]
    kind = state.graph.catalogue.kind_of(entry)
    if reliance is Reliance.ASKED and kind.field_meaning(Meaning.DEMAND):
        risk = Risk.HARMLESS
        if _has(entry, kind, Meaning.DEMAND):
            risk = Risk.RISKY if _has(entry, kind, Meaning.FALLBACK) else Risk.BREAKING
    return _for_drafts(risk, entry, state)


def risk_of_removed(
    entry: Entry, old: LoadedCatalogue, new: LoadedCatalogue, renamed: Renamed, dependants: Dependants
) -> Risk:
    """Return the class of a removed entry."""
    risk = ChangeId.ENTRY_REMOVED.risks[reliance_of(entry, old)]
    is_used = dependants.lose(entry, old, new) or _is_still_used(entry, old, new, renamed)
    if _lifecycle(entry, old) == "last" or not is_used:
        risk = risk.at_most(Risk.RISKY)
    return _for_drafts(risk, entry, old)


def changes_of_pair(
    before: Entry,
    after: Entry,
    old: LoadedCatalogue,
    new: LoadedCatalogue,
    renamed: Renamed,
    dependants: Dependants,
) -> Iterator[EntryChange]:
    """Yield the changes between two states of an entry."""
    for change in _PairComparer(before, after, old, new, renamed, dependants).changes():
        yield msgspec.structs.replace(change, risk=_for_drafts(change.risk, after, new))


class _PairComparer:
    def __init__(
        self,
        before: Entry,
        after: Entry,
        old: LoadedCatalogue,
        new: LoadedCatalogue,
        renamed: Renamed,
        dependants: Dependants,
    ) -> None:
        self.before, self.after = before, after
        self.old, self.new = old, new
        self.renamed = renamed
        self.dependants = dependants
        self.kind = new.graph.catalogue.kind_of(after)
        self.reliance = reliance_of(after, new)

    def changes(self) -> Iterator[EntryChange]:
        yield from self._place()
        for field in self.kind.fields.values():
            if field.name in self.kind.name_fields or self._is_equal(field):
                continue  # they are the name
            if field.type in (FieldType.REFS, FieldType.SQL):
                yield from self._references(field)
            if field.type is FieldType.SQL:
                shapes = (state.shapes.get(field.name) for state in (self.before, self.after))
                has_readers = self._has_readers()
                for id_, risk, column, was, is_ in column_changes(*shapes, has_readers=has_readers):
                    yield EntryChange(id_, risk.at_most(_WORST[self.reliance]), column, was, is_)
            elif field.type is not FieldType.REFS:
                yield from self._value(field)

    def _is_equal(self, field: Field) -> bool:
        """Return whether a field is written as before; what it refers to may still have another name."""
        return self.before.values.get(field.name) == self.after.values.get(field.name) and (
            self.before.shapes.get(field.name) == self.after.shapes.get(field.name)
        )

    def _is_referred_to(self) -> bool:
        """Return whether an entry or page refers to the entry, in this catalogue or in another one."""
        return bool(self.new.graph.backlinks_of(self.after) or self.dependants.of(self.after, self.new))

    def _has_readers(self) -> bool:
        readers = readers_of(self.after, self.new.graph)
        return bool(readers or self.dependants.of(self.after, self.new))

    def _change(self, id_: ChangeId, field: str = "", old: str = "", new: str = "") -> EntryChange:
        return EntryChange(id_, id_.risks[self.reliance], field, old, new)

    def _place(self) -> Iterator[EntryChange]:
        """Yield whether it is renamed, or moved to another page."""
        was, is_ = self.old.key_of(self.before), self.new.key_of(self.after)
        is_renamed = self.before.name != self.after.name and self.kind.takes_name
        if not is_renamed and self.before.page == self.after.page:
            return
        id_ = ChangeId.ENTRY_RENAMED if is_renamed else ChangeId.ENTRY_MOVED
        risk = risk_of_removed(self.before, self.old, self.new, {}, self.dependants)
        risk = risk.at_most(id_.risks[self.reliance])
        if self.new.graph.catalogue.find(was, (), "").entry == self.after:
            risk = Risk.HARMLESS
        places = (was, is_) if is_renamed or was != is_ else (self.before.page, self.after.page)
        yield EntryChange(id_, risk, "", *places)

    def _value(self, field: Field) -> Iterator[EntryChange]:
        was, is_ = _text(self.before, field, self.old), _text(self.after, field, self.new)
        if was == is_:
            return
        match field.meaning:
            case Meaning.DEMAND:
                raised = self.after.values.get(field.name) not in (None, False, "")
                change = self._change(
                    ChangeId.DEMAND_RAISED if raised else ChangeId.DEMAND_LIFTED, field.name, was, is_
                )
                if raised and _has(self.after, self.kind, Meaning.FALLBACK):
                    change = msgspec.structs.replace(change, risk=change.risk.at_most(Risk.RISKY))
                yield change
            case Meaning.FALLBACK:
                id_ = ChangeId.FALLBACK_CHANGED if was and is_ else ChangeId.FALLBACK_ADDED
                change = self._change(id_ if is_ else ChangeId.FALLBACK_REMOVED, field.name, was, is_)
                is_demanded = _has(self.after, self.kind, Meaning.DEMAND)
                if not is_ and is_demanded and self.reliance is Reliance.ASKED:
                    change = msgspec.structs.replace(change, risk=Risk.BREAKING)
                yield change
            case Meaning.OWNER:
                id_ = ChangeId.OWNER_CHANGED if was and is_ else ChangeId.OWNER_ADDED
                yield self._change(id_ if is_ else ChangeId.OWNER_REMOVED, field.name, was, is_)
            case Meaning.LIFECYCLE:
                change = self._change(ChangeId.LIFECYCLE_CHANGED, field.name, was, is_)
                is_last = bool(field.choices) and is_ == field.choices[-1]
                if not (is_last and self._is_referred_to()):
                    change = msgspec.structs.replace(change, risk=Risk.HARMLESS)
                yield change
            case _:
                yield self._change(_BY_CHANGE[change_of(field)], field.name, was, is_)

    def _references(self, field: Field) -> Iterator[EntryChange]:
        was, is_ = self._targets(self.before, field, self.old), self._targets(self.after, field, self.new)
        added, removed = ChangeId.REFERENCE_ADDED, ChangeId.REFERENCE_REMOVED
        if field.dependency:
            added, removed = ChangeId.DEPENDENCY_ADDED, ChangeId.DEPENDENCY_REMOVED
        for key in is_.keys() - was.keys():
            change = self._change(added, field.name, "", is_[key][0])
            if self.reliance is Reliance.ASKED and is_[key][1] is Reliance.ASKED:
                change = msgspec.structs.replace(change, risk=Risk.RISKY)
            yield change
        for key in was.keys() - is_.keys():
            yield self._change(removed, field.name, was[key][0], "")

    def _targets(
        self, entry: Entry, field: Field, state: LoadedCatalogue
    ) -> dict[EntryKey | str, tuple[str, Reliance | None]]:
        """Return the names of the targets of a field, by their places in the new state."""
        found: dict[EntryKey | str, tuple[str, Reliance | None]] = {}
        for reference in state.graph.references_of(entry, field.name):
            target = reference.resolution.entry
            if target is None:
                found[reference.text] = (reference.text, None)
                continue
            now = self.renamed.get(target.key) if state is self.old else target
            found[now.key if now else f"gone {target.key}"] = (target.title, reliance_of(target, state))
        return found


def _text(entry: Entry, field: Field, state: LoadedCatalogue) -> str:
    """Return a value for comparison: plain words on one line, and lists in one order."""
    value = entry.values.get(field.name)
    if isinstance(value, tuple):
        return ", ".join(sorted(map(str, value)))
    if field.type is FieldType.FLAG:
        return "yes" if value else ""
    return " ".join(state.graph.catalogue.text_of(entry, field.name).split())


def _has(entry: Entry, kind: Kind, meaning: Meaning) -> bool:
    field = kind.field_meaning(meaning)
    return field is not None and entry.values.get(field.name) not in (None, False, "")


def _lifecycle(entry: Entry, state: LoadedCatalogue) -> str:
    """Return whether an entry, or else its page, is at the ``first`` or ``last`` choice of its lifecycle."""
    catalogue = state.graph.catalogue
    for one in filter(None, (entry, catalogue.document_of(entry.page))):
        field = catalogue.kind_of(one).field_meaning(Meaning.LIFECYCLE)
        value = one.values.get(field.name) if field else None
        if field and value and field.choices:
            return {field.choices[0]: "first", field.choices[-1]: "last"}.get(str(value), "")
    return ""


def _for_drafts(risk: Risk, entry: Entry, state: LoadedCatalogue) -> Risk:
    return risk.below if _lifecycle(entry, state) == "first" else risk


def _is_still_used(entry: Entry, old: LoadedCatalogue, new: LoadedCatalogue, renamed: Renamed) -> bool:
    """Return whether an entry of another owner, or on another page, referred to an entry and still does."""
    owner = owner_of(entry, old)
    for links in old.graph.backlinks_of(entry).values():
        for link in links:
            source = link.entry
            if source is None:
                continue
            theirs = owner_of(source, old)
            is_other = theirs != owner if theirs and owner else source.page != entry.page
            now = renamed.get(source.key) or new.graph.catalogue.get(source.key)
            if is_other and now and _refers(source, now, entry, old, new):
                return True
    return False


def _refers(source: Entry, now: Entry, entry: Entry, old: LoadedCatalogue, new: LoadedCatalogue) -> bool:
    """Return whether the reference of *source* to an entry is still written, and leads nowhere or on."""
    texts = {
        (field, one.text)
        for field, references in old.graph.references_from(source).items()
        for one in references
        if one.resolution.entry and one.resolution.entry.key == entry.key
    }
    return any(
        (field, one.text) in texts
        for field, references in new.graph.references_from(now).items()
        for one in references
    )
