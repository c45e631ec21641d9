"""coverage, as users call it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from sphinx_archdoc.cli.output.terminal import Exit
from sphinx_archdoc.parsing.page_settings import Suppression
from sphinx_archdoc.problems import Location
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import shop, write_catalogue
from tests.cli.conftest import Run

RULES = """\
[owner-given]
kinds = ["component"]
where = "not owner"
message = "has no owner"
level = "error"
points = 3
help = "Name the team."

[technology-given]
kinds = ["component"]
where = "not technology"
message = "does not say what it is built with"

[fresh]
kinds = ["document"]
where = "age(updated) > 30"
applies = "updated"
message = "is old"
level = "note"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "archdoc.json", shop())
    (tmp_path / "rules.toml").write_text(RULES)
    return tmp_path


def test_what_is_filled_is_counted_by_owner(run: Run, source: Path) -> None:
    ran = run("coverage")
    assert ran.out == (
        "Owner      Fields\n@api       2 of 4 (50 %)\n@shop      3 of 11 (27 %)\n"
        "Not given  5 of 11 (45 %)\nAll        10 of 26 (38 %)\n\n"
    )
    assert (ran.status, ran.err) == (Exit.DONE, "")
    assert run("coverage", "--kind", "component", "--by", "kind,focus").out == (
        "Kind        Fields\nComponents  4 of 12 (33 %)\nAll         4 of 12 (33 %)\n\n"
        "Focus  Fields\nhigh   4 of 12 (33 %)\nAll    4 of 12 (33 %)\n\n"
    )
    assert "\nKeeps carts.           2 of 4 (50 %)\n" in run("coverage", "--by", "purpose").out


def test_rules_are_listed_with_what_breaks_them(run: Run, source: Path) -> None:
    ran = run("coverage", "--rules", "rules.toml", "--by", "catalogue")
    assert ran.status == Exit.FOUND, "an error is there"
    assert ran.out == (
        "index.md:2: error: component 'web' has no owner (owner-given)\n"
        "index.md:2: warning: component 'web' does not say what it is built with (technology-given)\n"
        "index.md:3: warning: component 'api' does not say what it is built with (technology-given)\n"
        "index.md:4: error: component 'db' has no owner (owner-given)\n\n"
        "Catalogue  Fields           Points\nshop       10 of 26 (38 %)  4 of 12 (33 %)\n"
        "All        10 of 26 (38 %)  4 of 12 (33 %)\n\n"
        "Rule              Level    Kept\nowner-given       error    1 of 3 (33 %)\n"
        "technology-given  warning  1 of 3 (33 %)\nfresh             note     —\n\n"
        "2 errors, 2 warnings, 0 notes\n"
    )


def test_rules_have_owners(run: Run, source: Path) -> None:
    (source / "rules.toml").write_text(RULES.replace('help = "Name', 'owner = "@ops | x"\nhelp = "Name'))
    call = ("coverage", "--rules", "rules.toml", "--format")
    table = run(*call, "table").out
    assert (
        "\nRule              Level    Kept           Owner\nowner-given       error    1 of 3 (33 %)  @ops | x\n"
        in table
    )
    assert "\ntechnology-given  warning  1 of 3 (33 %)\n" in table
    assert "| `owner-given` | error | 1 of 3 (33 %) | `@ops` \\| x |\n" in run(*call, "markdown").out
    web, _, api, _ = run(*call, "json").json()["violations"]
    assert (web["owner"], web["rule-owner"]) == ("@shop", "@ops | x"), (
        "the owner of the page, and of the rule"
    )
    assert (api["owner"], api["rule-owner"], api["rule"]) == ("@api", "", "technology-given")
    assert web["help"] == "Name the team. Owner of the rule: @ops | x."


