"""``sphinx-archdoc kinds``: list the kinds and their fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sphinx_archdoc.cli.input.known_kinds import kind_named, known_kinds
from sphinx_archdoc.cli.output.terminal import Exit, as_json, say, show
from sphinx_archdoc.schema.model import Field, FieldType, Kind, Layout, Scope, describe_targets

if TYPE_CHECKING:
    from rich.console import RenderableType


def run(names: Sequence[str], kinds_file: str | None, *, json: bool) -> Exit:
    """Print the kinds with these names, or all kinds if there are no names.

    :raises UsageError: if a kind is unknown.
    """
    kinds = known_kinds(kinds_file)
    wanted = {name: kind_named(name, kinds) for name in names} or kinds
    if json:
        say(as_json(wanted))
    else:
        show(*(part for number, kind in enumerate(wanted.values()) for part in _described(kind, number)))
    return Exit.DONE


_UNIQUE = {Scope.PAGE: "; unique on its page", Scope.PROJECT: "; unique in the project"}
_SHOWN = {
    Layout.HEADER: "the header of the page",
    Layout.CARD: "a card",
    Layout.ROW: "a row",
    Layout.LIST: "a list item",
}


def _described(kind: Kind, number: int) -> Iterator[RenderableType]:
    """Yield what to print for a kind: its title, how its name is written, and a table of its fields.

    :param number: how many kinds are printed before it.
    """
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    indent = (0, 0, 0, 2)
    if number:
        yield ""
    head = Text(f"{kind.name}: {kind.title}. {kind.help}".strip())
    head.stylize("bold", 0, len(kind.name))
    yield head
    name = f"with {kind.form or 'a name'}" if kind.takes_name else "without a name"
    scope = _UNIQUE[kind.scope] if kind.takes_name else ""
    yield Padding(f"Written {name}{scope}; shown as {_SHOWN[kind.layout]}.", indent)
    fields = [field for field in kind.fields.values() if field.name not in kind.name_fields]
    if not fields:
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column()
    for field in fields:
        table.add_row(field.name, Text(_field(field, content=field.name == kind.body)))
    yield Padding(table, indent)


def _field(field: Field, *, content: bool) -> str:
    marks = f"{'required, ' if field.required else ''}{'content, ' if content else ''}"
    return f"{marks}{_type(field)}. {field.help}".strip()


def _type(field: Field) -> str:
    if field.type is FieldType.CHOICE:
        return " | ".join(field.choices)
    if field.type is FieldType.REFS:
        return f"refs to {describe_targets(field.targets) if field.targets else 'any kind'}"
    return field.type.value
