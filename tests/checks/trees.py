"""Trees and catalogues from plain values, for tests of the rules."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.checks.engine import check_truth
from sphinx_archdoc.parsing.page_settings import PageSettings
from sphinx_archdoc.parsing.values import Value
from sphinx_archdoc.problems import Location
from sphinx_archdoc.rules.configuration import Configuration, SourcesSettings
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.rules.pages import CheckedPage
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.sources.facts import EnvMention, Fact
from sphinx_archdoc.sources.sql.folder import MigrationStore
from sphinx_archdoc.sources.tree import UnreadSource

TODAY = datetime.date(2026, 6, 1)


class FakeTree:
    """A tree whose facts are given."""

    def __init__(
        self,
        facts: Mapping[str, Sequence[Fact | EnvMention]],
        unread: Sequence[UnreadSource] = (),
        texts: Mapping[str, str] = {},
    ) -> None:
        self.page_texts = texts
        self.of_file = dict(sorted(facts.items()))
        self.unread: Collection[UnreadSource] = unread
        self.files = list(self.of_file)
        self.folders = {""} | {path.rpartition("/")[0] for path in self.files}
        self.has_changed = True
        self.migrations = MigrationStore()

    def facts(self) -> Iterator[tuple[str, Fact]]:
        for path, facts in self.of_file.items():
            yield from ((path, fact) for fact in facts if not isinstance(fact, EnvMention))

    def mentions(self, names: Collection[str]) -> Iterator[tuple[str, EnvMention]]:
        for path, facts in self.of_file.items():
            yield from ((path, fact) for fact in facts if isinstance(fact, EnvMention) and fact.name in names)

    def number_of_files_read(self, folder: str) -> int:
        return sum(not folder or path.startswith(f"{folder}/") for path in self.files)

    def is_test(self, path: str) -> bool:
        return path.startswith("tests/")

    def exists(self, path: str) -> bool:
        return path in self.files or path in self.folders

    def is_ignored(self, path: str) -> bool:
        return False

    def moved_to(self, path: str) -> str:
        return ""

    def changed_since(self, code: Collection[str], day: datetime.date) -> bool:
        return self.has_changed

    def text(self, path: str) -> str | None:
        return self.page_texts.get(path)


class Document:
    """A page under construction."""

    def __init__(self, docname: str, settings: PageSettings | None = None) -> None:
        self.page = Page(docname=docname, title=docname, settings=settings or PageSettings())

    def add(self, kind: str, name: str, **values: Value) -> Document:
        number = len(self.page.entries) + 1
        given = {field.replace("_", "-"): value for field, value in values.items()}
        self.page.entries.append(
            Entry(
                kind=kind,
                name=name,
                title=name,
                page=self.page.docname,
                anchor=f"{kind}-{number}",
                where=Location(f"{self.page.docname}.md", number),
                values=given,
                lines=dict.fromkeys(given, number),
            )
        )
        return self


def variables(**names: Mapping[str, Value]) -> Document:
    """Return a page of environment variables."""
    page = Document("page")
    for name, values in names.items():
        page.add("envvar", name, **values)
    return page


def check(
    tree: FakeTree,
    *documents: Document,
    configuration: Configuration | None = None,
    paths: Mapping[str, str] = {},
) -> list[str]:
    """Return what is found as ``page:line rule: message``."""
    found = findings(tree, *documents, configuration=configuration, paths=paths)
    return [f"{f.page}:{f.where.line} {f.rule}: {f.message}" for f in found]


def findings(
    tree: FakeTree,
    *documents: Document,
    configuration: Configuration | None = None,
    paths: Mapping[str, str] = {},
) -> Sequence[Finding]:
    pages = {document.page.docname: document.page for document in documents}
    checked = {
        name: CheckedPage(
            docname=name,
            source=f"{name}.md",
            path=paths.get(name, f"docs/{name}.md"),
            title=page.title,
            settings=page.settings,
            suppressions=tuple(page.suppressions),
        )
        for name, page in pages.items()
    }
    settings = configuration or Configuration(sources=SourcesSettings())
    return check_truth(Catalogue(pages, builtin_kinds()), checked, tree, settings, TODAY).findings
