"""Which configuration holds, and which folder is the root of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_archdoc.settings.sources import ChosenSources, ConfSettings, choose_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents with a configuration, beside another one and the code."""
    for name in ("docs", "more", "code", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "docs/archdoc.toml").write_text('[sources]\nroot = "../code"\n[rules]\nenv-absent = "off"\n')
    (tmp_path / "more/other.toml").write_text('[sources]\ntests = ["a"]\n')
    return tmp_path / "docs"


def chosen(folder: Path, sources: object = "", given: Path | None = None) -> ChosenSources:
    return choose_sources(ConfSettings(folder, sources, None), folder, lambda path: path.name, given)


@pytest.mark.parametrize(
    ("sources", "given", "source", "root"),
    [
        ("", "", "archdoc.toml", "code"),
        ("../more", "", "archdoc.toml", "more"),
        ("../more/other.toml", "", "other.toml", "more"),
        ("../more/other.toml", "archdoc.toml", "archdoc.toml", "code"),
        ("../code", "../more/other.toml", "other.toml", "more"),
        (5, "", "archdoc.toml", "code"),
    ],
)
def test_what_is_named_decides(sources: object, given: str, source: str, root: str, folder: Path) -> None:
    found = chosen(folder, sources, folder / given if given else None)
    assert found.root and found.configuration.sources
    assert (found.configuration.source, found.root.resolve().name) == (source, root)
    assert found.is_root_of_conf == (sources == "../more")
    assert (found.unread, found.problems) == (None, [])


def test_a_root_in_conf_needs_no_configuration(folder: Path) -> None:
    (folder / "archdoc.toml").unlink()
    assert chosen(folder).root is chosen(folder).configuration.sources is None
    assert chosen(folder, "../code").configuration.sources is not None


def test_a_configuration_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "archdoc.toml").write_bytes(b"\xff")
    found = chosen(folder, "../code")
    assert found.unread and found.unread.path == folder / "archdoc.toml"
    assert found.unread.reason.startswith("not UTF-8 text")
    assert found.root == folder / "../code"
