"""Elements in the pages that hold them, as tools for C4 diagrams nest them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sphinx_archdoc.export.architecture import Architecture, Element, ExportedPage, Relation, RelationEnd
from sphinx_archdoc.export.names import ascii_name, unique_names
from sphinx_archdoc.schema.meaning import Nature

SAME_BRANCH = "a page and what is on it cannot depend on each other there"


class NestedRelation(NamedTuple):
    """All dependencies of one on another, as one."""

    source: str
    target: str
    label: str


class Nesting:
    """The pages that hold something or are described, what is outside, and an identifier for each.

    :param signs: the signs that identifiers may have besides letters and digits; the first of them takes
        the place of all others.
    :param reserved: words that are not identifiers.
    """

    def __init__(
        self, architecture: Architecture, signs: str, reserved: frozenset[str] = frozenset()
    ) -> None:
        self.architecture = architecture
        self.parts: Mapping[ExportedPage, list[Element]] = {
            page: parts for page in architecture.pages if (parts := _parts(page)) or page.document
        }
        self.external = architecture.of(Nature.EXTERNAL)
        named: dict[Element | ExportedPage, str] = {page: page.short_name for page in self.parts}
        named |= {element: element.title for parts in self.parts.values() for element in parts}
        named |= {element: element.title for element in self.external}
        wanted = {one: _identifier(name, signs, reserved) for one, name in named.items()}
        self.ids = unique_names(wanted, {one: one.identity for one in named}, longest=80, joint=signs[0])

    def place(self) -> None:
        """Note that all pages, their parts and what is outside have a place."""
        for page, parts in self.parts.items():
            for element in filter(None, (page.document, *parts)):
                element.place()
        for element in self.external:
            element.place()

    def path_of(self, end: RelationEnd) -> tuple[Element | ExportedPage, ...]:
        """Return an end and what holds it, the outermost first; empty if it has no place."""
        page = end if isinstance(end, ExportedPage) else end.page
        if page in self.parts and (end is page or end is page.document):
            return (page,)
        if end not in self.ids:
            return ()
        return (end,) if end in self.external else (page, end)

    def relations(self, reference: Callable[[Sequence[str]], str]) -> Iterator[NestedRelation]:
        """Yield each dependency once, with all its reasons, and note which of them have a place.

        :param reference: returns what stands for an end, from the identifiers of what holds it and its own.
        """
        labels: dict[tuple[str, str], dict[str, None]] = {}
        for relation in self.architecture.relations:
            source, target = self._paths(relation)
            if source and target:
                relation.place()
                one, other = (reference([self.ids[step] for step in path]) for path in (source, target))
                found = labels.setdefault((one, other), {})
                if relation.label:
                    found[relation.label] = None
        for (one, other), reasons in labels.items():
            yield NestedRelation(one, other, "; ".join(reasons))

    def _paths(self, relation: Relation) -> tuple[tuple[Element | ExportedPage, ...], ...]:
        if not relation.ends:
            return (), ()
        source, target = map(self.path_of, relation.ends)
        if source and target and (source[: len(target)] == target or target[: len(source)] == source):
            relation.reason = SAME_BRANCH
            return (), ()
        return source, target


def _parts(page: ExportedPage) -> list[Element]:
    found = page.of(Nature.RUNS, Nature.DATA, Nature.PAGE)
    return [element for element in found if element is not page.document]


def _identifier(name: str, signs: str, reserved: frozenset[str]) -> str:
    found = ascii_name(name, signs, signs[0])
    found = f"n{signs[0]}{found}" if found[0].isdigit() else found
    return f"{found}{signs[0]}1" if found.casefold() in reserved else found
