"""``sphinx-archdoc init``: a small project that builds."""

from __future__ import annotations

import os
import shlex
from importlib import resources
from pathlib import Path

from sphinx_archdoc.cli.files import Failure, why
from sphinx_archdoc.cli.replacing import replace
from sphinx_archdoc.cli.terminal import Exit, Mistake, printable, say


def skeleton() -> dict[str, bytes]:
    """The files of the project, by their names."""
    folder = resources.files("sphinx_archdoc.cli").joinpath("skeleton")
    files = sorted((file for file in folder.iterdir() if file.is_file()), key=lambda file: file.name)
    return {file.name: file.read_bytes() for file in files}


def run(name: str) -> Exit:
    """Write the project to a folder, and say how to build it.

    :raises Mistake: if anything of it is there already, or the folder cannot be written.
    """
    folder = Path(name)
    shown = printable(folder.as_posix())
    files = skeleton()
    if not name or (os.path.lexists(folder) and not folder.is_dir()):
        raise Mistake(f"'{printable(name)}' is not a folder")
    if there := [file for file in files if os.path.lexists(folder / file)]:
        raise Mistake(
            f"nothing is written, for there are already: {', '.join(f'{shown}/{f}' for f in there)}"
        )
    _write(folder, files)
    for file in files:
        say(f"wrote {printable((folder / file).as_posix())}")
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
