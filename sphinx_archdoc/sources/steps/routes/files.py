"""Read the routes whose path is that of their file: Next.js, Astro, SvelteKit, Expo, Nuxt and Nitro."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import Route
from sphinx_archdoc.sources.text import CodeText

_SUFFIX = r"\.[cm]?[jt]sx?\Z"
_SEGMENTS = r"(?:[^/]{1,100}/){0,20}"
_FORMS = tuple(
    re.compile(rf"(?:^|/){form}{_SUFFIX}")
    for form in (
        rf"app/(?P<path>{_SEGMENTS})route",
        rf"app/(?P<path>{_SEGMENTS}[^/.+]{{1,100}})\+api",
        r"pages/(?P<path>api/(?:[^.]|\.\.\.){1,200}?)(?:/index)?",
        rf"routes/(?P<path>{_SEGMENTS})\+server",
    )
)
_NITRO = re.compile(
    rf"(?:^|/)server/(?:routes/|(?=api/))(?P<path>(?:[^.]|\.\.\.){{1,200}}?)(?:/index)?"
    rf"(?:\.(?P<method>get|post|put|patch|delete|head|options))?{_SUFFIX}"
)
"""The name of a file of Nitro may end with the method."""
_HANDLER = "ventHandler("
"""What a file of Nitro contains that serves a path."""
_GROUP = re.compile(r"(?:\([^/]{0,100}\)|@[^/]{0,100})/")
"""A folder that is not part of the path: ``(shop)`` and ``@sidebar``."""
_EXPORTED = re.compile(
    r"\bexport\s{1,8}(?:(?:async\s{1,8})?(?:function|const|let)\b[\s*]{1,8}(?P<name>\w{1,20})"
    r"|(?:const\s{1,8})?\{(?P<names>[^{}]{0,500})\})"
)
"""A function that handles requests is called what its method is called."""
_METHOD = re.compile(
    r"(?:(?<=as )|(?<![\w$.]))(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL|fallback)\b(?! as\b)"
)
_ANY = ("ALL", "fallback")
"""What Astro and SvelteKit call a function that handles all methods."""
_RE_EXPORTED = "export *"


def file_routes(text: CodeText) -> Iterator[Route]:
    """Yield the routes of a file whose path is theirs: one for each method that it exports a function for.

    A file without such functions is a route for any method if its path begins with ``api``, or if it exports
    everything that another module exports.
    """
    found = next((found for form in _FORMS if (found := form.search(text.path))), None)
    if found is None and _HANDLER in text.raw and (nitro := _NITRO.search(text.path)):
        yield Route((nitro["method"] or "any").upper(), f"/{nitro['path']}", 1)
    if found is None:
        return
    path = re.sub(r"(?:^|/)index\Z", "", _GROUP.sub("", found["path"]).strip("/"))
    methods = _methods(text)
    if not methods and (path.startswith("api") or _RE_EXPORTED in text.raw):
        methods = {"ANY": 1}
    for method, line in methods.items():
        yield Route(method, f"/{path}", line)


def _methods(text: CodeText) -> dict[str, int]:
    """Return the methods that a file exports functions for, with the line of each."""
    methods: dict[str, int] = {}
    for exported in text.code_matches(_EXPORTED):
        for method in _METHOD.findall(exported["name"] or exported["names"]):
            methods.setdefault("ANY" if method in _ANY else method, text.line(exported.start()))
    return methods
