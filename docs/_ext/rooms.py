"""The folders of the package, printed from their docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from printed import printer

import sphinx_archdoc

if TYPE_CHECKING:
    from sphinx.config import Config


ROOT = Path(sphinx_archdoc.__file__).parent
FILES = sorted(ROOT.rglob("__init__.py"))


@printer("rooms")
def rooms(config: Config) -> Iterator[str]:
    """Every folder of the package, with the first sentence of its docstring."""
    for init in FILES:
        folder = init.parent.relative_to(ROOT)
        sentence = (ast.get_docstring(ast.parse(init.read_text("utf-8"))) or "").partition("\n\n")[0]
        depth = len(folder.parts)
        if depth:
            yield f"{'  ' * (depth - 1)}- `{folder.as_posix()}`: {' '.join(sentence.split())}"
