"""A project as its authors see it: pages with entries, prose and views, that can be edited and written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from typing import Any

from sphinx_archdoc.markdown.convert.directives import directive_text
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds, merge_kinds
from sphinx_archdoc.schema.model import Kind, Layout
from tests.markdown.documents import own_columns, table

BUILTIN = builtin_kinds()

REFERENCE = re.compile(r"<([a-z-]+):([^<>]+)>")
"""A reference in a text, for every markup: ``<component:alpha>``, ``<any:alpha>``, ``<page:shop/c>``."""


class Way(Enum):
    """How an entry is written."""

    DIRECTIVE = "directive"
    ROW = "row"
    """As a row of a table that is recognised, where its kind has one."""
    WRAPPED = "wrapped"
    """As such a row, in the directive of several entries."""


@dataclass(frozen=True)
class Entry:
    kind: str
    name: str = ""
    values: tuple[tuple[str, str], ...] = ()
    """Values of fields as they are written; that of the kind's body is the directive's content."""
    way: Way = Way.DIRECTIVE
    within: tuple[Entry, ...] = ()
    """Entries that stand in it."""


@dataclass(frozen=True)
class Prose:
    text: str


@dataclass(frozen=True)
class Plain:
    """Entries as the template has them, in Markdown; they are not written in another markup."""

    text: str


@dataclass(frozen=True)
class View:
    directive: str
    argument: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Include:
    part: str
    """The name of a file that is no page."""


Block = Entry | Prose | Plain | View | Include


@dataclass(frozen=True)
class Page:
    title: str
    blocks: tuple[Block, ...] = ()
    suffix: str = "md"


@dataclass
class Project:
    """All that is written; what names a page or a block that there is not is an edit of nothing."""

    pages: dict[str, Page] = field(default_factory=dict)
    parts: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    kinds: Mapping[str, Any] = field(default_factory=dict)
    """The project's own kinds."""
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def table(self) -> KindsTable:
        """All kinds that there are."""
        return merge_kinds(BUILTIN, self.kinds, "conf.py")[0]

    def files(self) -> dict[str, str]:
        """The text of every file, by its path."""
        kinds = self.table
        pages = {
            f"{name}.{page.suffix}": _MARKUPS[page.suffix](kinds).page(page)
            for name, page in self.pages.items()
        }
        parts = {
            f"parts/{name}.{suffix}": "\n\n".join(markup(kinds).blocks(blocks)) + "\n"
            for name, blocks in self.parts.items()
            for suffix, markup in _MARKUPS.items()
        }
        listed = "\n".join(sorted(self.pages))
        return {**pages, **parts, "index.md": f"# Start\n\n```{{toctree}}\n{listed}\n```\n"}


