"""The report of an export: what had no place in the format, and what was changed."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.answers.answer import AnswerRecord
from sphinx_archdoc.catalogue_file.recording import id_of
from sphinx_archdoc.export.architecture import Architecture, Element, holds_relations_alone
from sphinx_archdoc.export.format import ExportFormat


class ExportRemark(AnswerRecord, frozen=True, kw_only=True):
    """Something that had no place in the format, or that was changed."""

    catalogue: str
    id: str
    key: str
    """The reference that finds the entry."""
    kind: str
    field: str
    """Empty for the entry itself."""
    source: str
    """Path of the source file, relative to the source directory."""
    line: int
    is_left_out: bool
    """False if it was written in another form."""
    reason: str


def remarks(architecture: Architecture, format_: ExportFormat) -> list[ExportRemark]:
    """Return what a format left out or changed, in the order of the entries.

    :param architecture: as the format has left it.
    """
    found = [remark for element in architecture.elements for remark in _of(element, architecture, format_)]
    twice = (_remark(one, "", "an earlier entry has the same key") for one in architecture.duplicates)
    return [*found, *twice]


def _of(element: Element, architecture: Architecture, format_: ExportFormat) -> Iterator[ExportRemark]:
    if not element.is_placed:
        yield _remark(element, "", element.reason or _no_place(element, format_))
        return
    for field in element.fields:
        if field.name not in element.taken and not holds_relations_alone(field):
            yield _remark(element, field.name, f"{format_.title} has no equivalent for it")
    for relation in architecture.relations_of(element):
        if not relation.is_placed:
            reason = relation.reason or f"{format_.title} has no equivalent for such a dependency"
            yield _remark(element, relation.field.name, f"'{relation.text}': {reason}")
    for field_name, changed in element.remarks:
        yield _remark(element, field_name, changed, is_left_out=False)


def _no_place(element: Element, format_: ExportFormat) -> str:
    return f"{format_.title} has no equivalent for entries of the nature {element.nature}"


def _remark(element: Element, field: str, reason: str, *, is_left_out: bool = True) -> ExportRemark:
    entry = element.entry
    return ExportRemark(
        catalogue=element.loaded.name,
        id=id_of(entry.key),
        key=element.key,
        kind=entry.kind,
        field=field,
        source=entry.where.source,
        line=entry.line_of(field).line,
        is_left_out=is_left_out,
        reason=reason,
    )
