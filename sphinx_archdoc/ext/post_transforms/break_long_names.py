"""Places where long names in tables and cards may break, once Sphinx has resolved all links."""

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
    """Let long names go on in the next line: after a sign, and not inside a word."""

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Change the texts of our cells and cards, and nothing else."""
        if not store_of(self.env).pages:
            return
        parts = self.document.findall(_is_ours)
        texts = {id(text): text for part in parts for text in _texts(cast(nodes.Element, part))}
        for text in texts.values():  # each once: a card may hold tables, and other cards
            _break(text)


def _is_ours(node: nodes.Node) -> bool:
    if isinstance(node, nodes.table):
        return PLAIN in node["classes"]
    if isinstance(node, addnodes.desc):
        return bool(node["domain"] == "archdoc")
    return isinstance(node, inline_markup)


def _texts(node: nodes.Element) -> Iterator[nodes.Text]:
    """The texts in a cell or card that are written as they are: no formulas and no highlighted code."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not _is_written_whole(child):
            yield from _texts(child)


def _is_written_whole(node: nodes.Element) -> bool:
    if isinstance(node, addnodes.desc_name):  # which is fixed text, but the name of an entry
        return False
    whole = (nodes.math, nodes.math_block, nodes.raw, nodes.image, nodes.FixedTextElement)
    return isinstance(node, whole) or (isinstance(node, nodes.literal) and "code" in node["classes"])


def _break(text: nodes.Text) -> None:
    if isinstance(text.parent, nodes.literal):  # as code is written in texts that need no nodes
        text.parent.replace(text, nodes.raw("", code_html(text.astext()), format="html"))
        return
    first, *more = prose_pieces(text.astext())
    if more:
        parts: list[nodes.Node] = [nodes.Text(first)]
        for piece in more:
            parts += [nodes.raw("", BREAK, format="html"), nodes.Text(piece)]
        text.parent.replace(text, parts)
