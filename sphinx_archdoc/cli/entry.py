"""``sphinx-archdoc new``: an entry of a kind, complete, to be filled in."""

from __future__ import annotations

from sphinx_archdoc.cli.kinds import known_kinds
from sphinx_archdoc.cli.terminal import Exit, Mistake, printable, say
from sphinx_archdoc.importer.writing import directive_text
from sphinx_archdoc.problems import did_you_mean, shorten
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from sphinx_archdoc.schema.reading import clean_name
from sphinx_archdoc.schema.values import WrongValue, parse_value

TO_FILL_IN = "[TODO]"
"""Stands where the kinds table has no example. It is never taken for a value."""


def run(kind_name: str, name: str, kinds_file: str | None) -> Exit:
    """Print a directive with all fields of the kind.

    :raises Mistake: if there is no such kind, or it takes no such name.
    """
    kinds = known_kinds(kinds_file)
    if kind_name not in kinds:
        hint = did_you_mean(kind_name, kinds) or f"there are {', '.join(kinds)}"
        raise Mistake(f"there is no kind '{printable(shorten(kind_name))}'; {hint}")
    kind = kinds[kind_name]
    name = clean_name(printable(name))
    _check_name(kind, name)
    say(directive_text(kind, name, example_options(kind), example_body(kind)))
    return Exit.DONE


def _check_name(kind: Kind, name: str) -> None:
    if not kind.takes_name:
        if name:
            raise Mistake(f"{kind.name} takes no name: its name is that of the page")
        return
    form = kind.form or "a name"
    if not name:
        raise Mistake(
            f"{kind.name} needs {form}, such as '{kind.example}'"
            if kind.example
            else f"{kind.name} needs {form}"
        )
    if kind.pattern and not kind.pattern.fullmatch(name):
        raise Mistake(
            f"'{shorten(name)}' is no name for this {kind.name}; write {kind.form or kind.argument}"
        )


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
    return next(text for text in (field.example, *field.choices, TO_FILL_IN) if _fits(field, text))


def _fits(field: Field, text: str) -> bool:
    try:
        return text == TO_FILL_IN or parse_value(field, text) is not None
    except WrongValue:
        return False
