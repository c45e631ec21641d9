"""The structure of the package, held: who may import whom, and how long a file may be."""

from __future__ import annotations

import ast
import functools
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "sphinx_archdoc"

GROUND = {"digest", "i18n", "line_ends", "problems", "slow_expressions", "spelling", "xml_text"}

MAY_IMPORT = {
    **{name: set() for name in GROUND},
    "problems": {"spelling"},
    "schema": GROUND,
    "parsing": {*GROUND, "schema", "sources"},
    "catalogue": {*GROUND, "schema", "parsing"},
    "rules": {*GROUND, "schema", "parsing", "catalogue"},
    "content": {*GROUND, "schema", "parsing", "catalogue", "rules"},
    "sources": {*GROUND},
    "inventory": {*GROUND, "sources"},
    "checks": {*GROUND, "schema", "parsing", "catalogue", "rules", "sources"},
    "settings": {*GROUND, "schema", "inventory", "rules"},
    "catalogue_file": {*GROUND, "schema", "parsing", "catalogue"},
    "answers": {*GROUND, "schema", "catalogue", "catalogue_file", "rules", "content"},
    "changes": {*GROUND, "schema", "parsing", "catalogue", "catalogue_file", "content", "answers"},
    "export": {
        *(*GROUND, "schema", "parsing", "catalogue", "catalogue_file", "rules", "content", "answers"),
        *("changes", "drawing", "sources"),
    },
    "remote": {*GROUND, "catalogue_file", "inventory"},
    "drawing": {*GROUND, "parsing", "content"},
    "markdown": {*GROUND, "schema", "parsing"},
    "render": {*GROUND, "schema", "content", "drawing"},
    "ext": {
        *(*GROUND, "schema", "parsing", "catalogue", "content", "inventory", "checks", "drawing"),
        *("catalogue_file", "markdown", "render", "rules", "settings"),
    },
    "cli": {
        *(*GROUND, "schema", "parsing", "catalogue", "content", "catalogue_file", "sources", "inventory"),
        *("checks", "drawing", "markdown", "answers", "changes", "export", "remote", "rules", "settings"),
    },
    "testing": {*GROUND, "catalogue", "content", "ext"},
    "__main__": {"cli"},
}
"""Layers, and the layers below them that they import."""


def stack(*rooms: str) -> dict[str, set[str]]:
    """Rooms of which each may import all that are named before it."""
    return {room: set(rooms[:at]) for at, room in enumerate(rooms)}


FAMILIES = {
    *(
        "code_locations",
        "dates",
        "endpoints",
        "environment",
        "ownership",
        "servers",
        "tables",
        "unread",
        "webhooks",
    ),
}
"""Families of rules about the code; none of them imports another."""

SHARED_BY_RULES = {"facts", "scope", "in_use", "manifests", "undocumented", "secrets"}

COMMANDS = {"catalogue", "check", "convert", "init", "kinds"}
"""Rooms of commands; none of them imports another."""

