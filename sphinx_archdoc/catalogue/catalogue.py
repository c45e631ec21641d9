"""The catalogue: all entries of the project, and how a name finds one of them."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sphinx_archdoc.catalogue.model import Entry, EntryKey, Page
from sphinx_archdoc.parsing.simple_text import words_of
from sphinx_archdoc.problems import did_you_mean
from sphinx_archdoc.schema.loader import KindsTable
from sphinx_archdoc.schema.model import FieldType, Kind, Scope, Subject

MOST_HINTS = 100
"""Names for which a near one is looked for: it takes time, and so many are one mistake of another sort."""


class Resolution(msgspec.Struct, frozen=True, gc=False):
    """What a name leads to: one entry, several that it could mean, or nothing."""

    entry: Entry | None = None
    candidates: tuple[Entry, ...] = ()


class Catalogue:
    """All entries of some pages.

    It is a value: build a new one when a page changed. Lookups do not depend on the order in which
    the pages were read, but on their names and on the order of the entries on a page.
    """

    def __init__(self, pages: Mapping[str, Page], kinds: KindsTable) -> None:
        self.kinds = kinds
        self.pages = {docname: pages[docname] for docname in sorted(pages)}
        self.entries = [entry for page in self.pages.values() for entry in page.entries]
        self._by_key = {entry.key: entry for entry in self.entries}
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self._by_kind: dict[str, list[Entry]] = defaultdict(list)
        self._pages: dict[str, dict[str, Entry]] = defaultdict(dict)
        """The entries that are pages themselves, by page and kind."""
        self._nearest: dict[tuple[str, tuple[str, ...]], str] = {}
        self._cache: dict[tuple[str, tuple[str, ...], str], Resolution] = {}
        for entry in self.entries:
            self._by_kind[entry.kind].append(entry)
            if entry.name:
                self._by_name[entry.name].append(entry)
            if not self.kind_of(entry).takes_name:
                self._pages[entry.page].setdefault(entry.kind, entry)

    def kind_of(self, entry: Entry) -> Kind:
        """The kind of *entry*."""
        return self.kinds[entry.kind]

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """The entries of one kind, by page and in the order of the page."""
        return iter(self._by_kind.get(kind, ()))

    def __getitem__(self, key: EntryKey) -> Entry:
        """The entry with this key.

        :raises KeyError: if there is none.
        """
        return self._by_key[key]

    def get(self, key: EntryKey) -> Entry | None:
        """The entry with this key, if there is one."""
        return self._by_key.get(key)

    def document_of(self, page: str) -> Entry | None:
        """The entry that a page is itself, if it has one; of several, that of the first kind."""
        own = self._pages.get(page, {})
        return next((own[kind] for kind in self.kinds if kind in own), None)

    def title_of(self, page: str) -> str:
        """The title of a page."""
        found = self.pages.get(page)
        return (found.title if found else "") or page

    def text_of(self, entry: Entry, field: str) -> str:
        """The words of a field."""
        parsed = self.pages[entry.page].texts.get((entry.anchor, field))
        if parsed:
            return parsed.words
        value = str(entry.values.get(field, ""))
        declared = self.kind_of(entry).fields.get(field)
        return words_of(value) if declared and declared.type is FieldType.TEXT else value

    def find(self, text: str, kinds: tuple[str, ...], page: str) -> Resolution:
        """Look a reference up, as it is written on *page*.

        :param text: ``NAME``, ``page#NAME``, ``kind:NAME`` or ``kind:page#NAME``.
        :param kinds: kinds that it may mean; empty for any.
        """
        question = (" ".join(text.split()), kinds, page)
        if question not in self._cache:
            self._cache[question] = self._find(*question)
        return self._cache[question]

    def find_any(self, text: str, page: str) -> Resolution:
        """Look up what ``{any}`` names on *page*: of any kind, or with its kind: ``envvar.PORT``."""
        kind, dot, name = text.partition(".")
        found = self.find(name, (kind,), page) if dot and kind in self.kinds else Resolution()
        return found if found.candidates else self.find(text, (), page)

    def _find(self, text: str, kinds: tuple[str, ...], page: str) -> Resolution:
        found = self._choose(self._named(text, kinds), page)
        prefix, colon, rest = text.partition(":")
        if not found.candidates and colon and prefix in (kinds or self.kinds):
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
        """Documents that *text* may name: from the source directory, or from the page's own folder."""
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(page), text))
        return text.lstrip("/"), beside

    def _choose(self, found: list[Entry], page: str) -> Resolution:
        """The one that is meant: of the same page first, and the first of those that should be one."""
        here = [entry for entry in found if entry.page == page]
        distinct: dict[tuple[str, str], Entry] = {}
        for entry in here or found:
            scope = entry.page if self.kind_of(entry).scope is Scope.PAGE else ""
            distinct.setdefault((entry.kind, scope), entry)
        candidates = tuple(distinct.values())
        return Resolution(candidates[0] if len(candidates) == 1 else None, candidates)

    def qualified(self, entry: Entry, among: Iterable[Entry]) -> str:
        """A name for *entry* that none *among* the others has."""
        others = [other for other in among if other.key != entry.key]
        by_kind = f"{entry.kind}:" if any(other.kind != entry.kind for other in others) else ""
        by_page = f"{entry.page}#" if any(other.kind == entry.kind for other in others) else ""
        return f"{by_kind}{by_page}{entry.name}"

    def nearest(self, text: str, kinds: tuple[str, ...]) -> str:
        """The nearest name to *text* as a hint, or an empty string."""
        question = (text.rpartition("#")[2] if "#" in text else text, kinds)
        if question not in self._nearest:
            if len(self._nearest) >= MOST_HINTS:
                return ""
            known = {
                entry.name for entry in self.entries if entry.name and (not kinds or entry.kind in kinds)
            }
            self._nearest[question] = did_you_mean(question[0], known)
        return self._nearest[question]


def names_another(kind: Kind) -> bool:
    """Whether the name of such an entry is that of another: the other end of a dependency."""
    return any(kind.fields[field].subject is Subject.PAGE for field in kind.name_fields)
