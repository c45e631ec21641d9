"""Say which file a setting names wrongly, or which file is wrong itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from sphinx_archdoc.inventory.configuration_file import NotText
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.spelling import close_words

Show = Callable[[Path], str]
"""Callback that returns how problems name a file."""


def unread_file(
    setting: str, path: Path, error: OSError, conf: Path, show: Show, others: Iterable[str] = ()
) -> Problem:
    """Return the problem of a file that cannot be read: in the file if it is not text, else in ``conf.py``.

    :param setting: the setting that names the file; empty if none does.
    :param conf: the path of ``conf.py``.
    :param others: other values of the setting, which can be meant.
    """
    if isinstance(error, NotText) or not setting:
        where = Location(show(path), getattr(error, "line", 1))
        hint = "save it as UTF-8" if isinstance(error, NotText) else ""
        return Problem(where, Code.WRONG_SETTING, f"the file cannot be read: {error.strerror}", hint)
    where = Location(show(conf))
    if isinstance(error, FileNotFoundError):
        message = f"{setting}: there is no file '{show(path)}'"
        values = {Path(name).stem: name for name in (*_files_beside(path), *others)}
        near = close_words(path.stem, values, most=1)  # the suffix alone would make any two files alike
        hint = f"did you mean '{values[near[0]]}'?" if near else ""
        return Problem(where, Code.WRONG_SETTING, message, hint)
    message = f"{setting}: the file '{show(path)}' cannot be read: {error.strerror or error}"
    return Problem(where, Code.WRONG_SETTING, message)


def _files_beside(path: Path) -> list[str]:
    try:
        return [one.name for one in path.parent.glob("*.toml")]
    except OSError:
        return []