ROOMS = {
    "cli": {
        "output": set(),
        "input": {"output"},
        **{room: {"input", "output"} for room in COMMANDS},
        "options": set(),
        "commands": {*COMMANDS, "options", "output"},
        "main": {"commands", "output"},
    },
    "markdown": {"document": set(), "recognise": {"document"}, "convert": {"document", "recognise"}},
    "markdown/recognise": stack(
        *("model", "context", "rule", "words", "literals", "html_blocks", "code_languages"),
        *("markers", "header", "changelog", "yaml_list", "names", "placeholders"),
        *("evidence", "values", "tables"),
        *("paragraphs", "headings", "state", "cards", "lists", "unread", "heading_evidence", "rules"),
        *("page", "explain"),
    ),
    "checks": {
        **stack("facts", "scope", "in_use", "manifests", "undocumented", "secrets"),
        **dict.fromkeys(FAMILIES, SHARED_BY_RULES),
        "causes": {"facts"},
        "engine": {"facts", "scope", "secrets", *FAMILIES},
    },
    "ext": {
        "config": set(),
        "config_checks": {"config"},
        "configuration": {"environment"},
        "doctree": set(),
        "role": set(),
        "version": set(),
        "virtual_environments": set(),
        "environment": {"doctree", "version"},
        "indices": {"environment"},
        "report": {"environment"},
        "catalogue_builder": set(),
        "catalogue_file": {"catalogue_builder", "environment"},
        "directives": {"config", "doctree", "environment"},
        "domain": {"directives", "environment", "indices", "role"},
        "rules": {"catalogue_file", "environment", "report"},
        "kinds": {"config_checks", "configuration", "domain", "environment", "rules"},
        "transforms": {"config", "doctree", "environment"},
        "collectors": {"doctree", "environment", "transforms"},
        "post_transforms": {"doctree", "environment"},
        "html": {"environment", "indices", "post_transforms"},
        "truth": {"environment", "report"},
        "workarounds": {"doctree", "environment", "indices"},
        "incremental": {"environment", "workarounds"},
        "setup": {
            *("catalogue_builder", "catalogue_file", "collectors", "config", "environment", "html"),
            *("incremental", "kinds", "post_transforms"),
            *("report", "rules", "transforms", "truth", "version", "virtual_environments", "workarounds"),
        },
    },
}
"""Folders that consist of rooms (folders, or single modules), and the rooms beside it that each may import."""

HOSTS = {"render": {"docutils"}, "ext": {"docutils", "sphinx"}, "testing": {"sphinx"}}
"""Which layers know docutils and Sphinx; all others are pure."""

NEEDS_PYTEST = "testing"
"""The one layer that imports pytest, and that no other imports."""

LONGEST = 300

MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_of(path: Path) -> Iterator[tuple[str, str]]:
    """The folders of the table that a module is in, with its room in each."""
    for folder in ROOMS:
        if path.is_relative_to(PACKAGE / folder):
            yield folder, path.relative_to(PACKAGE / folder).parts[0].removesuffix(".py")


@functools.cache
def imports(path: Path) -> frozenset[str]:
    return frozenset(imports_in(path))


def imports_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            # from sphinx_archdoc.ext import kinds: the names are modules
            yield from (
                (f"{module}.{alias.name}" for alias in node.names) if module.count(".") == 1 else [module]
            )


def wrong_imports(path: Path) -> Iterator[str]:
    layer = layer_of(path)
    allowed = MAY_IMPORT[layer] | {layer}
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "sphinx_archdoc":
            is_allowed = not rest or rest.partition(".")[0] in allowed
        elif top in {"docutils", "sphinx", "myst_parser"}:
            is_allowed = top in HOSTS.get(layer, set())
        else:
            is_allowed = layer == NEEDS_PYTEST or top not in {"pytest", "_pytest"}
        if not is_allowed:
            yield name


def test_a_module_imports_only_what_is_below_it() -> None:
    inner = (path for path in MODULES if layer_of(path) != "__init__")
    # __init__ is the front door: it opens ext, and only when Sphinx knocks
    assert {str(path): found for path in inner if (found := list(wrong_imports(path)))} == {}


def test_a_layer_may_import_no_more_than_it_does() -> None:
    found: dict[str, set[str]] = {layer: set() for layer in MAY_IMPORT}
    for path in MODULES:
        names = (name.split(".") for name in imports(path))
        others = {parts[1] for parts in names if parts[0] == "sphinx_archdoc" and len(parts) > 1}
        found.setdefault(layer_of(path), set()).update(others - GROUND - {layer_of(path)})
    del found["__init__"]
    assert {layer: others - GROUND for layer, others in MAY_IMPORT.items()} == found


def imports_of_wrong_rooms(path: Path) -> Iterator[str]:
    for folder, room in rooms_of(path):
        allowed = ROOMS[folder].get(room, set()) | {room}
        within = f"sphinx_archdoc.{folder.replace('/', '.')}."
        inner = (name for name in imports(path) if name.startswith(within))
        yield from (name for name in inner if name.removeprefix(within).partition(".")[0] not in allowed)


