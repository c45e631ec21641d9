"""The schemas accept what we write, and refuse each sort of mistake."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from sphinx_archdoc.catalogue.model import Page
from sphinx_archdoc.catalogue_file.encoding import UnreadableCatalogue, decode, encode
from sphinx_archdoc.catalogue_file.reading import graph_of as read_graph
from sphinx_archdoc.export.json_schema import (
    ANSWERS,
    FILES,
    answer_schema,
    catalogue_schema,
    kinds_schema,
)
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue.test_graph import sites
from tests.catalogue_file.files import file_of, shop
from tests.examples import examples
from tests.export.constraints import Constraints, Wrong

PUBLISHED = Path(__file__).parent.parent.parent / "docs/_extra/schema"
OPEN = jsonschema.Draft202012Validator(catalogue_schema())
STRICT = jsonschema.Draft202012Validator(catalogue_schema(builtin_kinds()))


def written() -> Any:
    return json.loads(encode(file_of(shop())))


as_published = pytest.mark.skipif(
    tuple(map(int, version("msgspec").split(".")[:2])) < (0, 19), reason="old msgspec writes other schemas"
)


@as_published
@pytest.mark.parametrize("name", [*FILES, *ANSWERS])
def test_the_published_schemas_are_those_of_the_code(name: str) -> None:
    """Write them anew with ``sphinx-archdoc schema NAME > docs/_extra/schema/NAME-1.json``."""
    schema = FILES[name]() if name in FILES else answer_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads((PUBLISHED / f"{name}-1.json").read_text("utf-8")) == json.loads(json.dumps(schema))


@examples(1)
@given(sites)
def test_every_file_is_valid(site: list[Page]) -> None:
    file = json.loads(encode(file_of(graph_of(site))))
    OPEN.validate(file)
    STRICT.validate(file)


Edit = Callable[[Any], object]


@pytest.mark.parametrize(
    "edit",
    [
        lambda file: file.pop("entries"),
        lambda file: file.pop("catalogue"),
        lambda file: file["catalogue"].pop("name"),
        lambda file: file.update(format="2.0"),
        lambda file: file.update(format=1),
        lambda file: file.update(entrys=[]),
        lambda file: file["entries"][0].pop("id"),
        lambda file: file["entries"][0].update(id="index"),
        lambda file: file["entries"][0].update(line=-1),
        lambda file: file["entries"][0].update(lnie=1),
        lambda file: file["entries"][0].update(lines={"owner": "2"}),
        lambda file: file["entries"][0].update(fields={"owner": {}}),
        lambda file: file["entries"][0].update(fields={"owner": [1]}),
        lambda file: file["entries"][0].update(references=[{"field": "owner"}]),
        lambda file: file["entries"][0].update(backlinks={"uses": "x"}),
        lambda file: file["pages"]["index"].pop("url"),
        lambda file: file["pages"]["index"].update(url="https://evil.example/"),
        lambda file: file["pages"]["index"].update(url="//evil.example/"),
        lambda file: file["pages"]["index"].update(url="javascript:x"),
        lambda file: file["pages"]["index"].update(url="a/../../b"),
        lambda file: file["pages"]["index"].update(url="a\nb"),
        lambda file: file["kinds"]["component"].pop("nature"),
        lambda file: file["kinds"]["component"].update(nature="walks"),
        lambda file: file["kinds"]["component"].update(help="x"),
        lambda file: file["kinds"]["component"]["fields"]["owner"].update(type="number"),
        lambda file: file["kinds"]["component"]["fields"]["owner"].pop("type"),
        lambda file: file.update(problems=[{"code": "x"}]),
    ],
)
def test_a_file_with_a_mistake_is_refused(edit: Edit) -> None:
    file = written()
    edit(file)
    assert list(OPEN.iter_errors(file))


FULL = Constraints(catalogue_schema())
WRONG = tuple(FULL.wrong())
DEFAULTS = re.compile(r"(Kind|Field): \S+ is required")
"""A reader takes the default for what a kind does not say, as for any key that is missing."""


def is_read(file: Any) -> bool:
    try:
        read_graph(decode(json.dumps(file).encode()))
    except UnreadableCatalogue:
        return False
    return True


@as_published
def test_a_file_with_all_keys_is_valid_and_is_read() -> None:
    assert not list(OPEN.iter_errors(FULL.full()))
    assert is_read(FULL.full())
    reached = {re.split(r"[.:\[]", one.constraint)[0] for one in WRONG}
    assert reached == set(FULL.schema["$defs"]), "each definition has its mistakes"
    assert len(WRONG) > 150


@as_published
@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.constraint)
def test_a_wrong_file_for_each_constraint(wrong: Wrong) -> None:
    """The schema refuses it, and so do the commands, but for keys of a later version."""
    assert list(OPEN.iter_errors(wrong.file))
    is_later = wrong.constraint.endswith("no other keys") or DEFAULTS.fullmatch(wrong.constraint)
    assert is_read(wrong.file) is bool(is_later)


@pytest.mark.parametrize(
    "edit",
    [
        lambda file: file["entries"][0].update(kind="unit"),
        lambda file: file["entries"][0]["fields"].update(ownr="x"),
        lambda file: file["entries"][0]["fields"].update(status="retired"),
        lambda file: file["entries"][0]["fields"].update(created="yesterday"),
        lambda file: file["entries"][1]["fields"].update({"depends-on": "api"}),
        lambda file: file["kinds"].update(unit=file["kinds"]["component"]),
    ],
)
def test_the_strict_schema_knows_the_kinds(edit: Edit) -> None:
    file = written()
    edit(file)
    assert not list(OPEN.iter_errors(file))
    assert list(STRICT.iter_errors(file))


def test_a_kind_of_a_project_is_in_its_strict_schema() -> None:
    added = {"unit": {"title": "Unit", "fields": {"level": {"type": "integer", "title": "Level"}}}}
    kinds, problems = merge_kinds(builtin_kinds(), added, "conf.py")
    assert not problems
    graph = graph_of([page("a", [entry("unit", "U", level=3)])], kinds)
    file = json.loads(encode(file_of(graph)))
    OPEN.validate(file)
    jsonschema.validate(file, catalogue_schema(kinds))
    assert list(STRICT.iter_errors(file))


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/", "../x", "a/..", "a b", "/x", "a\\b"]
)
def test_a_page_elsewhere_is_refused_when_the_file_is_read(url: str) -> None:
    file = written()
    file["pages"]["index"]["url"] = url
    with pytest.raises(UnreadableCatalogue, match="url"):
        decode(json.dumps(file).encode())


@pytest.mark.parametrize("url", ["", "index.html", "a/b.html", "a%20b/", "v..1/x.html", "über.html"])
def test_a_page_below_the_site_is_read(url: str) -> None:
    file = written()
    file["pages"]["index"]["url"] = url
    assert read_graph(decode(json.dumps(file).encode())).catalogue.entries
    OPEN.validate(file)


def test_the_table_of_kinds_has_a_schema() -> None:
    import tomllib

    root = PUBLISHED.parent.parent.parent
    for path in (root / "docs/archdoc.toml", root / "sphinx_archdoc/schema/kinds.toml"):
        jsonschema.validate(tomllib.loads(path.read_text("utf-8")), kinds_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"unit": {"fieds": {}}}, kinds_schema())
