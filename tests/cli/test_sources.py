"""Where catalogues come from, and what is said of what is not one."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_archdoc.catalogue_file.encoding import MOST_BYTES
from sphinx_archdoc.remote.limits import SourceError, unpacked
from sphinx_archdoc.remote.sources import content_of, load
from tests.catalogue_file.files import shop, write_catalogue

CONF = """
project = "Shop"
extensions = ["myst_parser", "sphinx_archdoc"]
"""
PAGE = "# Shop\n\n```{archdoc:component} api\nKeeps carts.\n```\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def project(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text(PAGE)
    return folder


def names(source: str | Path) -> list[str]:
    return [entry.name for entry in load(str(source)).graph.catalogue.entries]


def test_a_file_a_packed_file_and_their_folder(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path / "archdoc.json", shop())
    known = names(path)
    assert "api" in known and names(tmp_path) == known
    packed = tmp_path / "packed" / "archdoc.json.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    assert names(packed) == names(packed.parent) == known


def test_a_folder_with_conf_py_is_built_and_left_as_it_is(tmp_path: Path) -> None:
    folder = project(tmp_path / "docs")
    assert names(folder) == ["api"]
    assert sorted(path.name for path in folder.iterdir()) == ["conf.py", "index.md"]


def test_a_project_that_does_not_build(tmp_path: Path) -> None:
    folder = project(tmp_path / "docs")
    (folder / "conf.py").write_text("extensions = ['none_such']\n")
    with pytest.raises(
        SourceError, match=r"'.*docs' cannot be read: the project cannot be built: .*none_such"
    ):
        load(str(folder))
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Nothing\n")
    with pytest.raises(SourceError, match="the project builds, but has no entries"):
        load(str(folder))


def test_a_revision_of_the_repository(
    tmp_path: Path, git: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    write_catalogue(docs / "archdoc.json", shop())
    (docs / "link").symlink_to("archdoc.json")
    (tmp_path / "out").symlink_to("/")
    (tmp_path / ".gitattributes").write_text("docs/archdoc.json export-ignore filter=evil\n")
    git("config", "filter.evil.smudge", "touch evil; cat")
    git("add", ".")
    git("commit", "-q", "-m", "One")
    (docs / "archdoc.json").unlink()
    assert "api" in names("HEAD:docs")
    assert not (tmp_path / "evil").exists()
    monkeypatch.chdir(docs)
    assert "api" in names("HEAD:./") and "api" in names("HEAD:docs/")
    for source, reason in {
        "HEAD:none": "there is no folder 'none' in the revision 'HEAD'",
        "HEAD:out/tmp": "there is no folder 'out/tmp'",
        "HEAD:../../..": "there is no folder",
        "none:docs": "'none' cannot be read as a revision: there is no such commit",
        "--help:docs": "it is not the name of a commit",
        "HEAD:": "the folder has neither archdoc.json nor conf.py; build it first",
    }.items():
        with pytest.raises(SourceError, match=reason):
            load(source)


@pytest.mark.slow
def test_a_revision_with_conf_py_is_built(tmp_path: Path, git: Callable[..., None]) -> None:
    project(tmp_path / "docs")
    git("add", ".")
    git("commit", "-q", "-m", "One")
    (tmp_path / "docs/index.md").write_text(PAGE.replace("api", "web"))
    assert names("HEAD:docs") == ["api"]
    assert names("docs") == ["web"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"format":"1.0",\n"catalogue":{"na', "not valid JSON at line 2, column"),
        (b"# Sphinx inventory version 2\n", "it is an inventory .objects.inv."),
        (b"<!doctype html><title>Log in</title>", "an HTML page"),
        (b'{"versions":{},"current_version":"1"}', "it looks like needs.json of sphinx-needs"),
        (b'{"format":"2.0","catalogue":{},"generator":{"version":"3.1"}}', "written by sphinx-archdoc 3.1"),
        (b"\x1f\x8bnonsense", "it cannot be unpacked"),
        (gzip.compress(b"{}" * 9, mtime=0)[:-6], "it cannot be unpacked: it is cut off"),
    ],
)
def test_what_is_not_a_catalogue(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "archdoc.json"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=f"'{path}' cannot be read: .*{reason}"):
        load(str(path))


def test_a_bomb_is_unpacked_no_further_than_the_limit() -> None:
    with pytest.raises(SourceError, match="more than 50,000,000 bytes"):
        unpacked(gzip.compress(b" " * (2 * MOST_BYTES), 9))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "archdoc.json"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(SourceError, match="more than 50,000,000 bytes"):
        load(str(path))


@pytest.mark.parametrize("source", ["none", "none/", "a:b:c", ":docs", "\0", "x" * 5000, "~", "C:\\docs"])
def test_what_is_nothing_at_all(source: str) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        load(source)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"neither archdoc\.json nor conf\.py; build it first, or name the folder"
    ):
        content_of(os.fspath(tmp_path))
