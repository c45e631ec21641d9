"""The formats of ``check``: each is read by what other tools read it with."""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml

from sphinx_archdoc.cli.main import main
from sphinx_archdoc.cli.output.finding_report import FindingReport
from sphinx_archdoc.cli.output.formats import renderer
from sphinx_archdoc.problems import Location
from sphinx_archdoc.rules.finding import CodePlace, Finding, Severity, Suppressed

HOSTILE = "a%0A::b]]>\n\x00\x1b[31m<&\"'\ud800\U0001f600"
"""Line breaks, escapes, characters that XML does not allow, and half of a pair."""


def finding(name: str, severity: Severity = Severity.ERROR, line: int = 3) -> Finding:
    return Finding(
        where=Location(f"{name}.md", line),
        rule="env-absent",
        name=name,
        page=name,
        message=f"{name} is read nowhere",
        hint="looked in the root: 1 file",
        evidence=(CodePlace("src/a b.py", 4), CodePlace("src/ü.py")),
        severity=severity,
    )


REPORT = FindingReport(
    findings=(finding("A"), finding("B", Severity.NOTE), finding(HOSTILE, Severity.WARNING, 0)),
    suppressed=(Suppressed(finding("C"), "set by the host"), Suppressed(finding(HOSTILE), "")),
    accepted=(finding("D"),),
    folder="docs/",
)

TEXT = {"type": "string", "minLength": 1}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": TEXT, "markdown": TEXT}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "format": "uri-reference"}, "uriBaseId": TEXT},
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"startLine": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "message", "locations", "suppressions"],
    "additionalProperties": False,
    "properties": {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "suppressions": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": ["kind"],
                "additionalProperties": False,
                "properties": {"kind": {"enum": ["inSource", "external"]}, "justification": TEXT},
            },
        },
    },
}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "help", "helpUri", "defaultConfiguration"],
    "additionalProperties": False,
    "properties": {
        "id": TEXT,
        "shortDescription": MESSAGE,
        "help": MESSAGE,
        "helpUri": {"type": "string", "pattern": "^https://"},
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
    },
}
PARTS_OF_SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "pattern": "^https://"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {"rules": {"items": RULE, "uniqueItems": True}},
                            }
                        }
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}
"""The parts of the format that we write, from the text of the standard: the published schema has 110 kB."""


def sarif() -> Any:
    return json.loads(renderer("sarif")(REPORT).encode("utf-8", "backslashreplace"))


def test_sarif_has_the_form_of_the_standard() -> None:
    jsonschema.validate(sarif(), PARTS_OF_SARIF)


@pytest.mark.skipif(
    "SARIF_SCHEMA" not in os.environ, reason="SARIF_SCHEMA does not name the published schema"
)
def test_sarif_is_valid_against_the_published_schema() -> None:
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text("utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(sarif())


def test_sarif_without_suppressions_has_no_such_key() -> None:
    report = FindingReport(findings=(finding("A"),))
    [run] = json.loads(renderer("sarif")(report))["runs"]
    assert "suppressions" not in run["results"][0]


def test_junit_is_xml_whose_numbers_are_right() -> None:
    root = ElementTree.fromstring(renderer("junit")(REPORT).encode("utf-8", "backslashreplace"))
    for suite in (root, *root):
        for key, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            assert suite.get(key) == str(len(list(suite.iter(tag))))
    assert {case.get("line") for case in root.iter("testcase")} == {"1", "3"}


def test_an_annotation_is_one_line() -> None:
    lines = renderer("github")(REPORT).split("\n")
    assert all(re.match(r"::(?:error|warning|notice) file=[^:]*::[^\n]*$", line) for line in lines[:-1])


RECIPES = Path(__file__).parent.parent.parent / "docs/how-to/check-against-code.md"


def commands() -> list[str]:
    """The commands of the recipes for CI in the how-to."""
    found: list[str] = []

    def collect(value: object, key: str = "") -> None:
        if isinstance(value, dict):
            for inner_key, inner in value.items():
                collect(inner, str(inner_key))
        elif isinstance(value, list):
            for inner in value:
                collect(inner, key)
        elif isinstance(value, str) and key in {"run", "script", "entry"} and "sphinx-archdoc " in value:
            found.append(value)

    for block in re.findall(r"```yaml\n(.*?)```", RECIPES.read_text("utf-8"), re.S):
        for document in yaml.safe_load_all(block):
            collect(document)
    return [command for command in found if command.startswith("sphinx-archdoc ")]


def test_the_how_to_has_three_recipes() -> None:
    assert len(commands()) == 3


@pytest.mark.parametrize("command", commands())
def test_a_recipe_fails_on_a_mistake_and_writes_its_files(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.py").write_text("import os\nos.environ['A_B']\n", "utf-8")
    page = tmp_path / "docs/index.md"
    page.write_text("# A\n\n```{archdoc:envvar} A_C\n```\n", "utf-8")
    (tmp_path / "docs/archdoc.toml").write_text("[sources]\nroot = '..'\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(command)[1:]
    assert main(arguments) == 1
    for name in re.findall(r"--output (\S+)", command):
        text = (tmp_path / name).read_text("utf-8")
        assert json.loads(text) if name.endswith(".sarif") else ElementTree.fromstring(text)
    page.write_text("# A\n\n```{archdoc:envvar} A_B\n```\n", "utf-8")
    assert main(arguments) == 0


def test_pages_without_entries_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--no-cache"]) == 0
    assert "there are no Markdown pages to check" in capsys.readouterr().err
    (tmp_path / "a.md").write_text("# A\n\n| Variable | Default |\n|---|---|\n| `A_B` | 1 |\n", "utf-8")
    assert main(["check", "--no-cache"]) == 0
    assert "the page has no entries, so nothing is checked" in capsys.readouterr().err
    (tmp_path / "a.md").write_text("# A\n\n```{archdoc:envvar} A_B\n```\n", "utf-8")
    assert main(["check", "--no-cache"]) == 0
    assert "there is no code in '.'; " in capsys.readouterr().err


def test_the_baseline_and_reports_are_no_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They name what is absent: without this, the second run would find it mentioned."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.py").write_text("import os\nos.environ['A_B']\n", "utf-8")
    settings = (
        "[sources]\nroot = '..'\n[rules]\nenv-undocumented = 'off'\n[check]\nbaseline = 'accepted.json'\n"
    )
    (tmp_path / "docs/archdoc.toml").write_text(settings, "utf-8")
    (tmp_path / "docs/index.md").write_text("# A\n\n```{archdoc:envvar} A_C\n```\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "docs", "--format", "sarif", "--output", "archdoc.sarif"]) == 1
    assert main(["check", "docs", "--format", "json", "--output", "archdoc-problems.json"]) == 1
    assert main(["check", "docs", "--write-baseline"]) == 0
    assert main(["check", "docs"]) == 0
