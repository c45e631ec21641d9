"""Recognise and store the entries of pages in plain Markdown; a page's own text does not change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util.matching import compile_matchers

from sphinx_archdoc.ext.environment.store import store_of

_TEXT = "archdoc:text"
"""Key in ``env.current_document`` of the document's source text."""

_MARKDOWN = (".md", ".markdown")
"""Suffixes of Markdown that pages of reStructuredText include with a parser."""

_MAY_OPT_IN = re.compile(r"^[ \t]*>|(?i:(?<!\{)archdoc|archdoc(?!:\w))", re.MULTILINE)
"""Matches every text that can opt in to being recognised: with a block quote, as in the template's header,
with ``archdoc`` in its front matter, or with a marker. ``{archdoc:envvar}`` is a directive or a role instead:
pages that use only these are not parsed a second time."""


def remember_text(app: Sphinx, docname: str, content: list[str]) -> None:
    """Handle ``source-read``, after all others: store the text that the parser will get."""
    if app.config.archdoc_recognise:
        app.env.current_document[_TEXT] = content[0]


class RecogniseEntries(SphinxTransform):
    """Store the entries of a page of plain Markdown; before translation (20), which changes the texts."""

    default_priority = 15

    def apply(self, **kwargs: object) -> None:
        """Recognise entries in the page and in the Markdown files that it includes."""
        setting = self.config.archdoc_recognise
        if not setting or _TEXT not in self.env.current_document:
            return
        opted_in = False
        for source, text in self._texts(str(self.env.current_document[_TEXT])):
            # most projects have few such pages or none, so the parser is imported only when it is needed
            if opted_in or setting is not True or source.endswith(".ipynb") or _MAY_OPT_IN.search(text):
                opted_in = self._recognise(source, text, opted_in=opted_in)

    def _recognise(self, source: str, text: str, *, opted_in: bool) -> bool:
        """Store the entries of a file if the configuration or the page asks for it.

        :param opted_in: whether an earlier file of the page has opted in, which covers the files that it
            includes.
        :returns: whether this or an earlier file has opted in.
        """
        from sphinx_archdoc.ext.transforms.recognised_page import RecognisedPage
        from sphinx_archdoc.markdown.document.notebook import NOTEBOOK, read_notebook
        from sphinx_archdoc.markdown.document.parser import read_blocks
        from sphinx_archdoc.markdown.recognise.changelog import is_changelog
        from sphinx_archdoc.markdown.recognise.header import is_asked_for, is_refused
        from sphinx_archdoc.markdown.recognise.markers.placed import has_marker

        blocks = read_notebook(text) if source.endswith(NOTEBOOK) else read_blocks(text)
        opted_in = opted_in or is_asked_for(blocks, store_of(self.env).vocabulary)
        is_whole = _is_wanted(self.config.archdoc_recognise, self.env, opted_in=opted_in)
        is_whole = is_whole and (opted_in or not is_changelog(blocks, source))
        if not is_refused(blocks) and (is_whole or has_marker(blocks)):
            RecognisedPage(self.document, self.env, source).recognise(blocks, only_marked=not is_whole)
        return opted_in

    def _texts(self, own: str) -> Iterator[tuple[str, str]]:
        """Yield path and text of the page and of the files that it includes, as far as they are Markdown.

        A page of Markdown includes files of any suffix as Markdown, and files of reStructuredText in a
        directive that parses it.
        """
        main = str(self.env.doc2path(self.env.docname))
        is_markdown = self._is_markdown(main)
        if is_markdown:
            yield main, own
        parsed = (n for n in self.document.findall(nodes.Element) if not isinstance(n, nodes.literal_block))
        for source in dict.fromkeys(str(node.source) for node in parsed if node.source):
            included = is_markdown and self._is_markdown(source)
            if source != main and (included or source.endswith(_MARKDOWN)) and (text := _read(source)):
                yield source, text

    def _is_markdown(self, source: str) -> bool:
        """Return whether the suffix of a file is not one of reStructuredText."""
        types = self.config.source_suffix
        return not source.endswith((".rst", *(s for s in types if types[s] == "restructuredtext")))


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _is_wanted(setting: object, env: BuildEnvironment, *, opted_in: bool) -> bool:
    """Return whether to recognise a page: it matches the setting or, if that names no pages, it opted in."""
    if isinstance(setting, str | list | tuple | set | frozenset):
        patterns = [setting] if isinstance(setting, str) else [str(pattern) for pattern in setting]
        names = (env.docname, str(env.doc2path(env.docname, base=False)))
        return any(match(name) for match in compile_matchers(patterns) for name in names)
    return opted_in
