"""The catalogue: all entries of a project, and the lookup of entries by name."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

import msgspec

from sphinx_archdoc.catalogue.model import Entry, EntryKey, Page
from sphinx_archdoc.parsing.names import composed
from sphinx_archdoc.parsing.simple_text import MARK, words_of
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import FieldType, Kind, Scope, Subject
from sphinx_archdoc.spelling import did_you_mean

MOST_HINTS = 100
"""Number of unknown names that get a hint.

Finding a similar name is slow, and a project with more unknown names than this has a different problem.
"""


class Resolution(msgspec.Struct, frozen=True, gc=False):
    """The result of a lookup: one entry, several candidates, or nothing."""

    entry: Entry | None = None
    """The entry, if the name is not ambiguous."""
    candidates: tuple[Entry, ...] = ()
    """All entries that the name may mean."""


class Catalogue:
    """All entries of some pages.

    It is immutable: build a new one when a page changes. Lookups depend on the names of the pages and
    on the order of the entries of a page, never on the order in which Sphinx read the pages.

    :param pages: the pages by docname.
    :param kinds: the kinds table of the project, which holds the kind of every entry.
    """

    def __init__(self, pages: Mapping[str, Page], kinds: KindsTable) -> None:
        self.kinds = kinds
        self.pages = {docname: pages[docname] for docname in sorted(pages)}
        self.entries = [entry for page in self.pages.values() for entry in page.entries]
        self._by_key = {entry.key: entry for entry in self.entries}
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self._by_kind: dict[str, list[Entry]] = defaultdict(list)
        self._pages: dict[str, dict[str, Entry]] = defaultdict(dict)
        """The entries that describe their whole page, by page and kind."""
        self._nearest: dict[tuple[str, tuple[str, ...]], str] = {}
        self._cache: dict[tuple[str, tuple[str, ...], str], Resolution] = {}
        for entry in self.entries:
            self._by_kind[entry.kind].append(entry)
            if entry.name:
                self._by_name[composed(entry.name)].append(entry)
            if not self.kind_of(entry).takes_name:
                self._pages[entry.page].setdefault(entry.kind, entry)

    def kind_of(self, entry: Entry) -> Kind:
        """Return the kind of *entry*."""
        return self.kinds[entry.kind]

    @property
    def used_kinds(self) -> Set[str]:
        """The names of the kinds that have entries."""
        return self._by_kind.keys()

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """Iterate over the entries of one kind, sorted by page, and in document order on each page."""
        return iter(self._by_kind.get(kind, ()))

    def __getitem__(self, key: EntryKey) -> Entry:
        """Return the entry with this key.

        :raises KeyError: if no entry has it.
        """
        return self._by_key[key]

    def get(self, key: EntryKey) -> Entry | None:
        """Return the entry with this key, or None."""
        return self._by_key.get(key)

    def document_of(self, page: str) -> Entry | None:
        """Return the entry that describes the whole page, or None.

        If there are several, the order of the kinds table decides.
        """
        own = self._pages.get(page, {})
        return next((own[kind] for kind in self.kinds if kind in own), None)

    def title_of(self, page: str) -> str:
        """Return the title of a page, or its docname if it has no title."""
        found = self.pages.get(page)
        return (found.title if found else "") or page

    def text_of(self, entry: Entry, field: str) -> str:
        """Return the value of a field as plain text, without markup; empty if the entry does not set it."""
        parsed = self.pages[entry.page].texts.get((entry.anchor, field))
        if parsed:
            return parsed.words
        value = str(entry.values.get(field, ""))
        if MARK not in value:
            return value
        declared = self.kinds[entry.kind].fields.get(field)
        return words_of(value) if declared and declared.type is FieldType.TEXT else value

    def find(self, text: str, kinds: tuple[str, ...], page: str) -> Resolution:
        """Resolve a reference that is written on *page*. Results are cached.

        Whitespace and accents in *text* are normalised. An entry on *page* wins over entries on other pages.

        :param text: ``NAME``, ``page#NAME``, ``kind:NAME`` or ``kind:page#NAME``; or the name of a page,
            for the entry that describes it.
        :param kinds: the allowed kinds; empty for any.
        """
        written = (text, kinds, page)
        found = self._cache.get(written)
        if found is None:
            key = (composed(" ".join(text.split())), kinds, page)
            found = self._cache.get(key)
            if found is None:
                found = self._cache[key] = self._find(*key)
            self._cache[written] = found
        return found

    def find_any(self, text: str, page: str) -> Resolution:
        """Resolve the target of an ``{any}`` role on *page*: ``PORT``, or with its kind ``envvar.PORT``."""
        kind, dot, name = text.partition(".")
        found = self.find(name, (kind,), page) if dot and kind in self.kinds else Resolution()
        return found if found.candidates else self.find(text, (), page)

    def _find(self, text: str, kinds: tuple[str, ...], page: str) -> Resolution:
        found = self._choose(self._named(text, kinds), page)
        if found.candidates:
            return found
        prefix, colon, rest = text.partition(":")
        if colon and prefix in (kinds or self.kinds):
            found = self.find(rest, (prefix,), page)
        where, hash_, name = text.rpartition("#")
        if not found.candidates and hash_:
            pages = self._page_names(where, page)
            found = self._choose([entry for entry in self._named(name, kinds) if entry.page in pages], page)
        if not found.candidates:
            own = next(filter(None, map(self._pages.get, self._page_names(text, page))), {})
            found = self._choose([entry for kind, entry in own.items() if not kinds or kind in kinds], page)
        return found

    def _named(self, name: str, kinds: tuple[str, ...]) -> list[Entry]:
        named = self._by_name.get(name.strip(), ())
        if kinds:
            return [entry for entry in named if entry.kind in kinds]
        return [entry for entry in named if not names_another(self.kind_of(entry))]

    @staticmethod
    def _page_names(text: str, page: str) -> tuple[str, ...]:
        """Return the docnames that *text* may mean: relative to the source directory, or to *page*."""
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(page), text))
        return text.lstrip("/"), beside

    def _choose(self, found: list[Entry], page: str) -> Resolution:
        """Narrow *found* down: prefer entries on *page*, and count duplicates as their first entry."""
        if len(found) < 2:
            return Resolution(found[0], (found[0],)) if found else Resolution()
        here = [entry for entry in found if entry.page == page]
        distinct: dict[tuple[str, str], Entry] = {}
        for entry in here or found:
            scope = entry.page if self.kind_of(entry).scope is Scope.PAGE else ""
            distinct.setdefault((entry.kind, scope), entry)
        candidates = tuple(distinct.values())
        return Resolution(candidates[0] if len(candidates) == 1 else None, candidates)

    def qualified(self, entry: Entry, among: Iterable[Entry]) -> str:
        """Return a name for *entry* that tells it from the others *among* the given entries."""
        others = [other for other in among if other.key != entry.key]
        by_kind = f"{entry.kind}:" if any(other.kind != entry.kind for other in others) else ""
        by_page = f"{entry.page}#" if any(other.kind == entry.kind for other in others) else ""
        return f"{by_kind}{by_page}{entry.name}"

    def nearest(self, text: str, kinds: tuple[str, ...]) -> str:
        """Return a hint that names the entry most similar to *text*, or an empty string.

        Only the first :data:`MOST_HINTS` different names get a hint.
        """
        key = (text.rpartition("#")[2] if "#" in text else text, kinds)
        if key not in self._nearest:
            if len(self._nearest) >= MOST_HINTS:
                return ""
            known = {
                entry.name for entry in self.entries if entry.name and (not kinds or entry.kind in kinds)
            }
            self._nearest[key] = did_you_mean(key[0], known)
        return self._nearest[key]


def names_another(kind: Kind) -> bool:
    """Return whether entries of this kind are named after their target, as dependencies are."""
    return any(kind.fields[field].subject is Subject.PAGE for field in kind.name_fields)
