"""``sphinx-archdoc init``: a small project that builds."""

from __future__ import annotations

import os
import shlex
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from sphinx_archdoc.cli.files import Failure, why
from sphinx_archdoc.cli.replacing import replace
from sphinx_archdoc.cli.terminal import Exit, Mistake, printable, say

PREFERRED_THEME = "furo"

_DEFAULT_THEME = b'html_theme = "alabaster"'

_WITHOUT_THEME = f"""
The theme is Sphinx's default one, because {PREFERRED_THEME} is not installed here. For a more modern look:

  pip install {PREFERRED_THEME}

and write html_theme = "{PREFERRED_THEME}" in conf.py."""


def skeleton(*, themed: bool = False) -> dict[str, bytes]:
    """The files of the project, by their names.

    :param themed: whether the theme is the one that we prefer, rather than Sphinx's default.
    """
    folder = resources.files("sphinx_archdoc.cli").joinpath("skeleton")
    found = sorted((file for file in folder.iterdir() if file.is_file()), key=lambda file: file.name)
    files = {file.name: file.read_bytes() for file in found}
    if themed:
        theme = f'html_theme = "{PREFERRED_THEME}"'.encode()
        files["conf.py"] = files["conf.py"].replace(_DEFAULT_THEME, theme)
    return files


def run(name: str) -> Exit:
    """Write the project to a folder, and say how to build it.

    :raises Mistake: if anything of it is there already, or the folder cannot be written.
    """
    folder = Path(name)
    shown = printable(folder.as_posix())
    themed = find_spec(PREFERRED_THEME) is not None
    files = skeleton(themed=themed)
    if not name or (os.path.lexists(folder) and not folder.is_dir()):
        raise Mistake(f"'{printable(name)}' is not a folder")
    if there := [file for file in files if os.path.lexists(folder / file)]:
        names = ", ".join(f"{shown}/{file}" for file in there)
        raise Mistake(f"nothing is written, because these exist already: {names}")
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
    except Failure as failure:
        raise Mistake(f"'{printable(folder.as_posix())}' {failure}") from None
    except OSError as error:
        raise Mistake(f"'{printable(folder.as_posix())}' cannot be written: {why(error)}") from None
