"""Show the entries: turn what the directives left in a document into what readers see.

A post-transform before MyST's (9) and Sphinx's (10) own, so that these resolve the links that it
makes. All pages are known by now, and the stored document stays as it was read.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.content.blocks import Block
from sphinx_archdoc.content.cells import Cells
from sphinx_archdoc.content.entries import entries_content
from sphinx_archdoc.content.page import run_key
from sphinx_archdoc.ext.doctree.found_nodes import PageNodes
from sphinx_archdoc.ext.doctree.marks import TEXTS, TextMark
from sphinx_archdoc.ext.doctree.nodes import entry_mark, field_text, view_node
from sphinx_archdoc.ext.doctree.object_description import adjacent, anchors_of, body_of, set_words
from sphinx_archdoc.ext.environment.formats import is_read_in_browser
from sphinx_archdoc.ext.environment.index_entries import index_entry, index_label
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


_BLANK = re.compile(r"\s*")


class ShowEntries(SphinxPostTransform):
    """Replace the descriptions of entries, and the places of views."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Show everything that the document holds; the innermost first, because entries can be nested."""
        found = PageNodes(self.document)
        self._adopt_links(found.of(addnodes.pending_xref))
        if not store_of(self.env).build.builder.use_message_catalog:
            return  # it collects the messages to translate, which stand where the directives left them
        renderer = functools.cache(functools.partial(PageRenderer, self.env))
        descriptions = found.descriptions
        for run, name in reversed(list(_named(adjacent(descriptions)))):
            parent = run[0].parent
            shown = renderer(run[0]["docname"], _in_table(parent)).show_run(run, name)
            parent[parent.index(run[0]) : parent.index(run[-1]) + 1] = shown
        if descriptions:  # what stands in them may be shown in other places, too
            found = PageNodes(self.document)
        self._show_recognised(found, renderer)
        for number, place in enumerate(found.of(view_node), 1):
            page = renderer(place["docname"], _in_table(place.parent))
            place.replace_self(page.show_view(place["number"], f"archdoc-{number}"))
        self._unlink_indices()

    def _show_recognised(self, on_page: PageNodes, renderer: Callable[[str, bool], PageRenderer]) -> None:
        """Show what is known of entries that were recognised in plain Markdown."""
        marks: dict[str, list[entry_mark]] = {}
        for mark in on_page.of(entry_mark):
            marks.setdefault(mark["docname"], []).append(mark)
        names: dict[str, list[tuple[nodes.Element, TextMark]]] = {}
        for node, name in on_page.marked if marks else ():
            if not name.is_text:
                names.setdefault(name.page, []).append((node, name))
        numbers = itertools.count(1)
        for docname, found in marks.items():
            page = renderer(docname, False)  # noqa: FBT003  (cached by its position)
            for mark in found:
                entry = page.store.catalogue.get(EntryKey(docname, mark["ids"][0]))
                mark += page.indices([entry] if entry else [])
            markdown = MarkdownPage(page.store, page.content, page.blocks, numbers)
            markdown.show(found, names.get(docname, ()))
        if marks:  # all is shown: formats of data would write any attribute
            for node, _ in on_page.marked:
                node.attributes.pop(TEXTS, None)

    def _unlink_indices(self) -> None:
        """Leave the words alone of links to index pages, where all pages are in one file and there are none.

        The labels stay, or Sphinx would report what is right in every other format.
        """
        if not isinstance(store_of(self.env).build.builder, SingleFileHTMLBuilder):
            return
        kinds, labels = store_of(self.env).kinds, self.env.domains.standard_domain.anonlabels
        titles = {index_label(name): kind.plural for name, kind in kinds.items()}
        for node in list(self.document.findall(addnodes.pending_xref)):
            target = node.get("reftarget", "")
            if node.get("reftype") == "ref" and target in titles and target in labels:
                words = node.astext() if node.get("refexplicit") else titles[target]
                node.replace_self(nodes.inline(words, words))

    def _adopt_links(self, references: Iterable[addnodes.pending_xref]) -> None:
        """Make MyST's links that name a kind, ``[](#envvar.PORT)``, references like those of roles.

        MyST would look for them as well, but not in other projects, and report them once more.
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
    """Runs, and what the address of the page calls the table of each."""
    numbers: Counter[str] = Counter()
    for run in runs:
        kind = run[0]["desctype"]
        numbers[kind] += 1
        yield run, f"archdoc-{kind}-{numbers[kind]}"


def _in_table(node: nodes.Node | None) -> bool:
    """Whether *node* stands in a table: there may be no other in it, but in HTML."""
    while node is not None and not isinstance(node, nodes.table):
        node = node.parent
    return node is not None


class PageRenderer:
    """Renders the entries and views of one page, which may be one of many in a single document.

    :param in_table: whether they stand in a table of the page.
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
        """Return what readers see of adjacent entries of one kind.

        :param name: tells their table from the others of the document.
        """
        entries = [entry for description in run for entry in self._take(description)]
        blocks = self._content_of(entries)
        kind = self.store.kinds[entries[0].kind]
        if kind.layout is Layout.CARD:
            for description, block in zip(run, blocks, strict=True):
                if self.output.html and kind.name_style is not NameStyle.CODE:
                    set_words(description)
                content = addnodes.desc_content("", *self.blocks.nodes_of([block]))
                description.replace(body_of(description), content)
            shown: Sequence[nodes.Node] = run
        else:
            shown = self.blocks.nodes_of(blocks, name)
        self.spans.forget()
        return [*self.indices(entries), *shown]

    def show_view(self, number: int, name: str) -> list[nodes.Node]:
        """Return what readers see of a view.

        :param number: its number on the page, from 0.
        :param name: tells it from the other views of the document.
        """
        self.spans.view_name = name
        return self.blocks.nodes_of(self.content.views[number], name)

    def indices(self, entries: Iterable[Entry]) -> list[nodes.Node]:
        """Return the index entries of a book; on the web, the general index knows all entries already."""
        if self.output.html:
            return []
        kinds, words = self.store.kinds, self.store.words
        return [addnodes.index(entries=[index_entry(kinds[e.kind], e, words)]) for e in entries]

    def _take(self, description: addnodes.desc) -> list[Entry]:
        """Return the entries that a description stands for, and keep the nodes of their texts."""
        catalogue = self.store.catalogue
        entries = [catalogue[EntryKey(self.docname, anchor)] for anchor in anchors_of(description)]
        for node in body_of(description).children:
            if isinstance(node, field_text):
                self.spans.keep(entries[0], node)
        return entries

    def _content_of(self, entries: Sequence[Entry]) -> Sequence[Block]:
        """Return the content of adjacent entries; others than when the page was read may be adjacent now."""
        blocks = self.content.runs.get(run_key([entry.anchor for entry in entries]))
        if blocks is None:
            cells = Cells(self.store.graph, self.docname, self.store.build.outside)
            blocks = entries_content(entries, cells)
        return blocks


def html_of(builder: Builder) -> Html | None:
    """What the pages of a builder may hold; None if it does not write HTML."""
    if builder.format != "html":
        return None
    config = builder.config
    wanted = config.html_permalinks and getattr(builder, "add_permalinks", True)  # not in e-books
    icon = config.html_permalinks_icon if wanted else ""
    return Html(icon, unfolds=is_read_in_browser(builder))
