"""The references between entries, and their backlinks. Computed for each build, never pickled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import TypeVar, cast

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue, Resolution
from sphinx_archdoc.catalogue.model import Entry, EntryKey, Mention, Page
from sphinx_archdoc.i18n import Translator, english
from sphinx_archdoc.schema.model import Direction, Field, FieldType, Layout, Subject

T = TypeVar("T")

_REFERRING = (FieldType.REFS, FieldType.SQL)
"""The types of fields whose values can refer to entries."""

MENTIONED_IN = english("Mentioned in")
"""Heading of the backlinks from prose."""


class Reference(msgspec.Struct, frozen=True, gc=False):
    """A reference in a field, and the result of its lookup."""

    source: Entry
    field: Field
    text: str
    resolution: Resolution


class Backlink(msgspec.Struct, frozen=True, gc=False):
    """The source of a reference to an entry: another entry, or a page."""

    page: str
    entry: Entry | None = None

    @property
    def key(self) -> EntryKey:
        """The key of the entry; for a page, a key with an empty anchor."""
        return self.entry.key if self.entry else EntryKey(self.page, "")


class Graph:
    """The references between the entries of a catalogue.

    :param labels: the names of Sphinx's labels in lower case; they win over entries of the same name.
    :param words: translates the texts that readers see; English by default.
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
        # a key equals the tuple of its parts, which is faster to make
        self._of: dict[tuple[str, str], dict[str, list[Reference]]] = defaultdict(lambda: defaultdict(list))
        self._backlinks: dict[tuple[str, str], dict[str, dict[EntryKey, Backlink]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for reference in self.references:
            source = reference.source
            self._of[source.page, source.anchor][reference.field.name].append(reference)
        self._note_references()
        self._note_mentions()

    def derived(self, key: object, make: Callable[[Graph], T]) -> T:
        """Return ``make(self)``, cached for the lifetime of the graph.

        :param key: a hashable key of the cache, unique to *make* and its parameters.
        """
        if key not in self._derived:
            self._derived[key] = make(self)
        return cast("T", self._derived[key])

    def meaning(self, mention: Mention, page: str) -> Resolution:
        """Resolve a mention on *page*; the result is empty if it means a label."""
        if self.means_label(mention):
            return Resolution()
        if mention.kinds or mention.checked:
            return self.catalogue.find(mention.text, mention.kinds, page)
        return self.catalogue.find_any(mention.text, page)

    def means_label(self, mention: Mention) -> bool:
        """Return whether a mention leads to one of Sphinx's labels, and not to an entry."""
        return bool(mention.label) and mention.label in self._labels

    def references_of(self, entry: Entry, field: str) -> list[Reference]:
        """Return the references in a field of *entry*, in the order of the source."""
        return self.references_from(entry).get(field, [])

    def references_from(self, entry: Entry) -> Mapping[str, list[Reference]]:
        """Return the references of *entry* by field, in the order of the fields of its kind."""
        return self._of.get((entry.page, entry.anchor), {})

    def backlinks_of(self, entry: Entry) -> dict[str, list[Backlink]]:
        """Return the backlinks of *entry* by heading, in the order of the kinds table; mentions come last."""
        found = self._backlinks.get((entry.page, entry.anchor))
        if not found:
            return {}
        return {
            heading: list(found[heading].values()) for heading in sorted(found, key=self._ranks.__getitem__)
        }

    def subject_of(self, reference: Reference) -> Backlink:
        """Return the source of a reference: the entry that holds it, or the page if the field says so."""
        source = reference.source
        if reference.field.subject is Subject.PAGE:
            return Backlink(source.page, self.catalogue.document_of(source.page))
        return Backlink(source.page, source)

    def title_of(self, link: Backlink) -> str:
        """Return the title of the entry or page that a backlink leads to."""
        return link.entry.title if link.entry else self.catalogue.title_of(link.page)

    def headings(self, kinds: Iterable[str]) -> list[str]:
        """Return all headings that backlinks of entries of these kinds can have, in their order."""
        names = list(kinds)
        found = {
            field.inverse
            for kind in self.catalogue.kinds.values()
            for field in kind.fields.values()
            if field.inverse and (not field.targets or not set(names).isdisjoint(field.targets))
        }
        return [*sorted(found, key=self._ranks.__getitem__), MENTIONED_IN]

    def _references(self) -> Iterator[Reference]:
        fields = {
            name: [field for field in kind.fields.values() if field.type in _REFERRING]
            for name, kind in self.catalogue.kinds.items()
        }
        for entry in self.catalogue.entries:
            for field in fields[entry.kind]:
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
                continue  # the other page lists this edge itself
            backlink = self.subject_of(reference)
            self._backlinks[target.key][field.inverse].setdefault(backlink.key, backlink)

    @staticmethod
    def _edge(reference: Reference) -> tuple[Direction, str, str]:
        """Return a reference of a page as an edge: its direction, the page, and the page of its target."""
        target = reference.resolution.entry
        return reference.field.direction, reference.source.page, target.page if target else ""

    def _note_mentions(self) -> None:
        for page in self.catalogue.pages.values():
            for source, mention in self._mentions_by_source(page):
                target = self.meaning(mention, page.docname).entry
                itself = source or self.catalogue.document_of(page.docname)
                if target is None or (itself and itself.key == target.key):
                    continue
                backlink = Backlink(page.docname, source)
                keys = {backlink.key, itself.key if itself else backlink.key}
                noted = self._backlinks[target.key]
                if not any(keys & links.keys() for links in noted.values()):
                    noted[MENTIONED_IN][backlink.key] = backlink

    def _mentions_by_source(self, page: Page) -> list[tuple[Entry | None, Mention]]:
        """Return the linked mentions of a page with their sources: first its document, then the page itself.

        ``archdoc.json`` keeps them apart, so their order in the text must not matter.
        """
        found = [(self._source_of(one, page.docname), one) for one in page.mentions if one.linked]
        if len(found) > 1:
            ranks = {entry.anchor: rank for rank, entry in enumerate(page.entries)}
            document = self.catalogue.document_of(page.docname)
            if document:
                ranks[document.anchor] = -2
            found.sort(key=lambda pair: ranks[pair[0].anchor] if pair[0] else -1)
        return found

    def _source_of(self, mention: Mention, page: str) -> Entry | None:
        """Return the entry that contains a mention, or None if the page itself counts as its source.

        An item of a list is named after its target, so as a backlink its page is more useful.
        """
        entry = self.catalogue.get(EntryKey(page, mention.anchor)) if mention.anchor else None
        is_item = entry is not None and self.catalogue.kind_of(entry).layout is Layout.LIST
        return None if is_item else entry


def is_enclosed(source: Entry, field: Field, target: Entry) -> bool:
    """Return whether a reference is implied by nesting alone: *source* is written inside *target*."""
    return field.implied and target.key == (source.page, source.parent)


def _opposite(edge: tuple[Direction, str, str]) -> tuple[Direction, str, str]:
    direction, page, other = edge
    return Direction.IN if direction is Direction.OUT else Direction.OUT, other, page
