"""Index pages as HTML: short rows, nothing that an author wrote as markup, and work that grows with the entries."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sphinx_archdoc.content.index_page import IndexPage, index_of_all, index_of_kind
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.render.index_page import IndexLinks, index_html
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.content.test_index_page import entry, graph_of

HOSTILE = "<img src=x onerror=alert(1)>\"'&"
NO_LINKS = IndexLinks("", lambda kind: "")


class Resolver:
    """Only the addresses of pages; index pages ask for nothing else."""

    def uri(self, page: str, anchor: str) -> str:
        return f"{page}.html#{anchor}"

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


def html_of(page: IndexPage, links: IndexLinks = NO_LINKS, *, has_scripts: bool = True) -> str:
    return index_html(page, Resolver(), links, Translator(), has_scripts=has_scripts)


def envvars(number: int) -> IndexPage:
    graph = graph_of(
        *(entry("envvar", f"V{n}", f"page{n % 7}", description="Some words.") for n in range(number))
    )
    return index_of_kind(builtin_kinds()["envvar"], graph)


def test_a_row_is_short() -> None:
    assert '<tr><th><a href="page1.html#envvar-V1"><code translate="no">V1</code></a></th>' in html_of(
        envvars(3)
    )
    longer = len(html_of(envvars(300))) - len(html_of(envvars(200)))
    assert longer / 100 < 135


def test_a_page_is_xml_and_has_nothing_for_scripts_in_a_book() -> None:
    html = html_of(envvars(120), has_scripts=False)
    assert "data-" not in html
    assert len(ET.fromstring(html).findall(".//tbody")) == 3
    assert 'data-archdoc-view="archdoc-index"' in html_of(envvars(11))
    assert "data-" not in html_of(envvars(10))  # too few rows to filter


def test_what_authors_write_is_text() -> None:
    graph = graph_of(entry("document", HOSTILE, owner=HOSTILE), entry("component", HOSTILE, purpose=HOSTILE))
    html = html_of(index_of_all(graph), IndexLinks(HOSTILE, lambda kind: HOSTILE))
    assert "<img" not in html
    assert ET.fromstring(html).find(".//img") is None


def test_the_page_says_how_many_entries_there_are_and_leads_to_others() -> None:
    assert '<p class="archdoc-counts">One entry</p>' in html_of(envvars(1))
    assert '>20 entries on 7 pages · <a href="all">All entries</a>' in html_of(
        envvars(20), IndexLinks("all", str)
    )
    graph = graph_of(entry("envvar", "PORT"), entry("secret", "key"))
    html = html_of(index_of_all(graph), IndexLinks("", lambda kind: "s.html" if kind == "secret" else ""))
    assert ">2 entries on one page<" in html
    assert '<span>Environment variables <b>1</b></span> <a href="s.html">Secrets <b>1</b></a>' in html


@pytest.mark.parametrize(("rows", "chunks"), [(1, [1]), (50, [50]), (51, [1, 50]), (149, [49, 50, 50])])
def test_the_rows_before_a_letter_are_always_laid_out(rows: int, chunks: list[int]) -> None:
    bodies = html_of(envvars(rows)).split("<tbody")[1:]
    assert [body.count("<tr><th><a") for body in bodies] == chunks
    assert ["style=" in body.partition(">")[0] for body in bodies] == [True] * (len(chunks) - 1) + [False]
    assert ["id=" in body.partition(">")[0] for body in bodies] == [True] + [False] * (len(chunks) - 1)
    assert sum("archdoc-group" in body for body in bodies) == 1


def test_the_work_grows_with_the_entries() -> None:
    def calls(number: int) -> int:
        count = 0

        def note(frame: FrameType, event: str, _: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(note)
        try:
            html_of(envvars(number))
        finally:
            sys.setprofile(None)
        return count

    few, many = calls(500), calls(2000)
    assert many < 4.3 * few
