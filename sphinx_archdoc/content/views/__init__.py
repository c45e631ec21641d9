"""The views. Each module of this package is one, and is named after its directive.

A module defines a subclass of :class:`.ComputedView` and assigns it to ``VIEW``. Its directive, its share of
the page's digest and the checks of its documentation follow from that.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from sphinx_archdoc.content.view import ComputedView


def _found() -> Mapping[str, type[ComputedView]]:
    """Import the modules of this package and return their views, by the name of the directive."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").VIEW for name in names}


VIEWS = _found()
"""All views, by the name of the directive."""
