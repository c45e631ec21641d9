"""Readers of other packages: the example of the reference is used, and what is wrong with one is reported."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from sphinx_archdoc.cli.main import main
from sphinx_archdoc.inventory.project import ENTRY_POINTS, installed_readers

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/reader"


def install(folder: Path, points: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Make what pip leaves in an environment."""
    info = folder / "bakery_settings-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bakery-settings\nVersion: 1.0\n", "utf-8")
    lines = [f"[{ENTRY_POINTS}]", *(f"{name} = {value}" for name, value in points.items())]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
    monkeypatch.syspath_prepend(folder)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of the example, with its package installed."""
    folder = tmp_path / "site-packages"
    shutil.copytree(EXAMPLE / "package", folder)
    shutil.copytree(EXAMPLE / "project", tmp_path / "project")
    declared = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    install(folder, declared["entry-points"][ENTRY_POINTS], monkeypatch)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def test_the_reader_of_the_reference_is_used(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs"]) == 1
    said = capsys.readouterr().out
    shown = (ROOT / "docs/reference/checks.md").read_text("utf-8")
    assert f"```console\n$ sphinx-archdoc check docs\n{said}```" in shown


def test_a_reader_that_no_package_offers_is_reported(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = project / "docs/archdoc.toml"
    settings.write_text(settings.read_text("utf-8").replace("bakery", "backery"), "utf-8")
    main(["check", "docs"])
    assert (
        "'backery' cannot be read: no installed package offers a reader of this name"
        in capsys.readouterr().out
    )


def test_a_reader_may_be_an_object_and_a_broken_one_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (EXAMPLE / "package/bakery_settings.py").read_text("utf-8")
    (tmp_path / "bakery_objects.py").write_text(
        f"{code}\n\nreader = SettingsReader()\n\n\nclass Empty:\n    pass\n"
    )
    points = {name: f"bakery_objects:{name}" for name in ("reader", "Empty", "nothing")}
    install(tmp_path, points, monkeypatch)
    found, wrong = installed_readers(list(points))
    assert [reader.name for reader in found] == ["bakery-settings"]
    assert [(one.path, one.reason) for one in wrong] == [
        ("Empty", "the reader cannot be loaded: AttributeError"),
        ("nothing", "the reader cannot be loaded: AttributeError"),
    ]