def test_a_room_imports_only_what_is_below_it() -> None:
    assert {str(path): found for path in MODULES if (found := list(imports_of_wrong_rooms(path)))} == {}


def test_all_rooms_are_in_the_table() -> None:
    found = {place for path in MODULES for place in rooms_of(path)}
    known = {(folder, room) for folder, rooms in ROOMS.items() for room in rooms}
    assert found - {(folder, "__init__") for folder in ROOMS} == known


def test_there_is_no_circle_of_rooms() -> None:
    for rooms in ROOMS.values():
        assert list(graphlib.TopologicalSorter(rooms).static_order())  # raises CycleError


def test_no_layer_has_a_circle_of_rooms() -> None:
    for layer in MAY_IMPORT:
        graphlib.TopologicalSorter(imports_between_rooms(layer)).prepare()  # raises CycleError


def imports_between_rooms(layer: str) -> dict[str, set[str]]:
    """The folders and modules that a layer consists of, with those beside it that each imports."""
    found: dict[str, set[str]] = {}
    within = f"sphinx_archdoc.{layer}."
    for path in MODULES:
        if path.is_relative_to(PACKAGE / layer):
            room = path.relative_to(PACKAGE / layer).parts[0].removesuffix(".py")
            inner = (name.removeprefix(within) for name in imports(path) if name.startswith(within))
            found.setdefault(room, set()).update({name.partition(".")[0] for name in inner} - {room})
    return found


def test_a_file_can_be_read_in_one_sitting() -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {str(path): number for path, number in lines.items() if number > LONGEST} == {}


def test_no_code_asks_which_kind_it_has() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare):
                names = {ast.unparse(node.left)}
                assert not (
                    names & {"kind", "kind.name", "entry.kind"}
                    and any(
                        isinstance(c, ast.Constant) and isinstance(c.value, str) and c.value
                        for c in node.comparators
                    )
                ), f"{path.name}:{node.lineno}"


def test_the_pure_layers_load_neither_sphinx_nor_docutils() -> None:
    code = (
        "import sys, sphinx_archdoc.content.page, sphinx_archdoc.catalogue.consistency, "
        "sphinx_archdoc.parsing.entry; "
        "sys.exit(any(name in sys.modules for name in ('sphinx', 'docutils', 'sqlglot')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def below(layer: str) -> set[str]:
    """All layers that a layer imports, itself or through others."""
    direct = MAY_IMPORT[layer] - GROUND
    return direct.union(*(below(other) for other in direct))


def nearest(layer: str) -> set[str]:
    """The layers that a layer imports, without those that come with another one of them."""
    direct = MAY_IMPORT[layer] - GROUND
    return direct.difference(*(below(other) for other in direct))


def test_the_documentation_shows_these_layers() -> None:
    text = (PACKAGE.parent / "docs/architecture.md").read_text("utf-8")
    shown = dict(re.findall(r"{archdoc:component} (\w+)\n(?::.*\n)*?:depends-on: (.*)\n", text))
    layers = (layer for layer in MAY_IMPORT if layer != "__main__" and nearest(layer))
    assert {layer: set(others.split(", ")) for layer, others in shown.items()} == {
        layer: nearest(layer) for layer in layers
    }


def test_no_two_public_types_have_one_name() -> None:
    found: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            for name in types_in(node):
                found.setdefault(name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def types_in(node: ast.stmt) -> list[str]:
    """The public classes, aliases and type variables that a statement creates: ``Block``, and not ``LONGEST``."""
    names: list[str] = []
    if isinstance(node, ast.ClassDef):
        names = [node.name]
    elif isinstance(node, ast.Assign):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        names = [node.target.id]
    return [name for name in names if name[0].isupper() and not name.isupper()]