def test_the_rules_of_the_project_are_the_default(run: Run, source: Path) -> None:
    (source / "conf.py").write_text("archdoc_rules = 'rules.toml'\n")
    given = run("coverage", "--rules", "rules.toml")
    assert (run("coverage").status, run("coverage").out) == (Exit.FOUND, given.out)
    assert run("coverage", source, "--baseline", "known.json", "--update-baseline").status == Exit.DONE
    assert run("coverage", "--fail-on", "never", "--fail-under", "34").status == Exit.FOUND
    assert run("coverage", "--rules", "").out.startswith("Owner      Fields\n@api       2 of 4 (50 %)\n@shop")
    assert "Points" not in run("coverage", "archdoc.json").out, "a file may be a stranger's"
    (source / "rules.toml").write_text("[r]\nwhere = 'not'\nmessage = 'm'\n")
    ran = run("coverage")
    assert (ran.status, ran.out) == (Exit.FAILED, ""), "a rule that is missing would seem to be kept"
    assert "rules.toml:2: r.where:" in ran.err
    (source / "conf.py").write_text("archdoc_rules = 'gone.toml'\n")
    assert "the rules 'gone.toml' cannot be read: No such file" in run("coverage").err
    (source / "conf.py").write_text("archdoc_rules = name()\n")
    ran = run("coverage")
    assert ran.status == Exit.DONE
    assert ran.err.startswith("sphinx-archdoc: archdoc_rules is computed in conf.py")


def test_the_baseline_can_only_shrink(run: Run, source: Path) -> None:
    call = ("coverage", "--rules", "rules.toml", "--baseline", "known.json")
    assert (run(*call).status, run(*call).out) == (Exit.FAILED, ""), "there is none yet"
    ran = run(*call, "--update-baseline")
    assert (ran.status, ran.err) == (
        Exit.DONE,
        "sphinx-archdoc: wrote the baseline 'known.json': 4 accepted\n",
    )
    assert ran.out.endswith("\n0 errors, 0 warnings, 0 notes; 4 in the baseline\n")
    assert run(*call).err == ""
    db = {"purpose": "Stores.", "owner": "@db", "technology": "PostgreSQL"}
    graph = graph_of([page("index", [entry("component", "db", **db), entry("component", "new", owner="@n")])])
    write_catalogue(source / "archdoc.json", graph)
    ran = run(*call)
    assert ran.status == Exit.FOUND, "a warning that is new"
    assert ran.out.startswith("index.md:2: warning: component 'new' does not say")
    assert "the baseline accepts that component:db breaks owner-given, but it no longer does" in ran.err
    ran = run(*call, "--update-baseline")
    assert ran.err == "sphinx-archdoc: wrote the baseline 'known.json': 4 removed\n"
    assert ran.status == Exit.FOUND, "what is new is not accepted"
    assert run(*call, "--fail-on", "error").status == Exit.DONE
    assert json.loads((source / "known.json").read_text()) == {"version": 1, "problems": {}}


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--fail-under", "38"), 0),
        (("--fail-under", "38.5"), 1),
        (("--rules", "rules.toml", "--fail-on", "never"), 0),
        (("--rules", "rules.toml", "--fail-on", "never", "--fail-under", "34"), 1),
        (("--rules", "fresh.toml"), 0),
        (("--rules", "fresh.toml", "--today", "2026-11-02"), 1),
        (("--rules", "recommended"), 0),
    ],
)  # fmt: skip
def test_it_ends_as_asked(arguments: tuple[str, ...], status: int, run: Run, source: Path) -> None:
    dated = page("index", [entry("document", "", updated="2026-10-01", status="active", owner="@a")])
    if "fresh.toml" in arguments:
        write_catalogue(source / "archdoc.json", graph_of([dated]))
        (source / "fresh.toml").write_text(RULES.replace("note", "error"))
        arguments = (*arguments, *(() if "--today" in arguments else ("--today", "2026-10-31")))
    assert run("coverage", *arguments).status == status


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--by", "ownr"), "by: no kind has a column 'ownr'; did you mean 'owner'?"),
        (("--kind", "componnt"), "unknown kind 'componnt'; did you mean 'component'?"),
        (("--rules", "none.toml"), "the rules 'none.toml' cannot be read: No such file"),
        (("--rules", "bad.toml"), "bad.toml:3: r.where: component has no column 'ownr' (character 5)"),
        (("--rules", "."), "the rules '.' cannot be read"),
        (("--rules", "a\0b"), "cannot be read"),
        (("--fail-under", "101"), "fail-under: 101 is not a percentage from 0 to 100"),
        (("--fail-under", "nan"), "is not a percentage"),
        (("--fail-under", "much"), "invalid float value"),
        (("--today", "tomorrow"), "today: 'tomorrow' is not a date as YYYY-MM-DD"),
        (("--baseline", "b.json"), "--baseline needs --rules"),
        (("--rules", "rules.toml", "--update-baseline"), "--update-baseline needs --baseline"),
        (("--rules", "rules.toml", "--baseline", "rules.toml"), "the baseline 'rules.toml' cannot be read"),
        (("--format", "yaml"), "invalid choice: 'yaml'"),
        (("none",), "'none' cannot be read: there is no such file"),
    ],
)
def test_a_wrong_call_ends_with_2(arguments: tuple[str, ...], message: str, run: Run, source: Path) -> None:
    (source / "bad.toml").write_text('[r]\nkinds = ["component"]\nwhere = "not ownr"\nmessage = "m"\n')
    ran = run("coverage", *arguments)
    assert (ran.status, ran.out) == (Exit.FAILED, "")
    assert message in ran.err


