"""Leave virtual environments alone that lie among the pages.

Their packages bring Markdown and reStructuredText: licences, templates, and the example of ``sphinx-archdoc
init``. None of these is a page of the project, and each of them would be read and warned about.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_MARK = "pyvenv.cfg"
"""The file by which Python knows a virtual environment."""


def exclude_environments(app: Sphinx, config: Config) -> None:
    """Exclude the virtual environments that are right in the folder of the pages."""
    if found := sorted(mark.parent.name for mark in Path(app.srcdir).glob(f"*/{_MARK}")):
        config.exclude_patterns = [*config.exclude_patterns, *map(_pattern, found)]


def _pattern(name: str) -> str:
    """A pattern that matches this name. One character stands for any other where it means something."""
    return re.sub(r"[*?[]", "?", name)
