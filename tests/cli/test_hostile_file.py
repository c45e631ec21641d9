"""A stranger's file that is valid and means harm: none of the commands lets it do any."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from sphinx_archdoc.catalogue_file.encoding import UnreadableCatalogue, decode, encode
from sphinx_archdoc.catalogue_file.records import LONGEST
from sphinx_archdoc.cli.output import terminal
from sphinx_archdoc.cli.output.terminal import Exit
from sphinx_archdoc.export.formats import FORMATS
from sphinx_archdoc.remote.sources import load
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import file_of, shop, write_catalogue
from tests.cli.conftest import Run

EVIL = "@team \x1b[31m<img src=x onerror=alert(1)> | [x](javascript:x) `y` \u202e\x07 **b** \n# no --> </details>"
TEMPTING = ("/etc/hostname", "../secret.md", "C:\\secret")
FORMAT_CALLS = (
    *(("query", "--format", name) for name in ("table", "json", "jsonl", "csv", "markdown", "keys")),
    *(("query", "--columns", "name,owner", "--kind", "component", "--group-by", "owner", "--format", name)
      for name in ("table", "markdown")),
    *(("show", "component:api", "--format", name) for name in ("text", "json", "markdown")),
    *(("impact", "component:api", "--format", name) for name in ("text", "json", "markdown", "mermaid", "dot")),
    *(("coverage", "--by", "owner,page", "--format", name) for name in ("table", "json", "markdown", "badge")),
    *(("export", name) for name, format_ in FORMATS.items() if not format_.is_binary),
    *(("diff", "before.json", "--format", name)
      for name in ("text", "markdown", "json", "github", "sarif", "junit")),
)  # fmt: skip
RAW = [
    call
    for call in FORMAT_CALLS
    if call[0] == "export" or call[-1] in {"csv", "dot", "mermaid", "junit", "badge"}
]
"""What is in the language of another program, which escapes it."""
MARKDOWN = [call for call in FORMAT_CALLS if call[-1] == "markdown"]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Two states of a catalogue whose texts, titles, paths and addresses are all hostile."""
    entries = [
        entry("document", "", owner=EVIL, status="active", overview=EVIL),
        entry("component", "api", purpose=EVIL, technology=EVIL, owner=EVIL, type=EVIL),
        entry("component", EVIL, purpose=EVIL, depends_on=["api"]),
        entry("envvar", "PORT", description=EVIL, required=True, default=EVIL, used_by=["api"]),
        entry("dbtable", "t", sql="CREATE TABLE t (id INT)", purpose=EVIL),
        entry("webhook", EVIL, endpoint=EVIL),
    ]
    graph = graph_of([page("index", entries)])
    graph.catalogue.pages["index"].title = EVIL
    file: dict[str, Any] = json.loads(encode(file_of(graph)))
    file["catalogue"] |= {"title": EVIL, "url": "javascript:alert(1)//", "repository": EVIL, "revision": EVIL}
    for one, tempting in zip(file["entries"], TEMPTING * 2, strict=True):
        one |= {"source": tempting, "title": one["title"] if one["name"] == "api" else EVIL}
    for kind in file["kinds"].values():
        kind |= {"title": f"{kind['title']} {EVIL}", "plural": f"{kind['plural']} {EVIL}"}
        for field in kind["fields"].values():
            field["title"] = f"{field.get('title', '')} {EVIL}"
    file["problems"] = [
        {"code": "x", "source": tempting, "line": 1, "message": EVIL, "hint": EVIL} for tempting in TEMPTING
    ]
    path = tmp_path / "archdoc.json"
    path.write_text(json.dumps(file))
    write_catalogue(tmp_path / "before.json", shop())
    (tmp_path / "secret.md").write_text("secret")
    return path


