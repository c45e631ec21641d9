"""Directives of the domain in code blocks: ```` ```{archdoc:envvar} PORT ````."""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock
from sphinx_archdoc.schema.model import Kind

_INFO = re.compile(r"\{archdoc:(?P<kind>[\w-]+)\}(?P<argument>.*)")


class DirectiveInfo(NamedTuple):
    """What the first line of a directive says."""

    kind: str
    """The name of the directive: that of a kind, its plural, or that of a view."""
    argument: str
    """What follows the name of the directive; usually the name of the entry."""


def directive_info(block: Block) -> DirectiveInfo | None:
    """Return what the first line of a directive of the domain says, or None for any other block."""
    found = _INFO.match(block.info) if isinstance(block, CodeBlock) else None
    return DirectiveInfo(found["kind"], found["argument"].strip()) if found else None


def is_directive(block: Block, kind: Kind | None = None) -> bool:
    """Return whether a block is a directive of the domain, or of one *kind*."""
    info = directive_info(block)
    return info is not None and (kind is None or info.kind == kind.name)
