"""``sphinx-archdoc new``: an entry of a kind, complete, to be filled in."""

from __future__ import annotations

import re

from sphinx_archdoc.cli.kinds import kind_named, known_kinds
from sphinx_archdoc.cli.terminal import Exit, Mistake, printable, say
from sphinx_archdoc.markdown.convert.directives import directive_text
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from sphinx_archdoc.schema.reading import clean_name

TO_FILL_IN = "[TODO]"
"""Stands where nothing better can be said. It is never taken for a value."""


def run(kind_name: str, name: str, kinds_file: str | None) -> Exit:
    """Print a directive with a placeholder for each field. The build reports those that are left.

    :raises Mistake: if there is no such kind, or it takes no such name.
    """
    kinds = known_kinds(kinds_file)
    kind = kind_named(kind_name, kinds)
    name = clean_name(printable(name))
    _check_name(kind, name)
    body = _placeholder(kind.fields[kind.body]) if kind.body else ""
    say(directive_text(kind, name, _placeholder_options(kind), body))
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


def _placeholder_options(kind: Kind) -> dict[str, str]:
    """Something to fill in for each field that is written as an option; a flag is set."""
    written = (f for f in kind.fields.values() if f.name not in {kind.body, *kind.name_fields})
    return {field.name: _placeholder(field) for field in written}


def _placeholder(field: Field) -> str:
    match field.type:
        case FieldType.FLAG:
            return ""
        case FieldType.DATE:
            return "YYYY-MM-DD"
        case FieldType.CODE | FieldType.SQL | FieldType.JSON:
            return TO_FILL_IN  # other words in brackets may be a value
        case FieldType.CHOICE:
            text = "/".join(field.choices)
        case FieldType.TEXT:
            text = field.help.removesuffix(".") or field.title
        case _:
            text = field.example
    text = " ".join(re.sub(r"[\[\]]", "", text).split())
    return f"[{text}]" if text else TO_FILL_IN
