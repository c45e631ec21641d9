"""Render the entries and views of a document that is being written.

This post-transform (4) runs before those of Sphinx 9.0's LaTeX builder (5), MyST 5.2 (9) and Sphinx 9.0 (10)
that resolve links, so that these also resolve the links that it creates;
``test_our_transforms_run_between_those_of_others`` checks the priorities. All pages have been read by
then, and the stored document is not changed.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.content.blocks import ContentBlock
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.entries import entries_content
from sphinx_archdoc.content.page import run_key
from sphinx_archdoc.ext.doctree.addresses import locate_addresses
from sphinx_archdoc.ext.doctree.ancestors import ancestor_of
from sphinx_archdoc.ext.doctree.found_nodes import PageNodes
from sphinx_archdoc.ext.doctree.marks import TEXTS, TextMark
from sphinx_archdoc.ext.doctree.nodes import entry_mark, field_text, view_node
from sphinx_archdoc.ext.doctree.object_description import adjacent, anchors_of, body_of, set_name_as_prose
from sphinx_archdoc.ext.environment.formats import has_index_pages, is_read_in_browser
from sphinx_archdoc.ext.environment.index_entries import index_entry, index_label, index_titles
from sphinx_archdoc.ext.environment.page_contents import content_of
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.post_transforms.page_spans import PageSpans
from sphinx_archdoc.ext.post_transforms.pictures import pictures_for
from sphinx_archdoc.ext.post_transforms.show_recognised import MarkdownPage
from sphinx_archdoc.render.blocks import BlockRenderer
from sphinx_archdoc.render.column_widths import TableLimits
from sphinx_archdoc.render.diagram import DiagramWriter
from sphinx_archdoc.render.format_renderer import FormatRenderer
from sphinx_archdoc.render.html_fragment import Html
from sphinx_archdoc.schema.model import Layout, NameStyle

_TABLE_LIMITS = {
    "text": TableLimits(115, paragraphs=False),
    "man": TableLimits(90),
    "texinfo": TableLimits(90),
    "latex": TableLimits(140, 40),
}
"""The largest tables by format; a larger one is shown as a list."""


class ShowEntries(SphinxPostTransform):
    """Replace the descriptions of entries and the placeholders of views."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Render all entries and views of the document; nested entries before their parents."""
        found = PageNodes(self.document)
        self._convert_myst_links(found.of(addnodes.pending_xref))
        if not store_of(self.env).build.builder.use_message_catalog:
            return  # the "gettext" builder extracts messages from the unrendered nodes
        renderer = functools.cache(functools.partial(PageRenderer, self.env))
        descriptions = found.descriptions
        for run, name in reversed(list(_named(adjacent(descriptions)))):
            parent = run[0].parent
            shown = renderer(run[0]["docname"], _is_in_table(run[0])).show_run(run, name)
            parent[parent.index(run[0]) : parent.index(run[-1]) + 1] = shown
        if descriptions:  # rendering has replaced and copied nodes
            found = PageNodes(self.document)
        self._show_recognised(found, renderer)
        for number, placeholder in enumerate(found.of(view_node), 1):
            page = renderer(placeholder["docname"], _is_in_table(placeholder))
            placeholder.replace_self(page.show_view(placeholder["number"], f"archdoc-{number}"))
        self._unlink_indices()

    def _show_recognised(self, on_page: PageNodes, renderer: Callable[[str, bool], PageRenderer]) -> None:
        """Add anchors, backlinks and links to the entries of plain Markdown."""
        marks: dict[str, list[entry_mark]] = {}
        for mark in on_page.of(entry_mark):
            marks.setdefault(mark["docname"], []).append(mark)
        names: dict[str, list[tuple[nodes.Element, TextMark]]] = {}
        for node, name in on_page.marked if marks else ():
            if not name.is_text:
                names.setdefault(name.page, []).append((node, name))
        numbers = itertools.count(1)
        for docname, found in marks.items():
            page = renderer(docname, False)  # noqa: FBT003  (the cache needs positional arguments)
            for mark in found:
                entry = page.store.catalogue.get(EntryKey(docname, mark["ids"][0]))
                mark += page.indices([entry] if entry else [])
            markdown = MarkdownPage(page.store, page.content, page.blocks, numbers)
            markdown.show(found, names.get(docname, ()))
        if marks:  # the xml builder would write the attribute
            for node, _ in on_page.marked:
                node.attributes.pop(TEXTS, None)

    def _unlink_indices(self) -> None:
        """Replace links to index pages by their text in formats that do not have them.

        Removing the labels instead would make Sphinx warn about links that are valid in all other formats.
        """
        store, labels = store_of(self.env), self.env.domains.standard_domain.anonlabels
        if has_index_pages(store.build.builder):
            return
        titles = {index_label(name): title for name, title in index_titles(store.kinds).items()}
        for node in list(self.document.findall(addnodes.pending_xref)):
            target = node.get("reftarget", "")
            if node.get("reftype") == "ref" and target in titles and target in labels:
                words = node.astext() if node.get("refexplicit") else store.words(titles[target])
                node.replace_self(nodes.inline(words, words))

    def _convert_myst_links(self, references: Iterable[addnodes.pending_xref]) -> None:
        """Convert MyST's links with the name of a kind, ``[](#envvar.PORT)``, to references of roles.

        MyST 5.2 would resolve them, too, but not in other projects, and it would warn about broken ones
        again. ``test_links_of_markdown_have_the_shapes_that_we_read`` checks their attributes.
        """
        labels = self.env.domains.standard_domain.anonlabels
        kinds = store_of(self.env).kinds
        for node in references:
            target = str(node.get("reftarget", ""))
            kind, dot, name = target.partition(".")
            if node.get("reftype") == "myst" and dot and kind in kinds and target.casefold() not in labels:
                node["refdomain"], node["reftype"], node["reftarget"] = "archdoc", kind, name
                if not node.astext():
                    node.children = [nodes.inline(name, name)]


