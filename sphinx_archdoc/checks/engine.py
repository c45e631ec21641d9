"""Compare a catalogue with the code: the one engine behind the build and the command."""

from __future__ import annotations

import datetime
import functools
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks import dates, ownership, secrets, servers, webhooks
from sphinx_archdoc.checks.code_locations import rules as code_rules
from sphinx_archdoc.checks.endpoints import rules as endpoint_rules
from sphinx_archdoc.checks.environment import rules as environment_rules
from sphinx_archdoc.checks.environment.names import names_in
from sphinx_archdoc.checks.facts.databases import Databases
from sphinx_archdoc.checks.facts.descriptions import Descriptions
from sphinx_archdoc.checks.facts.endpoints.of_project import ProjectEndpoints
from sphinx_archdoc.checks.facts.endpoints.routes import CodeRoutes
from sphinx_archdoc.checks.facts.mentions import Mentions
from sphinx_archdoc.checks.facts.outlines import Outlines
from sphinx_archdoc.checks.facts.paths import PathNames, clean_path
from sphinx_archdoc.checks.facts.variables import Variables
from sphinx_archdoc.checks.scope import CheckedProject, CheckedScope, CodeScope, RuleFunction, is_readme
from sphinx_archdoc.checks.tables import rules as table_rules
from sphinx_archdoc.checks.unread import sources_unread
from sphinx_archdoc.rules.builtin import builtin_rules
from sphinx_archdoc.rules.configuration import Configuration, EnvironmentSettings, matches_page
from sphinx_archdoc.rules.finding import Checked, Finding, Severity
from sphinx_archdoc.rules.pages import CheckedPage
from sphinx_archdoc.rules.suppressions import suppress
from sphinx_archdoc.sources.tree import CodeTree

RULES: Mapping[str, RuleFunction] = {
    **environment_rules.RULES,
    **code_rules.RULES,
    **secrets.RULES,
    **dates.RULES,
    **table_rules.RULES,
    **endpoint_rules.RULES,
    **webhooks.RULES,
    **servers.RULES,
    **ownership.RULES,
}
"""The functions of all rules that are about the pages of a scope."""

_CODE = "code"
"""The field of the entry that describes a page, in which the folders of its code are."""


def check_truth(
    catalogue: Catalogue,
    pages: Mapping[str, CheckedPage],
    tree: CodeTree,
    configuration: Configuration,
    today: datetime.date,
) -> Checked:
    """Return what the documents say that is not so.

    :param pages: all pages, by docname.
    :param today: what the rules about dates compare with.
    """
    settings = configuration.sources.environment if configuration.sources else EnvironmentSettings()
    grouped: dict[CodeScope, list[str]] = defaultdict(list)
    for page in sorted(pages):
        scope = scope_of(pages[page], catalogue, tree, configuration)
        if scope is not None:
            grouped[scope].append(page)
    variables, documented = Variables(tree, settings), _documented(catalogue, grouped)
    outlines = Outlines(tree, pages)
    project = CheckedProject(
        catalogue=catalogue,
        pages=pages,
        tree=tree,
        configuration=configuration,
        variables=variables,
        databases=Databases(tree, configuration, _documented_tables(catalogue)),
        descriptions=Descriptions(tree, configuration),
        routes=functools.cache(lambda: CodeRoutes(tree)),
        endpoints=ProjectEndpoints(catalogue, pages, outlines),
        mentions=Mentions(tree, {*documented, *variables.reads}),
        names=PathNames(tree),
        outlines=outlines,
        today=today,
        documented=documented,
    )
    with_severity = (_with_severity(finding, configuration) for finding in _findings(project, grouped))
    counted = [finding for finding in with_severity if finding.severity is not Severity.OFF]
    kept, suppressed = suppress(counted, pages, configuration)
    return Checked(tuple(sorted(set(kept))), tuple(sorted(suppressed)))


def _findings(project: CheckedProject, grouped: Mapping[CodeScope, list[str]]) -> Iterator[Finding]:
    rules = builtin_rules()
    yield from sources_unread(rules["sources-unread"], project.tree, project.configuration)
    yield from table_rules.unread_statements(
        rules["sources-unread"], project.databases, project.configuration
    )
    yield from project.descriptions.unread(rules["sources-unread"])
    for code_scope, names in sorted(grouped.items()):
        by_kind: dict[str, list[Entry]] = defaultdict(list)
        for entry in (entry for name in names for entry in _entries(project.catalogue, name)):
            by_kind[entry.kind].append(entry)
        entries = {kind: tuple(of_kind) for kind, of_kind in by_kind.items()}
        scope = CheckedScope(scope=code_scope, pages=tuple(names), entries=entries, project=project)
        for name, function in RULES.items():
            for finding in function(rules[name], scope):
                if rules[finding.rule].covers_plans or project.outlines.is_about_now(
                    finding.page, finding.where
                ):
                    yield finding


def _entries(catalogue: Catalogue, docname: str) -> Iterable[Entry]:
    page = catalogue.pages.get(docname)
    return page.entries if page else ()


def _documented(
    catalogue: Catalogue, grouped: Mapping[CodeScope, list[str]]
) -> Mapping[str, tuple[CodeScope, ...]]:
    """Return the scopes of the pages that document each variable."""
    kinds = builtin_rules()["env-undocumented"].kinds
    found: dict[str, list[CodeScope]] = defaultdict(list)
    for scope, names in sorted(grouped.items()):
        for entry in (entry for name in names for entry in _entries(catalogue, name)):
            for name in names_in(entry.name) if entry.kind in kinds else ():
                found[name].append(scope)
    return {name: tuple(dict.fromkeys(scopes)) for name, scopes in found.items()}


def _documented_tables(catalogue: Catalogue) -> Iterator[str]:
    """Yield the names of the tables and views that any page documents."""
    for kind in builtin_rules()["table-absent"].kinds:
        yield from (entry.name for entry in catalogue.of_kind(kind))


def _with_severity(finding: Finding, configuration: Configuration) -> Finding:
    severity = configuration.severity(builtin_rules()[finding.rule], finding.page)
    return msgspec.structs.replace(finding, severity=severity)


def scope_of(
    page: CheckedPage, catalogue: Catalogue, tree: CodeTree, configuration: Configuration
) -> CodeScope | None:
    """Return which code a page is about; None if nothing is to be compared.

    The first of these that says something decides: the page's front matter, the field ``code`` of the entry
    that describes it, a ``[[sources.scope]]`` that names it, and the folder that it is the README of.
    """
    if page.settings.code is not None:
        return _scope(page.settings.code) if page.settings.code else None
    document = catalogue.document_of(page.docname)
    values = document.values.get(_CODE) if document else None
    if isinstance(values, tuple) and values:
        return _scope(str(value) for value in values)
    for scope in configuration.sources.scope if configuration.sources else ():
        if scope.code and matches_page(page.docname, scope.pages):
            return _scope(scope.code)
    if page.path is not None and is_readme(page.path) and (folder := posixpath.dirname(page.path)):
        source_folder = page.path.removesuffix(page.source).strip("/")
        if folder != source_folder and tree.number_of_files_read(folder):
            return CodeScope((folder,))
    return CodeScope()


def _scope(folders: Iterable[str]) -> CodeScope:
    """Return the scope of some folders, which a page or the configuration names."""
    return CodeScope(tuple(sorted(set(map(clean_path, folders)))))
