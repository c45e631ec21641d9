"""A complete entry of a kind, as an author writes it, from the examples in the kinds table.

The gallery shows them, and the tests build them.
"""

from __future__ import annotations

from sphinx_archdoc.schema.model import Field, FieldType, Kind


def options(kind: Kind) -> list[tuple[str, str]]:
    """The options of the entry, with their values: every field that is written as one."""
    written = [f for f in kind.fields.values() if f.name not in {kind.body, *kind.name_fields}]
    values = [(field.name, _value(field)) for field in written]
    return [(name, value) for name, value in values if value or kind.fields[name].type is FieldType.FLAG]


def myst(kind: Kind, name: str = "") -> str:
    """The entry in MyST Markdown; *name* is the example's, if it is not given."""
    lines = [f":{option}: {value}".rstrip() for option, value in options(kind)]
    return "\n".join([f"```{{archdoc:{kind.name}}}{_argument(kind, name)}", *lines, *_body(kind), "```"])


def rst(kind: Kind, name: str = "") -> str:
    """The entry in reStructuredText."""
    lines = [f":{option}: {value}".rstrip() for option, value in options(kind)]
    inner = [f"   {line}".rstrip() for line in (*lines, *_body(kind))]
    return "\n".join([f".. archdoc:{kind.name}::{_argument(kind, name)}", *inner])


def _value(field: Field) -> str:
    return field.example or next(iter(field.choices), "")


def _argument(kind: Kind, name: str) -> str:
    return f" {name or kind.example}" if kind.takes_name else ""


def _body(kind: Kind) -> list[str]:
    text = kind.fields[kind.body].example if kind.body else ""
    return ["", text] if text else []
