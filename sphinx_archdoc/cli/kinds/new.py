"""``sphinx-archdoc new``: print a complete entry of a kind, with placeholders to fill in."""

from __future__ import annotations

import re

from sphinx_archdoc.cli.input.known_kinds import kind_named, known_kinds
from sphinx_archdoc.cli.output.terminal import Exit, UsageError, printable, say
from sphinx_archdoc.markdown.convert.directives import directive_text
from sphinx_archdoc.parsing.names import clean_name
from sphinx_archdoc.problems import shorten
from sphinx_archdoc.schema.model import Field, FieldType, Kind

TO_FILL_IN = "[TODO]"
"""The placeholder for a field that gives no better one. The build never takes it for a value."""


def run(kind_name: str, name: str, kinds_file: str | None) -> Exit:
    """Print a directive with a placeholder for each field. The build reports placeholders that are left.

    :raises UsageError: if the kind is unknown, or the name is not valid for it.
    """
    kinds = known_kinds(kinds_file)
    kind = kind_named(kind_name, kinds)
    name = clean_name(printable(name))
    _check_name(kind, name)
    body = placeholder(kind.fields[kind.body]) if kind.body else ""
    say(directive_text(kind, name, _placeholder_options(kind), body, is_form=True))
    return Exit.DONE


def _check_name(kind: Kind, name: str) -> None:
    if not kind.takes_name:
        if name:
            raise UsageError(f"{kind.name} takes no name: it is named after its page")
        return
    form = kind.form or "a name"
    if not name:
        raise UsageError(
            f"{kind.name} needs {form}, such as '{kind.example}'"
            if kind.example
            else f"{kind.name} needs {form}"
        )
    if kind.pattern and not kind.pattern.fullmatch(name):
        raise UsageError(
            f"'{shorten(name)}' is not a valid name for {kind.name}; write {kind.form or kind.argument}"
        )


def _placeholder_options(kind: Kind) -> dict[str, str]:
    """Return the options to print, with a placeholder for each; a flag is printed as set."""
    written = (f for f in kind.fields.values() if f.name not in {kind.body, *kind.name_fields})
    return {field.name: placeholder(field) for field in written}


def placeholder(field: Field) -> str:
    """Return what stands for the value of a field; the build reports it if it is left."""
    match field.type:
        case FieldType.FLAG:
            return ""
        case FieldType.DATE:
            return "YYYY-MM-DD"
        case FieldType.CODE | FieldType.SQL | FieldType.JSON:
            return TO_FILL_IN  # any other text in brackets could be a valid value
        case FieldType.CHOICE:
            text = "/".join(field.choices)
        case FieldType.TEXT:
            text = field.help.removesuffix(".") or field.title
        case _:
            text = field.example
    text = " ".join(re.sub(r"[\[\]]", "", text).split())
    return f"[{text}]" if text else TO_FILL_IN
