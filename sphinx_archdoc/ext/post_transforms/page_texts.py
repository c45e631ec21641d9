"""The texts of entries for the page that is being written: its own nodes, or copies from another page."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util import docname_join

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.doctree.marks import TEXTS
from sphinx_archdoc.ext.environment.references import WRITTEN_ON, PageLinks
from sphinx_archdoc.ext.environment.store import EntryStore
from sphinx_archdoc.render.prose import Fragment, Prose, as_simple_text, as_words, field_text, fragment_of
from sphinx_archdoc.schema.model import FieldType


class PageTexts:
    """The texts that are shown on the page *docname*."""

    def __init__(self, domain: EntryStore, builder: Builder, docname: str) -> None:
        self.domain = domain
        self.links = PageLinks(builder, docname)
        self._own: dict[tuple[str, str], Fragment] = {}

    def note(self, entry: Entry, node: field_text) -> None:
        """Keep a text of the page itself, whose nodes may be shown as they are."""
        self._own[entry.anchor, str(node["field"])] = fragment_of(node)

    def forget(self) -> None:
        """The noted nodes stand in the page now: who asks for a text again gets a copy."""
        self._own.clear()

    def text(self, entry: Entry, field: str) -> Prose | None:
        """The text of a field, at home on this page."""
        fragment = self._own.get((entry.anchor, field)) if entry.page == self.links.docname else None
        if isinstance(fragment, list):
            return fragment
        fragment = self.domain.fragments.get(entry.page, {}).get((entry.anchor, field))
        if isinstance(fragment, str):
            return as_words(fragment)
        if fragment is not None:
            return [self._rehome(node.deepcopy(), entry.page) for node in fragment]
        declared = self.domain.kinds[entry.kind].fields.get(field)
        is_text = declared is not None and declared.type is FieldType.TEXT and field in entry.values
        return as_simple_text(str(entry.values[field])) if is_text else None

    def _rehome(self, node: nodes.Node, page: str) -> nodes.Node:
        """Make the links of a copy lead from this page to where they led from *page*."""
        for found in list(node.findall(nodes.Element)):
            found["ids"] = []
            found.attributes.pop(TEXTS, None)
            if isinstance(found, addnodes.pending_xref):
                self._rehome_reference(found, found.get("refdoc", page))
            elif isinstance(found, nodes.footnote_reference):
                note = self.links.link(page, found["refid"], nodes.inline("", found.astext()))
                found.replace_self(nodes.superscript("", "", note))
            elif isinstance(found, nodes.reference) and "refid" in found:
                content = nodes.inline("", "", *found.children)
                found.replace_self(self.links.link(page, found["refid"], content))
        return node

    def _rehome_reference(self, node: addnodes.pending_xref, page: str) -> None:
        """Sphinx looks from ``refdoc`` for what is meant, and links from there: now these are two pages."""
        node["refdoc"], node[WRITTEN_ON] = self.links.docname, page
        meant = docname_join(page, node["reftarget"])
        if node["reftype"] == "doc" or (node["reftype"] == "any" and meant in self.domain.env.all_docs):
            node["reftarget"] = f"/{meant}"