class Markup:
    """Writes the pages of a project; what it has in common with the other markup."""

    def __init__(self, kinds: KindsTable) -> None:
        self.kinds = kinds

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The texts of the blocks of a page."""
        yield from map(self.block, blocks)

    def block(self, block: Block) -> str:
        """The text of a block."""
        match block:
            case Entry():
                return self.entry(block)
            case Prose(text):
                return self.text(text)
            case Plain(text):
                return self.plain(text)
            case View(directive, argument, options):
                return self.directive(f"archdoc:{directive}", argument, dict(options), "")
            case Include(part):
                return self.include(part)

    def entry(self, entry: Entry) -> str:
        """An entry as a directive; the value of the field of its body is the content."""
        body_field = self.kinds[entry.kind].body if entry.kind in self.kinds else ""
        options = {name: self.text(value) for name, value in entry.values}
        body = [options.pop(body_field)] if body_field in options else []
        content = "\n\n".join([*body, *map(self.entry, entry.within)])
        return self.directive(f"archdoc:{entry.kind}", entry.name, options, content)

    def text(self, text: str) -> str:
        """A text with its references."""
        return REFERENCE.sub(lambda found: self.reference(found[1], found[2]), text)

    def page(self, page: Page) -> str:
        """The text of a page."""
        raise NotImplementedError

    def directive(self, name: str, argument: str, options: Mapping[str, str], body: str) -> str:
        """A directive."""
        raise NotImplementedError

    def plain(self, text: str) -> str:
        """Entries as the template has them."""
        return ""

    def include(self, part: str) -> str:
        """A file that is shown as if it stood here."""
        raise NotImplementedError

    def reference(self, kind: str, name: str) -> str:
        """A reference in running text."""
        raise NotImplementedError


class Markdown(Markup):
    """Writes MyST Markdown."""

    def page(self, page: Page) -> str:
        """The text of a page, which asks for its tables to be recognised."""
        return "\n\n".join(["---\narchdoc: true\n---", f"# {page.title}", *self.blocks(page.blocks)]) + "\n"

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The texts of the blocks; rows of one kind that follow each other stand in one table."""
        for (way, kind), group in groupby(blocks, key=self._place):
            if way is Way.DIRECTIVE:
                yield from map(self.block, group)
            else:
                yield self._table(kind, way, [entry for entry in group if isinstance(entry, Entry)])

    def _place(self, block: Block) -> tuple[Way, str]:
        """The way in which a block is written, and the kind of the table that it is a row of."""
        if not isinstance(block, Entry) or block.kind not in self.kinds:
            return Way.DIRECTIVE, ""
        kind = self.kinds[block.kind]
        has_table = kind.layout is Layout.ROW and any(field.column for field in kind.fields.values())
        return (block.way, block.kind) if has_table else (Way.DIRECTIVE, "")

    def _table(self, kind: str, way: Way, entries: list[Entry]) -> str:
        declared = self.kinds[kind]
        columns = [name for name, field in declared.fields.items() if field.column]
        rows = [[entry.name, *(dict(entry.values).get(name, "") for name in columns)] for entry in entries]
        cells = [[self.text(cell).replace("\n", " ").replace("|", "\\|") for cell in row] for row in rows]
        written = table(own_columns(declared), *cells)
        if way is Way.WRAPPED:
            return f"```{{archdoc:{declared.plural_names[0]}}}\n{written}\n```"
        return f"## {declared.section}\n\n{written}"

    def directive(self, name: str, argument: str, options: Mapping[str, str], body: str) -> str:
        """A directive behind a fence that is longer than those in it."""
        return directive_text(Kind(name=name.removeprefix("archdoc:")), argument, options, body)

    def plain(self, text: str) -> str:
        """Entries as the template has them."""
        return self.text(text)

    def include(self, part: str) -> str:
        """A file that is shown as if it stood here."""
        return f"```{{include}} /parts/{part}.md\n```"

    def reference(self, kind: str, name: str) -> str:
        """A role, or one of MyST's links."""
        # MyST decides while it reads whether the address of a file is a page: pages come and go, the start stays
        links = {"page": f"{{doc}}`/{name}`", "link": f"[words](#{name})", "any": f"{{any}}`{name}`"}
        links |= {"index": f"{{ref}}`archdoc-{name}`", "file": f"[](/{name}.md)"}
        return links.get(kind, f"{{archdoc:{kind}}}`{name}`")


class Restructured(Markup):
    """Writes reStructuredText, in which every entry is a directive."""

    def page(self, page: Page) -> str:
        """The text of a page."""
        title = f"{page.title}\n{'=' * len(page.title)}"
        return "\n\n".join([title, *self.blocks(page.blocks)]) + "\n"

    def directive(self, name: str, argument: str, options: Mapping[str, str], body: str) -> str:
        """A directive with its content indented."""
        lines = [f":{option}: {' '.join(value.split())}".rstrip() for option, value in options.items()]
        inner = [*lines, *(["", *body.split("\n")] if body else [])]
        return "\n".join([f".. {name}:: {argument}".rstrip(), *(f"   {line}".rstrip() for line in inner)])

    def include(self, part: str) -> str:
        """A file that is shown as if it stood here."""
        return f".. include:: /parts/{part}.rst"

    def reference(self, kind: str, name: str) -> str:
        """A role."""
        roles = {"page": f":doc:`/{name}`", "link": f":any:`words <{name}>`", "any": f":any:`{name}`"}
        roles |= {"index": f":ref:`archdoc-{name}`", "file": f":doc:`/{name}`"}
        return roles.get(kind, f":archdoc:{kind}:`{name}`")


_MARKUPS: dict[str, type[Markup]] = {"md": Markdown, "rst": Restructured}
