"""``sphinx-archdoc init``: create a small project that builds."""

from __future__ import annotations

import os
import shlex
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from sphinx_archdoc.cli.output.files import FileError, replace
from sphinx_archdoc.cli.output.terminal import Exit, UsageError, printable, reason, say

PREFERRED_THEME = "furo"

_DEFAULT_THEME = b'html_theme = "alabaster"'

_WITHOUT_THEME = f"""
The project uses Sphinx's default theme, because {PREFERRED_THEME} is not installed. For a more modern look:

  pip install {PREFERRED_THEME}

and set html_theme = "{PREFERRED_THEME}" in conf.py."""


def skeleton(*, themed: bool = False) -> dict[str, bytes]:
    """Return the files of the project, by name.

    :param themed: set the theme that we prefer, instead of Sphinx's default.
    """
    folder = resources.files("sphinx_archdoc.cli.init").joinpath("skeleton")
    found = sorted((file for file in folder.iterdir() if file.is_file()), key=lambda file: file.name)
    files = {file.name: file.read_bytes() for file in found}
    if themed:
        theme = f'html_theme = "{PREFERRED_THEME}"'.encode()
        files["conf.py"] = files["conf.py"].replace(_DEFAULT_THEME, theme)
    return files


def run(name: str) -> Exit:
    """Write the project to a folder, and print how to build it.

    :raises UsageError: if one of its files exists already, or the folder cannot be written to.
    """
    folder = Path(name)
    shown = printable(folder.as_posix())
    themed = find_spec(PREFERRED_THEME) is not None
    files = skeleton(themed=themed)
    if not name or (os.path.lexists(folder) and not folder.is_dir()):
        raise UsageError(f"'{printable(name)}' is not a folder")
    if existing := [file for file in files if os.path.lexists(folder / file)]:
        names = ", ".join(f"{shown}/{file}" for file in existing)
        raise UsageError(f"nothing was written, because these files exist: {names}")
    _write(folder, files)
    for file in files:
        say(f"wrote {printable((folder / file).as_posix())}")
    if not themed:
        say(_WITHOUT_THEME)
    source, out = (shlex.quote(text) for text in (shown, f"{shown}/_build"))
    say(f"\nNext:\n\n  sphinx-build -W -n -b html {source} {out}\n  python -m http.server -d {out}")
    return Exit.DONE


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            replace(folder / file, content)
    except FileError as error:
        raise UsageError(f"'{printable(folder.as_posix())}' {error}") from None
    except OSError as error:
        raise UsageError(f"'{printable(folder.as_posix())}' cannot be written: {reason(error)}") from None
