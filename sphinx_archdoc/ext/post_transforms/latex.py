"""Make entries fit on paper in LaTeX: add line-break opportunities, and let tables break across pages."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_archdoc.ext.doctree.ancestors import ancestors
from sphinx_archdoc.render.column_widths import BETWEEN

_PREFERRED, _LAST_RESORT = "\0", "\1"
_BREAKS = {_PREFERRED: r"\allowbreak{}", _LAST_RESORT: r"\penalty5000{}"}
"""LaTeX of the two placeholders: a preferred break, and one that is only better than text in the margin."""

_LONG_WORD = re.compile(r"\S{12,}")
_BREAK_POINTS = re.compile(r"(?<=[\W_])(?=[^\W_])|(?<=[a-z])(?=[A-Z])")
"""Matches after punctuation, and before a capital letter in camel case."""

_SIX_LETTERS = re.compile(r"\S{6}(?=\S{3})")

_BREAKABLE = (
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
"""Nodes whose text can contain raw nodes; Sphinx's LaTeX writer needs the text of others in one piece."""

_UNBREAKABLE = (nodes.Admonition, nodes.topic, nodes.sidebar, nodes.figure, nodes.footnote, nodes.table)
"""Nodes that LaTeX cannot break across pages."""


class SetForLatex(SphinxPostTransform):
    """Make entries and tables fit on LaTeX's paper; after all links are resolved."""

    default_priority = 700
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Change the nodes of entries and views only."""
        for text in [text for text in self.document.findall(nodes.Text) if _is_ours(text)]:
            if isinstance(text.parent, _BREAKABLE) and not _is_verbatim(text.parent):
                _break_words(text)
        for paragraph in list(self.document.findall(nodes.paragraph)):
            if _is_ours(paragraph, "archdoc-table", "archdoc-records", "archdoc-fields"):
                # justification would put a wide gap between two long names on a line
                paragraph[:] = [_latex(r"{\raggedright{}"), *paragraph.children, _latex(r"\par}")]
        for name in list(self.document.findall(addnodes.desc_name)):
            if _is_ours(name):
                box = r"\parbox[t]{\linewidth}{\raggedright{}"
                name.parent[:] = [_latex(box), *name.parent.children, _latex(r"\strut}")]
        for table in list(self.document.findall(nodes.table)):
            if "archdoc-table" in table["classes"]:
                _set_table(table)


class LabelFootnotes(SphinxPostTransform):
    """Label the footnotes that copied texts lead to: Sphinx 9.0 writes footnotes to LaTeX without labels.

    This runs before Sphinx moves footnotes to their references (600).
    """

    default_priority = 590
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:  # noqa: ANN401  (docutils' signature)
        """Put the labels at the beginning of the texts of the footnotes."""
        links = [
            link for link in self.document.findall(nodes.reference) if "refid" in link or "refuri" in link
        ]
        wanted = {str(link.get("refid") or link["refuri"]).rpartition("#")[2] for link in links}
        for note in self.document.findall(nodes.footnote):
            paragraph = next(note.findall(nodes.paragraph), None)
            if paragraph is not None and not wanted.isdisjoint(note["ids"]):
                names = [f"{note['docname']}:{name}" for name in note["ids"]]
                labels = "".join(rf"\label{{\detokenize{{{name}}}}}" for name in names)
                paragraph.insert(0, _latex(rf"\phantomsection{labels}"))


def _is_ours(node: nodes.Node, *classes: str) -> bool:
    """Return whether *node* is inside an entry or a view or, if given, an element with one of *classes*."""
    return any(
        any(name in classes for name in element["classes"])
        if classes
        else element.get("domain") == "archdoc" or any(n.startswith("archdoc") for n in element["classes"])
        for element in ancestors(node)
    )


def _is_verbatim(node: nodes.Element) -> bool:
    """Return whether the writer highlights the text as code, or sets it as a URL, which breaks by itself."""
    return bool(node.get("language")) or node.astext() == node.get("refuri")


def _break_words(text: nodes.Text) -> None:
    code = isinstance(text.parent, nodes.literal)
    words = text.replace("✗", "✕")  # the only cross in the replacement table of Sphinx 9.0's LaTeX writer
    if isinstance(text.parent, addnodes.desc_name):
        words = words.replace(" ", f" {_PREFERRED}")  # the writer makes them non-breaking
    longest = 9 if code else 24  # LaTeX hyphenates prose
    words = _LONG_WORD.sub(lambda word: _with_breaks(word[0], longest), words)
    parts = [
        _latex(_BREAKS[part]) if part in _BREAKS else nodes.Text(part)
        for part in re.split(f"([{_PREFERRED}{_LAST_RESORT}])", words)
        if part
    ]
    text.parent.replace(text, parts)


def _with_breaks(word: str, longest: int) -> str:
    """Return *word* with placeholders for breaks.

    :param longest: length from which a part without a preferred break gets a break after every six
        characters.
    """
    parts = _BREAK_POINTS.sub(_PREFERRED, word).split(_PREFERRED)
    return _PREFERRED.join(
        _SIX_LETTERS.sub(rf"\g<0>{_LAST_RESORT}", part) if len(part) >= longest else part for part in parts
    )


def _set_table(table: nodes.table) -> None:
    """Set a table in small print, and as a ``longtable`` with a repeated header where LaTeX can break it."""
    if not any(isinstance(node, _UNBREAKABLE) for node in ancestors(table)):
        table["classes"].append("longtable")
    for column in table.findall(nodes.colspec):
        column["colwidth"] += BETWEEN  # LaTeX subtracts the space between columns from their widths
    table.parent.replace(table, [_latex(r"\begingroup\footnotesize"), table, _latex(r"\endgroup")])


def _latex(text: str) -> nodes.raw:
    return nodes.raw(text, text, format="latex")
