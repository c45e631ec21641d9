"""Parse YAML into nodes, within bounds."""

from __future__ import annotations

import re

import yaml

MAX_DEPTH = 50
"""Most levels of nested lists and mappings. No value of a page needs more than three, and PyYAML looks at all
open levels again for each token."""

_LONGEST = 100_000
"""Characters of a value after its aliases are expanded: a few lines of aliases can expand to gigabytes."""

_NO_VALUE = "—"


def compose(text: str) -> yaml.Node | None:
    """Return the root node of a YAML document; None if it is empty.

    Nodes are enough to read fields: to construct values would expand aliases, which can take gigabytes.

    :raises yaml.YAMLError: if the text is not valid YAML, or nested more than ``MAX_DEPTH`` levels deep.
    :raises ValueError: if a scalar is out of range.
    """
    loader = _BoundedLoader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


class _BoundedLoader(yaml.SafeLoader):
    """A loader that gives up at the first token that is nested too deep."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node and those within it."""
        if self.depth >= MAX_DEPTH:
            reason = f"it is nested more than {MAX_DEPTH} levels deep"
            raise yaml.composer.ComposerError(None, None, reason, self.get_mark())
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def value_text(value: yaml.Node) -> str:
    """Return a scalar as it is written, and a list of scalars joined by commas: a dash if it is empty.

    :raises ValueError: if the value is anything else, or too long.
    """
    if isinstance(value, yaml.ScalarNode):
        return str(value.value)
    if isinstance(value, yaml.SequenceNode) and all(isinstance(v, yaml.ScalarNode) for v in value.value):
        if sum(len(v.value) + 1 for v in value.value) > _LONGEST:
            raise ValueError(f"the value has more than {_LONGEST:,} characters")
        return ", ".join(_in_backticks(str(v.value)) for v in value.value) or _NO_VALUE
    raise ValueError("the value is a mapping or a list of lists")


_FLOW_LIST = re.compile(r"\[[^\[\]]*\]", re.S)
_PLACEHOLDER = re.compile(r"\[(?:[A-Z][A-Z0-9_]*|[^\s,\"']+(?:\s+[^\s,\"']+)+)\]")


def flow_list_text(text: str) -> str | None:
    """Return the values of a list in brackets, joined by commas; None if *text* is something else.

    That is ``[db, cache]`` or ``[db]``; words in brackets, as in ``[the components]``, are a placeholder.
    """
    if not _FLOW_LIST.fullmatch(text) or _PLACEHOLDER.fullmatch(text):
        return None
    try:
        root = compose(text)
        return value_text(root) if isinstance(root, yaml.SequenceNode) else None
    except (yaml.YAMLError, ValueError):
        return None


def _in_backticks(text: str) -> str:
    """Return a list item as code if it holds a separator of list items."""
    return f"`{text}`" if re.search(r"[,;·]", text) and "`" not in text else text
