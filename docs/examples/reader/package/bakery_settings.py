"""The settings files of our bakery: ``heat = 250`` below ``[oven]`` reads the variable ``OVEN_HEAT``."""

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead


class SettingsReader:
    """Reads the names and the defaults of the variables."""

    name = "bakery-settings"
    version = "1"
    globs = ("*.settings",)
    markers = (b"[",)

    def read(self, path: str, text: str) -> Iterator[EnvRead]:
        """Yield the variable of each line."""
        section = ""
        for number, line in enumerate(text.splitlines(), 1):
            if found := re.match(r"\[(\w+)\]", line):
                section = found[1]
            elif found := re.match(r"(\w+) *= *(.*)", line):
                variable = f"{section}_{found[1]}".upper()
                yield EnvRead(variable, number, default=found[2] or None, required=not found[2])
