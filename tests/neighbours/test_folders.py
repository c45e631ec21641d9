"""Source folders that may not be written to, that have unusual names, or that are links."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.neighbours.builds import build, listing, pages, said, start, write
from tests.neighbours.pages import SITE

pytestmark = pytest.mark.slow

MISTAKE = "# Mistake\n\n```{archdoc:component} c\n:purpose: Is wrong.\n:depends-on: nobody\n```\n"
KINDS = '[component.fields]\ntier = { colum = true, help = "How much it matters." }\n'


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("original")
    build(write(folder / "source", SITE), folder / "out")
    return pages(folder / "out")


def obey_permissions() -> None:
    """Let a process of the superuser be stopped by permissions, like one of anybody else."""
    if os.geteuid() == 0:
        drop_from_bounding_set, override_permissions = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
        assert ctypes.CDLL(None).prctl(drop_from_bounding_set, override_permissions, 0, 0, 0) == 0


@pytest.mark.parametrize("builder", ["html", "epub", "latex"])
def test_a_build_writes_nothing_into_the_source(builder: str, tmp_path: Path) -> None:
    source = write(tmp_path / "source", SITE)
    before = listing(source)
    build(source, tmp_path / "out", "-b", builder, "-D", "copyright=2026", "-D", "version=1")
    build(source, tmp_path / "out", "-b", builder, "-D", "copyright=2026", "-D", "version=1")
    assert listing(source) == before


@pytest.mark.skipif(sys.platform != "linux", reason="only there are we sure to be stopped by permissions")
def test_a_source_may_be_read_only(tmp_path: Path, original: dict[str, str]) -> None:
    source, out = write(tmp_path / "source", SITE), tmp_path / "out"
    every = [source, *source.rglob("*")]
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        touch = subprocess.run(
            ["touch", str(source / "new")], preexec_fn=obey_permissions, stderr=subprocess.PIPE
        )
        assert touch.returncode != 0
        assert said(start(source, out, "-W", preexec_fn=obey_permissions)) == ""
        assert pages(out) == original
    finally:
        for path in every:
            path.chmod(0o755)


@pytest.mark.parametrize("name", ["Größe, 構成", "two words#b?c&d", "100%25 [sure]"])
def test_a_source_may_have_any_name(name: str, tmp_path: Path, original: dict[str, str]) -> None:
    files = {"mistake.md": MISTAKE, "kinds.toml": KINDS}
    source = write(tmp_path / name / "source", SITE)
    out = tmp_path / name / "out"
    build(source, out, "-W")
    assert pages(out) == original
    write(source, files)
    process = start(source, out, "-D", "archdoc_kinds=kinds.toml", cwd=tmp_path)
    problems = said(process).replace(f"{source}/", "").splitlines()
    assert [line.partition(": WARNING")[0] for line in problems if "archdoc." in line] == [
        "kinds.toml:2", "mistake.md:5",
    ]  # fmt: skip


def test_a_source_may_be_a_link(tmp_path: Path, original: dict[str, str]) -> None:
    real = write(tmp_path / "real" / "source", SITE)
    link = tmp_path / "link"
    link.symlink_to(real, target_is_directory=True)
    build(link, tmp_path / "out", "-W")
    assert pages(tmp_path / "out") == original
    write(real, {"mistake.md": MISTAKE, "kinds.toml": KINDS})
    problems = said(start(link, tmp_path / "out", "-D", "archdoc_kinds=kinds.toml")).splitlines()
    places = [Path(line.partition(": WARNING")[0]) for line in problems if "archdoc." in line]
    assert [place.relative_to(real).as_posix() for place in places] == ["kinds.toml:2", "mistake.md:5"]


def test_a_page_that_is_a_link_is_named_by_its_own_path(tmp_path: Path) -> None:
    source = write(
        tmp_path / "source", SITE | {"index.md": SITE["index.md"].replace("more\n", "more\nmistake\n")}
    )
    (tmp_path / "elsewhere.md").write_text(MISTAKE, "utf-8")
    (source / "mistake.md").symlink_to(tmp_path / "elsewhere.md")
    assert said(start(source, tmp_path / "out")).startswith(f"{source}/mistake.md:5: WARNING")
