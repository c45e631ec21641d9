"""The search page, with Sphinx's own script and with ours beside it: what comes first, and what readers see of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import served
from tests.browser.page import Page
from tests.browser.site import HOSTILE
from tests.conftest import Site

THEMES = ["furo", "alabaster", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:'sphinx_book_theme:PendingDeprecationWarning"),
]

SAID = """return document.querySelector("#search-results .search-summary")?.textContent;"""
HITS = """
return [...document.querySelectorAll("#search-results ul.search > li")].map((item) => ({
  name: item.querySelector("a").textContent,
  address: item.querySelector("a").getAttribute("href"),
  what: item.querySelector(":scope > span")?.textContent.trim() ?? "",
  text: item.querySelector("p.context")?.textContent ?? "",
}));
"""

SYSTEM = f"""\
# System

The queues are described on this page. Jobs wait here until a consumer takes them. Nobody has to look after them.

```{{archdoc:component}} job-runner
:technology: Go
:depends-on: store.main

Takes the jobs of all queues. It is started twice.
```

```{{archdoc:component}} store.main
:technology: PostgreSQL

Holds what e.g. job-runner has to keep.
```

```{{archdoc:component}} 倉庫
:technology: Rust

注文の在庫を管理する。毎晩動く。
```

```{{archdoc:component}} Prüfstelle
:technology: Go

Prüft z. B. Zahlungen. Nicht mehr.
```

```{{archdoc:component}} {HOSTILE}
:technology: `{HOSTILE}`

Means *harm* & <b>more</b>.
```
"""

ERRORS = """\
# Errors

```{archdoc:error} TOKEN_EXPIRED
:status: 401
:cause: The token is too old. Or it is too new.
:resolution: Ask for a new one.
```

```{archdoc:error} NO_MONEY
:status: 402
:cause: Error 401 is another one.
:resolution: Pay.
```

```{archdoc:endpoint} POST /api/public/ingestion
:purpose: Takes events.
```

```{archdoc:endpoint} POST /api/public/ingestion/batch
:purpose: Takes many events.
```

```{archdoc:envvar} JOB_RUNNER_THREADS
Threads of job-runner.
```

```{archdoc:envvar} JOB_RUNNER_THREADS_OF_ITS_OWN
More of these.
```

```{archdoc:upstream} job-runner
:reason: does the job runner work
```
"""

LIST = """\
# A list of job runner things

job-runner, TOKEN_EXPIRED and POST /api/public/ingestion are all on this page, and job-runner is again.

