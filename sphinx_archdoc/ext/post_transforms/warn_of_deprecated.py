"""Mark the links in running text that lead to something deprecated, whatever markup they have."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_archdoc.content.link_resolver import page_of
from sphinx_archdoc.content.marks import DEPRECATED, deprecation_of
from sphinx_archdoc.ext.environment.references import WRITTEN_ON
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.render.spans import WARNING, warning_nodes


class WarnOfDeprecated(SphinxPostTransform):
    """Add the word "deprecated" after links, and set it in parentheses where no stylesheet gives it a shape.

    This post-transform (5) runs after the one that shows entries (4), whose texts have links as well, and
    before those of MyST 5.2 (9) and Sphinx 9.0 (10), which leave only addresses of the targets.
    """

    default_priority = 5

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Add the words; a project without deprecated pages needs no search."""
        store = store_of(self.env)
        self.graph = store.graph
        self.deprecation = deprecation_of(self.graph)
        if not self.deprecation.entries or not store.build.builder.use_message_catalog:
            return
        word = store.words(DEPRECATED)
        for link in list(self.document.findall(addnodes.pending_xref)):
            if not link.get("archdoc") and self._warns(link):
                parent = link.parent
                place = parent.index(link) + 1
                parent[place:place] = warning_nodes(word)
        if store.build.builder.format != "html":
            for node in list(self.document.findall(nodes.inline)):
                if WARNING in node["classes"]:
                    node.parent.replace(node, nodes.Text(f"({node.astext()})"))

    def _warns(self, link: addnodes.pending_xref) -> bool:
        """Return whether the target of a link is deprecated, or on a page that is."""
        here = str(link.get("refdoc", self.env.docname))
        page = str(link.get(WRITTEN_ON) or here)
        target, type_ = str(link.get("reftarget", "")), str(link.get("reftype", ""))
        catalogue = self.graph.catalogue
        if link.get("refdomain") == "archdoc":
            found = catalogue.find(target, (type_,), page).entry
            return found is not None and self.deprecation.of_entry(found, here)
        destination = store_of(self.env).build.link_resolver.destination(target, page) if target else None
        if destination is not None:
            return self.deprecation.of_page(page_of(destination.target), here)
        found = catalogue.find_any(target, page).entry if type_ in ("any", "myst") else None
        return found is not None and self.deprecation.of_entry(found, here)
