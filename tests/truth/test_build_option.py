"""``check --build``: the findings of a build, in the formats and with the exit status of the command."""

from __future__ import annotations

import json
import os

import pytest

from sphinx_archdoc.cli.check.project import load_project
from sphinx_archdoc.cli.check.run import CheckRun
from sphinx_archdoc.cli.main import main
from tests.truth.doors import Doors, reported

RST = """
A
=

.. archdoc:envvar:: A_B
   :description: The size.

.. archdoc:envvar:: A_C
   :description: The depth.

:ref:`nowhere`
"""


def test_it_finds_what_the_build_finds(doors: Doors, capsys: pytest.CaptureFixture[str]) -> None:
    doors.write_code({"a.py": "import os\nos.environ['A_C']\n"})
    doors.write({"index.rst": RST})
    doors.site.write_conf()
    source = str(doors.site.source)
    project = load_project(source, None)
    assert CheckRun(project, use_cache=False).outcome.checked.findings == ()
    assert main(["check", source, "--build", "--no-cache", "--format", "json"]) == 1
    said = capsys.readouterr()
    report = json.loads(said.out)
    found = [f"{p['file']}:{p['line']} {p['rule']}: {p['message']}; {p['hint']}" for p in report["problems"]]
    built = [line for line in reported(doors.by_build(), doors.site.source) if "nowhere'" not in line]
    assert [line.removeprefix(os.path.relpath(source) + "/") for line in found] == built != []
    assert report["counts"]["passed-by"] == {}
    assert "the build has other warnings: " in said.err
    assert "undefined label: 'nowhere'" in said.err


def test_it_compares_with_the_repository_if_the_configuration_names_nothing(doors: Doors) -> None:
    doors.write({"index.rst": RST, "archdoc.toml": "", "b.py": "import os\nos.environ['A_B']\n"})
    doors.site.write_conf()
    project = load_project(str(doors.site.source), None)
    found = CheckRun(project, use_cache=False, build=True).outcome.checked.findings
    assert [f"{finding.rule} {finding.name}" for finding in found] == ["env-absent A_C"]


@pytest.mark.parametrize(
    ("arguments", "conf", "said"),
    [
        ([], "1/0", "the project cannot be built: ZeroDivisionError: division by zero"),
        ([], "extensions = []", "in conf.py, add 'sphinx_archdoc' to 'extensions'"),
        ([], None, "--build needs a folder with conf.py"),
        (["--new-from", "HEAD"], "", "--new-from cannot be used with --build"),
    ],
)
def test_what_cannot_be_built(
    arguments: list[str], conf: str | None, said: str, doors: Doors, capsys: pytest.CaptureFixture[str]
) -> None:
    doors.write({"index.rst": "A\n=\n"})
    if conf is not None:
        doors.write({"conf.py": conf})
    assert main(["check", str(doors.site.source), "--build", "--no-cache", *arguments]) == 2
    assert said in capsys.readouterr().err
