"""What is not the same in a catalogue and in a software catalog of Backstage.

The catalogue is compared as it would be exported. So names, owners and lifecycles are mapped in one place,
and what was exported is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sphinx_archdoc.answers.coverage import ComparisonRecord, DifferenceItem, DifferenceName, share_record
from sphinx_archdoc.content.coverage import Share
from sphinx_archdoc.export.architecture import Architecture, Element, ExportedPage
from sphinx_archdoc.export.formats.backstage import KINDS, LIFECYCLES, UNKNOWN, Catalog, first_owner
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.meaning import Meaning, Nature
from sphinx_archdoc.sources.backstage import DEFAULT_NAMESPACE, CatalogEntity

_ALIKE = {KINDS[Nature.RUNS]: KINDS[Nature.DATA], KINDS[Nature.DATA]: KINDS[Nature.RUNS]}
"""Kinds of which either may be meant: what runs here may be a resource there."""


class _Own(NamedTuple):
    """An entity that would be exported."""

    kind: str
    name: str
    owner: str
    """Empty if there is none."""
    written_owner: str
    """The owner with the organisation that it is written with, which may be a namespace in Backstage."""
    lifecycle: str
    """Empty if neither the entry nor its page gives one."""
    made_of: Element | ExportedPage

    @property
    def element(self) -> Element:
        """The entry that it is made of, or the first of its page."""
        return self.made_of.elements[0] if isinstance(self.made_of, ExportedPage) else self.made_of

    @property
    def described(self) -> str:
        """The entry or page, for a message."""
        what = self.made_of.kind.name if isinstance(self.made_of, Element) else "page"
        return f"{what} '{shorten(self.made_of.title)}'"


def compared(
    architecture: Architecture,
    there: Sequence[CatalogEntity],
    kinds: Sequence[str] = (),
    *,
    is_complete_here: bool = True,
    is_complete_there: bool = True,
) -> ComparisonRecord:
    """Return what is not the same here and there.

    A kind that the files do not have at all is not compared, so that a catalog of components alone does not
    lack each table.

    :param there: the entities of files; no two with the same kind, namespace and name.
    :param kinds: names of kinds of entries, to compare only what they become; empty for all.
    :param is_complete_here: False if a source could not be read. Nothing is counted as missing here then.
    :param is_complete_there: False if a file could not be read. Nothing is counted as missing there then.
    """
    own = [*_own(architecture)]
    wanted = {
        KINDS[kind.nature]
        for loaded in architecture.catalogues
        for name, kind in loaded.graph.catalogue.kinds.items()
        if kind.nature in KINDS and (not kinds or name in kinds)
    }
    found = {kind for one in there if (kind := _kind(one))}
    pairs, lonely = _paired(own, there)
    counted = {
        one: pairs.get(one)
        for one in own
        if one.kind in wanted and (one in pairs or (is_complete_there and one.kind in found))
        if not kinds or one.element.kind.name in kinds
    }
    missing = [one for one in lonely if is_complete_here and _kind(one) in wanted]
    differences = [[*_differences(one, other)] for one, other in counted.items()]
    items = [*map(_missing_here, missing), *(one for several in differences for one in several)]
    left_out = dict.fromkeys(one.kind for one in own if one.kind in wanted - found)
    return ComparisonRecord(
        same=share_record(Share(differences.count([]), len(counted) + len(missing))),
        not_compared=tuple(left_out),
        items=tuple(items),
    )


def is_comparable(entity: CatalogEntity) -> bool:
    """Return whether something of ours may become such an entity."""
    return bool(_kind(entity))


def _own(architecture: Architecture) -> Iterator[_Own]:
    for made_of, entity in Catalog(architecture).entities():
        spec = entity["spec"]
        has_lifecycle = isinstance(made_of, Element) and made_of.inherited(Meaning.LIFECYCLE)
        yield _Own(
            kind=entity["kind"],
            name=entity["metadata"]["name"],
            owner="" if spec["owner"] == UNKNOWN else spec["owner"],
            written_owner=first_owner(made_of.inherited(Meaning.OWNER))
            if isinstance(made_of, Element)
            else "",
            lifecycle=spec.get("lifecycle", "") if has_lifecycle else "",
            made_of=made_of,
        )


def _kind(entity: CatalogEntity) -> str:
    """Return the kind as we write it; empty if nothing of ours becomes such an entity."""
    return next((kind for kind in KINDS.values() if kind.casefold() == entity.kind.casefold()), "")


def _paired(
    own: Sequence[_Own], there: Sequence[CatalogEntity]
) -> tuple[dict[_Own, CatalogEntity], list[CatalogEntity]]:
    """Return the entities with the same name, and those of the files that have no other.

    Upper and lower case are the same, as in Backstage. Of several namespaces, the default one comes first.
    """
    free: dict[tuple[str, str], list[CatalogEntity]] = defaultdict(list)
    for one in sorted(there, key=lambda one: one.path != one.name, reverse=True):
        free[_kind(one), one.name.casefold()].append(one)
    pairs: dict[_Own, CatalogEntity] = {}
    for other_kinds in ({}, _ALIKE):
        for mine in own:
            kind = other_kinds.get(mine.kind, mine.kind)
            if mine not in pairs and free.get((kind, mine.name.casefold())):
                pairs[mine] = free[kind, mine.name.casefold()].pop()
    left = {id(one) for several in free.values() for one in several}
    return pairs, [one for one in there if id(one) in left]


def _differences(own: _Own, other: CatalogEntity | None) -> Iterator[DifferenceItem]:
    if other is None:
        message = f"{own.described} is missing in Backstage"
        yield _item("missing-there", own, other, own.name, "", message)
        return
    at = f"in {other.file}:{other.line}"
    if own.kind != _kind(other):
        message = f"{own.described} is exported as a {own.kind}, but it is a {_kind(other)} {at}"
        yield _item("other-kind", own, other, own.kind, _kind(other), message)
    owner = "" if other.owner == UNKNOWN else other.owner
    if owner.casefold() not in {one.casefold() for one in (own.owner, own.written_owner or own.owner)}:
        has = f"has the owner '{own.owner}'" if own.owner else "has no owner"
        other_owner = f"'{shorten(owner)}'" if owner else "none"
        message = f"{own.described} {has}, but {other_owner} {at}"
        yield _item("other-owner", own, other, own.owner, owner, message)
    known = LIFECYCLES.values()
    if own.lifecycle and other.lifecycle in known and own.lifecycle != other.lifecycle:
        message = f"{own.described} has the lifecycle '{own.lifecycle}', but '{other.lifecycle}' {at}"
        yield _item("other-lifecycle", own, other, own.lifecycle, other.lifecycle, message)


def _missing_here(other: CatalogEntity) -> DifferenceItem:
    message = f"{_kind(other)} '{shorten(other.path)}' of Backstage is missing here"
    return _item("missing-here", None, other, "", other.name, message)


def _item(
    difference: DifferenceName,
    own: _Own | None,
    other: CatalogEntity | None,
    here: str,
    there: str,
    message: str,
) -> DifferenceItem:
    kind = _kind(other) if other else own.kind if own else ""
    path = f"{other.namespace}/{other.name}" if other else f"{DEFAULT_NAMESPACE}/{here}"
    element = own.element if own else None
    is_entry = own and isinstance(own.made_of, Element)
    return DifferenceItem(
        difference=difference,
        entity=f"{kind.lower()}:{path}",
        catalogue=element.loaded.name if element else "",
        key=element.key if element and is_entry else "",
        source=element.entry.where.source if element else "",
        line=(element.entry.where.line if is_entry else 1) if element else 0,
        file=other.file if other else "",
        file_line=other.line if other else 0,
        here=here,
        there=there,
        message=message,
    )
