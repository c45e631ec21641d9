"""Read the files of PHP that are requested by their own names: ``/api/users.php``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import Route
from sphinx_archdoc.sources.text import CodeText

_NAMESPACE = re.compile(r"(?m)^\s{0,20}namespace\s{1,8}[\w\\]{1,200}\s?[;{]")
"""What a file has that only others load."""
_METHOD = re.compile(r"(?P<quote>['\"])(?P<method>GET|POST|PUT|PATCH|DELETE)(?P=quote)")
_ASKED = re.compile(r"\bREQUEST_METHOD\b|\bgetMethod\(|(?:::|->)method\(")
_REFUSED = re.compile(r"\b405\b|[nN]ot allowed")
"""What a file answers to other methods."""
_OVERRIDDEN = re.compile(r"['\"]_method['\"]|METHOD_OVERRIDE", re.IGNORECASE)
"""What a file has that lets a form name another method."""


def php_routes(text: CodeText) -> Iterator[Route]:
    """Yield the path of a file, for the methods that it asks for, or for any.

    Without an answer to the others, a file shows something for GET.
    """
    if not text.path.endswith(".php") or "<?" not in text.raw or _NAMESPACE.search(text.raw):
        return
    methods: dict[str, int] = {}
    if _ASKED.search(text.raw) and not _OVERRIDDEN.search(text.raw):
        for found in text.matches(_METHOD):
            methods.setdefault(found["method"], text.line(found.start()))
    if methods and not _REFUSED.search(text.raw):
        methods.setdefault("GET", 1)
    for method, line in (methods or {"ANY": 1}).items():
        yield Route(method, f"/{text.path}", line)
