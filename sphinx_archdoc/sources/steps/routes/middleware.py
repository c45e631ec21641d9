"""Tell middleware, which serves no path itself, from routers: ``app.use("/api/*", authenticate)``."""

from __future__ import annotations

import re

_LONGEST_STATEMENT = 200
_END = re.compile(r";|\n\n|\)\n")
_WORD = re.compile(r"[A-Z]*[a-z]+|[A-Z]+")
_NEXT = "next"
"""What functions of middleware call the function that follows."""
_ROUTERS = frozenset({"router", "routers", "routes"})
_OF_MIDDLEWARE = re.compile(
    r"\w*(?:auth|cookie|cors|csrf|guard|limiter|logger|middleware|parser|ratelimit|session)"
    r"|(?:authentic|authori[sz]|compress|middleware|valid)\w*"
    r"|cach(?:e|ing)|cookies|etag|guards?|headers?|helmet|limit(?:s|ing)?|log(?:s|ging)?|metrics?|pars(?:e|ing)"
    r"|permissions?|rate|request|secur(?:e|ed|ity)|tenant|timing|trac(?:e|er|ing|k|ker|king)|version(?:ing)?"
)


def is_middleware(raw: str, at: int) -> bool:
    """Return whether the arguments at an offset are middleware by the words of their names.

    ``authorsRouter`` has no such word, and ``authRouter`` is a router.
    """
    rest = _END.split(raw[at : at + _LONGEST_STATEMENT], maxsplit=1)[0]
    words = {word.casefold() for word in _WORD.findall(rest)}
    if _NEXT in words:
        return True
    return words.isdisjoint(_ROUTERS) and any(map(_OF_MIDDLEWARE.fullmatch, words))
