"""Join what Viper binds to a key with the default of that key: of ``SetDefault``, or of a struct's tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.literals import literal
from sphinx_archdoc.sources.steps.nested_types import NestedTypes
from sphinx_archdoc.sources.steps.struct_tags import Struct, find_structs
from sphinx_archdoc.sources.table import compile_expression
from sphinx_archdoc.sources.text import CodeText

_BOUND = re.compile(
    r'BindEnv\(\s*+"(?P<key>[\w.\-]{1,120})"\s*+,\s*+"(?P<name>[A-Za-z_]\w{0,99})"'
    r'(?:\s*+,\s*+"(?P<other>[A-Za-z_]\w{0,99})")?'
)
_DEFAULT = compile_expression(r'SetDefault\(\s*+"(?P<key>[\w.\-]{1,120})"\s*+,\s*+%LIT%\s*+\)')
_KEYS = ("mapstructure", "yaml", "json")
_DEEPEST = 8


def read_viper(text: CodeText) -> Iterator[Fact]:
    """Yield the variables that are bound to a key whose default the file gives."""
    if "BindEnv(" not in text.raw:
        return
    defaults: dict[str, str | None] = {}
    if "mapstructure:" in text.raw and "default:" in text.raw:
        defaults = dict(_tagged(text))
    for match in text.matches(_DEFAULT) if "SetDefault(" in text.raw else ():
        defaults[match["key"].casefold()] = literal(match)
    for match in text.matches(_BOUND):
        default = defaults.get(match["key"].casefold())
        for name in (match["name"], match["other"]) if default is not None else ():
            if name:
                yield EnvRead(name, text.line(match.start()), default, required=False)


def _tagged(text: CodeText) -> Iterator[tuple[str, str | None]]:
    """Yield the paths of the fields with a default; None for a path that two structs give differently."""
    structs = dict(find_structs(text))
    used = {field.type for struct in structs.values() for field in struct.fields}
    found: dict[str, str | None] = {}
    nested = NestedTypes(_DEEPEST)
    for name, struct in structs.items():
        for key, default in _fields(structs, struct, "", nested) if name not in used else ():
            found[key] = default if found.get(key, default) == default else None
    yield from found.items()


def _fields(
    structs: Mapping[str, Struct], struct: Struct, prefix: str, nested: NestedTypes
) -> Iterator[tuple[str, str]]:
    for field in nested.fields(struct, struct.fields):
        key = next((field.tags[tag].partition(",")[0] for tag in _KEYS if tag in field.tags), "")
        inner = field.inner or structs.get(field.type)
        if inner and nested.may_enter(inner):
            yield from _fields(structs, inner, f"{prefix}{key}." if key else prefix, nested)
        elif key and "default" in field.tags:
            yield f"{prefix}{key}".casefold(), field.tags["default"]
