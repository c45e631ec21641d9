"""The endpoints that entries document, and what each of them is compared with."""

from __future__ import annotations

import functools
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.in_use import entries_in_use
from sphinx_archdoc.checks.interfaces import ANY, ServedEndpoints, served_by
from sphinx_archdoc.checks.package_endpoints import PackageEndpoints
from sphinx_archdoc.checks.paths import clean_path
from sphinx_archdoc.checks.rules import CheckRule
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.sources.openapi import METHODS, ApiDescription, DescribedEndpoint
from sphinx_archdoc.sources.url_paths import SEGMENT, literals, path_segments

KNOWN_METHODS = frozenset(map(str.upper, METHODS)) - {"OPTIONS", "TRACE"}
SPEC = "spec"
"""The field that names the file that describes an endpoint."""
INTEGRATION = "integration"
"""The field that names the integration that an endpoint belongs to."""
_IMPLIED = {"HEAD": "GET"}
"""Methods that frameworks answer by themselves where they answer another one."""
_OPEN_END = re.compile(r"/?(?:\*{1,2}|\.{3}|…)$")
_HOST = re.compile(r"\A(?:\{\{[^{}/]*\}\}|\$\{\w+\}|\$\w+)(?=/)")
"""A variable for the host, as Postman and shells have them: ``{{base_url}}/orders``."""
_ANY_SEGMENT = re.compile(r"(?<=/)\*(?=/)")
_NO_PATH = re.compile(r"[\s,|;…]|\.\.\.|\*|://")


_OF_FRAMEWORKS = re.compile(
    r"(?:/(?:api|v\d+))*/(?:docs|redoc|openapi\.(?:json|ya?ml)|swagger(?:-ui)?(?:\.html|/.*)?|api-docs(?:/.*)?|metrics|"
    r"actuator(?:/(?:health(?:/.*)?|info|env|metrics(?:/.*)?|prometheus|loggers(?:/.*)?|mappings|beans))?)/?\Z"
)
"""FastAPI, Swagger UI, springdoc, Spring Boot's Actuator, and what exports metrics."""


class WrittenEndpoint(msgspec.Struct, frozen=True):
    """An endpoint as an entry documents it."""

    entry: Entry
    method: str
    path: str
    is_open: bool
    """True if it stands for all paths that begin like it: ``GET /files/*``."""
    is_of_package: bool = False
    """True if a package that the program uses serves such a path."""

    @property
    def is_complete(self) -> bool:
        """False for ``GET /`` and ``GET /{id}``: what they are relative to is written elsewhere."""
        return bool(literals(path_segments(self.path)))

    @property
    def is_of_framework(self) -> bool:
        """Return whether a framework serves such a path by itself, without a route in the code."""
        return self.is_of_package or _OF_FRAMEWORKS.match(self.path) is not None

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
    path = _HOST.sub("", re.split(r"[?#]", path, maxsplit=1)[0])
    is_open = _OPEN_END.search(path) is not None
    path = _ANY_SEGMENT.sub(SEGMENT, _OPEN_END.sub("", path).rstrip(":;,."))
    if method not in KNOWN_METHODS | ANY or not path.startswith("/") or _NO_PATH.search(path):
        return None
    return WrittenEndpoint(entry, method, path, is_open)


_NAMED = re.compile(
    rf"\b(?P<method>{'|'.join(sorted(KNOWN_METHODS))})\b[`*| \t]{{1,8}}(?P<path>/[^\s`|,;)]{{1,200}})"
)


def named_endpoints(scope: CheckedScope) -> dict[str, set[tuple[str, ...]]]:
    """Return the paths that the text of the pages names, by method: what is told in prose is documented."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for page in sorted(scope.project.pages):
        for line in scope.project.outlines.of(page).lines:
            for named in _NAMED.finditer(line):
                segments = path_segments(named["path"].rstrip(".:"))
                found[named["method"]].update(segments[number:] for number in range(len(segments)))
    return found


class EndpointScope:
    """What the endpoints of a scope are compared with."""

    def __init__(self, scope: CheckedScope) -> None:
        self._scope = scope
        self.descriptions = scope.project.descriptions.openapi(scope.scope.code)
        self.served = served_by(self.descriptions)
        self._of_entries: dict[str, ServedEndpoints] = {}
        self.is_described = any(not one.unread or one.endpoints for one in self.descriptions)

    def of(self, rule: CheckRule) -> Iterator[WrittenEndpoint]:
        """Yield the endpoints in use."""
        for entry in entries_in_use(rule, self._scope):
            if written := written_endpoint(entry):
                is_of_package = written.path in self._of_packages
                yield msgspec.structs.replace(written, is_of_package=is_of_package)

    @functools.cached_property
    def _of_packages(self) -> PackageEndpoints:
        return PackageEndpoints(self._scope)

    def described(self, entry: Entry) -> tuple[ServedEndpoints, str] | None:
        """Return what an entry is compared with, and its name for hints; None if there is nothing.

        Endpoints of an integration belong to another project, and are compared only with a file they name.
        """
        spec = spec_of(entry)
        if spec:
            one = find_spec(self._scope, entry, spec)
            if spec not in self._of_entries:
                self._of_entries[spec] = served_by([one])
            return None if one.unread else (self._of_entries[spec], one.path)
        if entry.values.get(INTEGRATION) or not self.is_described:
            return None
        return self.served, ", ".join(one.path for one in self.descriptions)


def spec_of(entry: Entry) -> str:
    """Return the path of the file that an entry names; empty if it names none, or a URL."""
    spec = str(entry.values.get(SPEC, "")).partition("#")[0].strip().strip("`")
    return "" if "://" in spec else spec


def find_spec(scope: CheckedScope, entry: Entry, spec: str) -> ApiDescription:
    """Return the file that an entry names: from the root of the code, or from the page."""
    page = scope.project.pages.get(entry.page)
    beside = posixpath.join(posixpath.dirname(page.path), spec) if page and page.path else spec
    paths = [clean_path(spec), clean_path(beside)]
    found = next((path for path in paths if path in scope.project.tree.files), paths[0])
    return scope.project.descriptions.specification(found)
