"""The role of a kind: a reference to one of its entries in running text."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole

from sphinx_archdoc.schema.model import Kind, NameStyle

STYLES: dict[NameStyle, type[nodes.TextElement]] = {
    NameStyle.CODE: nodes.literal,
    NameStyle.STRONG: nodes.inline,
    NameStyle.TEXT: nodes.inline,
}


class EntryRole(XRefRole):
    """``{archdoc:envvar}`JWT_SECRET``` and ``{archdoc:envvar}`text <JWT_SECRET>```."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(innernodeclass=STYLES[kind.name_style])

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Show ``PORT`` for ``services/billing#PORT``."""
        target = " ".join(target.split())
        return (title if has_explicit_title else target.rpartition("#")[2]), target
