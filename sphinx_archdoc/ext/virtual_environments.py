"""Exclude virtual environments in the source directory.

Their packages contain Markdown and reStructuredText: licences, templates, and the example of ``sphinx-archdoc
init``. None of these is a page of the project, and Sphinx would read and warn about each of them.
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
"""The file that marks a virtual environment (PEP 405)."""


def exclude_environments(app: Sphinx, config: Config) -> None:
    """Exclude the virtual environments in the source directory, at any depth.

    The search is cheaper than Sphinx's own search for pages: it walks the same folders, except for those
    that are excluded or that the build writes, and the environments themselves. It does not follow symbolic
    links to folders, which can be circular, but it excludes a link to an environment.
    """
    matchers = compile_matchers(config.exclude_patterns)
    written = {Path(app.outdir), Path(app.doctreedir)}

    def is_left_out(name: str) -> bool:
        return Path(app.srcdir, name) in written or any(matches(name) for matches in matchers)

    if found := sorted(_environments(Path(app.srcdir), is_left_out)):
        config.exclude_patterns = [*config.exclude_patterns, *map(_pattern, found)]


def _environments(top: Path, is_left_out: Callable[[str], bool]) -> Iterator[str]:
    """Yield the environments below *top*, as paths relative to it with forward slashes."""
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
    """Return an exclude pattern that matches *name*; ``?`` replaces each character with a special meaning."""
    return re.sub(r"[*?[]", "?", name)
