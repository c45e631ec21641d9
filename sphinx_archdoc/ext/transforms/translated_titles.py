"""Titles of entries in the reader's language: extracted for translators, and put where the title is shown.

Names are never translated, and neither is what an anchor is made of: a translation has the same addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinx_archdoc.ext.doctree.nodes import entry_mark, entry_title
from sphinx_archdoc.ext.doctree.object_description import anchors_of, set_heading
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.ext.environment.translations import is_translated
from sphinx_archdoc.markdown.document.labels import COLON, DASH, undecorated

_PLACES = "archdoc:titles"
"""Key, among Sphinx's notes on the document that is read, of the places of titles in plain Markdown."""

_PAGE_TITLE = "archdoc:page-title"
"""Key of the title of the page as it is written."""

_INLINE = (nodes.strong, nodes.emphasis, nodes.reference, addnodes.pending_xref, nodes.inline)
"""What may set a title apart from the words around it."""

_CUTS: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: _before(COLON, text),
    lambda text: _before(DASH, text),
)
"""A title is all of a text, or what stands before a sign in it."""


class _TitlePlace(msgspec.Struct):
    """Where on a page of plain Markdown the title of an entry stands: a part of a block."""

    mark: entry_mark
    block: nodes.Element
    node: type[nodes.Element] | None
    number: int
    cut: Callable[[str], str]

    def text(self) -> str:
        """What stands there now; empty if there is nothing any more."""
        parts = list(_parts(self.block, self.node))
        return self.cut(_words(parts[self.number])) if self.number < len(parts) else ""


def note_title_place(
    env: BuildEnvironment, mark: entry_mark, title: str, blocks: Iterable[nodes.Element]
) -> None:
    """Note which part of some blocks holds the title of the entry of *mark*, if one does."""
    for block in blocks:
        for node in (None, *_INLINE):
            for number, part in enumerate(_parts(block, node)):
                for cut in _CUTS:
                    if cut(_words(part)) == title:
                        place = _TitlePlace(mark, block, node, number, cut)
                        env.current_document[_PLACES] = [*_places(env), place]
                        return


def _places(env: BuildEnvironment) -> list[_TitlePlace]:
    return env.current_document.get(_PLACES) or []


def _parts(block: nodes.Element, node: type[nodes.Element] | None) -> Iterator[nodes.Element]:
    yield from block.findall(node) if node else [block]


def _words(node: nodes.Element) -> str:
    return " ".join(undecorated(node.astext()).split()).rstrip(":").strip()


def _before(sign: re.Pattern[str], text: str) -> str:
    found = sign.search(text)
    return text[: found.start()].strip() if found else ""


def _page_title(document: nodes.document) -> str:
    section = next(document.findall(nodes.section), None)
    title = section.next_node(nodes.title) if section is not None else None
    return title.astext() if title is not None else ""


def untranslated_title(env: BuildEnvironment) -> str:
    """The title of the page that is being read as it is written, if it was translated."""
    return str(env.current_document.get(_PAGE_TITLE, ""))


class KeepTitle(SphinxTransform):
    """Note the title of a page before it is translated (20)."""

    default_priority = 12

    def apply(self, **kwargs: object) -> None:
        """Note it."""
        self.env.current_document[_PAGE_TITLE] = _page_title(self.document)


class ShowTranslatedTitles(SphinxTransform):
    """Put translations of titles where titles are: into the index, the table of contents, the catalogue."""

    default_priority = 30

    def apply(self, **kwargs: object) -> None:
        """Retitle the entries of the page."""
        if self.env.current_document.get(_PAGE_TITLE) == _page_title(self.document):
            self.env.current_document[_PAGE_TITLE] = ""
        for title in list(self.document.findall(entry_title)) if is_translated(self.env) else ():
            if shown := title.get("shown"):
                description = title.parent
                while not isinstance(description, addnodes.desc):
                    description = description.parent
                set_heading(description, shown)
                self._retitle(anchors_of(description)[0], shown)
        for place in _places(self.env):
            if shown := place.text():
                self._retitle(place.mark["ids"][0], shown)

    def _retitle(self, anchor: str, shown: str) -> None:
        """Give an entry another title in the catalogue."""
        entries = store_of(self.env).note_page(self.env.docname).entries
        number = next((n for n, entry in enumerate(entries) if entry.anchor == anchor), None)
        if number is None or entries[number].title == shown:
            return
        entry = entries[number]
        entries[number] = msgspec.structs.replace(entry, title=shown, untranslated=entry.title)
