"""Write the profile pages that show a change, with the theme's template of documents.

No source file belongs to them, so they are no documents: they are in no table of contents and, as everything
on them is written on another page, not in the search index, where they would double most results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.toctree import document_toc
from sphinx.util.docutils import new_document
from sphinx.util.osutil import relative_uri

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.blocks import TitledBlocks
from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.ext.environment.profiles import profile_content, profiled_entries
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.ext.post_transforms.page_spans import PageSpans
from sphinx_archdoc.ext.post_transforms.pictures import pictures_for
from sphinx_archdoc.ext.post_transforms.show_entries import html_of
from sphinx_archdoc.render.blocks import SECTION, BlockRenderer
from sphinx_archdoc.render.column_widths import TableLimits
from sphinx_archdoc.render.diagram import DiagramWriter
from sphinx_archdoc.render.format_renderer import FormatRenderer
from sphinx_archdoc.schema.model import NameStyle

_TEMPLATE = "page.html"
_VIEW = "archdoc-profile"
"""Prefix of the ids on a profile page."""


def write_profiles(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Handle ``html-collect-pages``: yield the profile pages that show a change.

    While Sphinx writes a page, its contents are among those of documents: some themes look for them there.
    ``test_pages_of_extensions_are_written_one_by_one`` checks that Sphinx 9.0 asks for the next page only
    when the one before has been written.
    """
    store = store_of(app.env)
    if store.build.stale_profiles and isinstance(app.builder, StandaloneHTMLBuilder):
        entries = profiled_entries(store)
        for name in store.build.stale_profiles:
            page = _ProfilePage(store, app.builder, name, entries[name])
            with _with_contents(app.env, name, page.contents()):
                yield name, page.context(), _TEMPLATE


@contextmanager
def _with_contents(env: BuildEnvironment, name: str, contents: nodes.bullet_list) -> Iterator[None]:
    """Have the table of contents of a page among those of documents for a while."""
    env.tocs[name] = contents
    try:
        yield
    finally:
        del env.tocs[name]
        env.metadata.pop(name, None)  # Sphinx makes an entry for each page that it is asked about


class _ProfilePage:
    """Makes one profile page."""

    def __init__(self, store: EntryStore, builder: StandaloneHTMLBuilder, name: str, entry: Entry) -> None:
        self.store = store
        self.builder = builder
        self.env = builder.env
        self.name = name
        self.entry = entry
        self.kind = store.kinds[entry.kind]
        self.blocks = profile_content(store, name, entry)

    def contents(self) -> nodes.bullet_list:
        """Return the table of contents, in the form in which Sphinx stores that of a document."""
        parts = [block for block in self.blocks if isinstance(block, TitledBlocks)]
        items = [self._item(part.title, f"#{_VIEW}-{part.part}") for part in parts]
        page = self._item(self.entry.title, "")
        if items:
            page += nodes.bullet_list("", *items)
        return nodes.bullet_list("", page)

    def _item(self, title: str, anchor: str) -> nodes.list_item:
        link = nodes.reference("", "", nodes.Text(title), internal=True, refuri=self.name, anchorname=anchor)
        return nodes.list_item("", addnodes.compact_paragraph("", "", link))

    def context(self) -> dict[str, Any]:
        """Return what the template needs, as Sphinx gives it for a document."""
        builder = self.builder
        title = escape(self.entry.title)
        toc = builder.render_partial(document_toc(self.env, self.name, builder.tags))["fragment"]
        return {
            "parents": self._parents(),
            "prev": None,
            "next": None,
            "title": title,
            "meta": {},
            "metatags": "",
            "body": f'<section class="{_VIEW}">\n<h1>{self._heading()}</h1>\n{self._body()}</section>\n',
            "sourcename": "",
            "toc": toc,
            "display_toc": sum(isinstance(block, TitledBlocks) for block in self.blocks) > 0,
            "page_source_suffix": "",
        }

    def _heading(self) -> str:
        title = escape(self.entry.title)
        is_code = self.kind.name_style is NameStyle.CODE
        return f'<code class="docutils literal notranslate">{title}</code>' if is_code else title

    def _parents(self) -> list[dict[str, str]]:
        """Return the index page of the kind, if the build writes it, as the page above."""
        if not self.store.build.link_resolver.has_index(self.entry.kind):
            return []
        uri = self.builder.get_relative_uri(self.name, index_label(self.entry.kind))
        return [{"link": uri, "title": escape(self.store.words(self.kind.plural))}]

    def _body(self) -> str:
        """Return the HTML of the blocks, with all links resolved."""
        document = new_document(str(self.env.doc2path(self.entry.page)))
        document += self._nodes()
        builder = self.builder
        builder.secnumbers, builder.fignumbers = {}, {}
        builder.current_docname = self.name
        here = builder.get_target_uri(self.name)
        builder.imgpath = relative_uri(here, builder.imagedir)
        builder.dlpath = relative_uri(here, "_downloads")
        self.env.apply_post_transforms(document, self.name)
        builder.post_process_images(document)
        document.settings = builder.docsettings
        visitor: Any = builder.create_translator(document, builder)
        document.walkabout(visitor)
        return "".join(visitor.fragment)

    def _nodes(self) -> Sequence[nodes.Node]:
        store, builder, name = self.store, self.builder, self.name
        spans = PageSpans(store, builder, name)
        spans.view_name = _VIEW
        output = FormatRenderer(spans, html_of(builder), TableLimits(), store.words)
        diagrams = DiagramWriter(name, output, pictures_for(builder, name, store.words))
        found = BlockRenderer(output, diagrams).nodes_of(self.blocks, _VIEW)
        for node in found:
            if isinstance(node, nodes.rubric) and SECTION in node["classes"]:
                node["heading-level"] = 2
        return found
