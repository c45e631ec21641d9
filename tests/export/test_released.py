"""The formats that were released: their files are read, and today's schemas break none of their readers.

Each folder in ``released`` has a version of the format, with the schemas that it was published with and a file.
The schemas are compared as catalogues, by the command ``diff``: each key is an entry on which a program relies, so
whatever is breaking there needs a new major version.

Until 0.1.0 is released, no reader relies on the schemas: copy those of ``docs/_extra/schema`` over the older ones.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.catalogue_file.encoding import decode
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.catalogue_file.reading import graph_of as read_graph
from sphinx_archdoc.catalogue_file.records import FORMAT
from sphinx_archdoc.changes.classes import Risk
from sphinx_archdoc.changes.compare import compare
from sphinx_archdoc.export.json_schema import ANSWERS, answer_schema, catalogue_schema
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import loaded

RELEASED = sorted((Path(__file__).parent / "released").iterdir())
SCHEMAS = {"catalogue": catalogue_schema, **{name: lambda name=name: answer_schema(name) for name in ANSWERS}}

KINDS, _ = merge_kinds(
    builtin_kinds(),
    {
        "key": {
            "title": "Key",
            "nature": "interface",
            "scope": "project",
            "fields": {
                "shape": {"title": "Shape", "change": "contract"},
                "presence": {"title": "Presence", "change": "contract"},
            },
        },
        "program": {
            "title": "Program",
            "nature": "runs",
            "scope": "project",
            "fields": {"reads": {"title": "Reads", "type": "refs", "dependency": True, "inverse": "Read by"}},
        },
    },
    "conf.py",
)


def as_catalogue(schema: Any, relied_on: Any) -> LoadedCatalogue:
    """The keys and words of a schema as entries, and a program that relies on those of another one."""
    keys = list(_keys(schema))
    program = entry("program", "jq", reads=[key.name for key in _keys(relied_on)])
    return loaded(graph_of([page("format", keys), page("users", [program])], KINDS))


def _keys(schema: Any) -> Iterator[Entry]:
    for name, declared in schema["$defs"].items():
        for word in declared.get("enum", ()):
            yield entry("key", f"{name}.{word}", shape="word", presence="sometimes")
        for key, value in declared.get("properties", {}).items():
            presence = "always" if key in declared.get("required", ()) else "sometimes"
            yield entry("key", f"{name}.{key}", shape=_shape(value), presence=presence)


def _shape(schema: Any) -> str:
    """What a program finds there: its types, without descriptions and limits."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(sorted(map(_shape, schema["anyOf"])))
    inner = schema.get("items") or schema.get("additionalProperties")
    listed = [inner] if isinstance(inner, dict) else schema.get("prefixItems", [])
    of = f" of {', '.join(map(_shape, listed))}" if listed else ""
    return f"{schema.get('type', 'anything')}{of}"


def broken(old: Any, new: Any) -> list[str]:
    changes = compare(as_catalogue(old, old), as_catalogue(new, old)).changes
    return [f"{one.id} {one.title}" for one in changes if one.risk is Risk.BREAKING]


def later(released: str) -> bool:
    """Whether the format has a new major version, which may break everything."""
    return FORMAT.partition(".")[0] != released.partition(".")[0]


@pytest.mark.parametrize("folder", RELEASED, ids=lambda path: path.name)
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_released_schema_is_not_broken(name: str, folder: Path) -> None:
    released = json.loads((folder / f"{name}.json").read_text("utf-8"))
    assert later(folder.name) or broken(released, SCHEMAS[name]()) == []


@pytest.mark.parametrize("folder", RELEASED, ids=lambda path: path.name)
def test_a_file_of_each_version_is_read(folder: Path) -> None:
    file = decode((folder / "archdoc.json").read_bytes())
    graph = read_graph(file)
    assert len(graph.catalogue.entries) == len(file.entries) > 3
    assert file.format == folder.name


def test_this_version_has_a_folder_when_it_is_released() -> None:
    assert [path.name for path in RELEASED if path.name.partition(".")[0] == FORMAT.partition(".")[0]]


Edit = Callable[[Any], object]


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (lambda defs: defs["EntryRecord"]["properties"].pop("key"), ["entry-removed EntryRecord.key"]),
        (lambda defs: defs.pop("ShapeRecord"), [
            "entry-removed ShapeRecord.columns", "entry-removed ShapeRecord.indexes",
            "entry-removed ShapeRecord.references"]),
        (lambda defs: defs["EntryRecord"]["properties"]["line"].update(type="string"),
         ["contract-changed EntryRecord.line"]),
        (lambda defs: defs["EntryRecord"]["properties"]["references"].update(items={"type": "string"}),
         ["contract-changed EntryRecord.references"]),
        (lambda defs: defs["EntryRecord"]["required"].remove("id"), ["contract-changed EntryRecord.id"]),
        (lambda defs: defs["Nature"]["enum"].remove("runs"), ["entry-removed Nature.runs"]),
        (lambda defs: defs["PageRecord"]["properties"].update(
            address=defs["PageRecord"]["properties"].pop("url")), ["entry-removed PageRecord.url"]),
        (lambda defs: defs["EntryRecord"]["properties"].update(more={"type": "string"}), []),
        (lambda defs: defs.update(New={"properties": {"a": {"type": "string"}}, "required": ["a"]}), []),
        (lambda defs: defs["Nature"]["enum"].append("walks"), []),
        (lambda defs: defs["EntryRecord"]["properties"]["line"].update(description="x", minimum=1), []),
        (lambda defs: defs["EntryRecord"]["properties"]["fields"]["additionalProperties"]["anyOf"].reverse(), []),
    ],
)  # fmt: skip
def test_what_breaks_readers_is_found(edit: Edit, found: list[str]) -> None:
    schema = catalogue_schema()
    changed = copy.deepcopy(schema)
    edit(changed["$defs"])
    assert sorted(broken(schema, changed)) == sorted(found)