OPENED: list[str] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        OPENED.append(str(arguments[0]))


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The files that Python opens."""
    if not hasattr(sys, "archdoc_hook"):  # a hook cannot be removed
        sys.addaudithook(_note)
        sys.archdoc_hook = True  # type: ignore[attr-defined]
    OPENED.clear()
    yield OPENED
    OPENED.clear()


@pytest.mark.parametrize("call", FORMAT_CALLS, ids=" ".join)
def test_no_sign_reaches_a_terminal_and_no_path_is_opened(
    call: tuple[str, ...], run: Run, hostile: Path, opened: list[str]
) -> None:
    ran = run(*call)
    assert (ran.status, hostile.is_file()) == (Exit.DONE, True)
    assert ran.out.replace("\n", "").isprintable() or call in RAW
    assert not {"\x1b", "\x07"} & set(ran.err)
    assert "javascript:alert(1)" not in ran.out
    assert not [name for name in opened if "hostname" in name or "secret" in name]


@pytest.mark.parametrize("call", RAW, ids=" ".join)
def test_what_programs_get_as_it_is_is_escaped_on_a_terminal(
    call: tuple[str, ...], run: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_is_terminal", lambda stream: stream is sys.stdout)
    ran = run(*call)
    assert ran.status == Exit.DONE
    assert ran.out.replace("\n", "").isprintable()


@pytest.mark.parametrize("call", MARKDOWN, ids=" ".join)
def test_no_text_becomes_markup(call: tuple[str, ...], run: Run, hostile: Path) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    tokens = [inner for token in parser.parse(run(*call).out) for inner in (token, *(token.children or ()))]
    kinds = {token.type for token in tokens}
    assert not kinds & {"image", "em_open", "strong_open", "link_open"} - ours_in(call)
    html = [token.content.strip() for token in tokens if token.type in {"html_block", "html_inline"}]
    ours = r"<br>|</details>|<details><summary>[\w ]+</summary>|<!-- sphinx-archdoc:diff:shop -->.*"
    assert all(re.fullmatch(ours, one, re.S) for one in html), html
    assert all("javascript:" not in str(token.attrs) for token in tokens)
    texts = " ".join(token.content for token in tokens if token.type == "text")
    assert not re.search(r"(?<![\w])@[\w]", texts), "a mention calls somebody"


def ours_in(call: tuple[str, ...]) -> set[str]:
    """The markup that the command writes itself."""
    return {"strong_open"} if call[0] in {"show", "diff", "coverage"} else set()


def test_an_address_that_is_not_of_the_web_is_not_one(hostile: Path) -> None:
    file = json.loads(hostile.read_text())
    for url, address in {
        "https://docs.example/shop/": "https://docs.example/shop/index.html",
        "javascript:alert(1)//": "",
        "file:///etc/": "",
        "//evil.example/": "",
        "https://docs.example/> **b** <": "",
        "https://docs.example/\x1b": "",
        "": "",
    }.items():
        file["catalogue"]["url"] = url
        hostile.write_text(json.dumps(file))
        assert load(str(hostile)).address_of("index") == address, url


def test_texts_have_a_limit() -> None:
    def written(**fields: Any) -> bytes:
        return encode(file_of(graph_of([page("a", [entry("component", "x", **fields)])])))

    longest = "x" * LONGEST
    assert decode(written(purpose=longest)).entries[0].fields["purpose"] == longest
    (cut,) = decode(written(purpose=f"{longest}y")).entries
    assert cut.fields["purpose"] == f"{longest[1:]}…"
    assert decode(written(paths=(f"{longest}y",))).entries
    file = json.loads(written(purpose="a"))
    for key, value in (("fields", f"{longest}y"), ("text", f"{longest}y"), ("fields", [f"{longest}y"])):
        changed = {**file, "entries": [{**file["entries"][0], key: {"purpose": value}}]}
        with pytest.raises(UnreadableCatalogue, match="length <= 100000"):
            decode(json.dumps(changed).encode())


def test_entries_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    content = encode(file_of(shop()))
    monkeypatch.setattr("sphinx_archdoc.catalogue_file.encoding.MOST_ENTRIES", 9)
    assert len(decode(content).entries) == 9
    monkeypatch.setattr("sphinx_archdoc.catalogue_file.encoding.MOST_ENTRIES", 8)
    with pytest.raises(UnreadableCatalogue, match="it has 9 entries, and the limit is 8"):
        decode(content)


@pytest.mark.parametrize("key", ["fields", "references", "shapes", "pages", "kinds"])
def test_depth_has_a_limit(key: str) -> None:
    file = json.loads(encode(file_of(shop())))
    deep = json.loads("[" * 500 + "]" * 500)
    (file if key in file else file["entries"][0])[key] = {"a": deep} if key != "references" else deep
    with pytest.raises(UnreadableCatalogue):
        from sphinx_archdoc.catalogue_file.reading import graph_of as read_graph

        read_graph(decode(json.dumps(file).encode()))
