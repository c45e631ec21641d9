"""What the rules about described things share: entries in use, spelling, and what is undocumented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.finding import CodePlace, Finding
from sphinx_archdoc.checks.rules import CheckRule
from sphinx_archdoc.checks.scope import CheckedScope
from sphinx_archdoc.checks.table_scope import is_gone, is_page_in_use
from sphinx_archdoc.parsing.names import composed


def entries_in_use(rule: CheckRule, scope: CheckedScope) -> Iterator[Entry]:
    """Yield the entries that a rule is about, without those that are out of use."""
    catalogue = scope.project.catalogue
    used = {page: is_page_in_use(catalogue, page) for page in scope.pages}
    for entry in scope.of(rule):
        if used.get(entry.page, True) and not is_gone(entry):
            yield entry


def fullest_page(entries: Sequence[Entry]) -> Entry | None:
    """Return the first of the entries on the page that has the most of them; None if there are none."""
    if not entries:
        return None
    numbers = Counter(entry.page for entry in entries)
    page = max(sorted(numbers), key=lambda name: numbers[name])
    return next(entry for entry in entries if entry.page == page)


def spelling(name: str) -> str:
    """Return a name as it is compared: ``order.created`` and ``OrderCreated`` are the same."""
    return "".join(sign for sign in composed(name).casefold() if sign.isalnum()) or name


def undocumented(rule: CheckRule, first: Entry, name: str, place: CodePlace) -> Finding:
    """Return the finding that nothing documents what a file describes.

    :param first: the entry at which it is reported.
    """
    return rule.at(
        first.where,
        page=first.page,
        name=name,
        kind=first.kind,
        evidence=[place],
        place=f"{place.file}:{place.line}",
    )
