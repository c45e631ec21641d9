"""Who refers to whom: references, and the backlinks that follow from them. Computed, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import TypeVar, cast

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue, Resolution
from sphinx_archdoc.catalogue.model import Entry, EntryKey, Mention
from sphinx_archdoc.i18n import Translator, english
from sphinx_archdoc.schema.model import Direction, Field, Layout, Subject

T = TypeVar("T")

MENTIONED_IN = english("Mentioned in")
"""Heading of the backlinks from prose."""


class Reference(msgspec.Struct, frozen=True, gc=False):
    """One reference in a field, looked up."""

    source: Entry
    field: Field
    text: str
    resolution: Resolution


class Backlink(msgspec.Struct, frozen=True, gc=False):
    """Who refers to an entry: another entry, or a page."""

    page: str
    entry: Entry | None = None

    @property
    def key(self) -> EntryKey:
        """The place that it leads to."""
        return self.entry.key if self.entry else EntryKey(self.page, "")


class Graph:
    """The references between the entries of a catalogue.

    :param labels: Sphinx's labels, in lower case, which a link may mean instead of an entry.
    :param words: what readers are told of the entries is said by these.
    """

    def __init__(
        self, catalogue: Catalogue, labels: Container[str] = (), words: Translator | None = None
    ) -> None:
        self.catalogue = catalogue
        self.words = words or Translator()
        self._labels = labels
        self._derived: dict[object, object] = {}
        self.references = list(self._references())
        inverses = [field.inverse for kind in catalogue.kinds.values() for field in kind.fields.values()]
        self._ranks = {heading: rank for rank, heading in enumerate(dict.fromkeys([*inverses, MENTIONED_IN]))}
        self._of: dict[EntryKey, dict[str, list[Reference]]] = defaultdict(lambda: defaultdict(list))
        self._backlinks: dict[EntryKey, dict[str, dict[EntryKey, Backlink]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for reference in self.references:
            self._of[reference.source.key][reference.field.name].append(reference)
        self._note_references()
        self._note_mentions()

    def derived(self, key: object, make: Callable[[Graph], T]) -> T:
        """Return what *make* computes from this graph, computed once.

        :param key: tells it from everything else that is derived from the graph.
        """
        if key not in self._derived:
            self._derived[key] = make(self)
        return cast("T", self._derived[key])

    def meaning(self, mention: Mention, page: str) -> Resolution:
        """What a mention on *page* leads to in the catalogue; nothing, if it means a label."""
        if self.means_label(mention):
            return Resolution()
        if mention.kinds or mention.checked:
            return self.catalogue.find(mention.text, mention.kinds, page)
        return self.catalogue.find_any(mention.text, page)

    def means_label(self, mention: Mention) -> bool:
        """Whether a mention leads to a label, and not to an entry."""
        return bool(mention.label) and mention.label in self._labels

    def references_of(self, entry: Entry, field: str) -> list[Reference]:
        """What *entry* names in *field*, in the order in which it is written."""
        return self.references_from(entry).get(field, [])

    def references_from(self, entry: Entry) -> Mapping[str, list[Reference]]:
        """What *entry* names, by field, in the order of the fields of its kind."""
        return self._of.get(entry.key, {})

    def backlinks_of(self, entry: Entry) -> dict[str, list[Backlink]]:
        """Who refers to *entry*, by heading, in the order of the kinds table; mentions come last."""
        found = self._backlinks.get(entry.key)
        if not found:
            return {}
        return {
            heading: list(found[heading].values()) for heading in sorted(found, key=self._ranks.__getitem__)
        }

    def subject_of(self, reference: Reference) -> Backlink:
        """Who a reference is from: the entry that holds it, or the document of its page."""
        source = reference.source
        if reference.field.subject is Subject.PAGE:
            return Backlink(source.page, self.catalogue.document_of(source.page))
        return Backlink(source.page, source)

    def title_of(self, link: Backlink) -> str:
        """What readers call the place that a backlink leads to."""
        return link.entry.title if link.entry else self.catalogue.title_of(link.page)

    def headings(self, kinds: Iterable[str]) -> list[str]:
        """The headings that backlinks of entries of these kinds may have."""
        names = list(kinds)
        found = {
            field.inverse
            for kind in self.catalogue.kinds.values()
            for field in kind.fields.values()
            if field.inverse and (not field.targets or not set(names).isdisjoint(field.targets))
        }
        return [*sorted(found, key=self._ranks.__getitem__), MENTIONED_IN]

    def _references(self) -> Iterator[Reference]:
        for entry in self.catalogue.entries:
            for field in self.catalogue.kind_of(entry).fields.values():
                for ref in entry.refs(field.name):
                    yield Reference(
                        entry, field, ref.text, self.catalogue.find(ref.text, field.targets, entry.page)
                    )

    def _note_references(self) -> None:
        listed = {
            self._edge(reference)
            for reference in self.references
            if reference.field.subject is Subject.PAGE and reference.resolution.entry
        }
        for reference in self.references:
            target, field, source = reference.resolution.entry, reference.field, reference.source
            if target is None or not field.inverse or is_enclosed(source, field, target):
                continue
            if (
                field.subject is Subject.PAGE
                and target == self.catalogue.document_of(target.page)
                and _opposite(self._edge(reference)) in listed
            ):
                continue  # the page lists the same edge itself
            backlink = self.subject_of(reference)
            self._backlinks[target.key][field.inverse].setdefault(backlink.key, backlink)

    @staticmethod
    def _edge(reference: Reference) -> tuple[Direction, str, str]:
        """An edge of a page's document: which way it points, the page, and the page of the other end."""
        target = reference.resolution.entry
        return reference.field.direction, reference.source.page, target.page if target else ""

    def _note_mentions(self) -> None:
        for page in self.catalogue.pages.values():
            for mention in page.mentions:
                if not mention.linked:
                    continue
                target = self.meaning(mention, page.docname).entry
                source = self._source_of(mention, page.docname)
                itself = source or self.catalogue.document_of(page.docname)
                if target is None or (itself and itself.key == target.key):
                    continue
                backlink = Backlink(page.docname, source)
                keys = {backlink.key, itself.key if itself else backlink.key}
                noted = self._backlinks[target.key]
                if not any(keys & links.keys() for links in noted.values()):
                    noted[MENTIONED_IN][backlink.key] = backlink

    def _source_of(self, mention: Mention, page: str) -> Entry | None:
        """The entry that a mention is from; None if it is from the page, or from an item of a list on it.

        An item is named after what it leads to, which tells nobody who mentions it.
        """
        entry = self.catalogue.get(EntryKey(page, mention.anchor)) if mention.anchor else None
        is_item = entry is not None and self.catalogue.kind_of(entry).layout is Layout.LIST
        return None if is_item else entry


def is_enclosed(source: Entry, field: Field, target: Entry) -> bool:
    """Whether a reference only says that the one entry is written within the other."""
    return field.implied and target.key == (source.page, source.parent)


def _opposite(edge: tuple[Direction, str, str]) -> tuple[Direction, str, str]:
    direction, page, other = edge
    return Direction.IN if direction is Direction.OUT else Direction.OUT, other, page
