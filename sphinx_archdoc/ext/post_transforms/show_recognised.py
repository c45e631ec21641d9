"""Show what is known of entries in plain Markdown beside the author's words: anchors, backlinks, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.page import PageContent
from sphinx_archdoc.content.spans import Link
from sphinx_archdoc.ext.doctree.markdown_table import MarkdownTable
from sphinx_archdoc.ext.doctree.marks import TextMark
from sphinx_archdoc.ext.doctree.nodes import entry_mark
from sphinx_archdoc.ext.doctree.nodes_by_line import first_words
from sphinx_archdoc.ext.environment.store import EntryStore
from sphinx_archdoc.markdown.recognise.model import EntrySource as Place
from sphinx_archdoc.render.blocks import BlockRenderer

_LINES: dict[Place, type[nodes.Element]] = {Place.ROW: nodes.row, Place.ITEM: nodes.list_item}
"""Nodes that readers take for the entry, and point at."""


class MarkdownPage:
    """The entries of one page of plain Markdown.

    :param numbers: tell the tables of the document from each other, which may hold several pages.
    """

    def __init__(
        self, store: EntryStore, content: PageContent, blocks: BlockRenderer, numbers: Iterator[int]
    ) -> None:
        self.kind_of = store.catalogue.kind_of
        self.entries = {entry.anchor: entry for entry in store.pages[content.docname].entries}
        self.content = content.beside_markdown
        self.blocks = blocks
        self.output = blocks.output
        self.numbers = numbers

    def show(self, marks: Sequence[entry_mark], names: Iterable[tuple[nodes.Element, TextMark]]) -> None:
        """Show what is known of the entries that *marks* stand for.

        :param names: the parts of the page that name other entries.
        """
        for node, name in names:
            self._link(node, name)
        tables: dict[nodes.Element, dict[int, list[Entry]]] = {}
        blocks: dict[nodes.Element, list[Entry]] = {}
        for mark in marks:
            entry = self.entries.get(mark["ids"][0])
            if entry is None:
                continue
            row, place = _around(mark, nodes.row), Place[mark["place"]]
            if place is Place.ROW and row is not None and (table := _around(row, nodes.table)):
                tables.setdefault(table, {}).setdefault(id(row), []).append(entry)
            elif isinstance(mark.parent, nodes.list_item):
                self._behind_item(mark.parent, entry)
            elif place is Place.HEADING:
                self._at_end_of_section(mark, entry)
            else:
                blocks.setdefault(_block_behind(mark), []).append(entry)
        for block, entries in blocks.items():
            self._behind_block(block, entries)
        for table, rows in tables.items():
            self._in_table(table, rows)
        for mark in marks:
            self._anchor(mark, Place[mark["place"]])

    def _link(self, node: nodes.Element, mark: TextMark) -> None:
        """Make the names of other entries in *node* links; what leads nowhere was reported already."""
        entry = self.entries.get(mark.anchor)
        if entry is None:
            return
        content = self.content[entry.anchor]
        if mark.field in content.destinations:
            if not content.destinations[mark.field]:
                for broken in list(node.findall(addnodes.pending_xref)):
                    broken.replace_self(broken.children)
            return
        targets = content.links.get(mark.field)
        if not targets:
            return
        names = re.compile(
            "|".join(rf"(?<![\w-]){re.escape(n)}(?![\w-])" for n in sorted(targets, key=len)[::-1])
        )
        for text in list(node.findall(nodes.Text)):
            if not _is_linked(text) and names.search(text.astext()):
                text.parent.replace(text, list(self._linked(text.astext(), names, targets)))

    def _linked(self, text: str, names: re.Pattern[str], targets: Mapping[str, Link]) -> Iterator[nodes.Node]:
        end = 0
        for found in names.finditer(text):
            if found.start() > end:
                yield nodes.Text(text[end : found.start()])
            target, end = targets[found[0]], found.end()
            yield self.output.resolver.link(target.page, target.anchor, nodes.inline("", found[0]))
        if end < len(text):
            yield nodes.Text(text[end:])

    def _anchor(self, mark: entry_mark, place: Place) -> None:
        """The anchor of an entry, and in a row and an item its permalink."""
        anchor = mark["ids"][0]
        line = _around(mark, _LINES[place]) if place in _LINES else None
        head = first_words(mark.parent)
        index = mark.parent.index(mark) if head is mark.parent else 0
        mark.parent.remove(mark)
        head[index:index] = [*mark.children, nodes.target("", "", ids=[anchor])]
        link = self.output.html.permalink(anchor) if self.output.html else ""
        if link and line is not None and "archdoc-entry" not in line["classes"]:
            line["classes"].append("archdoc-entry")
            head.append(nodes.raw(link, link, format="html"))

    def _behind_item(self, item: nodes.list_item, entry: Entry) -> None:
        """The backlinks of an item, as its first sentence goes on."""
        if spans := self.content[entry.anchor].backlinks:
            paragraph, words = self.output.paragraph(spans), first_words(item)
            words.extend([paragraph] if words is item else paragraph.children)

    def _at_end_of_section(self, mark: entry_mark, entry: Entry) -> None:
        """The backlinks of a heading: behind all that stands below it, but no other heading."""
        section = mark.parent
        ends = (nodes.section, nodes.transition)
        behind = [i for i, child in enumerate(section.children) if isinstance(child, ends)]
        index = next((i for i in behind if i > section.index(mark)), len(section.children))
        section[index:index] = self._trail(entry)

    def _behind_block(self, block: nodes.Element, entries: list[Entry]) -> None:
        """The backlinks of what stands in one block; if that is several entries, under their names."""
        found = [(entry, self._trail(entry)) for entry in entries]
        index = block.parent.index(block) + 1
        for entry, content in reversed(found):
            if content:
                several = len(entries) > 1
                block.parent[index:index] = (
                    [self.blocks.under_name(self.content[entry.anchor].name, content)] if several else content
                )

    def _trail(self, entry: Entry) -> list[nodes.Node]:
        """Return who refers to an entry, as a block; nothing if no entry does."""
        return self.output.trail(self.content[entry.anchor].trail)

    def _in_table(self, node: nodes.Element, rows: dict[int, list[Entry]]) -> None:
        """Put the trails of entries under their prose, and let the rows of a narrow table be stacked."""
        table = MarkdownTable(node)
        entries = [entry for found in rows.values() for entry in found]
        prose = {entry.anchor: self.kind_of(entry).summary for entry in entries}
        main = table.prose_column(prose)
        if self.output.html:
            head = table.name_column({row: list(self._names(found)) for row, found in rows.items()})
            table.set_apart(main, head, f"archdoc-plain-{next(self.numbers)}", self.output.words)
        for row in table.rows:
            for entry in rows.get(id(row), ()):
                cell = cast(nodes.entry, row[min(main, len(row) - 1)])
                cell += self.output.trail_in_cell(self.content[entry.anchor].trail_in_cell)

    def _names(self, entries: Iterable[Entry]) -> Iterator[str]:
        """What the author of a row may have called its entries: their names, or the part in a column."""
        for entry in entries:
            shown = entry.values.get(self.kind_of(entry).shown_name, "")
            yield from (str(shown), entry.name, entry.title)


def _block_behind(mark: entry_mark) -> nodes.Element:
    """The block that a mark stands before, perhaps with others; the mark if there is none."""
    siblings = mark.parent.children
    unseen = (entry_mark, nodes.Invisible)
    behind = (node for node in siblings[mark.parent.index(mark) + 1 :] if not isinstance(node, unseen))
    return next((node for node in behind if isinstance(node, nodes.Element)), mark)


def _is_linked(text: nodes.Text) -> bool:
    return _around(text, nodes.reference) is not None or _around(text, addnodes.pending_xref) is not None


def _around(node: nodes.Node, kind: type[nodes.Element]) -> nodes.Element | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parent
    return parent
