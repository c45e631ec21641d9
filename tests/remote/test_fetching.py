"""Catalogues from servers, and from what only looks like one."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sphinx_archdoc.catalogue_file.encoding import MOST_BYTES, encode
from sphinx_archdoc.remote import fetching
from sphinx_archdoc.remote.fetching import file_address
from sphinx_archdoc.remote.limits import SourceError
from sphinx_archdoc.remote.sources import load
from tests.catalogue_file.files import file_of, shop

CONTENT = encode(file_of(shop()))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/redirect"):
            number = int(path.removeprefix("/redirect").partition("/")[0])
            to = f"/redirect{number - 1}/archdoc.json" if number > 1 else "/site/archdoc.json"
            self.answer(302, b"", Location=to)
        elif path == "/to-file/archdoc.json":
            self.answer(302, b"", Location="file:///etc/passwd")
        elif path in ("/site/archdoc.json", "/file.json"):
            self.answer(200, CONTENT)
        elif path == "/file.json.gz":
            self.answer(200, gzip.compress(CONTENT))
        elif path == "/encoded/archdoc.json":
            self.answer(200, gzip.compress(CONTENT), **{"Content-Encoding": "gzip"})
        elif path == "/bomb/archdoc.json":
            self.answer(200, gzip.compress(b" " * (MOST_BYTES + 9), 9), **{"Content-Encoding": "gzip"})
        elif path == "/login/archdoc.json":
            self.answer(200, b"<html>Log in</html>")
        elif path == "/cut/archdoc.json":
            self.answer(200, CONTENT[:99], length=len(CONTENT))
        elif path == "/broken/archdoc.json":
            self.answer(500, b"")
        else:
            self.answer(404, b"")

    def answer(self, status: int, content: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # who has read too much ends the connection
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_address[1]}"
        found.shutdown()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv(fetching.OFFLINE, raising=False)


@pytest.mark.parametrize(
    "path",
    [
        "/site/",
        "/site",
        "/site/index.html",
        "/file.json",
        "/file.json.gz",
        "/encoded/",
        "/redirect5/",
        "/file.json?x=1",
    ],
)
def test_a_site_or_a_file(path: str, server: str) -> None:
    loaded = load(f"{server}{path}")
    assert loaded.name == "shop"
    assert (
        loaded.address
        == f"{server}/{path[1:].rpartition('/')[0] or path[1:].partition('.')[0].replace('file', '')}".rstrip(
            "/"
        )
        + "/"
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none/", "the server answered 404"),
        ("/broken/", "the server answered 500"),
        ("/redirect6/", "more than 5 redirects"),
        ("/to-file/", "redirects to something that is not http"),
        ("/login/", "an HTML page"),
        ("/bomb/", "more than 50,000,000 bytes"),
        ("/cut/", "there is no connection|damaged|not valid JSON"),
    ],
)
def test_what_is_not_a_catalogue(path: str, reason: str, server: str) -> None:
    with pytest.raises(SourceError, match=f"'{server}{path}' cannot be read: .*({reason})"):
        load(f"{server}{path}")


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(SourceError, match="no connection to the server"):
        load("http://127.0.0.1:9/")
    with pytest.raises(SourceError, match="not a valid address"):
        load("http://[/")


def test_a_server_that_is_slow(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 1e-9)
    with pytest.raises(SourceError, match=r"seconds|no connection"):
        load(f"{server}/site/")


def test_credentials_are_not_in_messages_or_addresses(server: str) -> None:
    secret = server.replace("//", "//user:pa@ss@")
    with pytest.raises(SourceError) as caught:
        load(f"{secret}/none/")
    assert "pa" not in str(caught.value).replace("page", "")
    assert load(f"{server.replace('//', '//user:word@')}/site/").address == f"{server}/site/"


def test_offline_no_server_is_asked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(fetching.OFFLINE, "1")
    with pytest.raises(SourceError, match="SPHINX_ARCHDOC_OFFLINE is set"):
        load(f"{server}/site/")


def test_the_address_of_the_file(tmp_path: Path) -> None:
    for given, expected in {
        "https://x.example": "https://x.example/archdoc.json",
        "https://x.example/en/latest": "https://x.example/en/latest/archdoc.json",
        "https://x.example/en/index.html": "https://x.example/en/archdoc.json",
        "https://x.example/a.json?v=1": "https://x.example/a.json?v=1",
    }.items():
        assert file_address(given) == expected
