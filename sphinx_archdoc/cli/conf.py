"""What the command can know of ``conf.py``, which it does not run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from sphinx_archdoc.inventory.conf_py import literal_values
from sphinx_archdoc.inventory.configuration_file import read_text, repository_of

RULES = "archdoc_rules"
NAMES = (
    *("archdoc_kinds", "archdoc_recognise", RULES, "archdoc_sql_dialects", "archdoc_sources"),
    *("exclude_patterns", "include_patterns", "source_suffix"),
)
"""The settings in ``conf.py`` that the command looks for."""


class ConfPy(msgspec.Struct, frozen=True, kw_only=True):
    """What can be read of ``conf.py`` without running it."""

    folder: Path
    values: Mapping[str, object] = {}
    computed: tuple[str, ...] = ()
    """Names whose values Python computes."""


def read_conf_py(folder: Path) -> ConfPy:
    """Return the literal settings of the ``conf.py`` in a folder, or above it in its repository."""
    top = repository_of(folder)
    for one in (folder, *folder.parents) if top else (folder,):
        try:
            values, computed = literal_values(read_text(one / "conf.py"), NAMES)
        except OSError:
            values, computed = {}, []
        if values or computed or (one / "conf.py").is_file():
            return ConfPy(folder=one, values=values, computed=tuple(computed))
        if one == top:
            break
    return ConfPy(folder=folder)


def rules_named_in(conf: ConfPy) -> str:
    """Return what ``archdoc_rules`` names; empty if that is nothing, or cannot be known."""
    name = conf.values.get(RULES, "")
    return name if isinstance(name, str) else ""
