"""Architecture documentation as data, for Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension; Sphinx is imported only here, so the pure packages stay free of it."""
    from sphinx_archdoc.ext.setup import setup

    return setup(app)
