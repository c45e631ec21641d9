"""Names of database tables that differ only in upper and lower case, which SQL ignores, are one name.

Entity-relationship diagrams are customarily in upper case: ``BATCHES`` is the table ``batches``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sphinx_archdoc.markdown.document.blocks import Block
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.repeated import written_entries
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind
from sphinx_archdoc.schema.own_forms import sql_field

_BEST = (EntrySource.ROW, EntrySource.HEADING, EntrySource.ITEM, EntrySource.BLOCK)
"""Where names are most likely written as in the database, the likeliest first."""

Spellings = Mapping[tuple[str, str], str]
"""The spelling of each name to use, by the kind and the name without its case."""


def use_one_spelling(
    entries: Sequence[RecognisedEntry], blocks: Sequence[Block], vocabulary: Vocabulary
) -> None:
    """Give tables whose names differ only in case the same name, also in the relations between them.

    The name in a directive of the page has precedence.
    """
    family = [one for entry in entries for one in entry.family()]
    tables = [one for one in family if one.name and sql_field(vocabulary.kinds[one.kind])]
    if not tables:
        return
    written = {(kind.name, name.casefold()): name for kind, name, _ in written_entries(blocks, vocabulary)}
    spellings = {**_spellings(tables), **written}
    for one in tables:
        one.name = spellings[one.kind, one.name.casefold()]
    for one in family:
        one.name = _with_spellings(one.name, vocabulary.kinds[one.kind], spellings)


def _spellings(tables: Iterable[RecognisedEntry]) -> Spellings:
    ranked = sorted((one for one in tables if one.place in _BEST), key=lambda one: _BEST.index(one.place))
    return {(one.kind, one.name.casefold()): one.name for one in reversed(ranked)}


def _with_spellings(name: str, kind: Kind, spellings: Spellings) -> str:
    """Return the name of a relation with its ends in the spelling of their tables; other names unchanged."""
    found = kind.pattern.fullmatch(name) if kind.edge and kind.pattern else None
    if found is None or kind.edge is None:
        return name
    ends = [end for end in (kind.edge.source, kind.edge.target) if end in kind.name_fields]
    for end in sorted(ends, key=found.start, reverse=True):
        targets = kind.fields[end].targets
        known = (spellings.get((target, found[end].casefold())) for target in targets)
        spelled = next(filter(None, known), found[end])
        name = name[: found.start(end)] + spelled + name[found.end(end) :]
    return name
