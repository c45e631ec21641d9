"""A full file made from a JSON Schema, and a wrong one for each constraint of the schema."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Change = Callable[[Any], Any]
"""Returns what takes the place of a value."""
Mistake = tuple[str, tuple[Any, ...], Change]
"""The constraint, the way to the value, and what is wrong there."""

WORDS = ("a", "1.0", "a#b")
"""Texts, of which one fits each pattern."""
OTHER_TYPES: dict[str, Any] = {
    "string": 7,
    "integer": "x",
    "boolean": "x",
    "array": "x",
    "object": "x",
    "null": 7,
}


class Wrong(NamedTuple):
    """A file with one mistake."""

    constraint: str
    """The definition, the property in it and the constraint: ``EntryRecord.id: pattern``."""
    file: Any


class Constraints:
    """A schema, and what it allows and refuses."""

    def __init__(self, schema: Any) -> None:
        self.schema = schema

    def full(self, schema: Any = None) -> Any:
        """Return a value with all properties that a schema has; by default, a file."""
        schema = self._resolved(self.schema if schema is None else schema)[1]
        if "anyOf" in schema:
            return self.full(schema["anyOf"][0])
        if "enum" in schema:
            return schema["enum"][0]
        match schema.get("type"):
            case "string":
                return next(word for word in WORDS if re.search(schema.get("pattern", ""), word))
            case "integer":
                return schema.get("minimum", 0)
            case "boolean":
                return True
            case "array":
                items = schema.get("prefixItems") or [schema.get("items") or {}]
                return [self.full(one) for one in items]
            case "object":
                found = {key: self.full(one) for key, one in schema.get("properties", {}).items()}
                more = schema.get("additionalProperties")
                return found | ({"a": self.full(more)} if isinstance(more, dict) else {})
        return "a"

    def wrong(self) -> Iterator[Wrong]:
        """Yield a file for each constraint, once for each definition."""
        seen: set[str] = set()
        file = self.full()
        for constraint, path, change in self._mistakes(self.schema, file, (), ""):
            if constraint not in seen:
                seen.add(constraint)
                yield Wrong(constraint, _changed(file, path, change))

    def _resolved(self, schema: Any, name: str = "") -> tuple[str, Any]:
        if "$ref" not in schema:
            return name, schema
        name = schema["$ref"].rpartition("/")[2]
        return name, self.schema["$defs"][name]

    def _mistakes(self, schema: Any, value: Any, path: tuple[Any, ...], name: str) -> Iterator[Mistake]:
        name, schema = self._resolved(schema, name)
        if "anyOf" in schema:
            yield f"{name}: any of several", path, lambda _: [{"no": "such"}]
            for constraint, where, change in self._mistakes(schema["anyOf"][0], value, path, name):
                if where != path or not constraint.endswith(": type"):  # another branch may have that type
                    yield constraint, where, change
            return
        yield from _of_value(schema, path, name)
        if isinstance(value, dict):
            yield from self._of_object(schema, value, path, name)
        elif isinstance(value, list):
            items = schema.get("prefixItems") or [schema.get("items") or {}]
            for number, (one, inner) in enumerate(zip(items, value, strict=True)):
                yield from self._mistakes(one, inner, (*path, number), f"{name}[{number}]")

    def _of_object(self, schema: Any, value: Any, path: tuple[Any, ...], name: str) -> Iterator[Mistake]:
        for key in schema.get("required", ()):
            yield f"{name}: {key} is required", path, _without(key)
        more = schema.get("additionalProperties")
        if more is False:
            yield f"{name}: no other keys", path, lambda one: {**one, "no-such-key": 1}
        for key, inner in value.items():
            declared = schema.get("properties", {}).get(key, more)
            if isinstance(declared, dict):
                yield from self._mistakes(declared, inner, (*path, key), f"{name}.{key}")


def _of_value(schema: Any, path: tuple[Any, ...], name: str) -> Iterator[Mistake]:
    """Yield what can be wrong with a value as a whole."""
    found: dict[str, Any] = {"type": OTHER_TYPES[schema["type"]]} if "type" in schema else {}
    found |= {"enum": "no such word"} if "enum" in schema else {}
    found |= {"pattern": "//\n.."} if "pattern" in schema else {}
    found |= {"minimum": schema["minimum"] - 1} if "minimum" in schema else {}
    found |= {"maxLength": "x" * (schema["maxLength"] + 1)} if "maxLength" in schema else {}
    found |= {"maxItems": ["a"] * (schema["maxItems"] + 1)} if "maxItems" in schema else {}
    found |= {"minItems": []} if schema.get("minItems") else {}
    for constraint, wrong in found.items():
        yield f"{name}: {constraint}", path, lambda _, wrong=wrong: wrong


def _without(key: str) -> Change:
    return lambda one: {name: value for name, value in one.items() if name != key}


def _changed(value: Any, path: tuple[Any, ...], change: Change) -> Any:
    made = [copy.deepcopy(value)]
    inner: Any = made
    way = (0, *path)
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = change(inner[way[-1]])
    return made[0]
