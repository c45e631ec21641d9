"""A complete entry of a kind, as an author writes it, from the examples in the kinds table.

The gallery shows them, and the tests build them.
"""

from __future__ import annotations

from sphinx_archdoc.markdown.convert.directives import directive_text
from sphinx_archdoc.parsing.values import WrongValue, parse_value
from sphinx_archdoc.schema.model import Field, FieldType, Kind


def myst(kind: Kind, name: str = "") -> str:
    """The entry in MyST Markdown; *name* is the example's, if it is not given."""
    return directive_text(kind, _argument(kind, name), example_options(kind), example_body(kind))


def rst(kind: Kind, name: str = "") -> str:
    """The entry in reStructuredText."""
    lines = [f":{option}: {value}".rstrip() for option, value in example_options(kind).items()]
    body = example_body(kind)
    inner = [f"   {line}".rstrip() for line in (*lines, *(["", body] if body else []))]
    return "\n".join([f".. archdoc:{kind.name}:: {_argument(kind, name)}".rstrip(), *inner])


def _argument(kind: Kind, name: str) -> str:
    return (name or kind.example) if kind.takes_name else ""


def example_options(kind: Kind) -> dict[str, str]:
    """A value for each field that is written as an option, in the order of the table; empty for a flag."""
    written = (f for f in kind.fields.values() if f.name not in {kind.body, *kind.name_fields})
    return {field.name: _example(field) for field in written}


def example_body(kind: Kind) -> str:
    """The content of an example; empty if the kind has none."""
    return _example(kind.fields[kind.body]) if kind.body else ""


def _example(field: Field) -> str:
    """The first of those values that are of the field's type."""
    if field.type is FieldType.FLAG:
        return ""
    return next(text for text in (field.example, *field.choices, "[TODO]") if _fits(field, text))


def _fits(field: Field, text: str) -> bool:
    try:
        return text == "[TODO]" or parse_value(field, text) is not None
    except WrongValue:
        return False
