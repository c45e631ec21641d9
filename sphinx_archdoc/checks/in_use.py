"""Which pages and entries describe what is in use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.scope import CheckedProject, CheckedScope
from sphinx_archdoc.parsing.states import DEPRECATED, FORMER, GONE, PLANNED
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.schema.languages import is_without_spaces, values_of
from sphinx_archdoc.schema.meaning import Meaning

_GONE = re.compile(rf"\((?:[\w\s-]+\s)?(?:{GONE}|{DEPRECATED}|{PLANNED}|archived|deleted)\b[^)]*\)", re.I)
"""What the name or the text of an entry, or the title of a page, says in parentheses.

Few of the words for what is former are among them: a text such as "(the old value)" explains something else.
"""
_NO_LONGER = re.compile(r"\b(?:is|are) no longer (?:used|read|supported|available)\b", re.I)
"""What the text of an entry says."""
_GONE_TITLE = re.compile(rf"(?:{GONE}|{DEPRECATED}|{FORMER})\b", re.I)
GONE_FOLDERS = frozenset(
    {
        *("archive", "archives", "archived", "deprecated", "obsolete", "legacy", "old"),
        *("proposals", "rfcs", "drafts", "plans", "ideas", "adr", "adrs", "decisions"),
    }
)
"""Names of folders whose pages describe what was, or what may come. :doc:`/reference/checks` lists them."""
_SHORTEST_ENDING = 4
"""Letters of a word that may end the name of a plan, in scripts without spaces.

Shorter words may be about how something is laid out.
"""
_NOT_CHECKED = frozenset({"archived", "deprecated"})
"""Statuses of pages that are not compared."""


def entries_in_use(rule: CheckRule, scope: CheckedScope) -> Iterator[Entry]:
    """Yield the entries that a rule is about, without those that are out of use."""
    used = pages_in_use(scope)
    for entry in scope.of(rule):
        if entry.page in used and not is_gone(entry):
            yield entry


def pages_in_use(scope: CheckedScope) -> frozenset[str]:
    """Return the pages of a scope that describe what is in use; they are kept with the scope."""
    return scope.derived(pages_in_use, _pages_in_use)


def _pages_in_use(scope: CheckedScope) -> frozenset[str]:
    return frozenset(page for page in scope.pages if is_page_in_use(scope.project, page))


def all_pages_in_use(project: CheckedProject) -> frozenset[str]:
    """Return the pages of a project that describe what is in use."""
    return frozenset(page for page in project.pages if is_page_in_use(project, page))


def is_page_in_use(project: CheckedProject, docname: str) -> bool:
    """Return whether a page describes what is in use, as far as its path, its status and its title say."""
    *folders, name = docname.casefold().split("/")
    if _is_plan(name) or not GONE_FOLDERS.isdisjoint(folders):
        return False
    document = project.catalogue.document_of(docname)
    field = project.catalogue.kind_of(document).field_meaning(Meaning.LIFECYCLE) if document else None
    status = str(document.values.get(field.name, "")) if document and field else ""
    title = project.pages[docname].title
    is_titled_so = any(_GONE.search(text) or _GONE_TITLE.match(text) for text in (name, title))
    return status.casefold() not in _NOT_CHECKED and not is_titled_so


def _is_plan(name: str) -> bool:
    """Return whether a page has the name of one that describes what may come: ``roadmap``."""
    plans = values_of("plans")
    endings = tuple(plan for plan in plans if is_without_spaces(plan) and len(plan) >= _SHORTEST_ENDING)
    return name in plans or name.endswith(endings)


def is_gone(entry: Entry) -> bool:
    """Return whether an entry says of itself that what it describes is not in use."""
    texts = [str(entry.values.get(field, ""))[:200] for field in ("purpose", "notes", "description")]
    says_so = any(_GONE.search(text) for text in (entry.title, entry.name, *texts))
    return says_so or any(map(_NO_LONGER.search, texts))
