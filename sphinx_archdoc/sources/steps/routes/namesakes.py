"""Tell the words that register routes from functions of the same name: fields of forms, matchers of paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sphinx_archdoc.sources.text import CodeText

_MATCHER = re.compile(r"(?:\w*matcher|\w*regex|\bre)\s{0,40}\.\Z", re.IGNORECASE)
_LONGEST_RECEIVER = 100
_WITHOUT_MATCH = (".java", ".kt")
"""Languages whose frameworks have no word ``match`` for routes: it compares the path of a request there."""


def names_no_route(text: CodeText, start: int, word: str, path: str) -> bool:
    """Return whether a call does something else with its first argument than to register it as a path.

    :param start: where the word begins that is called.
    :param word: the word as those of routes are written.
    """
    is_other = _NAMESAKES.get(word)
    return is_other is not None and is_other(text, start, path)


def _registers_other(text: CodeText, start: int, path: str) -> bool:
    """Return whether ``register`` takes a name: a field of a form, a plugin.

    Only the routers of Django REST framework take paths without a slash in front.
    """
    is_of_router = text.path.endswith(".py") and text.raw.endswith(".", 0, start)
    return not path.startswith("/") and not is_of_router


def _compares(text: CodeText, start: int, path: str) -> bool:
    """Return whether ``match`` compares the path of a request: ``PATH_MATCHER.match("/users", path)``."""
    in_front = text.raw[max(0, start - _LONGEST_RECEIVER) : start]
    return text.path.endswith(_WITHOUT_MATCH) or _MATCHER.search(in_front) is not None


_NAMESAKES: Mapping[str, Callable[[CodeText, int, str], bool]] = {
    "match": _compares,
    "register": _registers_other,
}
