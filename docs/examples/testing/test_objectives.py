from sphinx_archdoc.testing import BuildSite, Site

KINDS = {
    "objective": {
        "title": "Service level objective",
        "body": "promise",
        "fields": {
            "promise": {"required": True, "column": True},
            "owner": {"type": "choice", "choices": ["shop", "mail"], "column": True},
        },
    },
}

PAGE = """\
# Objectives

```{archdoc:objective} Orders are taken
:owner: shop

99.9 % of *all* requests within a second.
```
"""

START = """\
# Start

```{archdoc:table} objective
```

```{toctree}
objectives
```
"""


def test_an_objective_has_an_owner(build_site: BuildSite) -> None:
    built = build_site({"index.md": PAGE}, builder="dummy", archdoc_kinds=KINDS)
    assert built.warnings == []
    assert built.entry("objective", "Orders are taken").fields == {
        "owner": "shop",
        "promise": "99.9 % of all requests within a second.",
    }


def test_the_owner_is_a_team_of_ours(build_site: BuildSite) -> None:
    page = PAGE.replace("shop", "shpo")
    built = build_site({"index.md": page}, builder="dummy", archdoc_kinds=KINDS)
    (problem,) = built.problems
    assert (problem.code, problem.source, problem.line) == ("wrong-value", "index.md", 4)
    assert "shop" in problem.message


def test_readers_see_the_promise(build_site: BuildSite) -> None:
    built = build_site({"index.md": PAGE}, archdoc_kinds=KINDS)
    assert "<em>all</em>" in built.body("index")
    assert "99.9 % of all requests" in built.words("index")


def test_an_edit_rewrites_the_page_that_shows_it(site: Site) -> None:
    site.conf["archdoc_kinds"] = KINDS
    site.write({"index.md": START, "objectives.md": PAGE})
    site.build()
    site.write({"objectives.md": PAGE.replace("shop", "mail")})
    built = site.build()
    assert built.written == {"index", "objectives"}
    assert built.codes == []
