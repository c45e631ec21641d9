"""Check that the headings of backlinks collide neither with columns nor with each other.

Fields and headings of backlinks share the keys of columns: see
:func:`~sphinx_archdoc.schema.model.heading_key`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_archdoc.schema.kind_checks import ReportProblem
from sphinx_archdoc.schema.model import Field, FieldType, Kind, heading_key

COLUMNS = ("name", "page", "kind", "summary", "mentioned-in")
"""Columns that every kind has: reserved names for fields, and reserved headings for backlinks."""


def check_inverse(field: Field, key: str, kinds: Mapping[str, Kind], report: ReportProblem) -> str:
    """Return the heading of a field's backlinks, or an empty string if it collides with a column.

    If other fields of *kinds* spell the heading differently ("used by" and "Used by"), return the first
    spelling, so that readers see one line with the backlinks of all.

    :param key: dotted key of the field, for *report*.
    """
    if not field.inverse:
        return ""
    column = heading_key(field.inverse)
    if not column:
        report(f"{key}.inverse", f"'{field.inverse}' contains neither letters nor digits", "")
        return ""
    if column in COLUMNS:
        report(
            f"{key}.inverse",
            f"'{field.inverse}' is the heading of a column that every kind has",
            "give the backlinks another heading",
        )
        return ""
    for target in field.targets or kinds:
        other = kinds[target].fields.get(column)
        if other and other.type is not FieldType.REFS:
            report(f"{key}.inverse", f"'{target}' already has a field '{other.name}'", "")
            return ""
    return _spellings(kinds).get(column, field.inverse)


def check_name(kind: Kind, field: str, kinds: Mapping[str, Kind], report: ReportProblem) -> None:
    """Report a field of *kind* if its name is also the heading of backlinks to the kind.

    Readers still see both, in one cell. A field of references may share the heading: it shows the same
    relation from the other side.
    """
    if kind.fields[field].type is FieldType.REFS:
        return
    for other in kinds.values():
        for reference in other.fields.values():
            is_here = not reference.targets or kind.name in reference.targets
            if reference.inverse and is_here and heading_key(reference.inverse) == field:
                message = f"'{reference.inverse}' is the heading of backlinks from '{other.name}'"
                report(f"{kind.name}.fields.{field}", message, "give the field another name")
                return


def _spellings(kinds: Mapping[str, Kind]) -> dict[str, str]:
    """Return the first spelling of each heading of backlinks, by column key."""
    found: dict[str, str] = {}
    for kind in kinds.values():
        for field in kind.fields.values():
            found.setdefault(heading_key(field.inverse), field.inverse)
    return found
