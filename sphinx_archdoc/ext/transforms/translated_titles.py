"""Translate the titles of entries: extract them for translators, and replace them where they are shown.

Names are never translated, and anchors are made from the original title, so all languages have the same URLs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import cast

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinx_archdoc.ext.doctree.ancestors import ancestor_of
from sphinx_archdoc.ext.doctree.nodes import entry_mark, entry_title
from sphinx_archdoc.ext.doctree.object_description import anchors_of, set_heading
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.environment.translations import is_translated
from sphinx_archdoc.markdown.document.labels import COLON, DASH, undecorated

_TITLE_PARTS = "archdoc:titles"
"""Key in ``env.current_document`` of the parts of blocks that hold titles in plain Markdown."""

_PAGE_TITLE = "archdoc:page-title"
"""Key in ``env.current_document`` of the page's original title."""

_INLINE = (nodes.strong, nodes.emphasis, nodes.reference, addnodes.pending_xref, nodes.inline)
"""Inline nodes that can contain exactly a title, within other text."""

_EXTRACTORS: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: _before(COLON, text),
    lambda text: _before(DASH, text),
)
"""Ways to extract a title from a text: all of it, or the part before a colon or a dash."""


class _TitlePart(msgspec.Struct):
    """The part of a block of plain Markdown that is the title of an entry."""

    mark: entry_mark
    block: nodes.Element
    node: type[nodes.Element] | None
    number: int
    extract: Callable[[str], str]

    def text(self) -> str:
        """Return the current text of the part; empty if the translation does not have it."""
        parts = list(_candidates(self.block, self.node))
        return self.extract(_normalised(parts[self.number])) if self.number < len(parts) else ""


def note_title_part(
    env: BuildEnvironment, mark: entry_mark, title: str, blocks: Iterable[nodes.Element]
) -> None:
    """Remember which part of *blocks* is the title of an entry, if one is.

    :param mark: the mark of the entry.
    """
    for block in blocks:
        for node in (None, *_INLINE):
            for number, candidate in enumerate(_candidates(block, node)):
                for extract in _EXTRACTORS:
                    if extract(_normalised(candidate)) == title:
                        part = _TitlePart(mark, block, node, number, extract)
                        _title_parts(env).append(part)
                        return


def _title_parts(env: BuildEnvironment) -> list[_TitlePart]:
    return cast("list[_TitlePart]", env.current_document.setdefault(_TITLE_PARTS, []))


def _candidates(block: nodes.Element, node: type[nodes.Element] | None) -> Iterator[nodes.Element]:
    yield from block.findall(node) if node else [block]


def _normalised(node: nodes.Element) -> str:
    return " ".join(undecorated(node.astext()).split()).rstrip(":").strip()


def _before(sign: re.Pattern[str], text: str) -> str:
    found = sign.search(text)
    return text[: found.start()].strip() if found else ""


def _page_title(document: nodes.document) -> str:
    section = next(document.findall(nodes.section), None)
    title = section.next_node(nodes.title) if section is not None else None
    return title.astext() if title is not None else ""


def untranslated_title(env: BuildEnvironment) -> str:
    """Return the original title of the page that is being read; empty if it has no translation."""
    return str(env.current_document.get(_PAGE_TITLE, ""))


class KeepTitle(SphinxTransform):
    """Store the title of a page before it is translated (20)."""

    default_priority = 12

    def apply(self, **kwargs: object) -> None:
        """Store the title."""
        self.env.current_document[_PAGE_TITLE] = _page_title(self.document)


class ShowTranslatedTitles(SphinxTransform):
    """Replace titles by their translations in the index, the table of contents and the catalogue."""

    default_priority = 30

    def apply(self, **kwargs: object) -> None:
        """Set the translated titles of the page's entries."""
        if self.env.current_document.get(_PAGE_TITLE) == _page_title(self.document):
            self.env.current_document[_PAGE_TITLE] = ""
        titles: dict[str, str] = {}
        for title in list(self.document.findall(entry_title)) if is_translated(self.env) else ():
            shown, description = title.get("shown"), ancestor_of(title, addnodes.desc)
            if shown and description:
                set_heading(description, shown)
                titles[anchors_of(description)[0]] = shown
        titles |= {part.mark["ids"][0]: shown for part in _title_parts(self.env) if (shown := part.text())}
        if titles:
            self._retitle(titles)

    def _retitle(self, titles: Mapping[str, str]) -> None:
        """Set the titles of entries in the catalogue, by anchor."""
        entries = store_of(self.env).note_page(self.env.docname).entries
        for number, entry in enumerate(entries):
            shown = titles.get(entry.anchor, entry.title)
            if shown != entry.title:
                entries[number] = msgspec.structs.replace(entry, title=shown, untranslated=entry.title)
