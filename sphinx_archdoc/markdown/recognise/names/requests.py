"""Requests that the items of a list begin with, in whatever form: ``**GET** `/orders` ``, ``GET /orders``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.parsing.states import DEPRECATED, EXPECTED, FORMER, GONE, PLANNED, THINGS

_METHOD = r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)"
"""The methods of requests, as in the shape of endpoints."""

_METHODS = rf"{_METHOD}(?:[|/]{_METHOD}){{0,6}}"
"""One method, or several of one path: ``GET|PUT``."""

_REQUEST_APART = re.compile(
    rf"(?:\*\*`?|`)(?P<method>{_METHOD}):?(?:`?\*\*|`):?\s+`?(?P<path>/[^`\s]*)`?(?=\s|$)"
)
"""A method and a path as two parts."""

_BARE_REQUEST = re.compile(rf"(?P<method>{_METHOD}):? (?P<path>/[^`\s?]*)(?=\s|$)")
"""A method and a path without any markup; with a query, it is an example."""

_PATH_AND_METHOD = re.compile(rf"`?(?P<path>/[^`\s]*)`?\s+[(\[](?P<method>{_METHOD})[)\]](?=\W|$)")
"""A path, and its method in parentheses."""

_METHOD_AFTER_DASH = re.compile(
    rf"`(?P<path>/[^`\s]*)`\s+[-–—:]\s+`?(?P<method>{_METHOD})`?(?=\s+[-–—:]\s|\s*$)"
)
"""A path, and its method between dashes."""

_METHODS_FIRST = re.compile(
    rf"[(\[](?P<methods>{_METHOD}(?:\s*[|/,]\s*{_METHOD}){{0,6}})[)\]]\s+`?(?P<path>/[^`\s]*)`?(?=\s|$)"
)
"""Methods in parentheses before their path: ``(GET / PUT) `/orders` ``."""

_SEVERAL_FIRST = re.compile(
    rf"(?:`(?P<methods>{_METHOD}(?:\s?[|/,]\s?{_METHOD}){{1,6}}) "
    rf"|(?P<mark>`|\*\*|)(?P<apart>{_METHOD}(?:\s?[|/,]\s?{_METHOD}){{1,6}})(?P=mark) `)"
    r"(?P<path>/[^`\s]*)`(?=\s|$)"
)
"""Several methods before their path: ``GET, PUT `/orders` ``, `` `GET, PUT /orders` ``."""

_PATHS_AFTER = re.compile(
    rf"`(?P<method>{_METHOD}) (?P<path>/[^`\s]*)`(?P<paths>(?:\s*[·,]\s*`/[^`\s]*`){{1,12}})"
)
"""Several paths behind one method: `` `GET /orders` · `/orders/:id` ``."""

_REQUEST = re.compile(rf"`(?P<methods>{_METHODS}) (?P<path>/[^`\s]*)`")

_REQUESTS_AFTER = re.compile(
    rf"\*{{0,2}}(?P<words>[^*`:\n]+?)(?::\*\*|\*{{0,2}}:|\*{{0,2}}\s[–—-])\s+"
    rf"(?P<requests>`{_METHODS} /[^`\s]*`(?:,\s+`{_METHODS} /[^`\s]*`)*)\W*"
)
"""Methods and paths together, after the words that they have in common: ``Orders: `GET /a`, `PUT /a` ``."""

_OTHERWISE = re.compile(
    rf"\W*(?:(?:{GONE}|{DEPRECATED}|{PLANNED}|todo|example|formerly|was)\b"
    rf"|(?:{FORMER}|{EXPECTED})(?: {THINGS})?(?:\*\*|:| [–—-]))",
    re.I,
)
"""Words before a request that does not exist, or no longer exists."""

REQUEST_AND_WORDS = re.compile(rf"(?P<name>`{_METHOD} /[^`\s]*`)\s+(?=[a-z{{`])")
"""A method and a path together, before a verb or what is sent, which can be code as well."""


def with_request_first(text: str) -> str:
    """Return a text with its method and path as one code, and before the words that they are the value of.

    Of ``**GET** `/orders` `` and of ``**List them:** `GET /orders` ``, the name is ``GET /orders``. Several
    are kept together: ``**Orders:** `GET|PUT /orders` `` is ``GET /orders`` and ``PUT /orders``.
    """
    forms = (_REQUEST_APART, _PATH_AND_METHOD, _METHOD_AFTER_DASH, _BARE_REQUEST)
    if apart := next((found for form in forms if (found := form.match(text))), None):
        return f"`{apart['method']} {apart['path']}`{text[apart.end() :]}"
    if several := _METHODS_FIRST.match(text) or _SEVERAL_FIRST.match(text):
        return f"{_each(several)}{text[several.end() :]}"
    told = _REQUESTS_AFTER.fullmatch(text) if not _OTHERWISE.match(text) else None
    return f"{', '.join(_requests(told['requests']))}: {told['words'].strip()}" if told else text


def with_method_first(cell: str) -> str:
    """Return a cell that is a path and its method in parentheses as the request that it names.

    Several methods or paths are as many requests: ``GET, PUT `/orders` `` is ``GET /orders`` and
    ``PUT /orders``.
    """
    if found := _PATH_AND_METHOD.fullmatch(cell):
        return f"`{found['method']} {found['path']}`"
    if several := _SEVERAL_FIRST.fullmatch(cell):
        return _each(several)
    if paths := _PATHS_AFTER.fullmatch(cell):
        found_paths = (paths["path"], *re.findall(r"`([^`]+)`", paths["paths"]))
        return ", ".join(f"`{paths['method']} {path}`" for path in found_paths)
    return cell


def _each(several: re.Match[str]) -> str:
    """Return each of several methods with their path, as code."""
    methods = re.findall("[A-Z]+", several["methods"] or several["apart"])
    return ", ".join(f"`{method} {several['path']}`" for method in methods)


def _requests(text: str) -> Iterator[str]:
    """Yield each method and path of a text as code; ``GET|PUT /orders`` is two of them."""
    for part in _REQUEST.finditer(text):
        yield from (f"`{method} {part['path']}`" for method in re.findall("[A-Z]+", part["methods"]))
