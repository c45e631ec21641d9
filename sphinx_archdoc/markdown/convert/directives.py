"""Write entries as directives that are read back with the same values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import yaml

from sphinx_archdoc.parsing.options import read_options
from sphinx_archdoc.parsing.yaml_nodes import compose
from sphinx_archdoc.schema.model import SOURCES, FieldType, Kind

"""Language of the code blocks that hold values of a type."""

_UNPRINTABLE = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that YAML allows only when they are escaped, or takes for the end of a line."""

_PLAIN = re.compile(r"(?:\d+|[^\W\d_](?:[^\t\n:#]|:(?=[^\s])|(?<=[^\s])#)*)(?<!\s)")
"""A value that YAML takes as it is written. Others are tried out, since that takes longer."""


def directive_text(
    kind: Kind, name: str, options: Mapping[str, str], body: str = "", *, is_form: bool = False
) -> str:
    """Return an entry in MyST Markdown, without a line feed at its end.

    :param options: texts of the fields; an empty text sets a flag.
    :param body: the content of the directive.
    :param is_form: whether the values are placeholders in brackets, to be replaced: these get no quotes.
    """
    lines = (
        [f":{key}: {text}".rstrip() for key, text in options.items()] if is_form else option_lines(options)
    )
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
    return f"{fence}{type_.value if type_ in SOURCES else ''}\n{text}\n{fence}"


def _block_option(name: str, text: str) -> list[str]:
    if "\n" not in text:
        return [f"{name}: {_quoted(text)}".rstrip()]
    text = re.sub(r"(?m)^[^\S\n]+$", "", text)  # spaces on a blank line mean nothing in Markdown
    lines = [f"{name}: |", *(f"  {line}" if line else "" for line in text.split("\n"))]
    if not text[0].isspace() and not _UNPRINTABLE.search(text) and _reads_back(name, lines, text):
        return lines
    return [f"{name}: {_in_quotes(text)}"]


def _quoted(text: str) -> str:
    """Return a value for one line, in quotes if it would be read as something else, here or by YAML."""
    if not text or (_PLAIN.fullmatch(text) and not _UNPRINTABLE.search(text)):
        return text
    return text if _is_plain_yaml(text) and _reads_back("x", [f":x: {text}"], text) else _in_quotes(text)


def _is_plain_yaml(text: str) -> bool:
    """Return whether a text without quotes is a scalar of YAML that is written exactly so."""
    try:
        node = compose(f"x: {text}")
        yaml.safe_load(f"x: {text}")  # a date that is not in the calendar is refused only here
    except (yaml.YAMLError, ValueError):
        return False
    value = node.value[0][1] if isinstance(node, yaml.MappingNode) and len(node.value) == 1 else None
    return isinstance(value, yaml.ScalarNode) and value.style is None and value.value == text


def _in_quotes(text: str) -> str:
    """Return a text as a string of JSON, which is one of YAML as well."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: json.dumps(found[0])[1:-1], quoted)


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
