"""All forms in which entries are written give the same through both doors."""

from __future__ import annotations

import pytest

from sphinx_archdoc.cli.check.project import load_project
from sphinx_archdoc.cli.check.run import CheckRun
from tests.truth.doors import Doors

MISSING = "error: there is no 'src/gone.py' (code-missing)"

DIRECTIVE = "# A\n\n```{archdoc:code} Thing\n:paths: src/gone.py\n```\n"

FORMS = {
    "a directive": (DIRECTIVE, 4),
    "with options as YAML": ("# A\n\n```{archdoc:code} Thing\n---\npaths: src/gone.py\n---\nText.\n```\n", 5),
    "a colon fence": ("# A\n\n:::{archdoc:code} Thing\n:paths: src/gone.py\n:::\n", 4),
    "in an admonition": ("# A\n\n````{note}\n```{archdoc:code} Thing\n:paths: src/gone.py\n```\n````\n", 5),
    "in another entry": (
        "# A\n\n````{archdoc:component} Web\n:type: x\n\nThe purpose.\n\n```{archdoc:code} Thing\n:paths: src/gone.py\n```\n````\n",
        9,
    ),
    "in a list": ("# A\n\n- One:\n\n  ```{archdoc:code} Thing\n  :paths: src/gone.py\n  ```\n", 6),
    "several in a table": (
        "# A\n\n```{archdoc:codes}\n| Component | Location |\n|---|---|\n| Thing | src/gone.py |\n```\n",
        6,
    ),
    "several in YAML": ("# A\n\n```{archdoc:codes}\n- name: Thing\n  paths: src/gone.py\n```\n", 5),
    "plain Markdown": (
        "---\narchdoc: true\n---\n# A\n\n## Code Locations\n\n| Component | Type | Location(s) |\n|---|---|---|\n"
        "| Thing | Module | src/gone.py |\n",
        10,
    ),
    "the template's header": (
        "> **Type**: Architecture\n> **Focus**: high\n\n# A\n\n## Code Locations\n\n| Component | Location(s) |\n|---|---|\n"
        "| Thing | src/gone.py |\n",
        10,
    ),
    "below a marker": (
        "# A\n\n<!-- archdoc: code -->\n| What | Location |\n|---|---|\n| Thing | src/gone.py |\n",
        6,
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str, doors: Doors) -> None:
    text, line = FORMS[form]
    doors.write_code({"src/a.py": ""})
    doors.write({"index.md": text})
    assert doors.both() == [f"index.md:{line}: {MISSING}"]


EXAMPLES = [
    "# A\n\n````markdown\n```{archdoc:code} Thing\n:paths: src/gone.py\n```\n````\n",
    "# A\n\n````{code-block} markdown\n```{archdoc:code} Thing\n:paths: src/gone.py\n```\n````\n",
    "---\narchdoc: false\n---\n> **Type**: Architecture\n> **Focus**: high\n\n# A\n\n## Code Locations\n\n"
    "| Component | Location(s) |\n|---|---|\n| Thing | src/gone.py |\n",
    "---\narchdoc: {code: none}\n---\n" + DIRECTIVE,
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_what_is_not_checked(text: str, doors: Doors) -> None:
    doors.write_code({"src/a.py": ""})
    doors.write({"index.md": text})
    assert doors.both() == []


def test_included_files_are_part_of_the_page(doors: Doors) -> None:
    doors.site.conf["exclude_patterns"] = ["part.md"]
    doors.write_code({"src/a.py": ""})
    doors.write(
        {"index.md": "# A\n\n```{include} part.md\n```\n", "part.md": DIRECTIVE.replace("# A", "## B")}
    )
    assert doors.both() == [f"part.md:4: {MISSING}"]


def test_kinds_of_the_project(doors: Doors) -> None:
    kinds = '[kinds.code.fields.language]\nexample = "Go"\n'
    doors.write({"archdoc.toml": f'[sources]\nroot = "../code"\n{kinds}'})
    doors.write_code({"src/a.py": ""})
    doors.write({"index.md": DIRECTIVE.replace(":paths:", ":language: Go\n:paths:")})
    assert doors.both() == [f"index.md:5: {MISSING}"]


@pytest.mark.parametrize(
    ("path", "table"), [("archdoc.toml", "kinds."), ("kinds.toml", ""), ("more/kinds.toml", "")]
)
def test_a_mistake_in_the_kinds_has_its_line_through_both_doors(path: str, table: str, doors: Doors) -> None:
    names = "alert]\ntitle = 3", "all]", "diagram]"
    doors.write({path: "".join(f"[{table}{name}\n" for name in names), "index.md": "# A\n"})
    if not table:
        doors.site.conf["archdoc_kinds"] = path
    assert [(p.source, p.line, p.code) for p in doors.by_build().problems] == [
        (path, line, "wrong-kind") for line in (2, 3, 4)
    ]
    project = load_project(str(doors.site.source), None)
    said = [line for line in CheckRun(project, use_cache=False).outcome.problems if ".toml:" in line]
    assert [tuple(line.split(":")[:2]) for line in said] == [(path, line) for line in "234"]


SUPPRESSED = {
    "a comment": "<!-- archdoc: ignore code-missing -- made at run time -->\n\n" + DIRECTIVE,
    "a comment of MyST": "% archdoc: ignore code-missing src/gone.py -- made at run time\n\n" + DIRECTIVE,
    "an option": DIRECTIVE.replace(":paths:", ":ignore: code-missing -- made at run time\n:paths:"),
    "front matter": '---\narchdoc: {ignore: {code-missing: "made at run time"}}\n---\n' + DIRECTIVE,
}


@pytest.mark.parametrize("form", SUPPRESSED)
def test_suppressions(form: str, doors: Doors) -> None:
    doors.write({"archdoc.toml": '[sources]\nroot = "../code"\n[check]\nrequire-reason = true\n'})
    doors.write_code({"src/a.py": "", "src/gone.py": ""})
    doors.write({"index.md": SUPPRESSED[form]})
    [unused] = doors.both()
    assert unused.endswith("(suppression-unused)")
    (doors.code / "src/gone.py").unlink()
    assert doors.both() == []


def test_suppressions_of_sphinx(doors: Doors) -> None:
    doors.write_code({"src/a.py": ""})
    doors.write({"index.md": DIRECTIVE})
    doors.site.conf["suppress_warnings"] = ["archdoc.code-*"]
    assert doors.by_build().problems == []


def test_nothing_is_compared_unless_it_is_asked_for(doors: Doors) -> None:
    doors.write_code({"src/a.py": ""})
    doors.write({"index.md": DIRECTIVE, "archdoc.toml": "[kinds.alert]\n"})
    assert doors.by_build().problems == []
    doors.site.conf["archdoc_sources"] = "../code"
    assert doors.both() == [f"index.md:4: {MISSING}"]


@pytest.mark.parametrize(
    ("root", "reason"),
    [
        ("gone", "there is no such folder"),
        ("index.md", "it is not a folder"),
        ("/", "it is the root of the file system"),
    ],
)
def test_a_root_that_cannot_be_used(root: str, reason: str, doors: Doors) -> None:
    doors.write({"archdoc.toml": f'[sources]\nroot = "{root}"\n', "index.md": DIRECTIVE})
    [problem] = doors.by_build().problems
    assert (problem.code, problem.source, problem.line) == ("wrong-setting", "archdoc.toml", 2)
    assert problem.message.endswith(reason)


def test_a_second_build_says_the_same(doors: Doors) -> None:
    doors.write_code({"src/a.py": ""})
    doors.write({"index.md": DIRECTIVE, "other.md": "# B\n"})
    first = doors.by_build()
    again = doors.by_build()
    assert again.read == set()
    assert first.codes == again.codes == ["index.md:4 code-missing"]
    doors.write_code({"src/gone.py": ""})
    third = doors.by_build()
    assert (third.read, third.codes) == (set(), [])


def test_restructuredtext(doors: Doors) -> None:
    doors.write_code({"src/a.py": ""})
    rst = ":orphan:\n:archdoc: {code: [src]}\n\nA\n=\n\n.. archdoc: ignore code-case -- x\n\n.. archdoc:code:: Thing\n   :paths: src/gone.py\n"
    doors.write({"index.md": "# A\n", "page.rst": rst})
    assert doors.by_build().codes == ["page.rst:7 suppression-unused", "page.rst:10 code-missing"]


def test_front_matter_that_is_not_valid(doors: Doors) -> None:
    doors.write_code({"src/a.py": ""})
    doors.write({"index.md": "---\narchdoc: {code: {a: b}, ignore: [x], cod: y}\n---\n" + DIRECTIVE})
    problems = doors.by_build().problems
    assert [p.code for p in problems] == ["wrong-setting"] * 3 + ["code-missing"]
