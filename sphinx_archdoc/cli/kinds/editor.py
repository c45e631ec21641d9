"""``sphinx-archdoc editor``: snippets for editors, from the kinds table.

The form is that of Visual Studio Code (https://code.visualstudio.com/docs/editing/userdefinedsnippets), which
other editors read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sphinx_archdoc.cli.input.known_kinds import known_kinds
from sphinx_archdoc.cli.kinds.new import placeholder
from sphinx_archdoc.cli.output.files import write_or_fail
from sphinx_archdoc.cli.output.terminal import Exit, UsageError, as_json, printable, reason, say
from sphinx_archdoc.markdown.convert.directives import directive_text
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import Field, FieldType, Kind

FILE_NAME = "archdoc.code-snippets"

_STOP = re.compile(r"\ue000(\d+)\ue001")
"""The place of a tab stop in a text; the characters are private, so no kind uses them."""

Snippet = dict[str, str | list[str]]


def write_snippets(folder: str | None, kinds_file: str | None) -> Exit:
    """Write the snippets of all kinds into a folder, or print them.

    :param folder: the path of the folder, which is created if its parent exists; None to print.
    :param kinds_file: the path of a file with kinds of a project.
    :raises UsageError: if the kinds cannot be read, or the file cannot be written.
    """
    text = as_json(snippets(known_kinds(kinds_file)))
    if folder is None:
        say(text)
        return Exit.DONE
    path = Path(folder, FILE_NAME)
    try:
        path.parent.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:  # ValueError: the name has a null byte
        raise UsageError(f"'{printable(path)}' cannot be written: {reason(error)}") from None
    write_or_fail(path, f"{text}\n".encode())
    say(printable(path))
    return Exit.DONE


def snippets(kinds: KindsTable) -> dict[str, Snippet]:
    """Return two snippets for each kind by their titles: one for MyST Markdown, one for reStructuredText."""
    found: dict[str, Snippet] = {}
    for kind in kinds.values():
        for scope, make in (("markdown", _markdown), ("restructuredtext", _restructuredtext)):
            found[f"{kind.title} ({scope})"] = {
                "scope": scope,
                "prefix": f"archdoc-{kind.name}",
                "description": kind.help or kind.title,
                "body": [*make(kind, _Stops()).split("\n"), "$0"],
            }
    return found


class _Stops:
    """The tab stops of a snippet, in their order."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def add(self, text: str) -> str:
        """Return the place of the next stop, which holds a text of snippet syntax."""
        self.texts.append(text)
        return f"\ue000{len(self.texts)}\ue001"

    def filled(self, text: str) -> str:
        """Return a text with its stops in snippet syntax; all else stays as it is."""
        escaped = re.sub(r"[\\$]", r"\\\g<0>", text)
        return _STOP.sub(lambda found: f"${{{found[1]}{self.texts[int(found[1]) - 1]}}}", escaped)


def _markdown(kind: Kind, stops: _Stops) -> str:
    name, options, body = _parts(kind, stops)
    return stops.filled(directive_text(kind, name, options, body, is_form=True))


def _restructuredtext(kind: Kind, stops: _Stops) -> str:
    name, options, body = _parts(kind, stops)
    lines = [
        f".. archdoc:{kind.name}:: {name}".rstrip(),
        *(f"   :{key}: {text}" for key, text in options.items()),
    ]
    return stops.filled("\n".join([*lines, *(["", f"   {body}"] if body else []), ""]))


def _parts(kind: Kind, stops: _Stops) -> tuple[str, dict[str, str], str]:
    """Return the name, the options that are required or have choices, and the body."""
    name = stops.add(f":{_text(kind.example or kind.form or 'name')}") if kind.takes_name else ""
    options = {field.name: stops.add(_value(field)) for field in _options(kind)}
    return name, options, stops.add(_value(kind.fields[kind.body])) if kind.body else ""


def _options(kind: Kind) -> Iterator[Field]:
    for field in kind.fields.values():
        is_option = field.name not in {kind.body, *kind.name_fields} and field.type is not FieldType.FLAG
        if is_option and (field.required or field.choices):
            yield field


def _value(field: Field) -> str:
    if field.type is FieldType.CHOICE:
        choices = (re.sub(r"[\\,|$}]", r"\\\g<0>", choice) for choice in field.choices)
        return f"|{','.join(choices)}|"
    return f":{_text(placeholder(field))}"


def _text(text: str) -> str:
    """Return the text of a tab stop."""
    return re.sub(r"[\\$}]", r"\\\g<0>", text)
