"""The command ``check``: formats, exit status, baseline, and what a change brings in."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sphinx_archdoc.cli.main import main
from tests.truth.doors import Doors

PAGE = """# A

```{{archdoc:code}} Thing
:paths: {0}
```
"""


class Run:
    def __init__(
        self, doors: Doors, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.doors = doors
        self.capsys = capsys
        doors.site.write_conf()
        doors.write_code({"src/a.py": "import os\n"})
        monkeypatch.chdir(doors.folder)

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        status = main(["check", "source", *arguments])
        out, err = self.capsys.readouterr()
        return status, out, err


@pytest.fixture
def run(doors: Doors, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(doors, capsys, monkeypatch)


def write(run: Run, *paths: str) -> None:
    run.doors.write({"index.md": PAGE.format(", ".join(paths))})


def test_text(run: Run) -> None:
    write(run, "src/b.py", "src/A.py")
    assert run() == (
        1,
        "source/index.md:4: warning: 'src/A.py' differs in case from 'src/a.py' (code-case)\n"
        "source/index.md:4: error: there is no 'src/b.py' (code-missing)\n"
        "1 error, 1 warning, 0 notes.\n",
        "",
    )


@pytest.mark.parametrize(
    ("path", "fail_on", "status"),
    [
        ("src/b.py", "error", 1),
        ("src/b.py", "never", 0),
        ("src/A.py", "error", 0),
        ("src/A.py", "warning", 1),
        ("a.py", "warning", 0),
        ("a.py", "note", 1),
        ("src/a.py", "note", 0),
    ],
)
def test_status(path: str, fail_on: str, status: int, run: Run) -> None:
    write(run, path)
    assert run("--fail-on", fail_on)[0] == status


def test_json(run: Run) -> None:
    write(run, "src/b.py")
    found = json.loads(run("--format", "json")[1])
    assert found["version"] == 1
    assert found["counts"]["error"] == 1
    [problem] = found["problems"]
    assert re.fullmatch("[0-9a-f]{64}", problem.pop("fingerprint"))
    assert problem == {
        "rule": "code-missing",
        "severity": "error",
        "kind": "code",
        "name": "src/b.py",
        "page": "index",
        "file": "source/index.md",
        "line": 4,
        "message": "there is no 'src/b.py'",
        "hint": "",
        "cause": "",
        "evidence": [],
        "new": True,
    }


def test_several_formats_in_one_run(run: Run, tmp_path: Path) -> None:
    write(run, "src/b.py")
    status, out, _ = run("--format", "json", "--output", "out.json", "--format", "github")
    assert status == 1
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["problems"]
    assert out.startswith("::error file=source/index.md,line=4,title=code-missing::there is no 'src/b.py'\n")


def test_github_shows_ten_annotations_of_a_level(run: Run) -> None:
    write(run, *(f"src/b{number}.py" for number in range(12)))
    lines = run("--format", "github")[1].splitlines()
    assert len(lines) == 11
    assert lines[-1] == "12 errors, 0 warnings, 0 notes. 2 more are not shown as annotations."


def test_junit(run: Run) -> None:
    write(run, "src/b.py", "src/A.py", "a.py")
    root = ElementTree.fromstring(run("--format", "junit")[1])
    assert root.attrib == {
        "name": "sphinx-archdoc", "tests": "3", "failures": "2", "errors": "0", "skipped": "0",
    }  # fmt: skip
    assert [(case.get("classname"), [inner.tag for inner in case]) for case in root.iter("testcase")] == [
        ("code-case", ["failure"]),
        ("code-missing", ["failure"]),
        ("code-tail", []),
    ]


def test_sarif(run: Run) -> None:
    write(run, "src/b.py", "a.py")
    found = json.loads(run("--format", "sarif")[1])
    [one] = found["runs"]
    assert [(result["ruleId"], result["level"]) for result in one["results"]] == [
        ("code-missing", "error"),
        ("code-tail", "note"),
    ]
    rules = one["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in one["results"])
    assert one["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "source/index.md", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 4},
    }


def test_explain(run: Run) -> None:
    status, out, _ = run("--explain", "code-missing")
    assert status == 0
    assert out.startswith("code-missing (error of code, component)\n\nA path does not exist")
    assert run("--explain", "code-mising")[2] == (
        "sphinx-archdoc: there is no rule 'code-mising'; did you mean 'code-missing'?\n"
    )


def test_severities_and_overrides(run: Run) -> None:
    run.doors.write(
        {
            "archdoc.toml": '[sources]\nroot = "../code"\n[rules]\n"code-*" = "note"\ncode-case = "error"\n'
            '[[rules.override]]\npages = ["old/**"]\nrules = { "*" = "off" }\n',
            "old/page.md": PAGE.format("src/b.py"),
        }
    )
    write(run, "src/b.py", "src/A.py")
    assert run()[1].splitlines() == [
        "source/index.md:4: error: 'src/A.py' differs in case from 'src/a.py' (code-case)",
        "source/index.md:4: note: there is no 'src/b.py' (code-missing)",
        "1 error, 0 warnings, 1 note.",
    ]


TOML = '[sources]\nroot = "../code"\n[check]\nbaseline = "accepted.json"\n'


def test_a_baseline_only_shrinks(run: Run) -> None:
    run.doors.write({"archdoc.toml": TOML})
    write(run, "src/b.py", "src/c.py")
    accepted = run.doors.site.source / "accepted.json"
    assert run("--write-baseline") == (0, "2 findings written to source/accepted.json\n", "")
    assert json.loads(accepted.read_text("utf-8")) == {
        "version": 1,
        "problems": {"index": {"code-missing": ["src/b.py", "src/c.py"]}},
    }
    assert run() == (0, "0 errors, 0 warnings, 0 notes; 2 in the baseline.\n", "")
    write(run, "src/b.py", "src/d.py")  # one is gone, and one is new
    status, out, err = run()
    assert status == 1
    assert "there is no 'src/d.py' (code-missing)" in out
    assert (
        "the baseline accepts 1 finding that no longer exists, such as code-missing src/c.py on index" in err
    )
    assert run("--prune-baseline")[0] == 1
    write(run, "src/b.py")
    assert run() == (0, "0 errors, 0 warnings, 0 notes; 1 in the baseline.\n", "")


def test_a_baseline_that_is_not_named_is_not_used(run: Run) -> None:
    write(run, "src/b.py")
    line = 'baseline = "archdoc-baseline.json"'
    assert run("--write-baseline") == (
        0,
        "1 finding written to source/archdoc-baseline.json\n",
        f"sphinx-archdoc: the file is not used yet: to use it, write {line} below [check] in source/archdoc.toml\n",
    )
    assert run()[0] == 1
    run.doors.write({"archdoc.toml": f'[sources]\nroot = "../code"\n[check]\n{line}\n'})
    assert run() == (0, "0 errors, 0 warnings, 0 notes; 1 in the baseline.\n", "")


def test_a_renamed_page_stays_in_the_baseline(run: Run) -> None:
    run.doors.write({"archdoc.toml": TOML, "page.md": PAGE.format("src/b.py") + "text\n" * 9})
    run.doors.write({"archdoc.toml": TOML.replace("../code", "..")})
    run.doors.git("init", "-q")
    run.doors.git("add", ".")
    run.doors.git("commit", "-qm", "one")
    assert run("--write-baseline")[0] == 0
    run.doors.git("mv", "source/page.md", "source/other.md")
    expected = (0, "0 errors, 0 warnings, 0 notes; 1 in the baseline.\n", "")
    assert run() == expected  # before the commit, as in a hook
    run.doors.git("commit", "-qam", "two")
    assert run() == expected
    run.doors.git("mv", "source/other.md", "source/third.md")
    assert run() == expected


@pytest.mark.parametrize("is_committed", [False, True])
def test_what_is_wrong_on_a_renamed_page_is_not_new(is_committed: bool, run: Run) -> None:
    page = PAGE.format("src/b.py") + "text\n" * 9
    run.doors.write({"archdoc.toml": TOML.replace("../code", ".."), "page.md": page})
    run.doors.git("init", "-q")
    run.doors.git("add", ".")
    run.doors.git("commit", "-qm", "one")
    run.doors.git("mv", "source/page.md", "source/other.md")
    if is_committed:
        run.doors.git("commit", "-qam", "two")
    assert run("--new-from", "HEAD~1" if is_committed else "HEAD")[0] == 0


@pytest.mark.parametrize("name", ["accepted.json", "an [odd] name!.json"])
def test_a_baseline_is_no_evidence_of_what_it_accepts(name: str, run: Run) -> None:
    run.doors.write(
        {
            "archdoc.toml": f'[sources]\nroot = ".."\n[check]\nbaseline = "{name}"\n',
            "index.md": "# A\n\n```{archdoc:envvar} SHOP_NAME\nA name.\n```\n",
        }
    )
    assert "SHOP_NAME is read nowhere (env-absent)" in run()[1]
    assert run("--write-baseline")[0] == 0
    assert run() == (0, "0 errors, 0 warnings, 0 notes; 1 in the baseline.\n", "")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 2, "problems": {}}', '{"version": 1, "problems": 3}']
)
def test_a_broken_baseline(text: str, run: Run) -> None:
    run.doors.write({"archdoc.toml": TOML, "accepted.json": text})
    write(run, "src/b.py")
    status, _, err = run()
    assert status == 2
    assert "the baseline '" in err


def test_only_what_a_change_brings_in(run: Run) -> None:
    doors = run.doors
    doors.write({"archdoc.toml": '[sources]\nroot = ".."\n'})
    doors.write_code({"src/gone.py": "a = 1\n"})
    write(run, "code/src/b.py", "code/src/gone.py")
    doors.git("init", "-q")
    doors.git("add", ".")
    doors.git("commit", "-qm", "one")
    assert run("--new-from", "HEAD") == (0, "0 errors, 0 warnings, 0 notes.\n", "")
    (doors.code / "src/gone.py").unlink()
    doors.write(
        {"index.md": "# More\n\ntext\n\n" + PAGE.format("code/src/b.py, code/src/gone.py, code/src/d.py")}
    )
    assert run("--new-from", "HEAD")[:2] == (
        1,
        "source/index.md:8: error: there is no 'code/src/d.py' (code-missing)\n"
        "source/index.md:8: error: there is no 'code/src/gone.py' (code-missing)\n"
        "    the change removes code/src/gone.py\n"
        "2 errors, 0 warnings, 0 notes.\n",
    )
    status, _, err = run("--new-from", "nothing")
    assert (status, err) == (2, "sphinx-archdoc: --new-from nothing: there is no such commit\n")
    assert run("--new-from=-x")[0] == 2


def test_only_new_in_a_shallow_clone(run: Run, tmp_path: Path) -> None:
    doors = run.doors
    doors.write({"archdoc.toml": '[sources]\nroot = ".."\n'})
    write(run, "code/src/b.py")
    doors.git("init", "-q")
    for number in range(2):
        (doors.code / "n").write_text(str(number), "utf-8")
        doors.git("add", ".")
        doors.git("commit", "-qm", "x")
    doors.git("clone", "-q", "--depth", "1", f"file://{doors.folder}", str(tmp_path / "clone"))
    shutil.rmtree(doors.folder / ".git")
    shutil.move(tmp_path / "clone/.git", doors.folder / ".git")
    status, _, err = run("--new-from", "HEAD~1")
    assert status == 2
    assert "this clone is shallow: fetch it with git fetch --unshallow" in err
