"""YAML as nodes with lines, by PyYAML's safe loader; aliases are visited once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LONGEST = 1_000_000
_MOST = 200_000
"""The number of nodes that are looked at."""


@dataclass(frozen=True)
class Item:
    """A scalar, with the keys above it."""

    path: tuple[str, ...]
    """The keys from the outside in; the members of a list have the key ``[]``."""
    value: str
    line: int
    key_line: int = 0
    """The line of the key, 0 in a list."""


def scalars(text: str) -> list[Item] | None:
    """Return the scalars of a text in order; None if it is not YAML, as templates are not."""
    if len(text) > _LONGEST:
        return None
    found: list[Item] = []
    try:
        for document in yaml.compose_all(text, Loader=_LOADER):
            if document is not None:
                found += _walk(document)
    except (yaml.YAMLError, RecursionError, ValueError, UnicodeError):
        return None
    return found


def _walk(root: yaml.Node) -> Iterator[Item]:
    stack: list[tuple[tuple[str, ...], yaml.Node, int]] = [((), root, 0)]
    seen: set[int] = set()
    count = 0
    while stack and count < _MOST:
        count += 1
        path, node, key_line = stack.pop()
        if isinstance(node, yaml.ScalarNode):
            yield Item(path, node.value, node.start_mark.line + 1, key_line=key_line)
            continue
        if id(node) in seen or len(path) > 60:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
            for key, value in reversed(pairs):
                stack.append(((*path, key.value), value, key.start_mark.line + 1))
        else:
            stack += [((*path, "[]"), child, 0) for child in reversed(node.value)]
