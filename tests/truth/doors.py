"""One project, checked through both doors: by a build, and by the command."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sphinx_archdoc.cli.check.project import load_project
from sphinx_archdoc.cli.check.run import CheckRun
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.testing.site import Built, Site

TOML = '[sources]\nroot = "../code"\n'

_NOTE = re.compile(r"(.*?):(\d+): NOTE: (.*) \[archdoc\.([\w-]+)\]")


class Doors:
    """A project with documents in ``source`` and code in ``code``."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")  # 2026-05-28
        self.site = Site(folder)
        self.folder = folder
        self.code = folder / "code"
        self.code.mkdir()
        self.write({"archdoc.toml": TOML})

    def write(self, pages: Mapping[str, str]) -> None:
        self.site.write(pages)

    def write_code(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.code / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def by_command(self) -> list[Finding]:
        self.site.write_conf()
        project = load_project(str(self.site.source), None)
        return list(CheckRun(project, use_cache=False).outcome.checked.findings)

    def by_build(self, **more: Any) -> Built:
        return self.site.build("dummy", **more)

    def both(self) -> list[str]:
        """Return what both doors say, as ``source:line: severity: message (rule)``; they must agree."""
        found = self.by_command()
        built = reported(self.by_build(), self.site.source)
        assert sorted(f"{f.where.source}:{f.where.line or 1} {f.rule}: {words(f)}" for f in found) == sorted(
            built
        )
        return [f"{f.where.source}:{f.where.line or 1}: {f.severity}: {f.message} ({f.rule})" for f in found]

    def git(self, *arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.email=a@b", "-c", "user.name=n", *arguments],
            cwd=self.folder,
            check=True,
            capture_output=True,
        )


def words(finding: Finding) -> str:
    return f"{finding.message}; {finding.hint}" if finding.hint else finding.message


def reported(built: Built, source: Path) -> list[str]:
    """Return the problems and notes of a build."""
    notes = [
        f"{found[1].removeprefix(f'{source}/')}:{found[2]} {found[4]}: {found[3]}"
        for line in built.said.splitlines()
        if (found := _NOTE.fullmatch(line))
    ]
    return notes + [f"{p.source}:{p.line} {p.code}: {p.message}" for p in built.problems]


@pytest.fixture
def doors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doors:
    return Doors(tmp_path, monkeypatch)
