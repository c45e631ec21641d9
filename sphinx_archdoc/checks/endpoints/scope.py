"""What the endpoints of a scope are compared with."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterator

import msgspec

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.endpoints.packages import PackageEndpoints
from sphinx_archdoc.checks.facts.endpoints.interfaces import ServedEndpoints, served_by
from sphinx_archdoc.checks.facts.endpoints.written import WrittenEndpoint, written_endpoint
from sphinx_archdoc.checks.facts.paths import clean_path
from sphinx_archdoc.checks.in_use import entries_in_use
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.sources.openapi import ApiDescription

SPEC = "spec"
"""The field that names the file that describes an endpoint."""
INTEGRATION = "integration"
"""The field that names the integration that an endpoint belongs to."""


class EndpointScope:
    """What the endpoints of a scope are compared with."""

    def __init__(self, scope: CheckedScope) -> None:
        self._scope = scope
        self.descriptions = scope.project.descriptions.openapi(scope.scope.code)
        self.served = scope.project.endpoints.served(self.descriptions)
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
