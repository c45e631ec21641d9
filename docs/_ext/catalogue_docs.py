"""The reference of ``archdoc.json``, the changes of ``diff`` and the exports, printed from the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from printed import code, printer, table
from sphinx.pycode import ModuleAnalyzer

from sphinx_archdoc.catalogue_file import records
from sphinx_archdoc.changes.classes import ChangeId, Reliance
from sphinx_archdoc.export.architecture import Architecture
from sphinx_archdoc.export.formats import FORMATS
from sphinx_archdoc.export.json_schema import catalogue_schema
from sphinx_archdoc.export.tables import tables_of
from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    from sphinx.config import Config

RECORDS: dict[type[msgspec.Struct], str] = {
    records.CatalogueFile: "The file",
    records.About: "`catalogue`",
    records.Generator: "`generator`",
    records.PageRecord: "Each page in `pages`",
    records.EntryRecord: "Each entry in `entries`",
    records.ReferenceRecord: "Each reference in `references` and `mentions`",
    records.ShapeRecord: "Each table in `shapes`",
    records.ColumnRecord: "Each column in `columns`",
    records.SuppressionRecord: "Each suppression in `ignored`",
    records.ProblemRecord: "Each problem in `problems`",
}


@printer("catalogue-keys")
def catalogue_keys(config: Config) -> Iterator[str]:
    """The keys of each record of the file."""
    docs = ModuleAnalyzer.for_module(records.__name__).find_attr_docs()
    schema = catalogue_schema()["$defs"]
    for record, heading in RECORDS.items():
        yield from ("", f"### {heading}", "")
        rows = []
        properties = schema[record.__name__]["properties"]
        for field in msgspec.structs.fields(record):
            words = " ".join(filter(None, docs.get((record.__name__, field.name), ())))
            mark = "yes" if field.required else "—"
            rows.append((code(field.encode_name), _type(properties[field.encode_name]), mark, _plain(words)))
        yield from table(("Key", "Value", "Always there", "Meaning"), rows)


def _plain(words: str) -> str:
    return words.replace("``", "`").replace(":func:`.kind_records.properties_of`", "the keys of a kind")


def _type(schema: dict[str, object]) -> str:
    """The type of a value, in the words of JSON."""
    match schema:
        case {"anyOf": list(options)}:
            return " or ".join(dict.fromkeys(map(_type, options)))
        case {"type": "array"}:
            return "array"
        case {"$ref": _} | {"type": "object"} | {"additionalProperties": _}:
            return "object"
    return str(schema.get("type", "string"))


@printer("changes")
def changes(config: Config) -> Iterator[str]:
    """The changes that ``diff`` tells apart, with the class of each."""
    rows = (
        (code(id_), *(str(id_.risks[reliance]) for reliance in Reliance), id_.meaning) for id_ in ChangeId
    )
    yield from table(("Change", "Offered", "Asked for", "Told", "What it is"), rows)


@printer("exports")
def exports(config: Config) -> Iterator[str]:
    """A section on each export format: where entries and fields go."""
    for name, format_ in FORMATS.items():
        yield from ("", f"## {format_.title}", "", f"`export {name}`. {format_.help}", "")
        nothing = "— (in the report)"
        rows = [(f"entries of the nature `{one}`", format_.places.get(one, nothing)) for one in Nature]
        rows += [("dependencies", format_.dependency)]
        rows += [
            (f"fields with the meaning {code(one)}", format_.meanings[one])
            for one in Meaning
            if one in format_.meanings
        ]
        yield from table(
            ("In the catalogue", "There"), [*rows, ("all other fields", format_.others or nothing)]
        )


@printer("export-tables")
def export_tables(config: Config) -> Iterator[str]:
    """The tables of the databases, with their columns."""
    tables = tables_of(Architecture(()))
    yield from table(
        ("Table", "Columns"), ((code(one.name), ", ".join(map(code, one.columns))) for one in tables)
    )
