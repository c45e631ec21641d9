"""The names that a page lists already: of its directives, of its SQL, and of the entries read so far."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock
from sphinx_archdoc.markdown.document.directives import is_directive
from sphinx_archdoc.markdown.recognise.code_languages.sql import created_tables, names_sql
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.repeated import names_of_directives
from sphinx_archdoc.schema.model import Kind


class ListedNames:
    """Names by kind, each of which is collected only once, however many blocks ask for them.

    :param blocks: all blocks of the document.
    :param entries: the entries read so far, to which the reader appends.
    """

    def __init__(self, blocks: Sequence[Block], entries: Sequence[RecognisedEntry]) -> None:
        self._code = [block for block in blocks if isinstance(block, CodeBlock)]
        self.directives = [block for block in self._code if is_directive(block)]
        self._entries = entries
        self._read = 0
        self._by_kind: defaultdict[str, list[RecognisedEntry]] = defaultdict(list)
        self._names: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}

    @functools.cached_property
    def created(self) -> AbstractSet[str]:
        """The names of the tables that SQL creates, in lower case."""
        sql = (block.text for block in self._code if names_sql(block.info))
        return {name.casefold() for text in sql for name in created_tables(text)}

    def of(self, kind: Kind) -> AbstractSet[str]:
        """Return the names of the directives of a kind, and of its entries."""
        self._update()
        if kind.name not in self._names:
            names = {entry.name for entry in self._by_kind[kind.name]}
            self._names[kind.name] = names | {*names_of_directives(self.directives, kind)}
            self._folded[kind.name] = {name.casefold() for name in self._names[kind.name]}
        return self._names[kind.name]

    def folded(self, kind: Kind) -> AbstractSet[str]:
        """Return the names of the directives of a kind, and of its entries, in lower case."""
        self.of(kind)
        return self._folded[kind.name]

    def entries_of(self, kind: Kind) -> Sequence[RecognisedEntry]:
        """Return the entries of a kind."""
        self._update()
        return self._by_kind[kind.name]

    def _update(self) -> None:
        for entry in self._entries[self._read :]:
            self._by_kind[entry.kind].append(entry)
            if entry.kind in self._names:
                self._names[entry.kind].add(entry.name)
                self._folded[entry.kind].add(entry.name.casefold())
        self._read = len(self._entries)
