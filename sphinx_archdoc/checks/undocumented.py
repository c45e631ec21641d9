"""Findings about what no page documents, and where they are reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.rules.builtin import CheckRule
from sphinx_archdoc.rules.finding import CodePlace, Finding


def first_of_fullest_page(entries: Sequence[Entry]) -> Entry | None:
    """Return the first of the entries on the page that has the most of them; None if there are none."""
    if not entries:
        return None
    numbers = Counter(entry.page for entry in entries)
    page = max(sorted(numbers), key=lambda name: numbers[name])
    return next(entry for entry in entries if entry.page == page)


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
