"""The formats of ``sphinx-archdoc export``. Each module of this package is one, and is named as its format.

A module assigns an :class:`.ExportFormat` to ``FORMAT``. Its choice on the command line, its part of the
reference and the checks of its report follow from that.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path

from sphinx_archdoc.export.format import ExportFormat


def _found() -> Mapping[str, ExportFormat]:
    """Import the modules of this package and return their formats by name."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))  # faster than pkgutil
    return {name: importlib.import_module(f"{__name__}.{name}").FORMAT for name in names}


FORMATS = _found()
"""All formats by name."""
