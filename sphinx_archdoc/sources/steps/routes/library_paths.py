"""Read the paths that a program gives to a library which serves them itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sphinx_archdoc.sources.facts import Route
from sphinx_archdoc.sources.text import CodeText

_PATH = r"\s{0,40}[\"'](?P<path>/[^\"'\s]{1,200})[\"']"
_FORMS: Mapping[tuple[str, ...], Sequence[tuple[str, str, re.Pattern[str]]]] = {
    (".java", ".kt"): (  # Spring Security
        ("loginProcessingUrl", "POST", re.compile(rf"\bloginProcessingUrl(?:\(| =){_PATH}")),
        ("logoutUrl", "ANY", re.compile(rf"\blogoutUrl(?:\(| =){_PATH}")),
        ("loginPage", "ANY", re.compile(rf"\bloginPage(?:\(| =){_PATH}")),
    ),
    (".py",): (  # MCP
        ("FastMCP", "ANY", re.compile(rf"\b(?:streamable_http_path|sse_path|message_path) ?={_PATH}")),
    ),
}
"""By the suffixes of a file: what such a file must contain, the method, and an expression."""


def library_routes(text: CodeText) -> Iterator[Route]:
    """Yield the routes of a file that its libraries serve: a form to log in, or a server of tools."""
    for suffixes, forms in _FORMS.items():
        for mark, method, form in forms if text.path.endswith(suffixes) else ():
            for found in text.code_matches(form) if mark in text.raw else ():
                yield Route(method, found["path"], text.line(found.start()))
