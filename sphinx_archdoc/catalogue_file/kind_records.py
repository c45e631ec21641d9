"""The declarations of kinds in ``archdoc.json``: what is needed to understand entries, not to write them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import msgspec

from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import EdgeFields, Field, Kind, Record

FOR_AUTHORS = {"help", "example", "wording", "section", "form"}
"""Properties that help to write entries."""
ALWAYS = {"title", "plural", "scope", "nature", "type", "fields"}
"""Properties that are written even if they have their default, as programs look for them."""


def properties_of(kind: Kind) -> dict[str, object]:
    """Return the properties of a kind by their names in the kinds table, without what only authors need."""
    return _properties(kind) | {"fields": {field.name: _properties(field) for field in kind.fields.values()}}


def kinds_of(records: Mapping[str, Mapping[str, object]]) -> KindsTable:
    """Return the kinds of a file. Properties that this version does not know are ignored.

    :raises msgspec.ValidationError: if a property has a value that this version does not take.
    """
    return {name: _kind(name, properties) for name, properties in records.items()}


def _properties(record: Record) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, (attribute, default) in _defaults(type(record)).items():
        value = getattr(record, attribute)
        if key in ALWAYS or value != default:
            found[key] = msgspec.to_builtins(value)
    return found


@functools.cache
def _defaults(record: type[Record]) -> Mapping[str, tuple[str, object]]:
    """Return the attributes that are written and their defaults, by their names in the kinds table."""
    return {
        attribute.encode_name: (attribute.name, _default(attribute))
        for attribute in _attributes(record)
        if attribute.encode_name not in FOR_AUTHORS | {"name"}
    }


@functools.cache
def _attributes(record: type[Record]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(record)


def _default(attribute: msgspec.structs.FieldInfo) -> object:
    if attribute.default_factory is not msgspec.NODEFAULT:
        return attribute.default_factory()
    return attribute.default


def _kind(name: str, properties: Mapping[str, object]) -> Kind:
    known = _known(properties, Kind)
    fields = known.pop("fields", {})
    if not isinstance(fields, Mapping):
        raise msgspec.ValidationError(f"Expected `object` - at `$.kinds.{name}.fields`")
    if isinstance(edge := known.get("edge"), Mapping):
        known["edge"] = _known(edge, EdgeFields)
    kind = msgspec.convert({**known, "name": name}, Kind)
    return msgspec.structs.replace(
        kind,
        fields={
            key: msgspec.convert({**_known(raw, Field), "name": key}, Field) for key, raw in fields.items()
        },
    )


def _known(properties: object, record: type[Record]) -> dict[str, object]:
    """Return the properties that *record* has."""
    if not isinstance(properties, Mapping):
        raise msgspec.ValidationError(f"Expected `object`, got `{type(properties).__name__}`")
    names = {attribute.encode_name for attribute in _attributes(record)}
    return {key: value for key, value in properties.items() if key in names}
