"""Check that the headings of backlinks collide neither with columns nor with each other.

The heading of a backlink is the key of a column, as the name of a field is: see
:func:`~sphinx_archdoc.schema.model.heading_key`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_archdoc.schema.kind_checks import ReportProblem
from sphinx_archdoc.schema.model import Field, FieldType, Kind, heading_key

COLUMNS = ("name", "page", "kind", "summary", "mentioned-in")
"""Columns that every kind has: no field may have their name, and no backlink their heading."""


def check_inverse(field: Field, key: str, kinds: Mapping[str, Kind], report: ReportProblem) -> str:
    """Return the heading of a field's backlinks; empty if it would be taken for something else.

    A heading that another field of *kinds* has in other letters ("used by" beside "Used by") is that
    heading, so that readers see one line with the backlinks of both.

    :param key: where the field is declared, for *report*.
    """
    if not field.inverse:
        return ""
    column = heading_key(field.inverse)
    if not column:
        report(f"{key}.inverse", f"'{field.inverse}' has neither a letter nor a digit", "")
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
            report(f"{key}.inverse", f"'{target}' has a field '{other.name}' already", "")
            return ""
    return _spellings(kinds).get(column, field.inverse)


def check_name(kind: Kind, field: str, kinds: Mapping[str, Kind], report: ReportProblem) -> None:
    """Report a field of *kind* that has the name of backlinks of the kind.

    Readers still see both, in one cell. References and backlinks that share a heading are two sides of the
    same, and so no problem.
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
    """The headings of all backlinks, as they are written first, by their keys."""
    found: dict[str, str] = {}
    for kind in kinds.values():
        for field in kind.fields.values():
            found.setdefault(heading_key(field.inverse), field.inverse)
    return found
