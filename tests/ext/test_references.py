"""References and backlinks, in every notation, within a project and between two."""

from __future__ import annotations

import pytest

from tests.conftest import BuildSite, Built, MakeSite, Site
from tests.ext.test_incremental import inventory

FILES = {
    "index.md": """\
# Start

```{toctree}
services/auth
services/billing
prose
rst
```
""",
    "services/auth.md": """\
# Auth

```{archdoc:document}
```
```{archdoc:component} auth-api
:purpose: Issues tokens.
```
```{archdoc:envvar} PORT
:used-by: auth-api

Port of the *auth* API.
```
```{archdoc:envvar} JWT_SECRET
Signs, see {archdoc:envvar}`PORT`, [the top](#auth), [money](billing.md) and {doc}`billing`.
```
```{archdoc:upstream} services/billing
:reason: Counts.
```
```{archdoc:downstream} Web shop
:uses: Signs in.
```
""",
    "services/billing.md": """\
# Billing

```{archdoc:document}
```
```{archdoc:component} billing-api
:purpose: Counts.
:depends-on: auth-api
```
```{archdoc:envvar} PORT
Port of the billing API.
```
```{archdoc:endpoint} GET /v1/users/{id}
:purpose: One user.
```
```{archdoc:downstream} services/auth
:uses: Its invoices.
```
""",
    "prose.md": """\
# Prose

{archdoc:component}`auth-api`, {archdoc:component}`the API <auth-api>`, {any}`JWT_SECRET`,
[words](#envvar.JWT_SECRET), [](#component.billing-api), {archdoc:envvar}`services/billing#PORT`,
{archdoc:endpoint}`GET /v1/users/{id}`, {archdoc:document}`services/auth`, {ref}`archdoc-envvar`,
{any}`any words <auth-api>`.

```{archdoc:table} envvar
:columns: name, page, description, mentioned-in
```
""",
    "rst.rst": """\
Restructured
============

:archdoc:component:`auth-api` and :archdoc:envvar:`text <JWT_SECRET>`.
""",
}


@pytest.fixture(scope="module")
def built(build_site: BuildSite) -> Built:
    return build_site(FILES)


def test_the_project_has_no_problems(built: Built) -> None:
    assert built.warnings == []


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("services/auth.html#archdoc-component-auth-api", ">auth-api<"),
        ("services/auth.html#archdoc-component-auth-api", ">the API<"),
        ("services/auth.html#archdoc-component-auth-api", ">any</span>"),
        ("services/auth.html#archdoc-envvar-JWT_SECRET", ">JWT_SECRET<"),
        ("services/auth.html#archdoc-envvar-JWT_SECRET", ">words<"),
        ("services/billing.html#archdoc-component-billing-api", ">billing-api<"),
        ("services/billing.html#archdoc-envvar-PORT", ">PORT<"),
        ("services/billing.html#archdoc-endpoint-GET-v1-users-id", "/v1/users/{id}<"),
        ("services/auth.html#archdoc-document-services-auth", ">Auth<"),
        ("archdoc-envvar.html", ">Environment variables<"),
    ],
)
def test_a_notation_leads_to_the_entry(anchor: str, words: str, built: Built) -> None:
    links = [link for link in built.body("prose").split("<a ")[1:] if f'href="{anchor}"' in link]
    assert any(words in link.partition("</a>")[0] + "<" for link in links), links


def test_text_of_an_entry_keeps_its_markup_and_links_on_another_page(built: Built) -> None:
    body = built.body("prose")
    assert "Port of the <em>auth</em> API." in body
    assert '<a class="reference internal" href="services/auth.html#auth">' in body
    assert (
        body.count('href="services/billing.html"') == 2
    )  # the links; in its own column the page is beside the name
    assert body.count('href="services/auth.html#archdoc-envvar-PORT"') == 2  # the row, and the role in a text


def test_an_entry_shows_who_names_it_in_a_field(built: Built) -> None:
    body = built.body("services/auth")
    row = body[body.index('id="archdoc-component-auth-api"') :].partition("</tr>")[0]
    assert 'href="billing.html#archdoc-component-billing-api"' in row
    assert 'href="#archdoc-envvar-PORT"' in row


def test_an_entry_shows_who_mentions_it_in_prose(built: Built) -> None:
    body = built.body("services/auth")
    row = body[body.index('id="archdoc-component-auth-api"') :].partition("</tr>")[0]
    assert '<a href="../prose.html">Prose</a>' in row
    assert '<a href="../rst.html">Restructured</a>' in row


def test_a_dependency_that_both_pages_declare_is_one_edge(built: Built) -> None:
    for page, other in (("auth", "billing"), ("billing", "auth")):
        document = f'href="{other}.html#archdoc-document-services-{other}"'
        assert built.body(f"services/{page}").count(document) == 1


def test_a_dependency_that_one_page_declares_is_shown_by_the_other(site: Site) -> None:
    files = dict(FILES)
    files["services/billing.md"] = files["services/billing.md"].replace(
        "```{archdoc:downstream} services/auth\n:uses: Its invoices.\n```\n", ""
    )
    site.write(files)
    body = site.build().body("services/billing")
    header = body[body.index('class="archdoc-header') : body.index('id="archdoc-component-billing-api"')]
    assert "Depended on by" in header
    assert 'href="auth.html#archdoc-document-services-auth"' in header


