"""A command line to call, and a converter whose work can be foretold."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sphinx_archdoc.cli.convert import command
from sphinx_archdoc.cli.main import main
from sphinx_archdoc.markdown.convert.conversion import Conversion, Fate, LineRange
from sphinx_archdoc.schema.loader import KindsTable

PLAIN = "# Page\n\nVAR PORT Where it listens.\n"
DONE = "# Page\n\n```{archdoc:envvar} PORT\nWhere it listens.\n```\n"


@dataclass
class Ran:
    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the command line, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Ran:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return call


def convert(text: str, kinds: KindsTable, anchors: object = ()) -> Conversion:
    """A converter that knows one line, ``VAR NAME DESCRIPTION``, and does not understand ``???``."""
    lines, parts = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if found := re.fullmatch(r"VAR (\w+) (.*)", line):
            lines += [f"```{{archdoc:envvar}} {found[1]}", found[2], "```"]
            parts.append(LineRange(number, number, Fate.MAPPED, "envvar", found[1]))
        else:
            lines.append(line)
            fate, reason = (Fate.NOT_UNDERSTOOD, "it is odd") if line.startswith("???") else (Fate.PROSE, "")
            parts.append(LineRange(number, number, fate, reason=reason))
    mapped = sum(part.fate is Fate.MAPPED for part in parts)
    return Conversion("\n".join(lines), tuple(parts), {"envvar": mapped} if mapped else {})


@pytest.fixture
def foretold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Convert with the converter above."""
    monkeypatch.setattr(command.conversion, "convert", convert)


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run Git in the folder of the test, which is a repository."""
    if not shutil.which("git"):
        pytest.skip("there is no git here: on Debian, apt install git")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "somebody@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))

    def call(*arguments: str, where: Path = tmp_path) -> None:
        subprocess.run(["git", *arguments], cwd=where, check=True, capture_output=True, timeout=30)

    call("init", "-q")
    return call
