"""The files that describe interfaces, for the code of each scope: OpenAPI, AsyncAPI, MCP, CODEOWNERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

from sphinx_archdoc.checks.facts.declared_sources import sources_of
from sphinx_archdoc.checks.facts.paths import clean_path
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.configuration import Configuration, ScopeSettings, SourcesSettings
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.sources.asyncapi import read_asyncapi
from sphinx_archdoc.sources.codeowners import PLACES, CodeOwners, read_codeowners
from sphinx_archdoc.sources.mcp import McpFile, read_mcp
from sphinx_archdoc.sources.openapi import ApiDescription, read_openapi
from sphinx_archdoc.sources.structured import ReadText
from sphinx_archdoc.sources.tree import CodeTree

_Read = TypeVar("_Read", bound=ApiDescription | McpFile)

_READERS: Mapping[str, Callable[[str, ReadText], ApiDescription | McpFile]] = {
    "openapi": read_openapi,
    "asyncapi": read_asyncapi,
    "mcp": read_mcp,
}
"""What reads the files, by the key that names them in ``[sources]`` and in ``[[sources.scope]]``."""


class Descriptions:
    """What the configuration names. Each file is read when it is first asked for."""

    def __init__(self, tree: CodeTree, configuration: Configuration) -> None:
        self._tree = tree
        self._configuration = configuration
        self._sources = configuration.sources or SourcesSettings()
        self._read: dict[tuple[str, str], ApiDescription | McpFile] = {}
        self._owners: CodeOwners | None = None

    def openapi(self, code: Sequence[str]) -> tuple[ApiDescription, ...]:
        """Return the OpenAPI documents of some code: those of its scope, those within it, or else all."""
        return tuple(self.specification(path) for path in self._paths(code, "openapi"))

    def asyncapi(self, code: Sequence[str]) -> tuple[ApiDescription, ...]:
        """Return the AsyncAPI documents of some code."""
        return tuple(self._once(path, read_asyncapi) for path in self._paths(code, "asyncapi"))

    def mcp(self, code: Sequence[str]) -> tuple[McpFile, ...]:
        """Return the files that configure MCP servers of some code."""
        return tuple(self._once(path, read_mcp) for path in self._paths(code, "mcp"))

    def specification(self, path: str) -> ApiDescription:
        """Return an OpenAPI document by its path from the root of the code."""
        return self._once(path, read_openapi)

    def owners(self) -> CodeOwners | None:
        """Return what CODEOWNERS says; None if there is no such file."""
        if self._owners is None:
            named = self._sources.codeowners
            for path in (clean_path(named),) if named else PLACES:
                text = self._text(path)
                if text is not None:
                    self._owners = read_codeowners(path, text)
                    break
        return self._owners

    def unread(self, rule: CheckRule) -> Iterator[Finding]:
        """Yield the files that the configuration names and that could not be read."""
        for where, unread in self._unread_files():
            for file, reason in unread:
                yield self._about(rule, where, file, self.why_unread(file, reason))
        named_owners = self._sources.codeowners
        if named_owners and self.owners() is None:
            path = clean_path(named_owners)
            yield self._about(
                rule, "sources.codeowners", path, self.why_unread(path, "it is too large, or not text")
            )

    def _about(self, rule: CheckRule, key: str, file: str, reason: str) -> Finding:
        where = self._configuration.line_of(key)
        return rule.at(where, "file", page=where.source, name=file, file=file, reason=reason)

    def why_unread(self, path: str, reason: str) -> str:
        """Return why a file could not be read: *reason* if it is there."""
        if path in self._tree.files:
            return reason
        return "Git ignores it" if self._tree.is_ignored(path) else "there is no such file"

    def _unread_files(self) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
        """Yield the keys that name files, and what could not be read of those."""
        tables: dict[str, SourcesSettings | ScopeSettings] = {"sources": self._sources}
        tables |= {f"sources.scope.{number}": scope for number, scope in enumerate(self._sources.scope)}
        for key, read in _READERS.items():
            for name, table in tables.items():
                for path in getattr(table, key):
                    yield f"{name}.{key}", self._once(clean_path(path), read).unread

    def _paths(self, code: Sequence[str], key: str) -> Iterable[str]:
        return dict.fromkeys(map(clean_path, sources_of(self._sources, code, attrgetter(key), str)))

    def _once(self, path: str, read: Callable[[str, ReadText], _Read]) -> _Read:
        key = (read.__name__, path)
        if key not in self._read:
            self._read[key] = read(path, self._text)
        return self._read[key]  # type: ignore[return-value]  # the function decides the type

    def _text(self, path: str) -> str | None:
        """Return the text of a file that Git does not ignore: only those are in the digest of the tree."""
        return self._tree.text(path) if path in self._tree.files else None
