"""Requests that the items of a list begin with, in whatever form: ``**GET** `/orders` ``, ``GET /orders``."""

from __future__ import annotations

import re

_METHOD = r"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)"
"""The methods of requests, as in the shape of endpoints."""

_REQUEST_APART = re.compile(
    rf"(?:\*\*`?|`)(?P<method>{_METHOD}):?(?:`?\*\*|`):?\s+`?(?P<path>/[^`\s]*)`?(?=\s|$)"
)
"""A method and a path as two parts."""

_BARE_REQUEST = re.compile(rf"(?P<method>{_METHOD}):? (?P<path>/[^`\s?]*)(?=\s|$)")
"""A method and a path without any markup; with a query, it is an example."""

_PATH_AND_METHOD = re.compile(rf"`(?P<path>/[^`\s]*)`\s+[(\[](?P<method>{_METHOD})[)\]](?=\W)")
"""A path, and its method in parentheses."""

_REQUEST_AFTER = re.compile(
    rf"\*{{0,2}}(?P<words>[^*`:\n]+?)(?::\*\*|\*{{0,2}}:|\*{{0,2}}\s[–—-])\s+"
    rf"`(?P<request>{_METHOD} /[^`\s]*)`\W*"
)
"""A method and a path together, after some words."""

_OTHERWISE = re.compile(r"\W*(?:removed|planned|example|deprecated|todo|future|formerly|was)\b", re.I)
"""Words before a request that does not exist, or no longer exists."""

REQUEST_AND_WORDS = re.compile(rf"(?P<name>`{_METHOD} /[^`\s]*`)\s+(?=[a-z{{])")
"""A method and a path together, before a verb or what is sent."""


def with_request_first(text: str) -> str:
    """Return a text with its method and path as one code, and before the words that they are the value of.

    Of ``**GET** `/orders` `` and of ``**List them:** `GET /orders` ``, the name is ``GET /orders``.
    """
    forms = (_REQUEST_APART, _PATH_AND_METHOD, _BARE_REQUEST)
    if apart := next((found for form in forms if (found := form.match(text))), None):
        return f"`{apart['method']} {apart['path']}`{text[apart.end() :]}"
    told = _REQUEST_AFTER.fullmatch(text) if not _OTHERWISE.match(text) else None
    return f"`{told['request']}`: {told['words'].strip()}" if told else text
