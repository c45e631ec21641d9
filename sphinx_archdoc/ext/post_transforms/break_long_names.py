"""Add line-break opportunities to long names in tables and cards, in HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_archdoc.ext.doctree.markdown_table import PLAIN
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.render.html_fragment import inline_markup
from sphinx_archdoc.render.line_breaks import prose_pieces
from sphinx_archdoc.render.spans import BREAK, code_html


class BreakLongNames(SphinxPostTransform):
    """Let long names break after punctuation, and not inside a word; after all links are resolved."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Change the texts of cells and cards of entries only."""
        if not store_of(self.env).pages:
            return
        parts = self.document.findall(_is_ours)
        texts = {id(text): text for part in parts for text in _texts(cast(nodes.Element, part))}
        for text in texts.values():  # each once: a card can contain tables and other cards
            _break(text)


def _is_ours(node: nodes.Node) -> bool:
    if isinstance(node, nodes.table):
        return PLAIN in node["classes"]
    if isinstance(node, addnodes.desc):
        return bool(node["domain"] == "archdoc")
    return isinstance(node, inline_markup)


def _texts(node: nodes.Element) -> Iterator[nodes.Text]:
    """Yield the texts in a cell or card, except formulas, highlighted code and other verbatim text."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not _is_verbatim(child):
            yield from _texts(child)


def _is_verbatim(node: nodes.Element) -> bool:
    if isinstance(node, addnodes.desc_name):  # a FixedTextElement, but the name of an entry
        return False
    verbatim = (nodes.math, nodes.math_block, nodes.raw, nodes.image, nodes.FixedTextElement)
    return isinstance(node, verbatim) or (isinstance(node, nodes.literal) and "code" in node["classes"])


def _break(text: nodes.Text) -> None:
    if isinstance(text.parent, nodes.literal):  # the same HTML as for code in texts that need no nodes
        text.parent.replace(text, nodes.raw("", code_html(text.astext()), format="html"))
        return
    first, *more = prose_pieces(text.astext())
    if more:
        parts: list[nodes.Node] = [nodes.Text(first)]
        for piece in more:
            parts += [nodes.raw("", BREAK, format="html"), nodes.Text(piece)]
        text.parent.replace(text, parts)
