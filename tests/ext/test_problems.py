"""Every mistake is one problem, at its own line, with its code, in both markups."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_archdoc.problems import Code
from tests.conftest import Site
from tests.ext.mistakes import IN_VIEWS

CASES = {
    # the mistake: a page in MyST, one in reStructuredText, the code, and what the message must say;
    # the line of the problem is the one that holds the mark «!»
    "unknown field": (
        "```{archdoc:envvar} PORT\n:requried: !\n\nThe port.\n```",
        ".. archdoc:envvar:: PORT\n   :requried: !\n\n   The port.",
        "unknown-field",
        "envvar has no field 'requried'; did you mean 'required'?",
    ),
    "wrong value": (
        "```{archdoc:envvar} PORT\n---\ndefault: 80\nrequired: perhaps!\n---\nThe port.\n```",
        ".. archdoc:envvar:: PORT\n   :default: 80\n   :required: perhaps!\n\n   The port.",
        "wrong-value",
        "required: 'perhaps!' is neither yes nor no",
    ),
    "text after the options": (
        "```{archdoc:secret} key\n---\nusage: x\nNo option!\n---\n```",
        ".. archdoc:secret:: key\n   :usage: x\n   No option!",
        "wrong-option",
        "'No option!' ",
    ),
    "option after text": (
        "```{archdoc:secret} key\nThe key,\n:rotation: x!\n```",
        ".. archdoc:secret:: key\n\n   The key,\n   :rotation: x!",
        "wrong-option",
        "':rotation:' is read as text, and not as an option; write it directly below the directive",
    ),
    "missing field": (
        "Text.\n\n:::{archdoc:secret} key!\n:type: Key\n:::",
        "Text.\n\n.. archdoc:secret:: key!\n   :type: Key",
        "missing-field",
        "secret 'key!' needs the field 'usage'",
    ),
    "dangling reference in a field": (
        "```{archdoc:envvar} PORT\n:default: 80\n:used-by: auth-apy!\n\nThe port.\n```\n\n"
        "```{archdoc:component} auth-api\n:purpose: x\n```",
        ".. archdoc:envvar:: PORT\n   :default: 80\n   :used-by: auth-apy!\n\n   The port.\n\n"
        ".. archdoc:component:: auth-api\n   :purpose: x",
        "dangling-reference",
        "there is no component 'auth-apy!'; did you mean 'auth-api'?",
    ),
    "dangling reference in prose": (
        "Some text\nand {archdoc:secret}`nothing!`.",
        "Some text\nand :archdoc:secret:`nothing!`.",
        "dangling-reference",
        "there is no secret 'nothing!'",
    ),
    "dangling reference in the text of a field": (
        "```{archdoc:secret} key\n:type: x\n:notes: See {archdoc:envvar}`NONE!`.\n\nUsed.\n```",
        ".. archdoc:secret:: key\n   :type: x\n   :notes: See :archdoc:envvar:`NONE!`.\n\n   Used.",
        "dangling-reference",
        "there is no envvar 'NONE!'",
    ),
    "dangling reference in the content": (
        "```{archdoc:secret} key\n:type: x\n\nUsed\nby {archdoc:envvar}`NONE!`.\n```",
        ".. archdoc:secret:: key\n   :type: x\n\n   Used\n   by :archdoc:envvar:`NONE!`.",
        "dangling-reference",
        "there is no envvar 'NONE!'",
    ),
    "duplicate": (
        "```{archdoc:secret} key\nOne.\n```\n\n```{archdoc:secret} key\n:notes: two\n\nTwo.\n```",
        ".. archdoc:secret:: key\n\n   One.\n\n.. archdoc:secret:: key\n   :notes: two\n\n   Two.",
        "duplicate-entry",
        "secret 'key' is already defined in the project, at page.",
    ),
    "unknown kind": (
        "Text.\n\n```{archdoc:envvra} PORT!\nThe port.\n```",
        "Text.\n\n.. archdoc:envvra:: PORT!\n\n   The port.",
        "unknown-kind",
        "unknown kind 'envvra'; did you mean 'envvar'? Otherwise declare it in archdoc_kinds",
    ),
    "unknown kind of a role": (
        "Text and\n{archdoc:envvra}`PORT!`.",
        "Text and\n:archdoc:envvra:`PORT!`.",
        "unknown-kind",
        "unknown kind 'envvra'; did you mean 'envvar'? Otherwise declare it in archdoc_kinds",
    ),
    "unknown column": (
        "```{archdoc:table} envvar\n:scope: page\n:columns: name, descriptoin!\n```",
        ".. archdoc:table:: envvar\n   :scope: page\n   :columns: name, descriptoin!",
        "unknown-column",
        "envvar has no column 'descriptoin!'; did you mean 'description'?",
    ),
    "content in a view": (
        "```{archdoc:table} envvar\n:scope: page\n\nMore words!\n```",
        ".. archdoc:table:: envvar\n   :scope: page\n\n   More words!",
        "unused-content",
        "archdoc:table takes no content",
    ),
    "wrong expression": (
        "```{archdoc:table} envvar\n:scope: page\n:where: required and!\n```",
        ".. archdoc:table:: envvar\n   :scope: page\n   :where: required and!",
        "wrong-expression",
        "where: '!' is not expected here (character 13)",
    ),
    "unknown column in an expression": (
        "```{archdoc:table} envvar\n:scope: page\n:where: requird or name = 'x!'\n```",
        ".. archdoc:table:: envvar\n   :scope: page\n   :where: requird or name = 'x!'",
        "unknown-column",
        "envvar has no column 'requird' (character 1 of 'where'); did you mean 'required'?",
    ),
    "unknown column to sort by": (
        "```{archdoc:table} envvar\n:scope: page\n:sort: -descripton!\n```",
        ".. archdoc:table:: envvar\n   :scope: page\n   :sort: -descripton!",
        "unknown-column",
        "envvar has no column 'descripton!'; did you mean 'description'?",
    ),
    "empty field": (
        "```{archdoc:envvar} PORT\n:required:\n:default: \n\nThe port.\n```",
        ".. archdoc:envvar:: PORT\n   :required:\n   :default:\n\n   The port.",
        "empty-field",
        "the field 'default' is empty",
    ),
    "repeated field": (
        "```{archdoc:envvar} PORT\n:default: 80\n:default: 81!\n\nThe port.\n```",
        ".. archdoc:envvar:: PORT\n   :default: 80\n   :default: 81!\n\n   The port.",
        "repeated-field",
        "the field 'default' is given twice",
    ),
    "placeholder": (
        "```{archdoc:envvar} PORT\n:default: 80\n\n[What this controls!]\n```",
        ".. archdoc:envvar:: PORT\n   :default: 80\n\n   [What this controls!]",
        "placeholder",
        "description: the placeholder '[What this controls!]' was not filled in",
    ),
    "cut value": (
        "```{archdoc:secret} key\n:notes: see #42!\n\nUsed.\n```",
        None,
        "cut-value",
        "the value of 'notes' contains ' #'",
    ),
    "block value": (
        "```{archdoc:secret} key\n:notes: |\n   Two!\n   lines.\n\nUsed.\n```",
        None,
        "block-value",
        "':notes: |' starts a block",
    ),
    "folded block value": (
        "```{archdoc:secret} key\n:notes: >-\n   Two!\n   lines.\n\nUsed.\n```",
        None,
        "block-value",
        "':notes: >-' starts a block",
    ),
    "missing name": (
        "```{archdoc:envvar}\n:default: 1\n\nThe port!\n```",
        ".. archdoc:envvar::\n   :default: 1\n\n   The port!",
        "missing-name",
        "this envvar has no name",
    ),
    "wrong name": (
        "```{archdoc:endpoint} /v1/users!\n:purpose: x\n```",
        ".. archdoc:endpoint:: /v1/users!\n   :purpose: x",
        "wrong-name",
        "'/v1/users!' is not a valid endpoint name; write METHOD PATH, such as GET /v1/users",
    ),
    "unreadable SQL": (
        "```{archdoc:dbtable} t\n:purpose: x\n\nCREATE TABLE t (\n  id INT,\n  FOREIGN KEY !) REFERENCES\n);\n```",
        ".. archdoc:dbtable:: t\n   :purpose: x\n\n   CREATE TABLE t (\n     id INT,\n     FOREIGN KEY !) REFERENCES\n   );",
        "unreadable-sql",
        "sql: cannot be read:",
    ),
    "unreadable JSON": (
        '```{archdoc:mcp-server} m\n:purpose: x\n\n{\n  "a": !\n}\n```',
        '.. archdoc:mcp-server:: m\n   :purpose: x\n\n   {\n     "a": !\n   }',
        "unreadable-json",
        "configuration: cannot be read: Expecting value",
    ),
    "column that no field stands for": (
        "```{archdoc:envvars}\n| Variable | Description | Colour! |\n|---|---|---|\n| `PORT` | x | red |\n```",
        ".. archdoc:envvars::\n\n   ========  ===========  =======\n   Variable  Description  Colour!\n"
        "   ========  ===========  =======\n   PORT      x            red\n   ========  ===========  =======",
        "unmapped-column",
        "the column 'Colour!' matches no field of envvar",
    ),
    "marker of no kind": (
        "% archdoc: envar!\n\n- PORT",
        None,
        "wrong-marker",
        "the marker names 'envar!', which is not a kind",
    ),
    "marked point without a name": (
        "% archdoc: endpoint\n\n- > GET /v1/users!",
        None,
        "unread",
        "no endpoint entries are recognised in line 5; begin each item with the name, METHOD PATH, such as "
        "GET /v1/users, in bold type or as code; add a text, or labels such as Purpose, ",
    ),
    "table that is none": (
        "```{archdoc:envvars}\n| Variable | Description! |\n| `PORT` | x |\n```",
        None,
        "unreadable-table",
        "these lines look like a table of environment variables, but are not one",
    ),
    "content that is no entries": (
        "Text.\n\n```{archdoc:envvars}\nThe port.\n```",
        "Text.\n\n.. archdoc:envvars::\n\n   The port.",
        "not-entries",
        "there are no environment variables in this directive",
    ),
    **IN_VIEWS,
}
LINES = {
    "duplicate": 5 + 2,
    "empty field": 3 + 2,
    "missing name": 1 + 2,
    "block value": 2 + 2,
    "folded block value": 2 + 2,
    "depth below zero": 3 + 2,
    "content that is no entries": 3 + 2,
}
"""Lines of the mistakes that no mark can stand on; two lines of a title come before."""


@pytest.mark.parametrize(
    ("markup", "name"), [(m, n) for i, m in enumerate(("md", "rst")) for n, c in CASES.items() if c[i]]
)
def test_a_mistake_is_one_problem_at_its_line(markup: str, name: str, site: Site) -> None:
    myst, rst, code, message = CASES[name]
    text = myst if markup == "md" else rst
    assert text
    site.conf["root_doc"] = "page"
    title = "# Page" if markup == "md" else "Page\n===="
    site.write({f"page.{markup}": f"{title}\n\n{text}\n"})
    problems = site.build("dummy").warnings
    assert len(problems) == 1, problems
    before = 2 if markup == "md" else 3
    marked = next((number for number, line in enumerate(text.splitlines(), 1) if "!" in line), 0)
    line = LINES[name] + before - 2 if name in LINES else marked + before
    assert problems[0].startswith(f"page.{markup}:{line}: WARNING: ")
    assert message in problems[0]
    assert problems[0].endswith(f"[archdoc.{code}]")


def test_an_ambiguous_name_lists_what_it_may_mean(site: Site) -> None:
    envvar = "```{archdoc:envvar} PORT\nThe port.\n```\n"
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\na\nb\n```\n\n{archdoc:envvar}`PORT`, {any}`PORT`\n\n"
            "```{archdoc:gotcha} G\n:symptom: s\n:cause: c\n:fix: f\n:affects: PORT, cache\n```\n",
            "a.md": f"# A\n\n{envvar}\n```{{archdoc:component}} cache\n:purpose: x\n```\n",
            "b.md": f"# B\n\n{envvar}\n```{{archdoc:integration}} cache\n```\n",
        }
    )
    assert site.build("dummy").warnings == [
        "index.md:8: WARNING: 'PORT' may mean a#PORT, b#PORT; say which [archdoc.ambiguous-reference]",
        "index.md:14: WARNING: 'PORT' may mean a#PORT, b#PORT; say which [archdoc.ambiguous-reference]",
        "index.md:14: WARNING: 'cache' may mean component:cache, integration:cache; say which "
        "[archdoc.ambiguous-reference]",
    ]


def test_problems_in_an_included_file_are_at_its_lines(site: Site) -> None:
    site.conf["exclude_patterns"] = ["parts"]
    site.write(
        {
            "index.md": "# Start\n\nText.\n\n```{include} parts/one.md\n```\n",
            "parts/one.md": "More.\n\n```{archdoc:secret} key\n:tpye: x\n\nSee {archdoc:envvar}`NONE`.\n```\n",
        }
    )
    built = site.build("dummy")
    assert built.codes == ["parts/one.md:4 unknown-field", "parts/one.md:6 dangling-reference"]


def test_entries_that_stand_in_each_other_too_deep_are_a_problem(site: Site) -> None:
    fences = range(60, 0, -1)
    opened = "\n".join(f"{'`' * (count + 2)}{{archdoc:integration}} I{count}" for count in fences)
    closed = "\n".join("`" * (count + 2) for count in reversed(fences))
    site.write({"index.md": f"# Start\n\n{opened}\n{closed}\n"})
    built = site.build()
    assert built.codes == ["index.md:23 too-deep"]
    assert "I60" in built.body("index") and "I1" in built.body("index")


def test_problems_in_nested_directives_are_at_their_lines(site: Site) -> None:
    site.write(
        {
            "index.md": "# Start\n\n:::::{note}\n\n- In a list:\n\n  ````{archdoc:integration} I\n  :provder: x\n\n"
            "  ```{archdoc:endpoint} GET /x\n  :tmeout: 1\n\n  See {archdoc:secret}`no`.\n  ```\n  ````\n:::::\n"
        }
    )
    built = site.build("dummy")
    assert built.codes == [
        "index.md:8 unknown-field",
        "index.md:11 unknown-field",
        "index.md:13 dangling-reference",
    ]


def test_a_mistake_in_a_users_kind_has_its_file_and_key(site: Site) -> None:
    site.conf["archdoc_kinds"] = "kinds.toml"
    site.write(
        {
            "index.md": "# Start\n\n```{archdoc:team} core\n:lead: me\n```\n",
            "kinds.toml": '[team]\ntitle = "Team"\nlayuot = "row"\n\n[team.fields]\nlead = { type = "txt" }\n',
        }
    )
    assert site.build("dummy").warnings == [
        "kinds.toml:3: WARNING: team.layuot: unknown property; did you mean 'layout'? [archdoc.wrong-kind]",
        "kinds.toml:6: WARNING: team.fields.lead.type: 'txt' is not one of text, code, list, flag, "
        "integer, choice, date, url, link, refs, sql, json; did you mean 'text'? [archdoc.wrong-kind]",
    ]


def test_problems_are_the_same_in_the_next_build_and_can_be_suppressed(site: Site) -> None:
    site.write({"index.md": "# Start\n\n```{archdoc:envvar} A\n:x: 1\n\ny\n```\n\n{archdoc:secret}`none`\n"})
    first, second = site.build(), site.build()
    assert first.codes == ["index.md:4 unknown-field", "index.md:9 dangling-reference"]
    assert second.warnings == first.warnings
    site.conf["suppress_warnings"] = ["archdoc.unknown-field"]
    assert site.build().codes == ["index.md:9 dangling-reference"]


def test_nothing_is_reported_twice_when_sphinx_is_nitpicky(site: Site) -> None:
    site.conf["nitpicky"] = True
    site.write({"index.md": "# Start\n\n{archdoc:secret}`none`, [](#secret.no)\n\n"
                "```{archdoc:envvar} A\n:secret: nil\n\ny\n```\n"})  # fmt: skip
    assert site.build("dummy").codes == ["index.md:3 dangling-reference"] * 2 + [
        "index.md:6 dangling-reference"
    ]


def test_every_code_has_a_case() -> None:
    elsewhere = {"ambiguous-reference", "credential", "wrong-kind", "wrong-setting", "too-deep"}
    elsewhere |= {"rule-broken", "wrong-rule"}  # tests/ext/test_rules.py
    elsewhere |= {"reserved-page"}  # tests/ext/test_index_pages.py
    assert {case[2] for case in CASES.values()} | elsewhere == {code.value for code in Code}


def test_the_same_mistake_twice_in_a_paragraph_is_two_problems(site: Site) -> None:
    site.write(
        {"index.md": "# Start\n\n{archdoc:secret}`no`, some words\nand more, {archdoc:secret}`no` again.\n"}
    )
    assert site.build("dummy").codes == ["index.md:3 dangling-reference", "index.md:4 dangling-reference"]


def test_problems_in_a_file_that_restructuredtext_includes_have_its_path(site: Site, tmp_path: Path) -> None:
    site.conf["exclude_patterns"] = ["parts"]
    site.write(
        {
            "index.rst": "Start\n=====\n\n.. include:: parts/one.txt\n",
            "parts/one.txt": ".. archdoc:secret:: key\n   :tpye: x\n\n   See :archdoc:envvar:`NONE`.\n",
        }
    )
    built = site.build("dummy")
    assert built.codes == ["parts/one.txt:2 unknown-field", "parts/one.txt:4 dangling-reference"]


def test_an_entry_in_a_file_that_two_pages_include_names_the_other_page(site: Site) -> None:
    site.conf["exclude_patterns"] = ["part.md"]
    include = "```{include} part.md\n```\n"
    site.write(
        {
            "index.md": f"# Start\n\n```{{toctree}}\na\n```\n\n{include}",
            "a.md": f"# A\n\n{include}",
            "part.md": "```{archdoc:secret} key\nOpens.\n```\n",
        }
    )
    assert site.build("dummy").warnings == [
        "part.md:1: WARNING: secret 'key' is already defined in the project, by the page 'a', which includes the "
        "same lines; to show it here, use archdoc:table secret with :where: name in (…) [archdoc.duplicate-entry]"
    ]


def test_what_says_that_there_is_none_is_named(site: Site) -> None:
    site.write({"index.md": "# Start\n\n```{archdoc:secret} key\n:usage: N/A\n```\n"})
    assert (
        "secret 'key' needs the field 'usage'; 'N/A' means that it has no value; write one in its place"
        in site.build("dummy").warnings[0]
    )


def test_a_body_of_sql_may_stand_in_a_code_block(site: Site) -> None:
    site.write(
        {
            "index.md": "# Start\n\n````{archdoc:dbtable} t\n```sql\nCREATE TABLE t (\n  id INT\n);\n```\n````\n\n"
            "````{archdoc:dbtable} u\n```sql\nCREATE TABLE u (\n  id INT,\n  FOREIGN KEY x) y\n);\n```\n````\n"
        }
    )
    assert site.build("dummy").codes == ["index.md:15 unreadable-sql"]


def test_a_link_to_a_folder_names_a_page_in_it(site: Site) -> None:
    links = "".join(f"- [{name}]({name}/)\n" for name in ("parts", "more", "gone"))
    site.write(
        {
            "index.md": f"---\narchdoc: true\n---\n\n# Start\n\n## Related Documentation\n\n{links}",
            "parts/index.md": "# Parts\n",
            "parts/a.md": "# A\n",
            "more/deep/b.md": "# B\n",
        }
    )
    found = [line for line in site.build("dummy").warnings if "dangling-reference" in line]
    assert [line.partition("; ")[2].partition(" [")[0] for line in found] == [
        "this is a folder: name a page in it, such as parts/index.md",
        "this is a folder: name a page in it, such as more/deep/b.md",
        "name a page or a label, or write an address in full, with https://",
    ]


def test_a_name_in_a_column_that_may_mean_something_else_is_explained(site: Site) -> None:
    rows = "| Variable | Service | Description |\n|-|-|-|\n| TOKEN_A | GitHub | x |\n"
    site.write({"index.md": f"# T\n\n<!-- archdoc: envvar -->\n{rows}"})
    assert site.build("dummy").warnings == [
        "index.md:6: WARNING: there is no component 'GitHub'; it is read as 'Used by' of this envvar: add an entry "
        "with this name, or write <!-- archdoc: envvar; NAME = notes --> if the column or label means something else "
        "[archdoc.dangling-reference]"
    ]
