"""Read .NET's appsettings.json: each of its values can be overridden by a variable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.text import CodeText

_TOKEN = re.compile(r'"(?P<string>[^"\\\n]{0,200})"(?P<colon>\s*:)?|(?P<braces>[{}\[\]]++)|//[^\n]*')
_DEEPEST = 20


def read_appsettings(text: CodeText) -> Iterator[Fact]:
    """Yield ``Mail__Host`` for ``{"Mail": {"Host": …}}``; comments are allowed, as .NET allows them."""
    path: list[str] = []
    key = ""
    for token in _TOKEN.finditer(text.raw):
        if token["colon"]:
            key = token["string"]
            if len(path) < _DEEPEST:
                yield EnvRead(
                    "__".join([*filter(None, path), key]), text.line(token.start()), is_implied=True
                )
        for brace in token["braces"] or "":
            if brace in "{[":
                path.append(key)
                key = ""
            elif path:
                path.pop()
