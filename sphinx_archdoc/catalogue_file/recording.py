"""Make the records of ``archdoc.json`` from the graph of a build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sphinx_archdoc import __version__
from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.graph import Backlink, Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey, Mention, Page
from sphinx_archdoc.catalogue_file.kind_records import properties_of
from sphinx_archdoc.catalogue_file.records import (
    FORMAT,
    LONGEST,
    SCHEMA,
    About,
    CatalogueFile,
    ColumnRecord,
    EntryRecord,
    FieldValue,
    Generator,
    PageRecord,
    ProblemRecord,
    ReferenceRecord,
    ShapeRecord,
    SuppressionRecord,
)
from sphinx_archdoc.parsing.credentials import without_credentials
from sphinx_archdoc.parsing.page_settings import Suppression
from sphinx_archdoc.parsing.sql import TableShape
from sphinx_archdoc.parsing.values import Ref, Value
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.model import FieldType, Scope, heading_key

UrlOf = Callable[[str], str]
"""Returns the address of a page, relative to that of the site."""


def record(
    graph: Graph,
    about: About,
    url_of: UrlOf,
    problems: Iterable[Problem],
    suppressions: Mapping[str, Sequence[Suppression]] | None = None,
) -> CatalogueFile:
    """Return the file of a catalogue. Equal sources give equal records, whatever the order of reading.

    :param suppressions: what each page says to ignore, by its name; by default, what is noted on the pages.
    """
    return _Recorder(graph, url_of, suppressions or {}).file(about, problems)


def id_of(key: Entry | EntryKey) -> str:
    """Return the id of an entry, or of the entry with a key; of a page, its name."""
    return f"{key.page}#{key.anchor}" if key.anchor else key.page


def key_of(entry: Entry, catalogue: Catalogue) -> str:
    """Return the reference that finds an entry from any page; empty if it has no name."""
    kind = catalogue.kind_of(entry)
    if not kind.takes_name:
        return f"{kind.name}:{entry.page}"
    if not entry.name:
        return ""
    page = f"{entry.page}#" if kind.scope is Scope.PAGE else ""
    return f"{kind.name}:{page}{entry.name}"


class _Recorder:
    def __init__(
        self, graph: Graph, url_of: UrlOf, suppressions: Mapping[str, Sequence[Suppression]]
    ) -> None:
        self.graph = graph
        self.catalogue = graph.catalogue
        self.url_of = url_of
        self.suppressions = suppressions
        self.fields = {
            name: {field.name: field.type is FieldType.TEXT for field in kind.fields.values()}
            for name, kind in self.catalogue.kinds.items()
        }
        """For each kind, its fields in their order, and whether they are text that may have markup."""
        self.mentions = {page.docname: _by_anchor(page) for page in self.catalogue.pages.values()}

    def file(self, about: About, problems: Iterable[Problem]) -> CatalogueFile:
        pages = {name: record for name, page in self.catalogue.pages.items() if (record := self.page(page))}
        return CatalogueFile(
            schema=SCHEMA,
            format=FORMAT,
            catalogue=about,
            generator=Generator(name="sphinx-archdoc", version=__version__),
            kinds={name: properties_of(kind) for name, kind in self.catalogue.kinds.items()},
            pages=pages,
            entries=tuple(self.entry(entry) for entry in self.catalogue.entries),
            problems=tuple(_problem(problem) for problem in sorted(set(problems))),
        )

    def page(self, page: Page) -> PageRecord | None:
        """Return the record of a page; None if nothing in the file needs it."""
        mentions = tuple(self.mentioned(page.docname, ""))
        suppressions = self.suppressions.get(page.docname, page.suppressions)
        if not page.entries and not mentions and not suppressions:
            return None
        document = self.catalogue.document_of(page.docname)
        return PageRecord(
            title=self.catalogue.title_of(page.docname),
            url=self.url_of(page.docname),
            document=id_of(document) if document else "",
            mentions=mentions,
            ignored=tuple(_suppression(one, page.docname) for one in suppressions),
        )

    def entry(self, entry: Entry) -> EntryRecord:
        fields, text, lines = self.values(entry)
        return EntryRecord(
            id=id_of(entry),
            key=key_of(entry, self.catalogue),
            kind=entry.kind,
            name=entry.name,
            title=entry.title,
            untranslated=entry.untranslated,
            page=entry.page,
            source=entry.where.source,
            line=entry.where.line,
            parent=id_of(EntryKey(entry.page, entry.parent)) if entry.parent else "",
            fields=fields,
            text=text,
            shapes={name: _shape(shape) for name, shape in entry.shapes.items()} if entry.shapes else {},
            lines=lines,
            references=(*self.references(entry), *self.mentioned(entry.page, entry.anchor)),
            backlinks={
                heading_key(heading): tuple(map(_id_of_link, _sorted(links)))
                for heading, links in self.graph.backlinks_of(entry).items()
            },
        )

    def values(self, entry: Entry) -> tuple[dict[str, FieldValue], dict[str, str], dict[str, int]]:
        """Return the values of the fields, the plain words of those that have markup, and their lines."""
        fields: dict[str, FieldValue] = {}
        words: dict[str, str] = {}
        numbers: dict[str, int] = {}
        values, lines = entry.values, entry.lines
        text_of = self.catalogue.text_of
        for name, is_text in self.fields[entry.kind].items():
            if name in values:
                value = values[name]
                fields[name] = _text(value) if isinstance(value, str) else _value(value)
                if is_text and (text := text_of(entry, name)) != value:
                    words[name] = _text(text)
            if name in lines:
                numbers[name] = lines[name]
        return fields, words, numbers

    def references(self, entry: Entry) -> Iterator[ReferenceRecord]:
        for field, references in self.graph.references_from(entry).items():
            for reference in references:
                target = reference.resolution.entry
                to = id_of(target) if target else ""
                yield ReferenceRecord(field=field, as_=reference.text, to=to)

    def mentioned(self, page: str, anchor: str) -> Iterator[ReferenceRecord]:
        """Yield the mentions of entries in the text of an entry, or on a page outside of entries."""
        for mention in self.mentions[page].get(anchor, ()):
            target = self.graph.meaning(mention, page).entry
            if target or mention.checked:
                field = mention.fields[0] if mention.fields else ""
                to = id_of(target) if target else ""
                yield ReferenceRecord(
                    field=field, as_=mention.text, to=to, mention=True, line=mention.where.line
                )


def _by_anchor(page: Page) -> Mapping[str, list[Mention]]:
    """Return the mentions of a page by the entry that holds them; the empty string stands for the page."""
    anchors = {entry.anchor for entry in page.entries}
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in page.mentions:
        if mention.linked:
            found[mention.anchor if mention.anchor in anchors else ""].append(mention)
    return found


def _sorted(links: Sequence[Backlink]) -> Sequence[Backlink]:
    return sorted(links, key=_place) if len(links) > 1 else links


def _id_of_link(link: Backlink) -> str:
    return id_of(link.entry) if link.entry else link.page


def _place(link: Backlink) -> tuple[str, int, str]:
    entry = link.entry
    return (link.page, entry.where.line, entry.anchor) if entry else (link.page, 0, "")


def _value(value: Value) -> FieldValue:
    if isinstance(value, tuple):
        return [part.text if isinstance(part, Ref) else _text(part) for part in value]
    return value


def _text(text: str) -> str:
    """Return a text as it may be in the file: without credentials, and no longer than readers accept."""
    shown = without_credentials(text)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"


def _shape(shape: TableShape) -> ShapeRecord:
    columns = (
        ColumnRecord(
            name=column.name,
            type=column.type,
            nullable=column.nullable,
            default=column.default,
            keys=column.keys,
            references=column.references,
        )
        for column in shape.columns
    )
    return ShapeRecord(columns=tuple(columns), references=shape.references, indexes=shape.indexes)


def _suppression(suppression: Suppression, page: str) -> SuppressionRecord:
    return SuppressionRecord(
        rule=suppression.rule,
        name=suppression.name,
        reason=suppression.reason,
        entry=id_of(EntryKey(page, suppression.anchor)) if suppression.anchor else "",
        source=suppression.where.source,
        line=suppression.where.line,
    )


def _problem(problem: Problem) -> ProblemRecord:
    return ProblemRecord(
        code=problem.code.value,
        source=problem.where.source,
        line=problem.where.line,
        message=problem.message,
        hint=problem.hint,
    )
