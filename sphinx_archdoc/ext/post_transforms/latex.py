"""What LaTeX needs to set entries on paper: places where lines may break, and tables that go on overleaf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_archdoc.render.column_widths import BETWEEN

_EASY, _HARD = "\0", "\1"
_BREAKS = {_EASY: r"\allowbreak{}", _HARD: r"\penalty5000{}"}
"""Places for breaks: those that readers expect, and those that are only better than a word in the margin."""

_LONG = re.compile(r"\S{12,}")
_PLACES = re.compile(r"(?<=[\W_])(?=[^\W_])|(?<=[a-z])(?=[A-Z])")
"""Behind a sign, and before a capital letter."""

_SOME = re.compile(r"\S{6}(?=\S{3})")

_WORDS = (
    nodes.paragraph,
    nodes.term,
    nodes.inline,
    nodes.emphasis,
    nodes.strong,
    nodes.literal,
    nodes.reference,
    nodes.rubric,
    nodes.title,
    addnodes.desc_name,
)
"""Nodes whose words may get places for breaks: LaTeX's writer takes those of others for more than words."""

_BOXES = (nodes.Admonition, nodes.topic, nodes.sidebar, nodes.figure, nodes.footnote, nodes.table)
"""What LaTeX sets in one piece, with no page break in it."""


class SetForLatex(SphinxPostTransform):
    """Make entries and tables fit on LaTeX's paper, once all links are resolved."""

    default_priority = 700
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Change what is ours in the document, and nothing else."""
        for text in [text for text in self.document.findall(nodes.Text) if _is_ours(text)]:
            if isinstance(text.parent, _WORDS) and not _is_taken_whole(text.parent):
                _break_words(text)
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if _is_ours(paragraph, "archdoc-table", "archdoc-records", "archdoc-fields"):
                # justified, a line of two long names is a gap with a name at each end
                paragraph[:] = [_latex(r"{\raggedright{}"), *paragraph.children, _latex(r"\par}")]
        for name in list(self.document.findall(addnodes.desc_name)):
            if _is_ours(name):
                box = r"\parbox[t]{\linewidth}{\raggedright{}"
                name.parent[:] = [_latex(box), *name.parent.children, _latex(r"\strut}")]
        for table in list(self.document.findall(nodes.table)):
            if "archdoc-table" in table["classes"]:
                _set_table(table)


def _is_ours(node: nodes.Node, *classes: str) -> bool:
    """Whether *node* is of an entry or a view; with *classes*, in an element that has one of them."""
    return any(
        any(name in classes for name in element["classes"])
        if classes
        else element.get("domain") == "archdoc" or any(n.startswith("archdoc") for n in element["classes"])
        for element in _around(node)
    )


def _around(node: nodes.Node) -> Iterator[nodes.Element]:
    """The elements that *node* stands in, the nearest first."""
    while node.parent is not None:
        node = node.parent
        yield node


def _is_taken_whole(node: nodes.Element) -> bool:
    """Whether the writer highlights the text as code, or sets it as an address, which breaks by itself."""
    return bool(node.get("language")) or node.astext() == node.get("refuri")


def _break_words(text: nodes.Text) -> None:
    code = isinstance(text.parent, nodes.literal)
    words = text.replace("✗", "✕")  # the one cross that LaTeX's writer knows
    if isinstance(text.parent, addnodes.desc_name):
        words = words.replace(" ", f" {_EASY}")  # it makes hard spaces of them
    words = _LONG.sub(lambda word: _places_in(word[0], 9 if code else 24), words)  # prose has hyphens
    parts = [
        _latex(_BREAKS[part]) if part in _BREAKS else nodes.Text(part)
        for part in re.split(f"([{_EASY}{_HARD}])", words)
        if part
    ]
    text.parent.replace(text, parts)


def _places_in(word: str, longest: int) -> str:
    """The word with places for breaks; also anywhere in *longest* letters without a better place."""
    parts = _PLACES.sub(_EASY, word).split(_EASY)
    return _EASY.join(_SOME.sub(rf"\g<0>{_HARD}", part) if len(part) >= longest else part for part in parts)


def _set_table(table: nodes.table) -> None:
    """In small print, with page breaks and a repeated heading wherever LaTeX can."""
    if not any(isinstance(node, _BOXES) for node in _around(table)):
        table["classes"].append("longtable")
    for column in table.findall(nodes.colspec):
        column["colwidth"] += BETWEEN  # as LaTeX takes the space between columns from their widths
    table.parent.replace(table, [_latex(r"\begingroup\footnotesize"), table, _latex(r"\endgroup")])


def _latex(text: str) -> nodes.raw:
    return nodes.raw(text, text, format="latex")
