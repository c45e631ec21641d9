"""A list whose items are entries.

The reference is "When is a list read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from sphinx_archdoc.markdown.document.blocks import ListBlock, ListBlockItem
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import strongest, words_above
from sphinx_archdoc.markdown.recognise.lists.addresses import lead_nowhere
from sphinx_archdoc.markdown.recognise.lists.announced_lists import (
    introduces_columns,
    introduces_groups,
    introduces_parts,
)
from sphinx_archdoc.markdown.recognise.lists.evidence import list_evidence
from sphinx_archdoc.markdown.recognise.lists.item_rules import read_item
from sphinx_archdoc.markdown.recognise.lists.item_signs import entry_items
from sphinx_archdoc.markdown.recognise.lists.words import ListWords, name_of
from sphinx_archdoc.markdown.recognise.literals import is_struck
from sphinx_archdoc.markdown.recognise.names.base_path import complete_paths
from sphinx_archdoc.markdown.recognise.names.item_words import (
    MARKED,
    first_text,
    is_command,
    leads_home,
    split_sentence,
)
from sphinx_archdoc.markdown.recognise.names.names_below import names_in_item
from sphinx_archdoc.markdown.recognise.names.shape import (
    are_documents,
    have_other_form,
    is_refused,
    lacks_form,
)
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.tables.column_tables import is_column_list
from sphinx_archdoc.markdown.recognise.tables.column_words import names_parts
from sphinx_archdoc.markdown.recognise.values.field_values import add_flags
from sphinx_archdoc.parsing.values import is_none
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind, NameStyle
from sphinx_archdoc.schema.own_forms import address_field, sql_field

_WORDS_AND_LIST = 2
"""Blocks of an item that is a group."""


def grouped_list(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list of groups below a heading that names their kind.

    Each item is a few words without a text, above a list of entries.
    """
    kind, inner = context.kind, msgspec.structs.replace(context, before="")
    if kind is None or not kind.takes_name:
        return None
    if kind.name_style is not NameStyle.CODE and any(MARKED.match(first_text(item)) for item in node.items):
        return None  # the words in bold type are names themselves
    if any(names_in_item(item, kind) for item in node.items):
        return None  # the lists are labels
    lists = [_list_in_group(item) for item in node.items]
    if kind.name_style is not NameStyle.CODE and all(one and len(one.items) == 1 for one in lists):
        return None  # each is a name above its text
    for one in lists:
        match = (item_list(one, inner, state) or list_by_evidence(one, inner, state)) if one else None
        if match is None or match.kind is not kind:
            return None
    return Match(f"its items are groups of {kind.name}", partial(_read_groups, lists, inner, state), kind)


def _list_in_group(item: ListBlockItem) -> ListBlock | None:
    """Return the list below the words of a group; None if it is not one."""
    text = first_text(item).rstrip(":： \n")
    below = item.blocks[1] if len(item.blocks) == _WORDS_AND_LIST else None
    is_group = text and "\n" not in text and not text.startswith("`") and not split_sentence(text)[1]
    return below if is_group and isinstance(below, ListBlock) else None


def _read_groups(lists: list[ListBlock | None], context: HeadingContext, state: DocumentState) -> None:
    for block in filter(None, lists):
        state.visit(block, context)


def item_list(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list of which at least half of the items are entries of the kind that the headings name.

    If the nearest heading does not name the kind, all of them must be.
    """
    kind = context.kind
    if kind is None or not kind.takes_name:
        return None
    texts = [first_text(item) for item in node.items]
    if _is_something_else(node, texts, kind, context, state):
        return None
    entries = entry_items(node, kind, state.vocabulary, named=context.is_nearest)
    if not entries:
        return None
    reason = f"{len(entries)} of {len(node.items)} items have the form of {kind.name}"
    return Match(reason, partial(_read, node, entries, kind, context, state), kind)


def _is_something_else(
    node: ListBlock, texts: Sequence[str], kind: Kind, context: HeadingContext, state: DocumentState
) -> bool:
    """Return whether a list below a heading of the kind holds columns, labels, documents or another kind."""
    vocabulary, before = state.vocabulary, context.before
    if sql_field(kind) and (is_column_list(node) or names_parts(before) or introduces_columns(before)):
        return True
    if not kind.wording.shape and state.forms.are_labels_of_several(node):
        return True
    is_parted = introduces_parts(before, vocabulary) or introduces_groups(before, texts[0])
    if is_parted or (address_field(kind) and lead_nowhere(texts, context)):
        return True
    names = [name_of(text) for text in texts]
    if have_other_form(names, kind, vocabulary.kinds.values()):
        return True
    if are_documents([plain_text(split_sentence(text)[0]) for text in texts], kind):
        return True
    others = vocabulary.kinds_announced(before) if not context.is_nearest else ()
    # "Add these secrets:" on a page about variables
    return any(one.nature is Nature.SETTING for one in others) and kind not in others


def list_by_evidence(node: ListBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a list for which the signs add up: names of one shape, texts, and the words before it."""
    words = ListWords(node, are_labels=state.forms.are_labels_of_several(node))
    found = [list_evidence(words, kind, context, state.vocabulary) for kind in state.candidates(context)]
    best = strongest((one.evidence for one in found), context.kind)
    if best is None:
        return None
    entries = next(one.items for one in found if one.evidence is best)
    return Match(best.reason, partial(_read, node, entries, best.kind, context, state), best.kind)


def _read(
    block: ListBlock, entries: list[ListBlockItem], kind: Kind, context: HeadingContext, state: DocumentState
) -> None:
    """Read the items that are entries, and then the others: each run of them as the list that it will be.

    Conversion parts a list where it writes a directive. What remains is a list of its own when the document
    is converted again, and must be understood in the same way.
    """
    before = len(state.result.entries)
    meant = set(map(id, entries))
    rest: list[list[ListBlockItem]] = [[]]
    for item in block.items:
        if is_none(item.source):
            continue
        found = read_item(item, kind, state.vocabulary, state.result) if id(item) in meant else []
        if found and not (state.is_page and any(lacks_form(entry.name, kind) for entry in found)):
            state.result.entries += found
            rest.append([])
        else:
            rest[-1].append(item)
    complete_paths(state.result.entries[before:], kind, context)
    add_flags(state.result.entries[before:], kind, *words_above(context))
    for run in filter(None, rest):
        _read_rest(run, block, kind, context, state)


def _read_rest(
    run: list[ListBlockItem], block: ListBlock, kind: Kind, context: HeadingContext, state: DocumentState
) -> None:
    result = state.result
    entries, unread = len(result.entries), len(result.unread)
    if len(run) < len(block.items):
        source = "\n".join(item.source for item in run)
        alone = ListBlock(start=run[0].start, end=run[-1].end, source=source, items=tuple(run))
        is_first = run[0] is block.items[0]
        state.visit(alone, context if is_first else msgspec.structs.replace(context, before=""))
    if len(result.entries) == entries:
        del result.unread[unread:]
        for item in run:
            text = first_text(item)
            name = split_sentence(text)[0]
            if is_struck(name) or is_refused(plain_text(name), kind):
                continue  # what it names is gone, or is never one
            if address_field(kind) and (leads_home(text) or is_command(text)):
                continue  # it is only there for its author
            reason = f"not a valid {kind.name}: this item does not begin with a name"
            result.skip(item.start, item.end, reason)
