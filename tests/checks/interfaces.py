"""Projects with files that describe interfaces, as values."""

from __future__ import annotations

from collections.abc import Mapping

from sphinx_archdoc.parsing.page_settings import PageSettings
from sphinx_archdoc.rules.configuration import Configuration, SourcesSettings
from tests.checks.trees import Document, FakeTree, check


class TextTree(FakeTree):
    """A tree of files with text."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(dict.fromkeys(texts, ()))
        self.texts = texts

    def text(self, path: str) -> str | None:
        return self.texts.get(path)


NAMED = SourcesSettings(openapi=("api.yaml",), asyncapi=("events.yaml",), mcp=(".mcp.json",))


def found(texts: Mapping[str, str], *pages: Document, settings: SourcesSettings = NAMED) -> list[str]:
    """Return what is found, without the named files that are not there."""
    found = check(TextTree(texts), *pages, configuration=Configuration(sources=settings))
    return [line for line in found if not line.endswith("there is no such file")]


def scoped(*code: str) -> PageSettings:
    return PageSettings(code=code)