def _named(runs: Iterable[list[addnodes.desc]]) -> Iterator[tuple[list[addnodes.desc], str]]:
    """Yield each run with the name of its table in the URL of a filtered page."""
    numbers: Counter[str] = Counter()
    for run in runs:
        kind = run[0]["desctype"]
        numbers[kind] += 1
        yield run, f"archdoc-{kind}-{numbers[kind]}"


def _is_in_table(node: nodes.Node) -> bool:
    """Return whether *node* is inside a table; only HTML can nest another table there."""
    return ancestor_of(node, nodes.table) is not None


class PageRenderer:
    """Renderer of the entries and views of one page, which can be one of many pages in a single document.

    :param in_table: whether the nodes to render are inside a table of the page.
    """

    def __init__(self, env: BuildEnvironment, docname: str, in_table: bool) -> None:  # noqa: FBT001
        self.docname = docname
        self.store = store_of(env)
        self.content = content_of(self.store, docname)
        builder, words = self.store.build.builder, self.store.words
        self.spans = PageSpans(self.store, builder, docname)
        limits = TableLimits(0) if in_table else _TABLE_LIMITS.get(builder.format, TableLimits())
        self.output = FormatRenderer(self.spans, html_of(builder), limits, words)
        diagrams = DiagramWriter(docname, self.output, pictures_for(builder, docname, words))
        self.blocks = BlockRenderer(self.output, diagrams)

    def show_run(self, run: Sequence[addnodes.desc], name: str) -> list[nodes.Node]:
        """Return the rendered nodes of adjacent entries of one kind.

        :param name: the name of their table, unique in the document.
        """
        described = [(description, self._entries_of(description)) for description in run]
        entries = [entry for _, found in described for entry in found]
        texts = [
            (found[0], node)
            for description, found in described
            for node in body_of(description).children
            if isinstance(node, field_text)
        ]
        with self.spans.own_texts(texts):
            shown = self._shown(run, entries, name)
        locate_addresses(shown, entries, self.store.kinds)
        return [*self.indices(entries), *shown]

    def _shown(
        self, run: Sequence[addnodes.desc], entries: Sequence[Entry], name: str
    ) -> Sequence[nodes.Node]:
        """Return the descriptions of cards with their content, or the table or list of other entries."""
        blocks = self._content_of(entries)
        kind = self.store.kinds[entries[0].kind]
        if kind.layout is not Layout.CARD:
            return self.blocks.nodes_of(blocks, name)
        for description, block in zip(run, blocks, strict=True):
            if self.output.html and kind.name_style is not NameStyle.CODE:
                set_name_as_prose(description)
            content = addnodes.desc_content("", *self.blocks.nodes_of([block]))
            description.replace(body_of(description), content)
        return run

    def show_view(self, number: int, name: str) -> list[nodes.Node]:
        """Return the rendered nodes of a view.

        :param number: its index on the page.
        :param name: the id of the view, unique in the document.
        """
        self.spans.view_name = name
        return self.blocks.nodes_of(self.content.views[number], name)

    def indices(self, entries: Iterable[Entry]) -> list[nodes.Node]:
        """Return index nodes for formats other than HTML, whose general index has all entries already."""
        if self.output.html:
            return []
        kinds, words = self.store.kinds, self.store.words
        return [addnodes.index(entries=[index_entry(kinds[e.kind], e, words)]) for e in entries]

    def _entries_of(self, description: addnodes.desc) -> list[Entry]:
        catalogue = self.store.catalogue
        return [catalogue[EntryKey(self.docname, anchor)] for anchor in anchors_of(description)]

    def _content_of(self, entries: Sequence[Entry]) -> Sequence[ContentBlock]:
        """Return the content of adjacent entries.

        It is computed here if other entries are adjacent than when the page was read, such as after an
        ``only``.
        """
        blocks = self.content.runs.get(run_key([entry.anchor for entry in entries]))
        if blocks is None:
            cells = Cells(self.store.graph, self.docname, self.store.build.link_resolver)
            blocks = entries_content(entries, cells)
        return blocks


def html_of(builder: Builder) -> Html | None:
    """Return the settings for HTML, or None if the builder does not write HTML."""
    if builder.format != "html":
        return None
    config = builder.config
    wanted = config.html_permalinks and getattr(builder, "add_permalinks", True)  # not in e-books
    icon = config.html_permalinks_icon if wanted else ""
    return Html(icon, unfolds=is_read_in_browser(builder))
