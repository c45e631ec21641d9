"""Describe one entry with both ends of its references."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_archdoc.answers.answer import AnswerRecord, EntryPlace, place_of
from sphinx_archdoc.catalogue.graph import Backlink
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.catalogue_file.recording import id_of
from sphinx_archdoc.catalogue_file.records import FieldValue, ProblemRecord, ShapeRecord
from sphinx_archdoc.schema.model import heading_key


class LinkedEntry(AnswerRecord, frozen=True, kw_only=True):
    """The entry at the other end of a reference."""

    id: str
    """Empty if the reference leads to no entry of the catalogue."""
    key: str
    title: str
    """The title, or the reference as it is written if it leads nowhere."""


class DescribedEntry(EntryPlace, frozen=True, kw_only=True):
    """One entry with all that is known of it."""

    fields: Mapping[str, FieldValue]
    """The values that the author wrote."""
    text: Mapping[str, str]
    """The plain words of each field whose value has markup."""
    shapes: Mapping[str, ShapeRecord]
    references: Mapping[str, tuple[LinkedEntry, ...]]
    """What its fields refer to, by field."""
    backlinks: Mapping[str, tuple[LinkedEntry, ...]]
    """What refers to it, by the key of the heading."""
    problems: tuple[ProblemRecord, ...]
    """The problems that the build reported at its lines."""


def shown_entry(entry: Entry, loaded: LoadedCatalogue) -> DescribedEntry:
    """Return what is known of an entry."""
    record = next(one for one in loaded.file.entries if one.id == id_of(entry.key))
    graph = loaded.graph
    place = place_of(entry, loaded)
    return DescribedEntry(
        **{name: getattr(place, name) for name in EntryPlace.__struct_fields__},
        fields=record.fields,
        text=record.text,
        shapes=record.shapes,
        references={
            field: tuple(
                end_of_link(Backlink(to.page, to), loaded)
                if (to := reference.resolution.entry)
                else LinkedEntry(id="", key="", title=reference.text)
                for reference in references
            )
            for field, references in graph.references_from(entry).items()
        },
        backlinks={
            heading_key(heading): tuple(end_of_link(link, loaded) for link in links)
            for heading, links in graph.backlinks_of(entry).items()
        },
        problems=tuple(
            problem
            for problem in loaded.file.problems
            if problem.source == record.source
            and problem.line
            and problem.line in {record.line, *record.lines.values()}
        ),
    )


def end_of_link(link: Backlink, loaded: LoadedCatalogue) -> LinkedEntry:
    """Return the source of a backlink, or an entry as one."""
    return LinkedEntry(id=id_of(link.key), key=loaded.key_of_link(link), title=loaded.graph.title_of(link))