def test_programs_get_everything_and_the_schema_describes_it(run: Run, source: Path) -> None:
    schema = run("schema", "coverage").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    answer = run("coverage", "--rules", "rules.toml", "--by", "owner,kind", "--format", "json").json()
    jsonschema.validate(answer, schema)
    assert answer["items"][0] == {
        "by": "owner",
        "group": "@api",
        "entries": 1,
        "fields": {"reached": 2, "possible": 4, "percent": 50},
        "points": {"reached": 3, "possible": 4, "percent": 75},
    }
    assert answer["fields"] == {"reached": 10, "possible": 26, "percent": 38}
    first = answer["violations"][0]
    assert [first[key] for key in ("rule", "key", "level", "is-new")] == [
        *("owner-given", "component:web", "error"),
        True,
    ]
    assert answer["gaps"][0]["missing"] == ["type", "technology", "owner"]
    ran = run("coverage", ".", "gone.json", "--format", "json")
    assert (ran.status, ran.json()["complete"], ran.json()["missing"]) == (2, False, ["gone.json"])
    rules = run("schema", "rules").json()
    import tomllib

    jsonschema.validate(tomllib.loads(RULES), rules)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"r": {"where": "name"}}, rules)


def test_several_catalogues_are_counted_together(run: Run, source: Path) -> None:
    other = graph_of([page("x", [entry("component", "cache", owner="@api"), entry("component", "web")])])
    write_catalogue(source / "other.json", other, "other")
    ran = run(
        "coverage",
        ".",
        "other.json",
        "--kind",
        "component",
        "--by",
        "owner,catalogue",
        "--rules",
        "rules.toml",
    )
    assert "\n@api       3 of 8 (38 %)   " in ran.out
    assert "\nother      1 of 8 (13 %)   3 of 8 (38 %)\n" in ran.out
    assert "other: x.md:2: error: component 'web' has no owner (owner-given)\n" in ran.out


def test_what_authors_ignore_is_not_counted(run: Run, source: Path) -> None:
    graph = shop()
    where = Location("index.md", 5)
    graph.catalogue.pages["index"].suppressions += [
        Suppression(where, "owner-given", reason="shared", anchor="component-2"),
        Suppression(where, "technology-given", anchor="component-2"),
    ]
    write_catalogue(source / "archdoc.json", graph)
    ran = run("coverage", "--rules", "rules.toml")
    assert ran.out.endswith("\n1 error, 1 warning, 0 notes; 2 suppressed\n")
    assert ran.err == (
        "sphinx-archdoc: index.md:5: the reason is missing: technology-given (suppression-reason)\n"
    )


def test_markdown_and_a_badge(run: Run, source: Path) -> None:
    hostile = "@a | <b> *x*"
    graph = graph_of([page("index", [entry("component", "api | `x`", owner=hostile, purpose="A.")])])
    write_catalogue(source / "archdoc.json", graph)
    markdown = run("coverage", "--rules", "rules.toml", "--format", "markdown").out
    assert "| `@a` \\| &lt;b&gt; \\*x\\* | 2 of 4 (50 %) | 3 of 4 (75 %) |\n" in markdown
    assert "| `index.md:1` | warning | component 'api \\| \\`x\\`' does not say" in markdown
    svg = ET.fromstring(run("coverage", "--format", "badge").out)
    words = [found.text for found in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert words == ["documented", "2 of 4 (50 %)"]
    with_rules = run("coverage", "--rules", "rules.toml", "--format", "badge").out
    assert "3 of 4 (75 %)" in with_rules
    write_catalogue(source / "archdoc.json", graph_of([page("index", [entry("document", "")])]))
    ran = run("coverage", "--format", "badge", "--fail-under", "50")
    assert (ran.status, ran.err) == (Exit.DONE, "sphinx-archdoc: there is nothing to count\n")
    assert ">—<" in ran.out
