"""Create the nodes of spans and texts for the page that is being written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util import docname_join

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import MarkupBlocks
from sphinx_archdoc.content.spans import Deferred, ForeignLink, IndexLink, Markup, PageLink
from sphinx_archdoc.ext.doctree.fragments import Fragment, first_paragraph, fragment_of
from sphinx_archdoc.ext.doctree.marks import TEXTS
from sphinx_archdoc.ext.doctree.nodes import field_text
from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.ext.environment.references import (
    WRITTEN_ON,
    PageLinks,
    page_target,
    pending,
    resolve_external,
)
from sphinx_archdoc.ext.environment.store import EntryStore
from sphinx_archdoc.render.spans import warning_nodes


class PageSpans(PageLinks):
    """Factory of links and nodes for the page *docname*.

    It implements the ``PageResolver`` protocol of :mod:`sphinx_archdoc.render.spans`.
    """

    def __init__(self, store: EntryStore, builder: Builder, docname: str) -> None:
        super().__init__(builder, docname)
        self.store = store
        self.view_name = ""
        """The id of the view that is being rendered."""
        self._own: dict[tuple[str, str], list[nodes.Node]] = {}
        self._looked_at: dict[Deferred, list[nodes.Node]] = {}

    @contextmanager
    def own_texts(self, texts: Iterable[tuple[Entry, field_text]]) -> Iterator[None]:
        """Use the nodes of texts of the page itself without a copy, while the context lasts.

        They are in the tree of the page afterwards, so later uses need copies.
        """
        for entry, node in texts:
            fragment = fragment_of(node)
            if not isinstance(fragment, str):
                self._own[entry.anchor, str(node["field"])] = fragment
        try:
            yield
        finally:
            self._own.clear()
            self._looked_at.clear()

    def part(self, part: str) -> str:
        """Return the id of a part of the view that is being rendered."""
        return f"{self.view_name}-{part}"

    def look_at(self, span: Deferred) -> list[nodes.Node]:
        """Return the nodes of a span for measuring; :meth:`nodes_of` returns the same nodes afterwards."""
        if span not in self._looked_at:
            self._looked_at[span] = self._made(span)
        return self._looked_at[span]

    def nodes_of(self, span: Deferred) -> list[nodes.Node]:
        """Return the nodes of a span for inserting them into the page once."""
        known = self._looked_at.pop(span, None)
        return self._made(span) if known is None else known

    def blocks_of(self, text: MarkupBlocks) -> list[nodes.Node]:
        """Return the nodes of a whole text for inserting them into the page once."""
        return list(self._fragment(text))

    def _made(self, span: Deferred) -> list[nodes.Node]:
        match span:
            case Markup():
                found = first_paragraph(self._fragment(span))
                return found if span.is_paragraph else [_without_ids(node.deepcopy()) for node in found]
            case PageLink():
                target = page_target(self.env, span.target, span.page) or span.target
                link = pending("", "any", target, self.docname, _inline(span.text))
                return [link, *warning_nodes(span.warning)]
            case IndexLink():
                label = index_label(span.kind)
                return [pending("std", "ref", label, self.docname, _inline(span.text))]
            case ForeignLink():
                reference = resolve_external(self.env, span.text, span.kinds, self.docname)
                return [nodes.Text(span.text) if reference is None else reference]

    def _fragment(self, text: Markup | MarkupBlocks) -> list[nodes.Node]:
        """Return the nodes of a text: those of the page itself, or copies with rebased links."""
        key = text.anchor, text.field
        if text.page == self.docname and key in self._own:
            return self._own[key]
        fragment: Fragment = self.store.fragments[text.page][key]
        stored = [nodes.Text(fragment)] if isinstance(fragment, str) else fragment
        return [self._rebased(node.deepcopy(), text.page) for node in stored]

    def _rebased(self, node: nodes.Node, page: str) -> nodes.Node:
        """Rebase the links of a copy from *page* to this page, and remove its ids and marks."""
        for found in list(node.findall(nodes.Element)):
            found["ids"] = []
            found.attributes.pop(TEXTS, None)
            if isinstance(found, addnodes.pending_xref):
                self._rebase_reference(found, found.get("refdoc", page))
            elif isinstance(found, nodes.footnote_reference):
                note = self.link(page, found["refid"], nodes.inline("", found.astext()))
                found.replace_self(nodes.superscript("", "", note))
            elif isinstance(found, nodes.reference) and "refid" in found:
                content = nodes.inline("", "", *found.children)
                found.replace_self(self.link(page, found["refid"], content))
        return node

    def _rebase_reference(self, node: addnodes.pending_xref, page: str) -> None:
        """Make Sphinx resolve the target relative to *page* and the URI relative to this page.

        Sphinx uses ``refdoc`` for both.
        """
        node["refdoc"], node[WRITTEN_ON] = self.docname, page
        target = docname_join(page, node["reftarget"])
        if node["reftype"] == "doc" or (node["reftype"] == "any" and target in self.env.all_docs):
            node["reftarget"] = f"/{target}"


def _inline(text: str) -> nodes.inline:
    return nodes.inline(text, text)


def _without_ids(node: nodes.Node) -> nodes.Node:
    """Remove the ids of a copy; only the original keeps them."""
    for element in node.findall(nodes.Element):
        element["ids"] = []
    return node
