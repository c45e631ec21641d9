"""Keep warnings that nobody can act on out of the log, while a build writes its pages.

Seen in Sphinx 9.0 and MyST 5.2, neither of which has a way to say that a node needs no warning:

- A broken link is reported on its own page, and again for each page that shows a copy of its text: one
  handler of Sphinx's ``warn-missing-reference`` logs by itself, whatever others answer, and MyST does not
  emit the event. If a logger has another name, ``test_a_broken_link_in_a_text_is_reported_once`` in
  ``tests/ext/test_shown_elsewhere.py`` fails.
- The template has diagrams, whose language, Mermaid, Pygments does not know. On other pages, the warning
  stays. ``test_a_language_that_is_not_known_is_reported_in_this_form`` checks what it looks like.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE

from sphinx_archdoc.ext.doctree.ancestors import ancestors
from sphinx_archdoc.ext.environment.references import WRITTEN_ON
from sphinx_archdoc.ext.environment.store import store_of

_OF_LINKS = (
    "myst_parser.sphinx_ext.myst_refs",
    "sphinx.domains.std",
    "sphinx.transforms.post_transforms",
)
_OF_CODE = "sphinx.highlighting"


class UnwantedWarnings:
    """The filters of one application. Loggers outlive it, so it removes them at the end of each build."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        filters: dict[str, Callable[[logging.LogRecord], bool]] = dict.fromkeys(_OF_LINKS, _is_original)
        filters[_OF_CODE] = self._is_about_other_pages
        self.filters = [(logging.getLogger(f"{NAMESPACE}.{name}"), one) for name, one in filters.items()]

    def start(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Handle ``env-updated``: add the filters."""
        for logger, one in self.filters:
            logger.addFilter(one)

    def stop(self, app: Sphinx, exception: Exception | None) -> None:
        """Handle ``build-finished``: remove the filters."""
        for logger, one in self.filters:
            logger.removeFilter(one)

    def _is_about_other_pages(self, record: logging.LogRecord) -> bool:
        """Return whether a warning is not about a diagram on a page with entries."""
        location = getattr(record, "location", None)
        if record.args != ("mermaid",) or not isinstance(location, nodes.Element):
            return True
        page = store_of(self.app.env).pages.get(self._docname(location))
        return page is None or not (page.entries or page.views)

    def _docname(self, node: nodes.Element) -> str:
        """Return the name of the document that a node is in, which can be a part of a book."""
        for parent in ancestors(node):
            if isinstance(parent, addnodes.start_of_file):
                return str(parent["docname"])
            if isinstance(parent, nodes.document):
                return self.app.env.path2doc(parent["source"]) or ""
        return ""


def _is_original(record: logging.LogRecord) -> bool:
    """Return whether a warning is not about a copied reference."""
    location = getattr(record, "location", None)
    return not (isinstance(location, nodes.Element) and WRITTEN_ON in location)
