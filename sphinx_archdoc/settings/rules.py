"""Read the rules of a project: those of a file, or those of the package."""

from __future__ import annotations

from pathlib import Path

from sphinx_archdoc.inventory.configuration_file import read_text
from sphinx_archdoc.rules.project_rules import RECOMMENDED, recommended_rules


def text_of_rules(name: str, folder: Path) -> str:
    """Return the text of a file with rules, or of those of the package.

    :param name: the path of the file, relative to *folder*, or ``recommended``.
    :raises OSError: if the file cannot be read.
    """
    return recommended_rules() if name == RECOMMENDED else read_text(folder / name)
