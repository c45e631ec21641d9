"""Add anchors, backlinks and links to entries of plain Markdown, and leave the author's words as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from docutils import nodes
from sphinx import addnodes

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.page import PageContent
from sphinx_archdoc.content.spans import Link
from sphinx_archdoc.ext.doctree.ancestors import ancestor_of
from sphinx_archdoc.ext.doctree.markdown_table import MarkdownTable
from sphinx_archdoc.ext.doctree.marks import TextMark
from sphinx_archdoc.ext.doctree.nodes import entry_mark
from sphinx_archdoc.ext.doctree.nodes_by_line import leading_paragraph
from sphinx_archdoc.ext.environment.store import EntryStore
from sphinx_archdoc.markdown.recognise.model import EntrySource
from sphinx_archdoc.render.blocks import BlockRenderer
from sphinx_archdoc.render.spans import warning_nodes

_LINES: dict[EntrySource, type[nodes.Element]] = {
    EntrySource.ROW: nodes.row,
    EntrySource.ITEM: nodes.list_item,
}
"""Nodes that look like the entry to readers, and show its permalink when they point at it."""


class MarkdownPage:
    """Renderer of the entries of one page of plain Markdown.

    :param numbers: numbers for the names of tables; all pages in one document share them.
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
        """Add links, backlinks and anchors to the entries of *marks*.

        :param names: the nodes of the page that contain names of other entries, with their marks.
        """
        for node, name in names:
            self._link(node, name)
        tables: dict[nodes.table, dict[int, list[Entry]]] = {}
        blocks: dict[nodes.Element, list[Entry]] = {}
        for mark in marks:
            entry = self.entries.get(mark["ids"][0])
            if entry is None:
                continue
            row, source = ancestor_of(mark, nodes.row), EntrySource[mark["place"]]
            if source is EntrySource.ROW and row is not None and (table := ancestor_of(row, nodes.table)):
                tables.setdefault(table, {}).setdefault(id(row), []).append(entry)
            elif isinstance(mark.parent, nodes.list_item):
                self._add_to_item(mark.parent, entry)
            elif source is EntrySource.HEADING:
                self._add_to_section(mark, entry)
            else:
                blocks.setdefault(_block_after(mark), []).append(entry)
        for block, entries in blocks.items():
            self._add_after_block(block, entries)
        for node, rows in tables.items():
            self._add_to_table(node, rows)
        for mark in marks:
            self._anchor(mark, EntrySource[mark["place"]])

    def _link(self, node: nodes.Element, mark: TextMark) -> None:
        """Turn the names of other entries in *node* into links; :mod:`.report` has logged broken ones."""
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
            yield from warning_nodes(target.warning)
        if end < len(text):
            yield nodes.Text(text[end:])

    def _anchor(self, mark: entry_mark, source: EntrySource) -> None:
        """Replace a mark by the anchor of its entry and, in a row or a list item, by its permalink."""
        anchor = mark["ids"][0]
        line = ancestor_of(mark, _LINES[source]) if source in _LINES else None
        head = leading_paragraph(mark.parent)
        index = mark.parent.index(mark) if head is mark.parent else 0
        mark.parent.remove(mark)
        head[index:index] = [*mark.children, nodes.target("", "", ids=[anchor])]
        link = self.output.html.permalink(anchor) if self.output.html else ""
        if link and line is not None and "archdoc-entry" not in line["classes"]:
            line["classes"].append("archdoc-entry")
            head.append(nodes.raw(link, link, format="html"))

    def _add_to_item(self, item: nodes.list_item, entry: Entry) -> None:
        """Append the backlinks of an entry to the first paragraph of its list item."""
        if spans := self.content[entry.anchor].backlinks:
            paragraph, words = self.output.paragraph(spans), leading_paragraph(item)
            words.extend([paragraph] if words is item else paragraph.children)

    def _add_to_section(self, mark: entry_mark, entry: Entry) -> None:
        """Insert the backlinks of a heading's entry at the end of its section, before any subsection."""
        section = mark.parent
        ends = (nodes.section, nodes.transition)
        following = [i for i, child in enumerate(section.children) if isinstance(child, ends)]
        index = next((i for i in following if i > section.index(mark)), len(section.children))
        section[index:index] = self._trail(entry)

    def _add_after_block(self, block: nodes.Element, entries: list[Entry]) -> None:
        """Insert the backlinks of the entries of one block after it, under names if there are several."""
        found = [(entry, self._trail(entry)) for entry in entries]
        index = block.parent.index(block) + 1
        for entry, content in reversed(found):
            if content:
                several = len(entries) > 1
                block.parent[index:index] = (
                    [self.blocks.under_name(self.content[entry.anchor].name, content)] if several else content
                )

    def _trail(self, entry: Entry) -> list[nodes.Node]:
        """Return the backlinks of an entry as a block; an empty list if there are none."""
        return self.output.trail(self.content[entry.anchor].trail)

    def _add_to_table(self, node: nodes.Element, rows: dict[int, list[Entry]]) -> None:
        """Append the backlinks of entries to their prose cells, and make the table stackable."""
        table = MarkdownTable(node)
        entries = [entry for found in rows.values() for entry in found]
        prose = {entry.anchor: self.kind_of(entry).summary for entry in entries}
        main = table.prose_column(prose)
        if self.output.html:
            table.mark_groups(rows)
            head = table.name_column({row: list(self._names(found)) for row, found in rows.items()})
            table.wrap_in_frame(main, head, f"archdoc-plain-{next(self.numbers)}", self.output.words)
        for row in table.rows:
            for entry in rows.get(id(row), ()):
                cell = cast(nodes.entry, row[min(main, len(row) - 1)])
                cell += self.output.trail_in_cell(self.content[entry.anchor].trail_in_cell)

    def _names(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Yield the names that a cell of the row can show for its entries."""
        for entry in entries:
            shown = entry.values.get(self.kind_of(entry).shown_name, "")
            yield from (str(shown), entry.name, entry.title)


def _block_after(mark: entry_mark) -> nodes.Element:
    """Return the first visible block after a mark; the mark itself if there is none."""
    siblings = mark.parent.children
    unseen = (entry_mark, nodes.Invisible)
    following = (node for node in siblings[mark.parent.index(mark) + 1 :] if not isinstance(node, unseen))
    return next((node for node in following if isinstance(node, nodes.Element)), mark)


def _is_linked(text: nodes.Text) -> bool:
    return (
        ancestor_of(text, nodes.reference) is not None or ancestor_of(text, addnodes.pending_xref) is not None
    )
