"""Words that the script puts on a page, and pages that are written from right to left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver

from tests.browser.conftest import served
from tests.browser.page import Page
from tests.conftest import Site

pytestmark = pytest.mark.slow

COMPONENTS = "".join(
    f"```{{archdoc:component}} {name}\n:purpose: {purpose}\n:owner: {owner}\n{more}```\n"
    for name, purpose, owner, more in [
        ("api", "يصدر الرموز.", "@team (one)", ":depends-on: cache\n"),
        ("cache", "Keeps (some).", "@team", ""),
        ("web", "يعرض الصفحات.", "@team", ":depends-on: api\n"),
        ("mail", "يرسل البريد.", "@team", ":depends-on: web\n"),
        ("log", "يكتب.", "@team", ""),
        ("job", "يعمل.", "@team", ""),
    ]
)

FILES = {
    "index.md": f"""\
# Start

```{{archdoc:document}}
:owner: @team
```

{COMPONENTS}

```{{archdoc:table}} component
```

```{{archdoc:impact}} cache
```

```{{archdoc:code}} الرموز
:paths: src/auth/
```

```{{archdoc:gotcha}} ساعات
:symptom: `src/auth/`
:cause: b
:fix: c
```
""",
    "_static/direction.css": "html:lang(ar) { direction: rtl; }\n",
}

BOX = """
const range = document.createRange();
range.selectNodeContents(arguments[0]);
const { left, right } = range.getBoundingClientRect();
return [left, right];
"""


@pytest.fixture(scope="module", params=["furo", "basic"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def addresses(theme: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The site in German, and in Arabic from right to left."""
    site = Site(tmp_path_factory.mktemp(f"languages-{theme}"))
    site.conf |= {"html_theme": theme, "html_static_path": ["_static"], "html_css_files": ["direction.css"]}
    site.write(FILES)
    found = {}
    for language in ("de", "ar"):
        site.conf["language"] = language
        built = site.build(out=language)
        assert built.warnings == []
        found[language] = built.out
    with served(found["de"]) as german, served(found["ar"]) as arabic:
        yield {"de": german, "ar": arabic}


def opened(driver: webdriver.Chrome, address: str, width: int = 1300) -> Page:
    page = Page(driver, f"{address}/index.html")
    page.emulate(width, dark=False)
    page.load()
    return page


def test_the_script_speaks_the_language_of_the_page(
    driver: webdriver.Chrome, addresses: dict[str, str]
) -> None:
    page = opened(driver, addresses["de"])
    assert page.status() == "6 Zeilen"
    page.filter().send_keys("job")
    assert page.status() == "1 von 6 Zeilen"
    assert "Filtern" in page.controls().text
    page.sort("name")
    assert page.head("name").text.startswith("Komponente")


def edges(page: Page, selector: str) -> tuple[float, float]:
    """Where an element begins and ends, from the left."""
    left, right = page.run(
        "const { left, right } = arguments[0].getBoundingClientRect(); return [left, right]",
        page.find(selector),
    )
    return left, right


def span(page: Page, selector: str) -> tuple[float, float]:
    """Where the content of an element begins and ends, without its label."""
    left, right = page.run(BOX, page.find(selector))
    return left, right


TABLE = '[data-archdoc-view="archdoc-1"]'


def column(page: Page, key: str) -> int:
    """The number of a column, from one."""
    script = "return document.querySelector(arguments[0]).cellIndex + 1"
    return int(page.run(script, f"{TABLE} [data-archdoc-column={key}]"))


def is_stacked(page: Page) -> bool:
    return page.find(f"{TABLE} table").value_of_css_property("display") != "table"


def test_values_stand_below_their_headings(driver: webdriver.Chrome, addresses: dict[str, str]) -> None:
    """Also those that are written from left to right."""
    page = opened(driver, addresses["ar"])
    assert not is_stacked(page)
    for number in (1, column(page, "owner")):
        _, heading = span(page, f"{TABLE} th:nth-child({number})")
        for row in (1, 2):
            _, value = span(page, f"{TABLE} tbody tr:nth-child({row}) > :nth-child({number})")
            assert abs(heading - value) < 2


@pytest.mark.parametrize(("label", "from_right"), [("المالك", True), ("Owner", False)])
def test_stacked_values_begin_at_the_right_with_their_labels_before_them(
    label: str, from_right: bool, driver: webdriver.Chrome, addresses: dict[str, str]
) -> None:
    """A label and its value go the way that the label is written in; all else goes that of the page."""
    page = opened(driver, addresses["ar"], 420)
    assert is_stacked(page)
    owner = column(page, "owner")
    page.run(f"document.querySelector('{TABLE}').style.setProperty('--archdoc-{owner}', '\"{label}\"')")
    for row in (1, 2):
        start, end = edges(page, f"{TABLE} tbody tr:nth-child({row})")
        cells = f"{TABLE} tbody tr:nth-child({row}) >"
        for first in (1, column(page, "page")):  # each begins a line
            assert abs(edges(page, f"{cells} :nth-child({first})")[1] - end) < 2
        left, right = edges(page, f"{cells} :nth-child({owner})")
        assert start - 1 <= left < right < edges(page, f"{cells} :nth-child({column(page, 'page')})")[0]
        value = span(page, f"{cells} :nth-child({owner})")
        before, after = (
            (right - value[1], value[0] - left) if from_right else (value[0] - left, right - value[1])
        )
        assert before > 20, "the label"
        assert abs(after) < 2
    assert (
        abs(span(page, f"{TABLE} tbody tr:nth-child(1) > :nth-child({column(page, 'purpose')})")[1] - end) < 2
    )


@pytest.mark.parametrize("width", [1300, 420])
def test_fields_stand_beside_or_below_their_names(
    width: int, driver: webdriver.Chrome, addresses: dict[str, str]
) -> None:
    page = opened(driver, addresses["ar"], width)
    name, field = span(page, "dl.archdoc-fields dt"), span(page, "dl.archdoc-fields dd")
    assert field[1] <= name[0] if width > 600 else abs(field[1] - name[1]) < 2


@pytest.mark.parametrize("width", [1300, 420])
def test_nothing_is_cut_off(width: int, driver: webdriver.Chrome, addresses: dict[str, str]) -> None:
    page = opened(driver, addresses["ar"], width)
    edge = page.run("return document.querySelector('section').getBoundingClientRect().right")
    for selector in ("dl.archdoc > dt", "dl.archdoc > dd", ".archdoc-header", "table.archdoc-table"):
        _, right = span(page, selector)
        assert right <= edge + 1, selector


def test_code_and_arrows_go_from_left_to_right(driver: webdriver.Chrome, addresses: dict[str, str]) -> None:
    page = opened(driver, addresses["ar"])
    for selector in ("table.archdoc-code td code", "dl.archdoc.gotcha dd code", ".archdoc-way"):
        style = page.run(
            "const s = getComputedStyle(document.querySelector(arguments[0])); return [s.direction, s.unicodeBidi]",
            selector,
        )
        assert style == ["ltr", "isolate"], selector
    way = "tr:nth-child(3) .archdoc-way a"
    first, second = span(page, f"{way}:first-of-type"), span(page, f"{way}:last-of-type")
    assert page.find(f"{way}:first-of-type").text == "api"
    assert first[1] < second[0]
