"""The rules of a project in builds: reported at the entries, in every build, and ignored with a reason."""

from __future__ import annotations

import datetime

import pytest

from sphinx_archdoc.answers.coverage import ruling_of
from sphinx_archdoc.remote.sources import load
from sphinx_archdoc.rules.project_rules import read_rules
from sphinx_archdoc.testing import Site

RULES = """\
[owner-given]
kinds = ["component"]
where = "not owner"
applies = "focus in (critical, high)"
message = "has no owner"
level = "error"
points = 3
help = "Name the team that is called at night."

[few-dependents]
kinds = ["component"]
where = "count(depended-on-by) > 1"
message = "has too many dependents"

[stale]
where = "age(updated) > 30"
message = "was not checked for a month"

[no-problems]
kinds = ["component"]
where = "problems"
message = "has problems"

[quiet]
kinds = ["component"]
where = "name = web"
message = "is only noted"
level = "note"
"""

SHOP = """\
# Shop

```{archdoc:document}
:focus: high
:updated: 2026-10-01
```

```{archdoc:component} api
:purpose: Answers.
```

```{archdoc:component} web
:purpose: Shows.
:owner: @web
:depends-on: api
:ignore: few-dependents -- nothing to ignore
```

```{archdoc:component} job
:purpose: Works.
:depends-on: api, gone
:ignore: owner-given -- shared until March
:ignore: no-problems
```
"""


def reported(site: Site, **build: object) -> list[str]:
    problems = site.build(**build).problems  # type: ignore[arg-type]
    return [f"{one.source}:{one.line} {one.code}: {one.message}" for one in problems]


EXPECTED = [
    "index.md:21 dangling-reference: there is no component, integration, dbtable or document 'gone'",
    "index.md:3 rule-broken: document 'Shop' was not checked for a month (stale)",
    "index.md:8 rule-broken: component 'api' has too many dependents (few-dependents)",
    "index.md:8 rule-broken: component 'api' has no owner (owner-given); Name the team that is called at night.",
    "index.md:16 suppression-unused: this suppression has no effect: few-dependents",
    "index.md:23 suppression-reason: the reason is missing: no-problems",
]


@pytest.fixture
def shop(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795824000")  # 2026-11-28
    site.write({"index.md": SHOP, "rules.toml": RULES})
    site.conf["archdoc_rules"] = "rules.toml"
    return site


def test_rules_are_reported_in_every_build(shop: Site) -> None:
    cold = shop.build()
    found = [f"{one.source}:{one.line} {one.code}: {one.message}" for one in cold.problems]
    assert found == EXPECTED
    assert "index.md:12: NOTE: component 'web' is only noted (quiet) [archdoc.rule-broken]" in cold.said
    assert reported(shop) == found, "nothing to do"
    assert reported(shop, builder="dummy", out="parallel", parallel=2) == found
    again = load(str(cold.out))
    kinds = again.graph.catalogue.kinds
    rules = read_rules(RULES, "rules.toml", [kinds]).rules
    judged = ruling_of(again, rules, datetime.date(2026, 11, 28)).judge(again.graph)
    from_the_file = [*judged.violations, *judged.about_suppressions]
    assert [f"{one.where.source}:{one.where.line}" for one in from_the_file if one.severity != "note"] == [
        line.partition(" ")[0] for line in EXPECTED[1:]
    ], "the file gives the same, and has no verdicts itself"
    assert {problem.code for problem in again.file.problems} == {"dangling-reference"}


def test_an_incremental_build_reports_what_a_clean_one_does(shop: Site) -> None:
    shop.build("dummy")
    shop.write({"index.md": f"Before.\n\n{SHOP}".replace(":owner: @web\n", "")})
    incremental = reported(shop, builder="dummy")
    assert any("component 'web' has no owner" in line for line in incremental)
    assert incremental == reported(shop, builder="dummy", out="clean", fresh=True)


def test_rules_are_read_anew_without_reading_pages(shop: Site) -> None:
    shop.build("dummy")
    shop.write({"rules.toml": RULES.replace("not owner", "not ownr").replace("> 30", "> 300")})
    built = shop.build("dummy")
    assert built.read == set()
    assert [one.code for one in built.problems if one.source == "rules.toml"] == ["wrong-rule"]
    assert [one.line for one in built.problems if one.source == "rules.toml"] == [3]
    assert not any("(owner-given)" in one.message or "(stale)" in one.message for one in built.problems)
    shop.conf |= {"archdoc_rules": "gone.toml", "suppress_warnings": ["archdoc.dangling-*"]}
    (problem,) = (one for one in shop.build("dummy").problems if one.code != "dangling-reference")
    assert problem.message == "archdoc_rules: there is no file 'gone.toml'"
    shop.conf |= {"archdoc_rules": "recommended", "suppress_warnings": ["archdoc.rule-broken"]}
    built = shop.build("dummy")
    assert {one.code for one in built.problems} == {"dangling-reference", "suppression-unused"}
    assert "NOTE" not in built.said
    shop.conf["archdoc_rules"] = ["recommended"]
    assert "wrong-setting" in {one.code for one in shop.build("dummy").problems}


@pytest.mark.parametrize("pattern", ["archdoc", "archdoc.*", "archdoc.[dr]*"])
def test_patterns_suppress_problems_and_notes_alike(pattern: str, site: Site) -> None:
    site.conf |= {"archdoc_rules": "recommended", "suppress_warnings": [pattern]}
    site.write({"index.md": "# X\n\n```{archdoc:document}\n:owner: me\n```\n\n{archdoc:secret}`none`\n"})
    built = site.build("dummy")
    assert built.warnings == []
    assert "NOTE" not in built.said
    site.conf["suppress_warnings"] = ["archdoc.env-*"]
    built = site.build("dummy")
    assert built.codes == ["index.md:7 dangling-reference"]
    assert "NOTE" in built.said


def test_a_score_is_written_anew_exactly_if_it_changes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795824000")
    start = "# Start\n\n```{toctree}\nshop\nscore\n```\n"
    score = "# Score\n\n```{archdoc:score}\n:by: kind\n```\n"
    site.write({"index.md": start, "shop.md": SHOP, "score.md": score, "rules.toml": RULES})
    site.conf |= {"archdoc_rules": "rules.toml", "suppress_warnings": ["archdoc.*", "archdoc.rule-broken"]}
    assert "Components 4 of 12 (33 %) 12 of 17 (71 %)" in site.build().words("score")
    site.write({"shop.md": f"{SHOP}\nMore words.\n"})
    assert "score" not in site.build().written
    site.write({"shop.md": SHOP.replace(":purpose: Answers.", ":purpose: Answers.\n:technology: Go")})
    assert "score" in site.build().written
    site.write({"rules.toml": RULES.replace("points = 3", "points = 9")})
    built = site.build()
    assert (built.read, built.written - {"index"}) == (set(), {"score"})
    assert "Components 5 of 12 (42 %) 18 of 29 (62 %)" in built.words("score")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 2026-09-21: nothing is old yet
    assert "score" in site.build().written
    assert site.build().written == set()
