"""Parse YAML into nodes, within bounds."""

from __future__ import annotations

import yaml

MAX_DEPTH = 50
"""Most levels of nested lists and mappings. No value of a page needs more than three, and PyYAML looks at all
open levels again for each token."""


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
