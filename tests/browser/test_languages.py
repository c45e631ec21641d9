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


def span(page: Page, selector: str) -> tuple[float, float]:
    left, right = page.run(BOX, page.find(selector))
    return left, right


@pytest.mark.parametrize("width", [1300, 420])
def test_values_stand_below_their_headings(
    width: int, driver: webdriver.Chrome, addresses: dict[str, str]
) -> None:
    """Also those that are written from left to right."""
    page = opened(driver, addresses["ar"], width)
    table = '[data-archdoc-view="archdoc-1"]'
    number = page.run(f"return document.querySelector('{table} [data-archdoc-column=owner]').cellIndex") + 1
    is_table = page.find(f"{table} table").value_of_css_property("display") == "table"
    for index in (1, number) if is_table else ():  # stacked, values have their headings before them
        _, heading = span(page, f"{table} th:nth-child({index})")
        for row in (1, 2):
            _, value = span(page, f"{table} tbody tr:nth-child({row}) > :nth-child({index})")
            assert abs(heading - value) < 2
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
