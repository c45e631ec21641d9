"""Pages of plain Markdown: their entries are noted, and the page stays as its author wrote it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from pygments.lexer import Lexer
from pygments.lexers import TextLexer, get_lexer_by_name
from pygments.util import ClassNotFound
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.highlighting import lexer_classes
from sphinx.transforms import SphinxTransform
from sphinx.util import get_filetype
from sphinx.util.matching import compile_matchers

from sphinx_archdoc.ext.environment.store import store_of

_TEXT = "archdoc:text"
"""Key, among Sphinx's notes on the document that is read, of its text."""

_MAY_ASK = re.compile(r"^[ \t]*>|archdoc", re.MULTILINE)
"""What stands in every text that asks to be recognised: a quotation, as the template begins, or our name."""


def remember_text(app: Sphinx, docname: str, content: list[str]) -> None:
    """Handle ``source-read``, last: keep the text that the parser will see."""
    if app.config.archdoc_recognise:
        app.env.current_document[_TEXT] = content[0]


def highlight_mermaid(app: Sphinx) -> None:
    """Handle ``builder-inited``: let Mermaid's source be shown as it is, if nobody else knows how.

    The template has diagrams in it, and Sphinx would warn of a language that Pygments does not know. Who
    does know is asked where a block is shown: Pygments goes through all that is installed for an answer.
    """
    lexer_classes.setdefault("mermaid", functools.partial(_mermaid_lexer))


def _mermaid_lexer(**options: Any) -> Lexer:  # noqa: ANN401  (Pygments' own)
    try:
        return cast(Lexer, get_lexer_by_name("mermaid", **options))
    except ClassNotFound:
        return TextLexer(**options)


class RecogniseEntries(SphinxTransform):
    """Note the entries of a page that is recognised; before translation (20), which changes the texts."""

    default_priority = 15

    def apply(self, **kwargs: object) -> None:
        """Recognise the page, and the Markdown files that it includes."""
        setting = self.config.archdoc_recognise
        if not setting or _TEXT not in self.env.current_document:
            return
        asked = False
        for source, text in self._texts(str(self.env.current_document[_TEXT])):
            # few pages of most projects are recognised, so what reads them is loaded for the first of them
            if asked or setting is not True or source.endswith(".ipynb") or _MAY_ASK.search(text):
                asked = self._recognise(source, text, asked=asked)

    def _recognise(self, source: str, text: str, *, asked: bool) -> bool:
        """Note the entries of a file, if they are wanted.

        :param asked: whether a file before it asked for it; what a page includes is a part of it.
        :returns: whether this or one before it did.
        """
        from sphinx_archdoc.ext.transforms.recognised_page import RecognisedPage
        from sphinx_archdoc.markdown.document.notebook import NOTEBOOK, read_notebook
        from sphinx_archdoc.markdown.document.parser import read_blocks
        from sphinx_archdoc.markdown.recognise.header import is_asked_for, is_refused
        from sphinx_archdoc.markdown.recognise.markers import has_marker

        blocks = read_notebook(text) if source.endswith(NOTEBOOK) else read_blocks(text)
        asked = asked or is_asked_for(blocks, store_of(self.env).vocabulary)
        is_whole = _is_wanted(self.config.archdoc_recognise, self.env, asked=asked)
        if not is_refused(blocks) and (is_whole or has_marker(blocks)):
            RecognisedPage(self.document, self.env, source).recognise(blocks, only_marked=not is_whole)
        return asked

    def _texts(self, own: str) -> Iterator[tuple[str, str]]:
        """The Markdown of the page, and that of the files that it includes, each with its path."""
        main = str(self.env.doc2path(self.env.docname))
        sources = dict.fromkeys(str(n.source) for n in self.document.findall(nodes.Element) if n.source)
        for source in dict.fromkeys([main, *sources]):
            if source == main:
                if get_filetype(self.config.source_suffix, source) != "restructuredtext":
                    yield source, own
            elif source.endswith((".md", ".markdown")) and (text := _read(source)):
                yield source, text


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _is_wanted(setting: object, env: BuildEnvironment, *, asked: bool) -> bool:
    """Whether a page is to be recognised: where the setting names pages, these and no others."""
    if isinstance(setting, str | list | tuple | set | frozenset):
        patterns = [setting] if isinstance(setting, str) else [str(pattern) for pattern in setting]
        names = (env.docname, str(env.doc2path(env.docname, base=False)))
        return any(match(name) for match in compile_matchers(patterns) for name in names)
    return asked
