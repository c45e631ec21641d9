"""Leave virtual environments alone that lie among the pages.

Their packages bring Markdown and reStructuredText: licences, templates, and the example of ``sphinx-archdoc
init``. None of these is a page of the project, and each of them would be read and warned about.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import compile_matchers

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_MARK = "pyvenv.cfg"
"""The file by which Python knows a virtual environment."""


def exclude_environments(app: Sphinx, config: Config) -> None:
    """Exclude the virtual environments in the folder of the pages, at any depth.

    The search costs less than Sphinx's own for pages: both walk the same folders, this one without those that
    are excluded, the folders that the build writes, and the environments themselves. It does not follow
    links to other folders, so that it ends where links go round in circles; a link to an environment counts.
    """
    matchers = compile_matchers(config.exclude_patterns)
    written = {Path(app.outdir), Path(app.doctreedir)}

    def is_left_out(name: str) -> bool:
        return Path(app.srcdir, name) in written or any(matches(name) for matches in matchers)

    if found := sorted(_environments(Path(app.srcdir), is_left_out)):
        config.exclude_patterns = [*config.exclude_patterns, *map(_pattern, found)]


def _environments(top: Path, is_left_out: Callable[[str], bool]) -> Iterator[str]:
    """Yield the environments below *top*, as paths from there with slashes."""
    for folder, names, _ in os.walk(top):
        here = Path(folder)
        further = []
        for name in names:
            path = (here / name).relative_to(top).as_posix()
            if is_left_out(path):
                continue
            if Path(folder, name, _MARK).exists():
                yield path
            else:
                further.append(name)
        names[:] = further


def _pattern(name: str) -> str:
    """A pattern that matches this name. One character stands for any other where it means something."""
    return re.sub(r"[*?[]", "?", name)
