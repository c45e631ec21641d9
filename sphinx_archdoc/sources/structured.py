"""Read JSON, JSON with comments, YAML and TOML as plain values whose keys know their lines, within bounds."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LONGEST = 1_000_000
"""Characters; longer texts are not read."""
_DEEPEST = 100
_KEY = re.compile(r'"([^"\\\n]{1,300})"\s*+:')
_COMMENT = re.compile(r'("[^"\\\n]*+(?:\\.[^"\\\n]*+)*")|//[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*\*/')
_TRAILING = re.compile(r'("[^"\\\n]*+(?:\\.[^"\\\n]*+)*")|,(?=\s*+[}\]])')


class Table(dict[str, object]):
    """A mapping of a structured text."""

    def __init__(self, pairs: Sequence[tuple[str, object]], lines: Mapping[str, int]) -> None:
        super().__init__(pairs)
        self._lines = lines

    def line_of(self, key: str) -> int:
        """Return the 1-based line of a key; 1 if it is not known."""
        return self._lines.get(key, 1)

    def table(self, key: str) -> Table:
        """Return the mapping below a key; an empty one if there is none."""
        value = self.get(key)
        return value if isinstance(value, Table) else EMPTY

    def text(self, key: str) -> str:
        """Return the string below a key; empty if there is none."""
        value = self.get(key)
        return value if isinstance(value, str) else ""


EMPTY = Table((), {})


class NotStructured(Exception):
    """The text is not what it should be; with a clause that says why.

    :param line: the 1-based line of YAML from which on it is wrong; 0 if that is not known.
    """

    def __init__(self, clause: str, line: int = 0) -> None:
        super().__init__(clause)
        self.line = line


def read_structured(path: str, text: str) -> Table:
    """Return the outermost mapping of a text: TOML, JSON or YAML, by the name of its file.

    Scalars of YAML are strings. Aliases share their values, and may form circles; whoever walks through the
    values must remember where it was.

    :raises NotStructured: if the text is too long, not valid, or no mapping.
    """
    if len(text) > LONGEST:
        raise NotStructured(f"it has more than {LONGEST:,} characters")
    try:
        value = _read(path, text)
    except (yaml.YAMLError, RecursionError, ValueError, UnicodeError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        raise NotStructured(f"it is not valid {_form(path)}", mark.line + 1 if mark else 0) from None
    if not isinstance(value, Table):
        raise NotStructured("it is not a mapping")
    return value


def _form(path: str) -> str:
    return {"json": "JSON", "jsonc": "JSON", "toml": "TOML"}.get(path.rpartition(".")[2].casefold(), "YAML")


def _read(path: str, text: str) -> object:
    if _form(path) == "TOML":
        return _with_lines(tomllib.loads(text))
    if text.lstrip()[:1] == "{":
        for candidate in (text, _without_comments(text)):
            try:
                return _read_json(candidate)
            except ValueError:
                continue
    if _form(path) == "JSON":
        raise ValueError("not valid JSON")
    return _values(_compose(text))


def _compose(text: str) -> yaml.Node | None:
    """Return the root node of YAML, unless it is so deep that libyaml's composer would end Python.

    :raises ValueError: if it is nested too deeply.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
    return yaml.compose(text, Loader=_LOADER)


def _read_json(text: str) -> object:
    starts = [0, *itertools.accumulate(len(line) + 1 for line in text.split("\n"))]
    lines: dict[str, int] = {}
    for key in _KEY.finditer(text):
        lines.setdefault(key[1], bisect_right(starts, key.start()))

    def table(pairs: Sequence[tuple[str, object]]) -> Table:
        return Table(pairs, lines)

    return json.loads(text, object_pairs_hook=table, parse_int=str, parse_float=str)


def _without_comments(text: str) -> str:
    """Return JSON without comments and without commas at the end of lists; lines stay."""
    plain = _COMMENT.sub(lambda found: found[1] or "\n" * found[0].count("\n"), text)
    return _TRAILING.sub(lambda found: found[1] or "", plain)


def _with_lines(value: object, depth: int = 0) -> object:
    """Return the values of TOML, whose lines are not known."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, dict):
        return Table([(str(key), _with_lines(inner, depth + 1)) for key, inner in value.items()], {})
    if isinstance(value, list):
        return [_with_lines(inner, depth + 1) for inner in value]
    return value


def _values(root: yaml.Node | None) -> object:
    """Return the values of nodes; each node once, so that aliases cost nothing."""
    made: dict[int, object] = {}

    def make(node: yaml.Node, depth: int) -> object:
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == "tag:yaml.org,2002:null" else node.value
        if id(node) in made:
            return made[id(node)]
        if depth > _DEEPEST:
            return None
        if isinstance(node, yaml.SequenceNode):
            members: list[object] = []
            made[id(node)] = members
            members += (make(child, depth + 1) for child in node.value)
            return members
        lines: dict[str, int] = {}
        table = made[id(node)] = Table((), lines)
        for key, value in _pairs(node):
            inner = make(value, depth + 1)
            if key.tag == "tag:yaml.org,2002:merge":
                _merge(table, lines, inner)
            else:
                lines[key.value] = key.start_mark.line + 1
                table[key.value] = inner
        return table

    return None if root is None else make(root, 0)


def _merge(table: Table, lines: dict[str, int], given: object) -> None:
    """Add what ``<<`` names to a table, except the keys that the table has."""
    for merged in given if isinstance(given, list) else [given]:
        if isinstance(merged, Table) and merged is not table:
            for name in [name for name in merged if name not in table]:
                lines[name] = merged.line_of(name)
                table[name] = merged[name]


def _pairs(node: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    return ((key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


ReadText = Callable[[str], str | None]
"""Return the text of a file by its path from the root of the code; None if it cannot be read."""


def load(path: str, text: ReadText) -> Table:
    """Return the outermost mapping of a file.

    :raises NotStructured: if it cannot be read.
    """
    found = text(path)
    if found is None:
        raise NotStructured("it is too large, or not text")
    return read_structured(path, found)
