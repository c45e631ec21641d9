"""Show the entries: turn what the directives left in a document into what readers see.

A post-transform before MyST's (9) and Sphinx's (10) own, so that these resolve the links that it
makes. All pages are known by now, and the stored document stays as it was read.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.catalogue.table import table_of
from sphinx_archdoc.ext.description import anchors_of, content_of, set_words
from sphinx_archdoc.ext.fill_plain import PlainPage
from sphinx_archdoc.ext.indices import index_label
from sphinx_archdoc.ext.links import IndexLinks, OutsideLinks, PageLinks
from sphinx_archdoc.ext.marks import TEXTS, TextMark, entry_mark
from sphinx_archdoc.ext.page_nodes import PageNodes
from sphinx_archdoc.ext.pictures import is_read_in_browser, pictures_for
from sphinx_archdoc.ext.store import store_of
from sphinx_archdoc.ext.texts import PageTexts
from sphinx_archdoc.ext.titles import index_entry
from sphinx_archdoc.ext.view import view_node
from sphinx_archdoc.ext.view_writer import ViewWriter
from sphinx_archdoc.render.cells import Cells
from sphinx_archdoc.render.diagram import DiagramWriter
from sphinx_archdoc.render.html_fragment import Html
from sphinx_archdoc.render.layouts import Layouts
from sphinx_archdoc.render.output import MOST_ROWS, Output
from sphinx_archdoc.render.paper import Paper
from sphinx_archdoc.render.rows import label_of, table_content
from sphinx_archdoc.render.texts import field_text
from sphinx_archdoc.schema.model import Layout, NameStyle

_PAPER = {
    "text": Paper(115, paragraphs=False),
    "man": Paper(90),
    "texinfo": Paper(90),
    "latex": Paper(140, 40),
}
"""The paper of a format; a table that does not fit on it is shown as a list."""


_BLANK = re.compile(r"\s*")


def remember_builder(app: Sphinx) -> None:
    """Handle ``builder-inited``: transforms are not told who builds, so the domain keeps it for them."""
    store_of(app.env).builder = app.builder


class ShowEntries(SphinxPostTransform):
    """Replace the descriptions of entries, and the places of views."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Show everything that the document holds; the innermost first, as entries stand in each other."""
        found = PageNodes(self.document)
        self._adopt_links(found.of(addnodes.pending_xref))
        if not store_of(self.env).builder.use_message_catalog:
            return  # it collects the messages to translate, which stand where the directives left them
        writer = functools.cache(functools.partial(PageWriter, self.env))
        descriptions = found.descriptions
        for run, name in reversed(list(_named(_runs(descriptions)))):
            parent = run[0].parent
            page = writer(run[0]["docname"], _in_table(parent))
            shown = page.show(run, name)
            page.texts.forget()
            parent[parent.index(run[0]) : parent.index(run[-1]) + 1] = shown
        if descriptions:  # what stands in them may be shown in other places, too
            found = PageNodes(self.document)
        self._show_plain(found, writer)
        for number, place in enumerate(found.of(view_node), 1):
            page = writer(place["docname"], _in_table(place.parent))
            place.replace_self(page.views.show(place["view"], f"archdoc-{number}"))
        self._unlink_indices()

    def _show_plain(self, on_page: PageNodes, writer: Callable[[str, bool], PageWriter]) -> None:
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
            page = writer(docname, False)  # noqa: FBT003  (cached by its position)
            for mark in found:
                entry = page.domain.catalogue.get(EntryKey(docname, mark["ids"][0]))
                mark += page.indices([entry] if entry else [])
            plain = PlainPage(docname, self.env, page.layouts, page.output, numbers)
            plain.show(found, names.get(docname, ()))
        if marks:  # all is shown: formats of data would write any attribute
            for node, _ in on_page.marked:
                node.attributes.pop(TEXTS, None)

    def _unlink_indices(self) -> None:
        """Leave the words alone of links to index pages, where all pages are in one file and there are none.

        The labels stay, or Sphinx would report what is right in every other format.
        """
        indices = IndexLinks(store_of(self.env).builder, self.env.docname)
        if indices.writes_any:
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


def _runs(descriptions: Iterable[addnodes.desc]) -> Iterator[list[addnodes.desc]]:
    """The entries in the order of the document; those of one kind that follow each other are one run."""
    seen: set[int] = set()
    for description in descriptions:
        if id(description) in seen:
            continue
        run = [description]
        siblings = description.parent.children
        for sibling in siblings[description.parent.index(description) + 1 :]:
            if (
                isinstance(sibling, addnodes.desc)
                and sibling.get("desctype") == description["desctype"]
                and sibling.get("domain") == "archdoc"
            ):
                run.append(sibling)
            elif not _is_unseen(sibling):
                break
        seen.update(map(id, run))
        yield run


