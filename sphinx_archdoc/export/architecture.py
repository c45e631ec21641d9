"""What is exported: entries with what they are and mean, the pages around them, and their dependencies.

A format asks elements for their values, and elements note what they were asked for. Whatever no format asked
for is in the report, so nothing can be left out silently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sphinx_archdoc.answers.query import Query, run_query
from sphinx_archdoc.catalogue.edges import dependency
from sphinx_archdoc.catalogue.graph import Backlink, Reference
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.content.column_values import cell_of
from sphinx_archdoc.export.addresses import address_of
from sphinx_archdoc.export.names import one_line
from sphinx_archdoc.schema.meaning import Meaning, Nature
from sphinx_archdoc.schema.model import Field, FieldType, Subject

_Place = tuple[int, EntryKey]
"""The number of a catalogue, and an entry there."""


class Element:
    """An entry to export, and what a format took of it."""

    def __init__(self, entry: Entry, loaded: LoadedCatalogue, page: ExportedPage) -> None:
        self.entry = entry
        self.loaded = loaded
        self.page = page
        self.kind = loaded.graph.catalogue.kind_of(entry)
        self.nature = self.kind.nature
        self.key = loaded.key_of(entry)
        self.title = one_line(entry.title) or self.kind.title
        self.is_placed = False
        self.reason = ""
        """Why it has no place; empty if its nature says so."""
        self.remarks: list[tuple[str, str]] = []
        """Fields, empty for the entry itself, and what was changed."""
        self.taken = set(self.kind.name_fields)
        """The fields that have a place; those that the name is made of have that of the name."""

    @property
    def identity(self) -> str:
        """A text that no other element of a well-formed source has."""
        return f"{self.loaded.name}/{self.key}"

    @property
    def address(self) -> str:
        """The address on the site, for any program; empty if that of the site is not known."""
        return address_of(self.loaded, self.entry.page, self.entry.anchor)

    @property
    def fields(self) -> Iterator[Field]:
        """The fields that have a value."""
        return (field for field in self.kind.fields.values() if field.name in self.entry.values)

    def texts(self, field: Field) -> list[str]:
        """Return the values of a field as plain words; from now on, it has a place."""
        self.taken.add(field.name)
        cell = cell_of(self.entry, field.name, self.loaded.graph, shown=True)
        return [str(cell).lower()] if isinstance(cell, bool) else list(cell)

    def words(self, field: Field) -> str:
        """Return the values of a field as one text; from now on, it has a place."""
        return ", ".join(self.texts(field))

    def text_by_meaning(self, meaning: Meaning) -> str:
        """Return the value of the field with a meaning on one line; empty if there is none."""
        field = self.kind.field_meaning(meaning)
        known = field and field.name in self.entry.values
        return " ".join(self.words(field).split()) if field and known else ""

    def inherited(self, meaning: Meaning) -> str:
        """Return the value with a meaning, or else that of the page."""
        document = self.page.document if self.page.document is not self else None
        return self.text_by_meaning(meaning) or (document.text_by_meaning(meaning) if document else "")

    def description(self) -> str:
        """Return what it is for, or else the prose that sums it up, on one line."""
        purpose = self.text_by_meaning(Meaning.PURPOSE)
        summary = self.kind.fields.get(self.kind.summary)
        if purpose or not summary or summary.name not in self.entry.values:
            return purpose
        return " ".join(self.words(summary).split())

    def stage(self) -> int:
        """Return how far along it is, or else its page: -1 for a first choice, 1 for the last, 0 between.

        A lifecycle with two choices has no first stage, as both "active" and "deprecated" are then known.
        """
        for one in filter(None, (self, self.page.document)):
            field = one.kind.field_meaning(Meaning.LIFECYCLE)
            if field and one.text_by_meaning(Meaning.LIFECYCLE):
                value, choices = (one.entry.values[field.name],), field.choices
                return 1 if choices[-1:] == value else -1 if choices[:1] == value and len(choices) > 2 else 0
        return 0

    def rest(self) -> Iterator[tuple[Field, str]]:
        """Yield the fields without a place yet, with their values; dependencies are not among them."""
        for field in self.fields:
            if field.name not in self.taken and not holds_relations_alone(field):
                yield field, self.words(field)

    def place(self) -> Element:
        """Note that the element has a place."""
        self.is_placed = True
        return self

    def remark(self, field: str, what: str) -> None:
        """Note for the report that something was changed."""
        if (field, what) not in self.remarks:
            self.remarks.append((field, what))


class _ElementList:
    """What has elements, in an order."""

    elements: list[Element]

    def of(self, *natures: Nature) -> list[Element]:
        """Return the elements of some natures, in order."""
        return [element for element in self.elements if element.nature in natures]


class ExportedPage(_ElementList):
    """A page, and the elements on it."""

    def __init__(self, name: str, loaded: LoadedCatalogue) -> None:
        self.name = name
        self.loaded = loaded
        self.title = one_line(loaded.graph.catalogue.title_of(name)) or loaded.name
        self.document: Element | None = None
        """The element that describes the whole page, if it is exported."""
        self.elements: list[Element] = []
        """All elements on the page; the first with the nature of a page is its document."""

    @property
    def identity(self) -> str:
        """A text that no other page of a well-formed source has."""
        return f"{self.loaded.name}/{self.name}"

    @property
    def short_name(self) -> str:
        """The name without ``index`` at its end; that of the catalogue for its first page."""
        return self.name.removesuffix("index").rstrip("/") or self.loaded.name

    @property
    def address(self) -> str:
        """The address on the site; empty if it is not known."""
        return address_of(self.loaded, self.name)

    def remark(self, field: str, what: str) -> None:
        """Note for the report that something was changed; the report names the first element of the page."""
        (self.document or self.elements[0]).remark(field, what)


RelationEnd = Element | ExportedPage
"""An end of a dependency. A page with a document is its element."""


class Relation:
    """A dependency that an element declares, and whether a format took it."""

    def __init__(self, element: Element, reference: Reference, label: str) -> None:
        self.element = element
        """The element that declares it; not always one of its ends."""
        self.reference = reference
        self.field = reference.field
        self.text = reference.text
        self.leads_outside = reference.resolution.entry is None
        """True if it names something that is not in the catalogue."""
        self.label = label
        """The reason, if the element says nothing else."""
        self.source: RelationEnd | None = None
        self.target: RelationEnd | None = None
        """Its ends; None for what is not exported."""
        self.reason = ""
        """Why it has no place; empty if the format does not say so."""
        self.is_placed = False

    @property
    def ends(self) -> tuple[RelationEnd, RelationEnd] | None:
        """Both ends, if both are exported."""
        return (self.source, self.target) if self.source and self.target else None

    def place(self, *, with_label: bool = True) -> None:
        """Note that it has a place; an element that is nothing but a dependency has this as well."""
        self.is_placed = True
        if holds_relations_alone(self.field):
            self.element.taken.add(self.field.name)
        if self.field.subject is Subject.PAGE:
            self.element.place()
            if with_label and self.label:
                self.element.taken.add(self.element.kind.summary)


class Architecture(_ElementList):
    """All that is exported.

    :param catalogues: what is exported, each by itself.
    :param where: an expression that the entries must fulfil; empty for all.
    :raises Question: if the expression is not valid.
    """

    def __init__(self, catalogues: Sequence[LoadedCatalogue], where: str = "") -> None:
        self.catalogues = tuple(catalogues)
        self._numbers = {id(loaded): number for number, loaded in enumerate(self.catalogues)}
        self.considered = sum(len(loaded.graph.catalogue.entries) for loaded in catalogues)
        self.pages: list[ExportedPage] = []
        self.elements: list[Element] = []
        self.duplicates: list[Element] = []
        """Elements with the key of an earlier one, which no reference finds."""
        self.relations: list[Relation] = []
        self._by_place: dict[_Place, Element] = {}
        self._by_page: dict[tuple[int, str], ExportedPage] = {}
        selected = self._selected(where)
        for number, loaded in enumerate(self.catalogues):
            self._add(number, loaded, selected)
        for number, loaded in enumerate(self.catalogues):
            self.relations += self._relations(number, loaded)
        self._declared: dict[Element, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            self._declared[relation.element].append(relation)

    def relations_of(self, element: Element) -> Sequence[Relation]:
        """Return the dependencies that an element declares."""
        return self._declared.get(element, ())

    def offered_by(self, element: Element) -> Element | None:
        """Return what is external and offers an interface, whose reference to it has a place now, or None."""
        for field, references in element.loaded.graph.references_from(element.entry).items():
            for reference in references:
                found = reference.resolution.entry
                known = self._by_place.get((self._numbers[id(element.loaded)], found.key)) if found else None
                if known and known.nature is Nature.EXTERNAL and not reference.field.dependency:
                    element.taken.add(field)
                    return known
        return None

    def _selected(self, where: str) -> set[tuple[int, EntryKey]] | None:
        if not where.strip():
            return None
        rows = run_query(Query(where=where), self.catalogues).rows
        return {(self._numbers[id(row.loaded)], row.entry.key) for row in rows}

    def _add(self, number: int, loaded: LoadedCatalogue, selected: set[_Place] | None) -> None:
        keys: set[str] = set()
        for entry in loaded.graph.catalogue.entries:
            if selected is not None and (number, entry.key) not in selected:
                continue
            page = self._page(number, entry.page, loaded)
            element = Element(entry, loaded, page)
            if element.key in keys:
                self.duplicates.append(element)
                continue
            keys.add(element.key)
            page.elements.append(element)
            if loaded.graph.catalogue.document_of(entry.page) == entry:
                page.document = element
            self.elements.append(element)
            self._by_place[number, entry.key] = element

    def _page(self, number: int, name: str, loaded: LoadedCatalogue) -> ExportedPage:
        if (number, name) not in self._by_page:
            self._by_page[number, name] = ExportedPage(name, loaded)
            self.pages.append(self._by_page[number, name])
        return self._by_page[number, name]

    def _relations(self, number: int, loaded: LoadedCatalogue) -> Iterator[Relation]:
        for reference in loaded.graph.references:
            element = self._by_place.get((number, reference.source.key))
            if element and reference.field.dependency:
                edge = dependency(reference, loaded.graph)
                relation = Relation(element, reference, edge.label)
                relation.source, relation.target = (
                    self._end(number, end.link) for end in (edge.source, edge.target)
                )
                if relation.leads_outside:
                    relation.reason = "leads to nothing in the catalogue"
                elif relation.ends is None:
                    relation.reason = "leads to an entry that is not selected"
                yield relation

    def _end(self, number: int, link: Backlink | None) -> RelationEnd | None:
        if link is None:
            return None
        return (
            self._by_place.get((number, link.key)) if link.entry else self._by_page.get((number, link.page))
        )


def holds_relations_alone(field: Field) -> bool:
    """Return whether a field says nothing but on what something depends; SQL says more."""
    return field.dependency and field.type is FieldType.REFS
