"""``sphinx-archdoc kinds``, and the kinds that all commands know."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from sphinx_archdoc.cli.files import is_there
from sphinx_archdoc.cli.terminal import Exit, Mistake, as_json, complain, printable, say
from sphinx_archdoc.problems import did_you_mean, shorten
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, read_kinds_file
from sphinx_archdoc.schema.model import Field, FieldType, Kind, describe_targets

WIDTH = 100
"""Columns of a terminal that a line fills at most."""


def known_kinds(name: str | None) -> KindsTable:
    """The kinds of the package, with those of a user's file. What is wrong with the file is said.

    :raises Mistake: if nothing of the file can be read.
    """
    if name is None:
        return builtin_kinds()
    shown, path = printable(name), Path(name)
    if not is_there(path):
        raise Mistake(f"there is no file '{shown}'")
    kinds, problems = read_kinds_file(builtin_kinds(), path, shown)
    if kinds is builtin_kinds():
        raise Mistake("; ".join(map(str, problems)))
    for problem in sorted(problems):
        complain(f"{problem.where.source}:{problem.where.line}: {problem}")
    return kinds


def kind_named(name: str, kinds: KindsTable) -> Kind:
    """The kind of a name on the command line.

    :raises Mistake: if there is none.
    """
    if name in kinds:
        return kinds[name]
    hint = did_you_mean(name, kinds) or f"there are {', '.join(kinds)}"
    raise Mistake(f"there is no kind '{printable(shorten(name))}'; {hint}")


def run(names: Sequence[str], kinds_file: str | None, *, json: bool) -> Exit:
    """Print the kinds with these names, or the whole table.

    :raises Mistake: if there is no such kind.
    """
    kinds = known_kinds(kinds_file)
    wanted = {name: kind_named(name, kinds) for name in names} or kinds
    say(as_json(wanted) if json else "\n\n".join(map(_describe, wanted.values())))
    return Exit.DONE


def _describe(kind: Kind) -> str:
    """A kind and its fields, aligned."""
    head = f"{kind.name}: {kind.title}. {kind.help}".strip()
    name = f"Written {_argument(kind)}; unique in its {kind.scope}; shown as {kind.layout}."
    fields = [field for field in kind.fields.values() if field.name not in kind.name_fields]
    left = max((len(field.name) for field in fields), default=0) + 2
    lines = [
        *textwrap.wrap(head, WIDTH),
        *textwrap.wrap(name, WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]
    for field in fields:
        lines += _row(field, left, content=field.name == kind.body)
    return "\n".join(lines)


def _row(field: Field, left: int, *, content: bool) -> Iterator[str]:
    marks = f"{'required, ' if field.required else ''}{'content, ' if content else ''}"
    text = f"{marks}{_type(field)}. {field.help}".strip()
    name, *more = textwrap.wrap(text, WIDTH - left - 2) or [""]
    yield f"  {field.name:{left}}{name}".rstrip()
    yield from (f"  {'':{left}}{line}" for line in more)


def _argument(kind: Kind) -> str:
    if not kind.takes_name:
        return "without a name"
    return f"with {kind.form or 'a name'}"


def _type(field: Field) -> str:
    if field.type is FieldType.CHOICE:
        return " | ".join(field.choices)
    if field.type is FieldType.REFS:
        return f"refs to {describe_targets(field.targets) if field.targets else 'any kind'}"
    return field.type.value
