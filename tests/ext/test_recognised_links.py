"""Where names and links of recognised entries lead, and what is said of those that lead nowhere."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Site
from tests.markdown.documents import HEADER

LINKS = f"""\
{HEADER}
## Related Documentation

- [Schema](./parts/schema%20one.sql)
- [Head](#some-heading)
- [Readme](../README.md)
- [Index](index.md)

### Some heading

Words.
"""


def test_related_files_and_headings_exist(site: Site) -> None:
    site.conf["myst_heading_anchors"] = 3
    site.write({"index.md": LINKS, "parts/schema one.sql": "-- nothing", "../README.md": "# Read me\n"})
    built = site.build()
    body = built.body("index")
    assert built.codes == []
    assert [p for p in built.warnings if "README" not in p] == []  # which MyST takes for a page
    assert 'href="#some-heading"' in body
    assert re.search(r'href="_downloads/[^"]*/schema%20one.sql"', body)


def test_related_files_and_headings_that_do_not_exist_are_reported_once(site: Site) -> None:
    site.write({"index.md": LINKS.replace("### Some heading", "### Another")})
    problems = site.build("dummy").warnings
    for target in ("schema", "some-heading", "README"):
        assert len([problem for problem in problems if target in problem]) == 1, target


def test_a_file_may_come_later_and_go(site: Site) -> None:
    page = f"{HEADER}\n## Related Documentation\n\n- [Schema](./schema.sql)\n"
    site.write({"index.md": page})
    assert len(site.build("dummy").warnings) == 1
    site.write({"schema.sql": "-- nothing", "index.md": page + "\nWords.\n"})
    assert site.build("dummy").warnings == []


def linking(title: str, *items: str) -> str:
    listed = "\n".join(items)
    return f"{HEADER.replace('# Billing', f'# {title}')}\n## Related Documentation\n\n{listed}\n"


def test_a_page_that_lists_another_is_shown_as_itself_and_once(site: Site) -> None:
    files = {
        "index.md": "# Start\n\n```{toctree}\nshop\nbilling\n```\n",
        "shop.md": linking("Shop", "- [checkout-api](billing.md)", "- [Inventory](billing.md)"),
        "billing.md": linking("Billing", "- [Shop](shop.md)", "- [Itself](billing.md)"),
    }
    site.write(files)
    body = site.build().body("billing")
    shown = re.search(r"<dt[^>]*>Mentioned in.*?</dd>", body, re.S)
    assert shown
    assert re.sub(r"<[^>]*>|\s", "", shown[0]) == "MentionedinShop"
    site.write({"shop.md": files["shop.md"].replace("# Shop", "# Store")})
    assert ">Store</a>" in site.build().body("billing")


@pytest.mark.parametrize("options", ["", ":as: diagram\n", ":empty: Nothing breaks.\n"])
def test_nothing_is_stated_of_a_name_that_may_mean_several_entries(options: str, site: Site) -> None:
    entries = "```{archdoc:component} db\n:purpose: x\n```\n\n```{archdoc:integration} db\n:purpose: x\n```\n"
    site.write({"index.md": f"# Start\n\n```{{archdoc:impact}} db\n{options}```\n\n{entries}"})
    built = site.build()
    assert built.codes[:1] == ["index.md:3 ambiguous-reference"]
    assert "db may mean several entries." in built.body("index")
    assert "Nothing" not in built.body("index")


@pytest.mark.parametrize(
    ("written", "reported"),
    [
        ("orders-db", False),
        ("Orders DB", True),
        ("ordersdb", True),
        ("orders_db", True),
        ("orders-db2", False),
    ],
)
@pytest.mark.parametrize("direction", ["upstream", "downstream"])
def test_a_name_outside_that_is_nearly_an_entry_is_reported(
    direction: str, written: str, reported: bool, site: Site
) -> None:
    entries = "```{archdoc:component} orders-db\n:purpose: x\n```\n\n"
    site.write({"index.md": f"# Start\n\n{entries}```{{archdoc:{direction}}} {written}\n```\n"})
    problems = [problem for problem in site.build("dummy").warnings if "dangling-reference" in problem]
    assert len(problems) == reported
    assert all("did you mean 'orders-db'?" in problem for problem in problems)
