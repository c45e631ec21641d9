"""Tell the calls of clients, which send requests, from those that register routes: ``api.get("/users")``."""

from __future__ import annotations

import functools
import re

from sphinx_archdoc.sources.steps.routes.imports import imports
from sphinx_archdoc.sources.suffixes import JAVASCRIPT
from sphinx_archdoc.sources.text import CodeText, start_of_word

_CLIENTS = frozenset(
    {
        *("axios", "client", "http", "$http", "request", "supertest", "ky", "got", "httpx", "session"),
        *("superagent", "wretch", "fetcher", "$axios", "axiosinstance", "$api"),
    }
)
_INTERFACES = (".java", ".kt")
"""Languages in which annotations of interfaces describe what a client sends."""
_CLOSED = re.compile(
    r"\s{0,20},?\s{0,20}\)(?!\s{0,40}\.(?:handle|use|middleware|input|output|validat|action|to\())"
)
"""The end of a call that has a path and nothing else. Builders are given their handlers afterwards."""
_BODY = re.compile(
    r"\s{0,40},\s{0,40}(?:(?:null|undefined|payload|body|data|params|form_?[dD]ata|values|JSON\.stringify\([^()]{0,100}\))"
    r"|\{(?P<inside>[^{}]{0,400}(?:\{[^{}]{0,200}\}[^{}]{0,200}){0,5})\})\s{0,40},?\s{0,40}\)"
)
"""What a request sends, as the last argument."""
_HANDLES = re.compile(r"=>|\bfunction\b|\basync\b|\bhandler?\b|\bschema\b|\bconfig:")
"""What options of a route have, and no request."""
_AWAITED = re.compile(r"\bawait\s{1,8}(?:[\w$]{1,60}\??\.){1,4}\Z")
_LONGEST_RECEIVER = 120
_NAME = re.compile(r"api|axios|http|client|fetch|\$|request", re.IGNORECASE)
_MODULE = re.compile(r"(?:api|axios|client|http|fetch\w*|request|ky)(?:[-_.]?\w{0,20})?\Z", re.IGNORECASE)
_MODULE_OF_SERVER = re.compile(r"rout|server|app\Z|controller|handler", re.IGNORECASE)
_ONE_NAME = re.compile(r"\s{0,40},\s{0,40}[\w$.]{1,80}\s{0,40},?\s{0,40}\)")
_OPTIONS = re.compile(r"\s{0,40},\s{0,40}(?:config|options|opts|params)\b")
_SEVERAL_NAMES = re.compile(r"\s{0,40},\s{0,40}[\w$.]{1,80}\s{0,40},\s{0,40}[\w$.]{1,80}\s{0,40}[,)]")
_ARGUMENTS = 300
"""How many characters of the arguments are looked at."""
_CREATED = re.compile(
    r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]{0,60})(?:: ?[\w.<>]{1,60})? ?=\s{1,20}(?:await )?"
    r"(?:axios\.create|ky\.(?:create|extend)|\$?o?fetch\.create|wretch|got\.extend"
    r"|new \w{0,40}(?:Client|Api|Axios|Http|Fetch)\w{0,40}"
    r"|(?:create|use)\w{0,40}(?:Client|Axios|Api|Fetch)\w{0,40})\b"
)
_SENDS_BODY = frozenset({"post", "put", "patch"})


def is_client(text: str, start: int) -> bool:
    """Return whether the word at *start* is called on what sends requests: ``apiClient.get("/users")``."""
    receiver = _receiver(text, start).casefold()
    return receiver in _CLIENTS or receiver.endswith(("client", "axios"))


def _receiver(text: str, start: int) -> str:
    """Return the name of what the word at *start* is called on; empty if it is called on nothing."""
    end = start - 1 if text[start - 1 : start] == "." else start - 2
    return text[start_of_word(text, end) : end] if end > 0 and end != start else ""


class Clients:
    """The clients of a file."""

    def __init__(self, text: CodeText) -> None:
        self._text = text
        self._is_script = text.path.endswith(JAVASCRIPT)
        self._is_interface = text.path.endswith(_INTERFACES)

    def send(self, start: int, word: str, end: int) -> bool:
        """Return whether a call of a method of HTTP sends a request, rather than registering a route.

        :param start: where the word begins that is called.
        :param word: the word.
        :param end: where the path ends that is its first argument.
        """
        raw = self._text.raw
        if self._is_interface:
            return (raw[start - 1 : start] == "@" and word.isupper()) or self._is_feign
        if not self._is_script or raw[start - 1 : start] != "." or word != word.casefold():
            return False
        if _CLOSED.match(raw, end) or _AWAITED.search(raw, max(0, start - _LONGEST_RECEIVER), start):
            return True
        body = _BODY.match(raw, end)
        if body and not _HANDLES.search(body["inside"] or ""):
            return True
        name = _receiver(raw, start)
        if not _NAME.search(name):
            return False
        return name in self._created or (self._imports(name) and _may_be_body(raw, word, end))

    @functools.cached_property
    def _is_feign(self) -> bool:
        """Whether the file has an interface that Spring makes a client of."""
        return "@FeignClient" in self._text.raw

    @functools.cached_property
    def _imported(self) -> dict[str, tuple[str, str]]:
        return imports(self._text)

    def _imports(self, name: str) -> bool:
        """Return whether a name is that of a client which another file of the program creates."""
        module = self._imported.get(name, ("", ""))[0].removesuffix("/index")
        last = module.rpartition("/")[2]
        return bool(_MODULE.match(last)) and not _MODULE_OF_SERVER.search(last)

    @functools.cached_property
    def _created(self) -> frozenset[str]:
        """The names of the clients that this file creates."""
        return frozenset(found["name"] for found in _CREATED.finditer(self._text.raw))


def _may_be_body(raw: str, word: str, end: int) -> bool:
    """Return whether the arguments after a path may be what is sent, and not functions that handle it."""
    rest = re.split(r";|\n\s{0,40}\n", raw[end : end + _ARGUMENTS], maxsplit=1)[0]
    if _HANDLES.search(rest) or _SEVERAL_NAMES.match(rest):
        return False
    return word in _SENDS_BODY or not _ONE_NAME.match(rest) or _OPTIONS.match(rest) is not None
