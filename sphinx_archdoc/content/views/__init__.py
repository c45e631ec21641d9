"""The views: each module of this package is a view, and has the name of its directive.

A module defines one subclass of :class:`ComputedView` and names it ``VIEW``. Its directive, its part of the
digest and the checks of its documentation follow from that.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from sphinx_archdoc.content.view import ComputedView


def _found() -> Mapping[str, type[ComputedView]]:
    """Import the modules of this package, and return their views by the names of the directives."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").VIEW for name in names}


VIEWS = _found()
"""All views, by the names of their directives."""
