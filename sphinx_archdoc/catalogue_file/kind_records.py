"""The declarations of kinds in ``archdoc.json``: what is needed to understand entries, not to write them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import msgspec

from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import EdgeFields, Field, Kind
from sphinx_archdoc.schema.wording import Record

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
    defaults = _defaults(type(record))
    return {
        key: value
        for key, value in msgspec.to_builtins(record).items()
        if key not in FOR_AUTHORS and key != "name" and (key in ALWAYS or value != defaults[key])
    }


@functools.cache
def _defaults(record: type[Record]) -> Mapping[str, object]:
    """Return the defaults of the properties as they are written, by their names in the kinds table."""
    defaults: Mapping[str, object] = msgspec.to_builtins(record(name=""))
    return defaults


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
    names = record.__struct_encode_fields__
    return {key: value for key, value in properties.items() if key in names}
