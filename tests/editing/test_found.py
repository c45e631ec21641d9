"""Edits that a build once did not follow: found by random ones, and made small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editing.builds import Rebuilt
from tests.editing.project import Entry, Page, Plain, Project, Prose, View

pytestmark = pytest.mark.slow

SQL = Plain(
    "## Core Tables\n\n```sql\nCREATE TABLE gamma (id INT PRIMARY KEY, a INT REFERENCES alpha (id));\n```"
)
GOTCHA = "## Common Gotchas\n\n### alpha\n\n- **Symptom:** It stops.\n- **Cause:** It waits.\n- **Fix:** Go."
RUNBOOK = {"runbook": {"body": "steps", "fields": {"steps": {}}}}

FOUND: dict[str, tuple[Project, Project]] = {
    "title of a page that a text links to": (
        Project(
            {"b": Page("One", (Entry("code", "beta", (("notes", "See <page:c>."),)),)), "c": Page("One")}
        ),
        Project(
            {"b": Page("One", (Entry("code", "beta", (("notes", "See <page:c>."),)),)), "c": Page("Two")}
        ),
    ),
    "title of a page that prose links to": (
        Project({"b": Page("One", (Prose("See <page:c>."),), "rst"), "c": Page("One")}),
        Project({"b": Page("One", (Prose("See <page:c>."),), "rst"), "c": Page("Two")}),
    ),
    "content of a kind of rows that has no column for it": (
        Project({"a": Page("One")}, kinds=RUNBOOK),
        Project(
            {"a": Page("One", (Entry("runbook", "beta", (("steps", "See <any:beta>."),)),))}, kinds=RUNBOOK
        ),
    ),
    "entry that the words of an impact do not tell from none": (
        Project({"a": Page("One"), "b": Page("One", (View("impact", "alpha"),))}),
        Project(
            {"a": Page("One", (Entry("gotcha", "alpha"),)), "b": Page("One", (View("impact", "alpha"),))}
        ),
    ),
    "name of an entry that a summary only counts": (
        Project(
            {
                "a": Page("One", (View("summary", options=(("where", "nowhere = 1"),)),)),
                "b": Page("Two", (Entry("gotcha", "alpha"),)),
            }
        ),
        Project(
            {
                "a": Page("One", (View("summary", options=(("where", "nowhere = 1"),)),)),
                "b": Page("Two", (Entry("gotcha", "gamma"),)),
            }
        ),
    ),
    "table that only the SQL of a plain page names": (
        Project({"a": Page("One", (SQL,)), "b": Page("Two", (Entry("dbtable", "alpha"),))}),
        Project({"a": Page("One", (SQL,)), "b": Page("Two")}),
    ),
    "page of the same name in the folder of a page that links to another": (
        Project({"shop/a": Page("One", (Prose("See <page:index>."),), "rst")}),
        Project(
            {
                "shop/a": Page("One", (Prose("See <page:index>."),), "rst"),
                "shop/index": Page("Two", (Entry("document", values=(("focus", "large"),)),)),
            }
        ),
    ),
    "entry that {any} names with its kind": (
        Project(
            {
                "a": Page("One", (Entry("envvar", "alpha"),)),
                "b": Page("Two", (Prose("See <link:envvar.alpha>."),), "rst"),
            }
        ),
        Project({"a": Page("One"), "b": Page("Two", (Prose("See <link:envvar.alpha>."),), "rst")}),
    ),
    "entry that an impact does not name, with words of its own for nothing": (
        Project(
            {"a": Page("One", (View("impact", "component:alpha", (("empty", "None."),)),)), "b": Page("Two")}
        ),
        Project(
            {
                "a": Page("One", (View("impact", "component:alpha", (("empty", "None."),)),)),
                "b": Page("Two", (Entry("component", "alpha"),)),
            }
        ),
    ),
    "title of a page that a text links to which a table does not show": (
        Project(
            {
                "a": Page("One", (Entry("upstream", "GET /beta", (("type", "See <page:c>."),)),)),
                "b": Page("Two", (View("table", "endpoint, upstream"),)),
                "c": Page("Two"),
            }
        ),
        Project(
            {
                "a": Page("One", (Entry("upstream", "GET /beta", (("type", "See <page:c>."),)),)),
                "b": Page("Two", (View("table", "endpoint, upstream"),)),
                "c": Page("Three"),
            }
        ),
    ),
    "header of a page that another one links to": (
        Project({"a": Page("One"), "b": Page("Two", (Prose("See <page:a>."),), "rst")}),
        Project(
            {
                "a": Page("One", (Entry("document", values=(("focus", "small"),)),)),
                "b": Page("Two", (Prose("See <page:a>."),), "rst"),
            }
        ),
    ),
    "reference in a text behind the paragraph that a cell shows": (
        Project(
            {
                "a": Page(
                    "One", (Entry("component", "beta", (("purpose", "First.\n\nSee <secret:alpha>."),)),)
                ),
                "b": Page("Two", (View("table", "component"),)),
                "c": Page("Two"),
            }
        ),
        Project(
            {
                "a": Page(
                    "One", (Entry("component", "beta", (("purpose", "First.\n\nSee <secret:alpha>."),)),)
                ),
                "b": Page("Two", (View("table", "component"),)),
                "c": Page("Two", (Entry("secret", "alpha"),)),
            }
        ),
    ),
    "title of a page that an item leads to by a name of its own": (
        Project({"a": Page("One"), "b": Page("Two", (Entry("related", "alpha", (("target", "a"),)),))}),
        Project({"a": Page("Three"), "b": Page("Two", (Entry("related", "alpha", (("target", "a"),)),))}),
    ),
    "title of a page that a cell leads to": (
        Project(
            {
                "a": Page("One"),
                "b": Page("Two", (Entry("related", "alpha", (("target", "a"),)),)),
                "c": Page("Two", (View("table", "related", (("columns", "target"),)),)),
            }
        ),
        Project(
            {
                "a": Page("Three"),
                "b": Page("Two", (Entry("related", "alpha", (("target", "a"),)),)),
                "c": Page("Two", (View("table", "related", (("columns", "target"),)),)),
            }
        ),
    ),
    "note of an entry that a summary lists by its name": (
        Project(
            {
                "a": Page("One", (Plain(GOTCHA),)),
                "b": Page("Two", (View("summary", options=(("where", "nowhere = 1"),)),)),
            }
        ),
        Project(
            {
                "a": Page("One", (Plain(f"{GOTCHA}\n\nWords besides."),)),
                "b": Page("Two", (View("summary", options=(("where", "nowhere = 1"),)),)),
            }
        ),
    ),
    "title of a page whose entries a small diagram shows": (
        Project(
            {
                "a": Page("One", (Entry("integration", "alpha"),)),
                "b": Page("Two", (Entry("component", "beta", (("depends-on", "alpha"),)),)),
                "c": Page("Two", (View("diagram"),)),
            }
        ),
        Project(
            {
                "a": Page("Three", (Entry("integration", "alpha"),)),
                "b": Page("Two", (Entry("component", "beta", (("depends-on", "alpha"),)),)),
                "c": Page("Two", (View("diagram"),)),
            }
        ),
    ),
    "one of several roots that a diagram may mean": (
        Project(
            {
                "a": Page("One", (Entry("gotcha", "alpha"), Entry("error", "alpha"))),
                "b": Page("One", (View("diagram", options=(("root", "alpha"),)),)),
            }
        ),
        Project(
            {
                "a": Page("One", (Entry("gotcha", "alpha"), Entry("envvar", "alpha"))),
                "b": Page("One", (View("diagram", options=(("root", "alpha"),)),)),
            }
        ),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_the_edit_is_followed(name: str, tmp_path: Path) -> None:
    site = Rebuilt(tmp_path)
    for project in FOUND[name]:
        site.follow(project)