def test_entries_are_in_the_inventory(built: Built) -> None:
    names = {line.split(" services/")[0] for line in inventory(built)}
    assert "archdoc:endpoint GET /v1/users/{id}" in names
    assert "archdoc:component auth-api" in names
    assert "archdoc:envvar JWT_SECRET" in names
    assert any(line.startswith("archdoc:envvar services/auth#PORT ") for line in inventory(built))
    assert "archdoc:envvar PORT" not in names  # two pages have one


def test_entries_are_in_the_general_index_and_the_search(built: Built) -> None:
    assert 'href="services/auth.html#archdoc-envvar-JWT_SECRET"' in built.text("genindex.html")
    search = built.text("searchindex.js")
    assert '"Environment variable"' in search
    assert "archdoc-endpoint-GET-v1-users-id" in search


def test_cards_are_in_the_table_of_contents(site: Site) -> None:
    site.conf["html_theme"] = "alabaster"
    site.write(
        {
            "index.md": "# Start\n\n## Gotchas\n\n```{archdoc:gotcha} Clocks drift\n:symptom: a\n:cause: b\n:fix: c\n```\n"
            "```{archdoc:envvar} PORT\nThe port.\n```\n"
        }
    )
    text = site.build().text("index.html")
    contents = text[text.index('class="sphinxsidebar"') :]
    assert 'href="#archdoc-gotcha-Clocks-drift"' in contents
    assert "PORT" not in contents


def test_two_projects_link_to_each_other(make_site: MakeSite) -> None:
    first = make_site("first", FILES)
    built = first.build()
    second = make_site(
        "second",
        {
            "index.md": "# Second\n\n"
            "{archdoc:endpoint}`GET /v1/users/{id}`, {external+first:archdoc:envvar}`services/billing#PORT`\n"
            "and {any}`auth-api`.\n\n"
            "```{archdoc:component} shop\n:purpose: Sells.\n:depends-on: auth-api\n```\n"
            "```{archdoc:related} Prose\n:target: first:prose\n```\n"
        },
    )
    second.conf["extensions"] = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_archdoc"]
    second.conf["intersphinx_mapping"] = {"first": ("https://first.example/", str(built.out / "objects.inv"))}
    there = second.build()
    assert there.warnings == []
    body = there.body("index")
    assert 'href="https://first.example/services/billing.html#archdoc-endpoint-GET-v1-users-id"' in body
    assert 'href="https://first.example/services/billing.html#archdoc-envvar-PORT"' in body
    assert body.count('href="https://first.example/services/auth.html#archdoc-component-auth-api"') == 2
    assert 'href="https://first.example/prose.html"' in body

    first.conf["extensions"] = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_archdoc"]
    first.conf["intersphinx_mapping"] = {
        "second": ("https://second.example/", str(there.out / "objects.inv"))
    }
    first.write({"back.md": "---\norphan: true\n---\n# Back\n\n{archdoc:component}`shop`\n"})
    assert 'href="https://second.example/index.html#archdoc-component-shop"' in first.build().body("back")


def test_a_component_keeps_its_backlink_when_only_the_pages_list_each_other(site: Site) -> None:
    component = "```{archdoc:component} %s\n:purpose: x\n```\n"
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\na\nb\n```\n",
            "a.md": "# A\n\n```{archdoc:document}\n```\n```{archdoc:upstream} x\n:reason: r\n```\n",
            "b.md": "# B\n\n```{archdoc:document}\n```\n" + component % "x" + component % "y"
            + "\n```{archdoc:downstream} a\n:uses: u\n```\n",
        }
    )  # fmt: skip
    body = site.build().body("b")
    row = body[body.index('id="archdoc-component-x"') :].partition("</tr>")[0]
    assert 'href="a.html#archdoc-document-a"' in row


def test_a_label_is_not_taken_for_an_entry(site: Site) -> None:
    site.write(
        {
            "index.md": "# Start\n\n```{archdoc:component} redis\n:purpose: x\n```\n\n(redis)=\n\n## Here\n\n"
            "[words](#redis)\n"
        }
    )
    built = site.build()
    assert built.warnings == []
    assert "Mentioned in" not in built.body("index")


def test_a_page_with_a_dot_in_its_name_is_found_once(site: Site) -> None:
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\nv1.2\n```\n\n{any}`v1.2`\n\n"
            "```{archdoc:related} R\n:target: v1.2\n```\n",
            "v1.2.md": "# Version\n\n```{archdoc:document}\n```\n",
        }
    )
    assert site.build("dummy").warnings == []


def test_a_part_of_the_pages_can_be_printed(site: Site) -> None:
    site.conf["latex_documents"] = [("b", "b.tex", "B", "us", "manual")]
    site.write(
        {
            "index.md": "# Start\n\n```{toctree}\na\nb\n```\n",
            "a.md": "# A\n\n(here)=\n\n## Here\n\n```{archdoc:component} c\nSee [there](#here), [^1].\n```\n\n"
            "[^1]: A note.\n",
            "b.md": "# B\n\n```{archdoc:table} component\n```\n",
        }
    )
    assert site.build("latex").warnings == []
    assert "there" in site.build("latex").text("b.tex")
    assert 'href="a.html#here"' in site.build().body("b")
