"""The endpoints that entries document."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.facts.endpoints.interfaces import ANY, ServedEndpoints
from sphinx_archdoc.sources.openapi import METHODS, DescribedEndpoint
from sphinx_archdoc.sources.url_paths import SEGMENT, literals, path_segments

KNOWN_METHODS = frozenset(map(str.upper, METHODS)) - {"OPTIONS", "TRACE"}
_IMPLIED = {"HEAD": "GET"}
"""Methods that frameworks answer by themselves where they answer another one."""
_OPEN_END = re.compile(r"/?(?:\*{1,2}|\.{3}|…)$")
_HOST = re.compile(r"\A(?:\{\{[^{}/]*\}\}|\$\{\w+\}|\$\w+)(?=/)")
"""A variable for the host, as Postman and shells have them: ``{{base_url}}/orders``."""
_LOCAL = re.compile(
    r"\Ahttps?://(?P<host>(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::\d{1,5})?)(?=/)", re.I
)
"""The address of a program on the reader's machine, with its port."""
_ANY_SEGMENT = re.compile(r"(?<=/)\*(?=/)")
_NO_PATH = re.compile(r"[\s,|;…]|\.\.\.|\*|://")
_OF_FRAMEWORKS = re.compile(
    r"(?:/(?:api|v\d+))*/(?:docs|redoc|openapi\.(?:json|ya?ml)|swagger(?:-ui)?(?:\.html|/.*)?|api-docs(?:/.*)?|metrics)"
    r"/?\Z"
)
"""FastAPI, Swagger UI, springdoc, and what exports metrics. They are all for reading."""
_OF_ACTUATOR = re.compile(
    r"(?:/(?:api|v\d+))*/"
    r"actuator(?:/(?:health(?:/.*)?|info|env|metrics(?:/.*)?|prometheus|loggers(?:/.*)?|mappings|beans))?/?\Z"
)
"""Spring Boot's Actuator."""


class WrittenEndpoint(msgspec.Struct, frozen=True):
    """An endpoint as an entry documents it."""

    entry: Entry
    method: str
    path: str
    is_open: bool
    """True if it stands for all paths that begin like it: ``GET /files/*``."""
    host: str = ""
    """The local host and the port in front of the path, where the entry has them."""
    is_of_package: bool = False
    """True if a package that the program uses serves such a path."""

    @property
    def is_complete(self) -> bool:
        """False for ``GET /`` and ``GET /{id}``: what they are relative to is written elsewhere."""
        return bool(literals(path_segments(self.path)))

    @property
    def is_of_framework(self) -> bool:
        """Return whether a framework serves such a path by itself, without a route in the code."""
        if self.is_of_package or _OF_ACTUATOR.match(self.path):
            return True
        return self.method in {"GET", "HEAD", *ANY} and _OF_FRAMEWORKS.match(self.path) is not None

    def among(self, served: ServedEndpoints) -> Sequence[DescribedEndpoint]:
        """Return the endpoints that it may mean, with any method."""
        return tuple(served.below(self.path)) if self.is_open else served.find(self.path)

    def means(self, endpoint: DescribedEndpoint) -> bool:
        """Return whether its method is that of an endpoint."""
        wanted = {self.method, _IMPLIED.get(self.method, self.method)}
        return self.method in ANY or endpoint.method in ANY or endpoint.method in wanted


def written_endpoint(entry: Entry) -> WrittenEndpoint | None:
    """Return what an entry documents; None if it is not one path of HTTP."""
    method, _, path = entry.name.partition(" ")
    method = str(entry.values.get("method", method)).strip().upper()
    path = str(entry.values.get("path", path)).strip().strip("`")
    local = _LOCAL.match(path)
    path = path[local.end() :] if local else path
    path = _HOST.sub("", re.split(r"[?#]", path, maxsplit=1)[0])
    is_open = _OPEN_END.search(path) is not None
    path = _ANY_SEGMENT.sub(SEGMENT, _OPEN_END.sub("", path).rstrip(":;,."))
    if method not in KNOWN_METHODS | ANY or not path.startswith("/") or _NO_PATH.search(path):
        return None
    return WrittenEndpoint(entry, method, path, is_open, local["host"].casefold() if local else "")
