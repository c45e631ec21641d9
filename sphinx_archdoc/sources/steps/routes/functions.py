"""Read the functions that a host serves by the names of their files.

Supabase, Netlify, Vercel and Cloudflare have such functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import Route
from sphinx_archdoc.sources.text import CodeText

_SUFFIX = r"\.[cm]?[jt]sx?\Z"
_NAME = r"(?!index\.)[^/_.][^/.]{0,100}"
_PARAMETER = r"\[{1,2}[\w.]{1,100}\]{1,2}"
_FORMS = tuple(
    (mark, re.compile(rf"(?:^|/){form}{_SUFFIX}"))
    for mark, form in (
        ("", rf"supabase/functions(?P<path>/{_NAME})/index"),
        ("", rf"netlify/(?:edge-)?functions(?P<path>/{_NAME})(?:/index|(?P=path))?"),
        ("Vercel", rf"(?P<path>api(?:/(?:{_NAME}|{_PARAMETER})){{1,20}}?)(?:/index)?"),
        ("onRequest", rf"functions(?P<path>(?:/(?:{_NAME}|{_PARAMETER})){{1,20}}?)(?:/index)?"),
    )
)
"""The names of files, with what such a file contains."""
_TELLS_PATHS_APART = "pathname"
"""What a function contains that serves paths below its own."""
_REST = re.compile(
    r"\b(?:const|let) (?P<name>[A-Za-z_]\w{0,60}) ?= ?(?:\w{1,60}\.){0,3}pathname\."
    r"(?:replace|slice|split|substring)\("
)
"""What is left of a path: ``const rest = url.pathname.replace(/^.*\\/shop\\/?/, "")``."""
_WORD = r"(?:\"[\w/-]{1,100}\"|'[\w/-]{1,100}')"
_OF_METHOD = re.compile(
    r"\bexport\s{1,8}(?:const|(?:async\s{1,8})?function)\s{1,8}"
    r"onRequest(?P<method>Get|Post|Put|Patch|Delete|Head)\b"
)


def function_routes(text: CodeText) -> Iterator[Route]:
    """Yield the routes of a function: its path for any method, unless its exports name the methods.

    What is below its path is a route, too, if the function tells paths apart.
    """
    found = next((f for mark, form in _FORMS if mark in text.raw and (f := form.search(text.path))), None)
    if found is None:
        return
    path = f"/{found['path'].lstrip('/')}"
    methods = {one["method"].upper(): text.line(one.start()) for one in text.code_matches(_OF_METHOD)}
    for method, line in (methods or {"ANY": 1}).items():
        yield Route(method, path, line)
    if _TELLS_PATHS_APART in text.raw:
        yield Route("ANY", f"{path}/*", 1)
        yield from (Route("ANY", f"{path}/{name}", line) for name, line in _told_apart(text))


def _told_apart(text: CodeText) -> Iterator[tuple[str, int]]:
    """Yield what a function compares the rest of its path with, and the lines."""
    for rest in text.code_matches(_REST):
        name = re.escape(rest["name"])
        compared = re.compile(
            rf"\b{name} ?={{2,3}} ?(?P<words>{_WORD})|\[(?P<several>[^\[\]]{{1,400}})\]\.includes\({name}\)"
        )
        for found in text.matches(compared):
            words = found["words"] or found["several"]
            if text.is_code(found.start()):
                line = text.line(found.start())
                yield from ((word.strip("/\"'"), line) for word in re.findall(_WORD, words))
