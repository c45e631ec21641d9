"""Structurizr: a workspace in its DSL (https://docs.structurizr.com/dsl/language)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_archdoc.export.format import ExportedFile, ExportFormat, ExportOptions
from sphinx_archdoc.export.names import one_line, unique_names
from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture, Element, ExportedPage
    from sphinx_archdoc.export.nesting import Nesting

RESERVED = frozenset({"this"})

_TAGS = {Nature.DATA: "Database", Nature.EXTERNAL: "External"}

_STYLES = """\
    styles {
      element "Database" {
        shape cylinder
      }
      element "External" {
        background #999999
      }
    }"""

_JOINER = "\N{WORD JOINER}"
"""Not visible; ends a sign that would start an escape or a substitution, for which the DSL has no escape."""


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one workspace."""
    from sphinx_archdoc.export.nesting import Nesting

    nesting = Nesting(architecture, "_", RESERVED)
    nesting.place()
    text = "\n".join((*_Workspace(architecture, nesting).lines(), ""))
    yield ExportedFile("workspace.dsl", text.encode())


class _Workspace:
    def __init__(self, architecture: Architecture, nesting: Nesting) -> None:
        self.architecture = architecture
        self.nesting = nesting
        systems: dict[Element | ExportedPage, str] = {page: page.title for page in nesting.parts}
        systems |= {element: element.title for element in nesting.external}
        self.names: dict[Element | ExportedPage, str] = _unique(systems)
        for parts in nesting.parts.values():
            self.names |= _unique({element: element.title for element in parts})

    def lines(self) -> Iterator[str]:
        titles = (loaded.file.catalogue.title or loaded.name for loaded in self.architecture.catalogues)
        yield f"workspace {_quoted(', '.join(titles))} {{"
        yield "  model {"
        for page in self.nesting.parts:
            yield from self._page(page)
        for element in self.nesting.external:
            yield f"    {self._named(element, 'softwareSystem')} {_quoted(element.description())} {{"
            yield from _body(element, "      ")
            yield "    }"
        for relation in self.nesting.relations(lambda path: path[-1]):
            label = f" {_quoted(relation.label)}" if relation.label else ""
            yield f"    {relation.source} -> {relation.target}{label}"
        yield "  }"
        yield from self._views()
        yield "}"

    def _page(self, page: ExportedPage) -> Iterator[str]:
        document = page.document
        description = document.description() if document else ""
        yield f"    {self._named(page, 'softwareSystem')} {_quoted(description)} {{"
        if document:
            yield from _body(document, "      ")
        elif page.address:
            yield f"      url {_quoted(page.address)}"
        for element in self.nesting.parts[page]:
            words = (element.description(), element.text_by_meaning(Meaning.TECHNOLOGY))
            yield f"      {self._named(element, 'container')} {' '.join(map(_quoted, words))} {{"
            yield from _body(element, "        ")
            yield "      }"
        yield "    }"

    def _named(self, one: Element | ExportedPage, sort: str) -> str:
        return f"{self.nesting.ids[one]} = {sort} {_quoted(self.names[one])}"

    def _views(self) -> Iterator[str]:
        yield "  views {"
        if self.nesting.ids:
            yield from _view('systemLandscape "landscape"')
        for page, parts in self.nesting.parts.items():
            if parts:
                yield from _view(f'container {self.nesting.ids[page]} "view_of_{self.nesting.ids[page]}"')
        yield _STYLES
        yield "  }"


def _unique(titles: dict[Element | ExportedPage, str]) -> dict[Element | ExportedPage, str]:
    names = unique_names(titles, {one: one.identity for one in titles}, longest=1000, joint=" ")
    for one, name in names.items():
        if name != titles[one]:
            one.remark("", f"its name becomes '{name}', as '{titles[one]}' is already used")
    return names


def _view(declared: str) -> Iterator[str]:
    yield f"    {declared} {{"
    yield "      include *"
    yield "      autolayout lr"
    yield "    }"


def _body(element: Element, indent: str) -> Iterator[str]:
    sort = element.text_by_meaning(Meaning.SORT)
    tags = [_TAGS.get(element.nature, ""), *sort.split(","), element.text_by_meaning(Meaning.LIFECYCLE)]
    given = dict.fromkeys(filter(None, map(one_line, tags)))
    if given:
        yield f"{indent}tags {' '.join(_quoted(tag.replace(',', ' ')) for tag in given)}"
    if element.address:
        yield f"{indent}url {_quoted(element.address)}"
    yield f"{indent}properties {{"
    yield f"{indent}  {_quoted('sphinx-archdoc.key')} {_quoted(element.key)}"
    for field, value in element.rest():
        if one_line(value):
            yield f"{indent}  {_quoted(f'sphinx-archdoc.{field.name}')} {_quoted(value)}"
    yield f"{indent}}}"


def _quoted(text: str) -> str:
    r"""Return a text on one line as a string.

    Two signs have no escape: ``\n`` is a line end, and ``${HOME}`` is a variable of the environment.
    """
    line = one_line(text).replace("\\", f"\\{_JOINER}").replace("${", f"${_JOINER}{{")
    quoted = line.replace('"', '\\"')
    return f'"{quoted}"'


FORMAT = ExportFormat(
    title="Structurizr",
    help="A workspace in the Structurizr DSL.",
    places={
        Nature.RUNS: "`container` in its page",
        Nature.EXTERNAL: "`softwareSystem` with the tag `External`",
        Nature.DATA: "`container` with the tag `Database` in its page",
        Nature.PAGE: "`softwareSystem`, with a view of what is in it",
    },
    meanings={
        Meaning.LIFECYCLE: "tag",
        Meaning.PURPOSE: "description",
        Meaning.TECHNOLOGY: "technology",
        Meaning.SORT: "tag",
    },
    dependency="relationship, with the reason as its description",
    others="`properties`",
    write=write,
)