def _named(runs: Iterable[list[addnodes.desc]]) -> Iterator[tuple[list[addnodes.desc], str]]:
    """Runs, and what the address of the page calls the table of each."""
    numbers: Counter[str] = Counter()
    for run in runs:
        kind = run[0]["desctype"]
        numbers[kind] += 1
        yield run, f"archdoc-{kind}-{numbers[kind]}"


def _is_unseen(node: nodes.Node) -> bool:
    """Whether readers see nothing of *node*: a comment in either markup, a target."""
    if isinstance(node, nodes.raw):
        return _is_comments(node.astext())
    return isinstance(node, nodes.Invisible | addnodes.index)


def _is_comments(text: str) -> bool:
    """Whether a text is HTML comments and nothing else; Python 3.11.2 errs with one expression for it."""
    rest = text.strip()
    at = 0
    while rest.startswith("<!--", at):
        end = rest.find("-->", at + 4)
        if end < 0:
            return False
        at = _BLANK.match(rest, end + 3).end()  # type: ignore[union-attr]  # it always matches
    return 0 < at == len(rest)


def _in_table(node: nodes.Node | None) -> bool:
    """Whether *node* stands in a table: there may be no other in it, but in HTML."""
    while node is not None and not isinstance(node, nodes.table):
        node = node.parent
    return node is not None


class PageWriter:
    """Shows the entries that stand on one page, which may be one of many in a single document.

    :param in_table: whether they stand in a table of the page.
    """

    def __init__(self, env: BuildEnvironment, docname: str, in_table: bool) -> None:  # noqa: FBT001
        self.docname = docname
        self.domain = store_of(env)
        builder = self.domain.builder
        self.texts = PageTexts(self.domain, builder, docname)
        self.cells = Cells(self.domain.graph, self.texts, OutsideLinks(env, docname))
        paper = Paper(0) if in_table else _PAPER.get(builder.format, Paper())
        html = html_of(builder)
        self.output = Output(PageLinks(builder, docname), html, paper, self.domain.words)
        self.layouts = Layouts(self.cells, self.output)
        diagrams = DiagramWriter(docname, self.output, pictures_for(builder, docname, self.output.words))
        self.views = ViewWriter(docname, self.cells, self.output, diagrams, IndexLinks(builder, docname))

    def show(self, run: list[addnodes.desc], name: str) -> list[nodes.Node]:
        """What readers see of adjacent entries of one kind; *name* tells their table from all others."""
        entries = [entry for description in run for entry in self._take(description)]
        kind = self.domain.kinds[entries[0].kind]
        indices = self.indices(entries)
        match kind.layout:
            case Layout.ROW:
                return [*indices, *self._rows(entries, name)]
            case Layout.LIST:
                items = [self.layouts.list_item(entry) for entry in entries]
                return [*indices, nodes.bullet_list("", *items, classes=["archdoc-list", kind.name])]
            case Layout.HEADER:
                return [*indices, *map(self._header, entries)]
            case Layout.CARD:
                for description, entry in zip(run, entries, strict=True):
                    if self.output.html and kind.name_style is not NameStyle.CODE:
                        set_words(description)
                    content = addnodes.desc_content("", *self.layouts.card(entry))
                    description.replace(content_of(description), content)
                return [*indices, *run]

    def indices(self, entries: Iterable[Entry]) -> list[nodes.Node]:
        """What a book is told for its index; on the web, the general index knows all entries already."""
        if self.output.html:
            return []
        kinds, words = self.domain.kinds, self.domain.words
        return [addnodes.index(entries=[index_entry(kinds[e.kind], e, words)]) for e in entries]

    def _take(self, description: addnodes.desc) -> list[Entry]:
        """The entries that a description stands for; the texts that it holds are noted."""
        catalogue = self.domain.catalogue
        entries = [catalogue[EntryKey(self.docname, anchor)] for anchor in anchors_of(description)]
        for node in content_of(description).children:
            if isinstance(node, field_text):
                self.texts.note(entries[0], node)
        return entries

    def _header(self, entry: Entry) -> nodes.container:
        anchor = nodes.target("", "", ids=[entry.anchor])
        return nodes.container("", anchor, *self.layouts.card(entry), classes=["archdoc-header"])

    def _rows(self, entries: list[Entry], name: str) -> Iterator[nodes.Node]:
        """One table of all, and in full below it what does not fit in."""
        label = label_of(self.domain.kinds, (entries[0].kind,), self.domain.words)
        content = table_content(table_of(entries, self.domain.graph), self.cells, label, home=True)
        yield from self.output.table(content, name if len(entries) > MOST_ROWS else "")
        for entry in entries:
            yield from self.layouts.in_full(entry)


def html_of(builder: Builder) -> Html | None:
    """What the pages of a builder may hold; None if it does not write HTML."""
    if builder.format != "html":
        return None
    config = builder.config
    wanted = config.html_permalinks and getattr(builder, "add_permalinks", True)  # not in e-books
    icon = config.html_permalinks_icon if wanted else ""
    return Html(icon, unfolds=is_read_in_browser(builder))