| Thing | Meaning |
|---|---|
| job-runner | A zebra looks after it. |
"""

FILES = {
    "index.md": "# Start\n\n```{toctree}\nsystem\nerrors\nlist\n```\n",
    "system.md": SYSTEM,
    "errors.md": ERRORS,
    "list.md": LIST,
}

Find = Callable[..., list[dict[str, str]]]


def build(folder: Path, builder: str = "html", **conf: object) -> Path:
    site = Site(folder)
    site.conf |= {"html_theme": "furo"} | conf
    site.write(FILES)
    return site.build(builder).out


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("search"))


def look_up(driver: webdriver.Chrome, address: str, query: str) -> list[dict[str, str]]:
    """The results, as soon as Sphinx says how many there are and all excerpts are there."""
    page = Page(driver, f"{address}?q={quote(query)}")
    page.load()
    wait = WebDriverWait(driver, 20, 0.1)
    wait.until(lambda driver: page.run(SAID))
    if address.startswith("http"):
        wait.until(lambda driver: all(hit["text"] for hit in page.run(HITS) if not hit["what"]))
    return list(page.run(HITS))


@pytest.fixture(scope="module")
def find(driver: webdriver.Chrome, out: Path) -> Iterator[Find]:
    with served(out) as address:
        yield lambda query: look_up(driver, f"{address}/search.html", query)


@pytest.mark.parametrize(
    "query",
    [
        "job-runner",
        "store.main",
        "POST /api/public/ingestion",
        "TOKEN_EXPIRED",
        "JOB_RUNNER_THREADS",
        "倉庫",
        "Prüfstelle",
    ],
)
def test_an_exact_name_comes_first(query: str, find: Find) -> None:
    for typed in (query, f" {query.lower()} "):
        assert find(typed)[0]["name"] == query


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("/api/public/ing", "POST /api/public/ingestion"),
        ("ingestion post", "POST /api/public/ingestion"),
        ("job_runner_thr", "JOB_RUNNER_THREADS"),
        ("store ma", "store.main"),
        ("component runner", "job-runner"),
        ("prüf", "Prüfstelle"),
    ],
)
def test_the_beginning_and_the_words_of_a_name_find_it(query: str, name: str, find: Find) -> None:
    assert find(query)[0]["name"] == name


def test_an_entry_comes_before_what_lists_it(find: Find) -> None:
    names = [(hit["name"], hit["what"]) for hit in find("job-runner")]
    assert names[0] == ("job-runner", "(Component, in System)")
    assert names.index(("job-runner", "(Upstream dependency, in Errors)")) > 1
    assert ("A list of job runner things", "") in names[1:]
    assert len({hit["address"] for hit in find("job-runner")}) == len(names)


def test_a_searchable_value_finds_its_entry_and_says_so(find: Find) -> None:
    assert find("401") == [
        {
            "name": "TOKEN_EXPIRED",
            "address": "errors.html#archdoc-error-TOKEN_EXPIRED",
            "what": "(Error 401, in Errors)",
            "text": "The token is too old.",
        }
    ]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("job-runner", "Takes the jobs of all queues."),
        ("store.main", "Holds what e.g. job-runner has to keep."),
        ("倉庫", "注文の在庫を管理する。"),
        ("Prüfstelle", "Prüft z. B. Zahlungen."),
    ],
)
def test_a_hit_has_the_first_sentence(query: str, text: str, find: Find) -> None:
    assert find(query)[0]["text"] == text


def test_markup_is_shown_as_it_is_written(find: Find, driver: webdriver.Chrome) -> None:
    hit = find(HOSTILE)[0]
    assert (hit["name"], hit["text"]) == (HOSTILE, "Means harm & <b>more</b>.")
    assert (
        driver.execute_script("return document.querySelectorAll('#search-results :is(img, b)').length") == 0
    )


@pytest.mark.parametrize("query", ["zzz", "<zzz>", "999"])
def test_nothing_is_found_in_peace(query: str, find: Find) -> None:
    assert find(query) == []


def test_an_empty_search_shows_no_results(driver: webdriver.Chrome, out: Path) -> None:
    with served(out) as address:
        page = Page(driver, f"{address}/search.html?q=")
        page.load()
        assert page.run("return document.getElementById('search-results').children.length") == 0


@pytest.mark.parametrize(
    ("query", "page", "text"),
    [
        ("consumer", "System", "Jobs wait here until a consumer takes them. Nobody has to look after them."),
        ("zebra", "A list of job runner things", "job-runner · A zebra looks after it."),
        ("PostgreSQL", "System", "store.main · Holds what e.g. job-runner has to keep. · PostgreSQL"),
    ],
)
def test_an_excerpt_is_sentences_or_cells_apart(query: str, page: str, text: str, find: Find) -> None:
    [hit] = find(query)
    assert hit["name"] == page
    assert text in hit["text"]


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("langfuse-worker", "(Component, in Worker)"),
        ("admin-api-key", "(Secret, in Authentication)"),
        ("POST /api/public/ingestion", "(API endpoint, in Ingestion)"),
        ("redis", "(Component, in Storage)"),
        ("NEXTAUTH_URL", "(Environment variable, in Authentication)"),
    ],
)
def test_in_our_documentation_an_exact_name_comes_first(
    query: str, what: str, driver: webdriver.Chrome, docs: Path
) -> None:
    with served(docs) as address:
        hit = look_up(driver, f"{address}/search.html", query)[0]
        assert (hit["name"], hit["what"]) == (query, what)


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_the_same_in_every_theme(theme: str, driver: webdriver.Chrome, tmp_path: Path) -> None:
    pytest.importorskip(theme)
    with served(build(tmp_path, html_theme=theme)) as address:
        hit = look_up(driver, f"{address}/search.html", "job-runner")[0]
        assert (hit["what"], hit["text"]) == ("(Component, in System)", "Takes the jobs of all queues.")
        assert [hit["text"] for hit in look_up(driver, f"{address}/search.html", "zebra")] == [
            "job-runner · A zebra looks after it."
        ]


@pytest.mark.parametrize(
    ("language", "what"), [("de", "(Komponente, in System)"), ("ja", "(コンポーネント, in System)")]
)
def test_it_works_in_the_language_of_the_project(
    language: str, what: str, driver: webdriver.Chrome, tmp_path: Path
) -> None:
    with served(build(tmp_path, language=language)) as address:
        for query in ("倉庫", "Prüfstelle"):
            page = Page(driver, f"{address}/search.html?q={quote(query)}")
            page.load()  # Sphinx itself fails to say the number in languages whose catalogue lacks the sentence
            hit = WebDriverWait(driver, 20, 0.1).until(lambda driver, page=page: page.run(HITS))[0]
            assert (hit["name"], hit["what"]) == (query, what)


def test_it_works_in_folders_for_pages(driver: webdriver.Chrome, tmp_path: Path) -> None:
    with served(build(tmp_path, "dirhtml")) as address:
        hit = look_up(driver, f"{address}/search/", "job-runner")[0]
        assert hit["address"].endswith("/system/#archdoc-component-job-runner")
        assert hit["text"] == "Takes the jobs of all queues."


def test_it_works_without_a_server(driver: webdriver.Chrome, out: Path) -> None:
    hit = look_up(driver, (out / "search.html").as_uri(), "401")[0]
    assert (hit["name"], hit["text"]) == ("TOKEN_EXPIRED", "The token is too old.")


SCORER = """
var Scorer = {
  score: ([docname, title, anchor, descr, score]) => (docname === "list" ? 1000 : score),
  objNameMatch: 11, objPartialMatch: 6, objPrio: {0: 15, 1: 5, 2: -5}, objPrioDefault: 0,
  title: 15, partialTitle: 7, term: 5, partialTerm: 2,
};
"""


def test_the_scorer_of_a_project_has_the_last_word(driver: webdriver.Chrome, tmp_path: Path) -> None:
    (tmp_path / "scorer.js").write_text(SCORER, "utf-8")
    with served(build(tmp_path / "site", html_search_scorer=str(tmp_path / "scorer.js"))) as address:
        names = [hit["name"] for hit in look_up(driver, f"{address}/search.html", "job-runner")]
        assert names[:2] == ["A list of job runner things", "job-runner"]


@pytest.mark.parametrize("name", ["_performSearch", "performObjectSearch", "makeSearchSummary"])
def test_a_search_script_that_it_does_not_know_works_as_before(
    name: str, driver: webdriver.Chrome, out: Path, tmp_path: Path
) -> None:
    shutil.copytree(out, tmp_path / "out")
    script = tmp_path / "out/_static/searchtools.js"
    script.write_text(script.read_text("utf-8").replace(name, "renamed"), "utf-8")
    with served(tmp_path / "out") as address:
        names = [hit["name"] for hit in look_up(driver, f"{address}/search.html", "TOKEN_EXPIRED")]
        assert "TOKEN_EXPIRED" in names
