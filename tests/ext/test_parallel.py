"""Two workers, two folders, two hash seeds: the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MakeSite
from tests.ext.test_incremental import FILES, assert_same

PAGES = 24
"""So many that Sphinx deals them out to its workers."""


def many() -> dict[str, str]:
    pages = {
        f"p{number:02}.md": f"# Page {number}\n\n"
        f"```{{archdoc:component}} c{number}\n:purpose: Works.\n:depends-on: c{(number * 7 + 1) % PAGES}, gone\n```\n\n"
        "```{archdoc:component} twice\n:purpose: Defined on every page.\n```\n\n"
        "```{archdoc:envvar} PORT\nThe port of {archdoc:component}`c3`.\n```\n"
        for number in range(PAGES)
    }
    listed = "\n".join(f"p{number:02}" for number in range(PAGES))
    index = f"# Start\n\n```{{toctree}}\n{listed}\nauth\nshop/orders\ntables\nplain\n```\n"
    return FILES | pages | {"index.md": index}


def test_a_parallel_build_is_a_serial_build(make_site: MakeSite) -> None:
    site = make_site("parallel", many())
    serial, parallel = site.build(out="serial"), site.build(out="parallel", parallel=4)
    assert len([code for code in serial.codes if "duplicate-entry" in code]) == PAGES - 1
    assert_same(parallel, serial)


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html"])
def test_two_clean_builds_are_the_same_bytes(builder: str, tmp_path: Path) -> None:
    digests = []
    for seed in ("1", "2"):
        source = tmp_path / f"folder-{seed}"
        for name, text in FILES.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text, "utf-8")
        (source / "conf.py").write_text(
            'project = "T"\nextensions = ["myst_parser", "sphinx_archdoc"]\nhtml_theme = "basic"\n', "utf-8"
        )
        subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, str(source), str(source / "_out")],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        digests.append(_digests(source / "_out"))
    assert digests[0] == digests[1]


def _digests(folder: Path) -> dict[str, str]:
    """The digest of each file that is written for readers."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".doctrees" not in path.parts
    }
