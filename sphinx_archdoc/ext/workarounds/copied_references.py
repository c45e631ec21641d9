"""Report a broken link once, on its own page, and not again for each page that shows a copy of its text.

Sphinx 9.0 and MyST 5.2 have no way to say that a reference needs no warning: one handler of Sphinx's
``warn-missing-reference`` logs by itself, whatever others answer, and MyST does not emit the event. So the
warnings about copies are filtered out of the loggers. If a logger has another name,
``test_a_broken_link_in_a_text_is_reported_once`` in ``tests/ext/test_shown_elsewhere.py`` fails.
"""

from __future__ import annotations

import logging

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE

from sphinx_archdoc.ext.environment.references import WRITTEN_ON

_LOGGERS = (
    "myst_parser.sphinx_ext.myst_refs",
    "sphinx.domains.std",
    "sphinx.transforms.post_transforms",
)


def filter_warnings(app: Sphinx) -> None:
    """Handle ``builder-inited``: add the filter to the loggers, once for all builds of a process."""
    for name in _LOGGERS:
        logging.getLogger(f"{NAMESPACE}.{name}").addFilter(_is_original)


def _is_original(record: logging.LogRecord) -> bool:
    """Return whether a warning is not about a copied reference."""
    location = getattr(record, "location", None)
    return not (isinstance(location, nodes.Element) and WRITTEN_ON in location)
