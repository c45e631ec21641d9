"""What the command can know of ``conf.py``, which it does not run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from sphinx_archdoc.inventory.conf_py import literal_values
from sphinx_archdoc.inventory.configuration_file import read_text, repository_of
from sphinx_archdoc.settings.sources import ConfSettings

RULES = "archdoc_rules"
KINDS = "archdoc_kinds"
SOURCES = "archdoc_sources"
NAMES = (
    *(KINDS, "archdoc_recognise", RULES, "archdoc_sql_dialects", SOURCES),
    *("exclude_patterns", "include_patterns", "source_suffix"),
)
"""The settings in ``conf.py`` that the command looks for."""


class ConfPy(msgspec.Struct, frozen=True, kw_only=True):
    """What can be read of ``conf.py`` without running it."""

    folder: Path
    values: Mapping[str, object] = {}
    computed: tuple[str, ...] = ()
    """Names whose values Python computes."""

    @property
    def settings(self) -> ConfSettings:
        """What it says about the sources and the kinds."""
        return ConfSettings(self.folder, self.values.get(SOURCES), self.values.get(KINDS))


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
