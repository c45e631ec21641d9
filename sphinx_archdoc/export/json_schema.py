"""JSON Schemas (2020-12) of ``archdoc.json``, ``archdoc.toml``, tables of kinds and answers of commands.

All are made from the records that read and write the files, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import msgspec

from sphinx_archdoc.answers.answer import Answer
from sphinx_archdoc.answers.coverage import CoverageAnswer
from sphinx_archdoc.answers.dependents import AffectedItem
from sphinx_archdoc.answers.query import QueryItem
from sphinx_archdoc.answers.shown import DescribedEntry
from sphinx_archdoc.catalogue_file.kind_records import ALWAYS, FOR_AUTHORS
from sphinx_archdoc.catalogue_file.records import FORMAT, SCHEMA, CatalogueFile
from sphinx_archdoc.changes.change import CatalogueChange
from sphinx_archdoc.export.remarks import ExportRemark
from sphinx_archdoc.rules.configuration import CheckSettings, Override, SourcesSettings
from sphinx_archdoc.rules.finding import Severity
from sphinx_archdoc.rules.project_rules import WrittenRule
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Field, FieldType, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

ANSWERS: dict[str, Any] = {
    "query": Answer[QueryItem],
    "show": Answer[DescribedEntry],
    "impact": Answer[AffectedItem],
    "changes": Answer[CatalogueChange],
    "coverage": CoverageAnswer,
    "export": Answer[ExportRemark],
}
"""The records of the answers, by the name of their schema."""

_VALUES: dict[FieldType, Schema] = {
    FieldType.FLAG: {"type": "boolean"},
    FieldType.INTEGER: {"type": "integer"},
    FieldType.LIST: {"type": "array", "items": {"type": "string"}},
    FieldType.REFS: {"type": "array", "items": {"type": "string"}},
    FieldType.DATE: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
}
"""Values of the types that are not simply strings."""


def catalogue_schema(kinds: KindsTable | None = None) -> Schema:
    """Return the schema of ``archdoc.json``.

    :param kinds: the only kinds that it may have, for a strict schema; by default, any kind may be there.
    """
    schema = _closed(msgspec.json.schema(CatalogueFile))
    defs = schema["$defs"]
    file = defs["CatalogueFile"]["properties"]
    major = FORMAT.partition(".")[0]
    file["format"]["pattern"] = rf"^{major}\.\d+$"
    file["kinds"] = {"type": "object", "additionalProperties": {"$ref": "#/$defs/Kind"}}
    defs["EntryRecord"]["properties"]["id"]["pattern"] = "^[^#]+#."
    defs |= _kind_definitions()
    named = {"$schema": DIALECT, "$id": SCHEMA, "title": "archdoc.json", **schema}
    if kinds is not None:
        del named["$id"]  # it is that of the open schema
        file["kinds"]["propertyNames"] = {"enum": list(kinds)}
        file["entries"]["items"] = {"allOf": [{"$ref": "#/$defs/EntryRecord"}, *_of_kinds(kinds)]}
        defs["EntryRecord"]["properties"]["kind"] = {"enum": list(kinds)}
    return named


def kinds_schema() -> Schema:
    """Return the schema of a table of kinds, as in the file that ``archdoc_kinds`` names."""
    return {
        "$schema": DIALECT,
        "title": "Table of kinds",
        **msgspec.json.schema(dict[str, Kind]),
    }


def rules_schema() -> Schema:
    """Return the schema of the file that ``archdoc_rules`` names."""
    return {
        "$schema": DIALECT,
        "title": "Rules of a project",
        **msgspec.json.schema(dict[str, WrittenRule]),
    }


def configuration_schema() -> Schema:
    """Return the schema of :file:`archdoc.toml`.

    Tables that are not ours are kinds, as in a file that ``archdoc_kinds`` names.
    """
    records = (SourcesSettings, Override, CheckSettings, Kind)
    (sources, override, check, kind), defs = msgspec.json.schema_components(
        records, ref_template="#/$defs/{name}"
    )
    kinds = {"type": "object", "additionalProperties": kind}
    severities = {"enum": [str(one) for one in Severity]}
    overrides = {"type": "array", "items": override}
    rules = {"type": "object", "properties": {"override": overrides}, "additionalProperties": severities}
    return {
        "$schema": DIALECT,
        "title": "archdoc.toml",
        "type": "object",
        "properties": {"sources": sources, "rules": rules, "check": check, "kinds": kinds},
        "additionalProperties": kind,
        **_closed({"$defs": defs}),
    }


FILES: dict[str, Callable[[], Schema]] = {
    "catalogue": catalogue_schema,
    "kinds": kinds_schema,
    "rules": rules_schema,
    "configuration": configuration_schema,
}
"""The functions that make the schemas of files, by the name of the schema."""


def answer_schema(name: str) -> Schema:
    """Return the schema of what a command prints with ``--format json``.

    :param name: a key of :data:`ANSWERS`.
    """
    schema = msgspec.json.schema(ANSWERS[name])
    return {"$schema": DIALECT, "title": f"Answer of sphinx-archdoc: {name}", **_closed(schema)}


def _closed(schema: Schema) -> Schema:
    """Return a schema whose records have no other keys: a key with a typing error is not an optional one."""
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition.setdefault("additionalProperties", False)
    return schema


def _kind_definitions() -> Iterator[tuple[str, Schema]]:
    """Yield the definitions of what the file says of kinds and fields."""
    for name, definition in msgspec.json.schema(Kind)["$defs"].items():
        properties = definition.get("properties", {})
        for key in (FOR_AUTHORS | {"name"}) & properties.keys() if name in ("Kind", "Field") else ():
            del properties[key]
        if name == "Wording":
            continue
        if name in ("Kind", "Field"):
            definition["required"] = sorted(ALWAYS & properties.keys())
        yield name, cast(Schema, definition)


def _of_kinds(kinds: KindsTable) -> Iterator[Schema]:
    """Yield for each kind a condition: entries of the kind have these fields."""
    for kind in kinds.values():
        fields = {name: _value(field) for name, field in kind.fields.items()}
        allowed = {"type": "object", "properties": fields, "additionalProperties": False}
        yield {
            "if": {"properties": {"kind": {"const": kind.name}}},
            "then": {"properties": {"fields": allowed}},
        }


def _value(field: Field) -> Schema:
    if field.type is FieldType.CHOICE:
        return {"enum": list(field.choices)}
    return _VALUES.get(field.type, {"type": "string"})
