"""Write entries as directives that are read back with the same values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from sphinx_archdoc.parsing.options import read_options
from sphinx_archdoc.schema.model import FieldType, Kind

_LANGUAGES = {FieldType.SQL: "sql", FieldType.JSON: "json"}
"""Language of the code blocks that hold values of a type."""

_PLAIN = re.compile(r"[^\s\"'#|>](?:[^\n#]*[^\s#])?")
"""A value that needs no quotes: it holds no beginning of a quoted text, a block or a comment."""


def directive_text(kind: Kind, name: str, options: Mapping[str, str], body: str = "") -> str:
    """Return an entry in MyST Markdown, without a line feed at its end.

    :param options: texts of the fields; an empty text sets a flag.
    :param body: the content of the directive.
    """
    lines = option_lines(options)
    head = f"{{archdoc:{kind.name}}} {_argument(name)}".rstrip()
    content = [*lines, *([""] if lines and body else []), *body.split("\n")] if body else lines
    if not lines and body and read_options(content, yaml=True)[1]:
        content = ["", *content]  # a body that looks like options
    fence = _fence(head, "\n".join(content))
    return "\n".join([f"{fence}{head}", *content, fence])


def diagram_text(kinds: Sequence[str]) -> str:
    """Return the view that draws the entries of some kinds on the page."""
    return f"```{{archdoc:diagram}}\n:kind: {', '.join(kinds)}\n:scope: page\n```"


def option_lines(options: Mapping[str, str]) -> list[str]:
    """Return the lines of the options, between ``---`` if a value has several lines."""
    if any("\n" in text for text in options.values()):
        lines = [line for name, text in options.items() for line in _block_option(name, text)]
        return ["---", *lines, "---"]
    return [f":{name}: {_quoted(text)}".rstrip() for name, text in options.items()]


def code_block(type_: FieldType, text: str) -> str:
    """Return a code block with a text in the language of a field type."""
    text = text.rstrip("\n")
    fence = _fence("", text)
    return f"{fence}{_LANGUAGES.get(type_, '')}\n{text}\n{fence}"


def _block_option(name: str, text: str) -> list[str]:
    if "\n" not in text:
        return [f"{name}: {_quoted(text)}".rstrip()]
    if _reads_back(name, lines := [f"{name}: |", *(f"  {line}".rstrip() for line in text.split("\n"))], text):
        return lines
    return [f"{name}: {json.dumps(text, ensure_ascii=False)}"]


def _quoted(text: str) -> str:
    """Return a value for one line, in quotes if it would be read as something else."""
    if not text or _PLAIN.fullmatch(text) or _reads_back("x", [f":x: {text}"], text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _reads_back(name: str, lines: list[str], text: str) -> bool:
    block = not lines[0].startswith(":")
    options, _ = read_options(["---", *lines, "---"] if block else lines, yaml=True)
    return [(o.name, o.text, o.trap) for o in options] == [(name, text, None)]


def _argument(name: str) -> str:
    """Return a name as argument of a directive: backslashes and character references are escaped."""
    line = " ".join(name.split())
    line = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", line)
    return re.sub(r"&(?=#?\w+;)", "&amp;", line)


def _fence(head: str, content: str) -> str:
    """Return a fence longer than any in the content; of tildes if the info string holds backticks."""
    mark = "~" if "`" in head else "`"
    longest = max((len(run) for run in re.findall(rf"^[^\S\n]*+({mark}{{3,}})", content, re.M)), default=2)
    return mark * (longest + 1)
