"""The role of each kind: a reference in running text to an entry."""

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
    """The role of a kind: ``{archdoc:envvar}`JWT_SECRET``` or ``{archdoc:envvar}`text <JWT_SECRET>```."""

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
        """Return title and target, with ``PORT`` as the title of ``services/billing#PORT``."""
        target = " ".join(target.split())
        return (title if has_explicit_title else target.rpartition("#")[2]), target
