"""A list whose items are entries.

The reference is "Lists" in ``docs/reference/plain-markdown.md``.
"""

from __future__ import annotations

from functools import partial

from sphinx_archdoc.markdown.document.blocks import ListBlock, ListBlockItem
from sphinx_archdoc.markdown.recognise.evidence import strongest
from sphinx_archdoc.markdown.recognise.item_rules import read_item
from sphinx_archdoc.markdown.recognise.item_signs import entry_items
from sphinx_archdoc.markdown.recognise.list_evidence import ListWords, list_evidence
from sphinx_archdoc.markdown.recognise.rule import DocumentState, HeadingContext, Match
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.model import Kind


def item_list(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list of which at least half of the items are entries of the kind that the headings name.

    If the nearest heading does not name the kind, all of them must be.
    """
    kind = context.kind
    if kind is None or not kind.takes_name:
        return None
    entries = entry_items(node, kind, state.vocabulary, named=context.is_nearest)
    if not entries:
        return None
    reason = f"{len(entries)} of {len(node.items)} items have the form of {kind.name}"
    return Match(reason, partial(_read, node, entries, kind, state), kind)


def list_by_evidence(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list for which the signs add up: names of one shape, texts, and the words before it."""
    words = ListWords(node)
    found = [list_evidence(words, kind, context, state.vocabulary) for kind in state.candidates(context)]
    best = strongest((one.evidence for one in found), context.kind)
    if best is None:
        return None
    entries = next(one.items for one in found if one.evidence is best)
    return Match(best.reason, partial(_read, node, entries, best.kind, state), best.kind)


def _read(block: ListBlock, entries: list[ListBlockItem], kind: Kind, state: DocumentState) -> None:
    for item in block.items:
        if is_none(item.source):
            continue
        entry = read_item(item, kind, state.vocabulary, state.result) if item in entries else None
        if entry:
            state.result.entries.append(entry)
        else:
            reason = f"not a valid {kind.name}: this item does not begin with a name"
            state.result.skip(item.start, item.end, reason)
