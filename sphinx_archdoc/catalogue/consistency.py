"""Check that names are unique where they must be, and that references resolve."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue, Resolution
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.parsing.names import composed
from sphinx_archdoc.problems import Code, Location, Problem, shorten
from sphinx_archdoc.schema.model import Field, FieldType, Scope, describe_targets

Elsewhere = Callable[[str, tuple[str, ...], str], bool]
"""Predicate ``(name, kinds, page)``: true if *name*, written on *page*, is known outside the catalogue."""


def check_consistency(graph: Graph, elsewhere: Elsewhere) -> Iterator[Problem]:
    """Yield the problems of the catalogue of *graph*: duplicate names, and references that do not resolve.

    :param elsewhere: called before a dangling reference is reported.
    """
    yield from _duplicates(graph.catalogue)
    yield from _references(graph, elsewhere)
    yield from _misspelled_externals(graph, elsewhere)
    yield from _mentions(graph, elsewhere)


def _duplicates(catalogue: Catalogue) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], Entry] = {}
    for entry in catalogue.entries:
        kind = catalogue.kind_of(entry)
        scope = entry.page if kind.scope is Scope.PAGE else ""
        other = first.setdefault((entry.kind, composed(entry.name), scope), entry)
        if other is entry or not entry.name:
            continue
        there = f"at {other.where.source}:{other.where.line}"
        if other.where == entry.where:
            there = f"by the page '{other.page}', which includes the same lines"
        if not kind.takes_name:
            yield Problem(
                entry.where,
                Code.DUPLICATE_ENTRY,
                f"the page already has a {kind.name} entry, {there}",
                "keep one of them",
            )
            continue
        extent = "on this page" if scope else "in the project"
        yield Problem(
            entry.where,
            Code.DUPLICATE_ENTRY,
            f"{kind.name} '{shorten(entry.name)}' is already defined {extent}, {there}",
            f"to show it here, use archdoc:table {kind.name} with :where: name in (…)",
        )


def _references(graph: Graph, elsewhere: Elsewhere) -> Iterator[Problem]:
    for reference in graph.references:
        field, source = reference.field, reference.source
        if reference.resolution.entry or (field.external and not reference.resolution.candidates):
            continue
        problems = _unresolved(
            graph.catalogue,
            reference.text,
            field.targets,
            reference.resolution,
            source.line_of(field.name),
            source.page,
            elsewhere,
        )
        for problem in problems:
            is_told = problem.hint or not source.is_recognised
            yield problem if is_told else msgspec.structs.replace(problem, hint=_meaning(source, field))


def _meaning(source: Entry, field: Field) -> str:
    """Return a hint for a name in plain Markdown that may be none: its column may mean something else."""
    read = f"it is read as '{field.title}' of this {source.kind}"  # the same for all entries of one row
    marker = f"<!-- archdoc: {source.kind}; NAME = notes -->"
    return (
        f"{read}: add an entry with this name, or write {marker} if the column or label means something else"
    )


def _misspelled_externals(graph: Graph, elsewhere: Elsewhere) -> Iterator[Problem]:
    """Yield the external names that are spelled almost like an entry: probably the entry is meant."""
    external = [
        reference
        for reference in graph.references
        if reference.field.external
        and reference.field.type is FieldType.REFS
        and not reference.resolution.candidates
    ]
    entries = graph.catalogue.entries if external else ()
    names = {(entry.kind, _fold(entry.name)): entry.name for entry in reversed(entries) if entry.name}
    for reference in external:
        field, source = reference.field, reference.source
        meant = next(filter(None, (names.get((kind, _fold(reference.text))) for kind in field.targets)), "")
        if meant and not elsewhere(reference.text, field.targets, source.page):
            yield Problem(
                source.line_of(field.name),
                Code.DANGLING_REFERENCE,
                f"there is no {describe_targets(field.targets)} '{shorten(reference.text)}'",
                f"did you mean '{shorten(meant)}'?",
            )


def _fold(name: str) -> str:
    """Return *name* without the differences in spelling that are ignored: case, hyphens and spaces."""
    return re.sub(r"[-_\s]+", "", composed(name).casefold())


def _mentions(graph: Graph, elsewhere: Elsewhere) -> Iterator[Problem]:
    catalogue = graph.catalogue
    for page in catalogue.pages.values():
        for mention in page.mentions:
            resolution = graph.meaning(mention, page.docname)
            if (
                resolution.entry
                or not (mention.checked or resolution.candidates)
                or graph.means_label(mention)
            ):
                continue
            yield from _unresolved(
                catalogue, mention.text, mention.kinds, resolution, mention.where, page.docname, elsewhere
            )


def _unresolved(
    catalogue: Catalogue,
    text: str,
    kinds: tuple[str, ...],
    resolution: Resolution,
    where: Location,
    page: str,
    elsewhere: Elsewhere,
) -> Iterator[Problem]:
    candidates = resolution.candidates
    if candidates:
        names = ", ".join(shorten(catalogue.qualified(entry, candidates)) for entry in candidates[:5])
        more = f" and {len(candidates) - 5} more" if len(candidates) > 5 else ""
        yield Problem(
            where, Code.AMBIGUOUS_REFERENCE, f"'{shorten(text)}' may mean {names}{more}", "say which"
        )
    elif not elsewhere(text, kinds, page):
        yield Problem(
            where,
            Code.DANGLING_REFERENCE,
            f"there is no {describe_targets(kinds)} '{shorten(text)}'",
            _hint(catalogue, text, kinds),
        )


def _hint(catalogue: Catalogue, text: str, kinds: tuple[str, ...]) -> str:
    """Return the hint for a reference that does not resolve; empty if no name is close."""
    page = text.rpartition("#")[0].rpartition(":")[2]
    if "](" in text or "`" in text:
        return "write the name alone, without a link or a role"
    if page and page not in catalogue.pages:
        return f"there is no page '{shorten(page)}' with entries"
    return catalogue.nearest(text, kinds)
