"""The fields of a kind that have a form of their own: JSON, SQL, an address, a number."""

from __future__ import annotations

from sphinx_archdoc.schema.model import Field, FieldType, Kind


def json_field(kind: Kind) -> Field | None:
    """Return the field that is written below one key of a JSON document (``root``), if the kind has one."""
    return next((field for field in kind.fields.values() if field.root), None)


def sql_field(kind: Kind) -> Field | None:
    """Return the field that holds SQL, if the kind has one."""
    return next((field for field in kind.fields.values() if field.type is FieldType.SQL), None)


def paths_field(kind: Kind) -> Field | None:
    """Return the list of paths that all entries must have, if the kind has one; a path can be the name."""
    lists = (field for field in kind.fields.values() if field.type is FieldType.LIST)
    return next((field for field in lists if field.required), None)


def number_field(kind: Kind) -> Field | None:
    """Return the first field that is a whole number, if the kind has one."""
    return next((field for field in kind.fields.values() if field.type is FieldType.INTEGER), None)


def address_field(kind: Kind) -> Field | None:
    """Return the field that holds the address of an entry, if the kind has one."""
    return next((field for field in kind.fields.values() if field.type is FieldType.LINK), None)
