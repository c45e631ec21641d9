"""``sphinx-archdoc export``, as users call it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import jsonschema
import pytest

from sphinx_archdoc.cli.output.terminal import Exit
from sphinx_archdoc.export.formats import FORMATS
from tests.catalogue_file.files import shop, write_catalogue
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def source(tmp_path: Path) -> Path:
    return write_catalogue(tmp_path / "archdoc.json", shop())


def test_the_report_says_what_has_no_place(run: Run, tmp_path: Path) -> None:
    ran = run("export", "likec4", "-o", "shop.c4", "--report", "report.json")
    assert (ran.status, ran.out) == (Exit.DONE, "")
    assert ran.err == (
        "sphinx-archdoc: 5 entries are left out of LikeC4, 1 other value is left out;"
        " listed in 'report.json'\n"
    )
    assert (tmp_path / "shop.c4").read_text("utf-8").startswith("specification {\n")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    jsonschema.validate(report, run("schema", "export").json())
    assert report["items"][0] == {
        "catalogue": "shop",
        "id": "index#component-3",
        "key": "component:api",
        "kind": "component",
        "field": "depends-on",
        "source": "index.md",
        "line": 3,
        "is-left-out": True,
        "reason": "'mail': leads to nothing in the catalogue",
    }


def test_the_default_is_standard_output(run: Run, tmp_path: Path) -> None:
    ran = run("export", "csv", "--where", "kind = component")
    assert ran.status == Exit.DONE
    assert ran.out.splitlines()[0].startswith("catalogue,key,kind,nature,title,page,source,line,address,")
    assert [line.split(",")[1] for line in ran.out.splitlines()[1:]] == [
        "component:web",
        "component:api",
        "component:db",
    ]
    assert ran.err == ""
    run("export", "csv", "--where", "kind = component", "-o", "rows.csv")
    assert (tmp_path / "rows.csv").read_text("utf-8") == ran.out


def test_nothing_is_selected(run: Run) -> None:
    ran = run("export", "csv", "--where", "name = none")
    assert (ran.status, ran.out) == (Exit.DONE, "catalogue,key,kind,nature,title,page,source,line,address\n")
    assert ran.err == "sphinx-archdoc: none of 9 entries is selected\n"


def test_one_of_the_sources_cannot_be_read(run: Run, tmp_path: Path) -> None:
    ran = run("export", "dot", ".", "gone.json", "--report", "report.json")
    assert (ran.status, ran.out[:9]) == (Exit.FAILED, "digraph {")
    assert "'gone.json' cannot be read" in ran.err
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (report["complete"], report["missing"]) == (False, ["gone.json"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("backstag",), "invalid choice: 'backstag'"),
        ((), "required: backstage|"),
        (("csv", "none.json"), "'none.json' cannot be read"),
        (("csv", "--where", "name ="), "(character 7)"),
        (("csv", "--where", "nme = x"), "did you mean 'name'?"),
        (("dot", "--spreadsheet"), "--spreadsheet is for csv, not for dot"),
        (("parquet",), "parquet writes several files; name a folder with --output"),
        (("csv", "-o", "gone/x.csv"), "cannot be written"),
        (("csv", "-o", "."), "it is a folder"),
        (("csv", "-o", "a\0b"), "'a\\x00b'"),
        (("csv", "--report", "gone/x.json"), "cannot be written"),
    ],
)
def test_a_wrong_call_ends_with_2(arguments: tuple[str, ...], message: str, run: Run) -> None:
    ran = run("export", *arguments)
    assert (ran.status, ran.out) == (Exit.FAILED, "")
    assert message in ran.err


def test_a_package_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    ran = run("export", "parquet", "-o", "tables")
    assert (ran.status, ran.err) == (
        Exit.FAILED,
        "sphinx-archdoc: parquet cannot be written: it needs pyarrow; pip install 'sphinx-archdoc[parquet]'"
        " installs it\n",
    )
    assert not Path("tables").exists()


@pytest.mark.skipif(
    not importlib.util.find_spec("pyarrow"), reason="there is no pyarrow: pip install pyarrow"
)
def test_a_folder_is_written(run: Run, tmp_path: Path) -> None:
    assert run("export", "parquet", "-o", "tables").status == Exit.DONE
    assert {path.name for path in (tmp_path / "tables").iterdir()} >= {"entry.parquet", "value.parquet"}
    assert run("export", "parquet", "-o", "archdoc.json").status == Exit.FAILED


def test_a_terminal_gets_neither_bytes_nor_escapes(
    run: Run, monkeypatch: pytest.MonkeyPatch, source: Path
) -> None:
    for module in ("catalogue.export", "output.terminal"):
        monkeypatch.setattr(f"sphinx_archdoc.cli.{module}.on_terminal", lambda: True)
    ran = run("export", "sqlite")
    assert (ran.status, ran.err) == (
        Exit.FAILED,
        "sphinx-archdoc: sqlite writes a binary file; name the file with --output\n",
    )
    source.write_text(source.read_text("utf-8").replace("Keeps carts.", "\\u001b[31mRed"), "utf-8")
    assert "\\x1b[31mRed" in run("export", "csv").out


def test_help_names_each_format(run: Run) -> None:
    words = " ".join(run("export", "--help").out.split())
    for name, format_ in FORMATS.items():
        assert f"{name}: {format_.help}" in words
