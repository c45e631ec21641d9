"""LikeC4: a model of the architecture as code (https://likec4.dev/dsl/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_archdoc.export.format import ExportedFile, ExportFormat, ExportOptions
from sphinx_archdoc.export.names import one_line
from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture, Element, ExportedPage
    from sphinx_archdoc.export.nesting import Nesting

_WORDS = """
  alt amber and autolayout blue border bottom bottomtop break browser bucket catch color component
  crow cylinder dashed deployment deploymentnode description diagram diamond document dot dotted
  dynamic dynamicpredicategroup element else exclude extend extends false finally from global gray
  green group head icon iconcolor iconposition icons iconsize if import include includeancestors
  indigo instance instanceof is it kind large left leftright lg likec4lib line link loop max md
  medium metadata min mobile model multiple muted navigateto node none normal not notation notes
  odiamond odot of onormal opacity open opt or padding par parallel person predicate
  predicategroup primary queue rank rectangle red relationship rgb rgba right rightleft same
  secondary self sequence shape sink size sky slate sm small solid source specification storage
  style stylegroup summary super tag tail target technology textsize this title top topbottom true
  try variant vee view views when where with xl xlarge xs xsmall
"""
RESERVED = frozenset(_WORDS.split())
"""The words of the language, in lower case; most of them are not identifiers."""

_SPECIFICATION = """\
specification {
  element system
  element component
  element external
  element data {
    style {
      shape storage
    }
  }
  tag external
  tag draft
  tag active
  tag deprecated
}
"""

_KINDS = {Nature.RUNS: "component", Nature.DATA: "data", Nature.EXTERNAL: "external"}
_STAGES = {-1: "draft", 0: "active", 1: "deprecated"}


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one file with the specification, the model and a view of each page."""
    from sphinx_archdoc.export.nesting import Nesting

    nesting = Nesting(architecture, "_", RESERVED)
    nesting.place()
    text = "\n".join((_SPECIFICATION, *_model(nesting), "", *_views(nesting), ""))
    yield ExportedFile("architecture.c4", text.encode())


def _model(nesting: Nesting) -> Iterator[str]:
    yield "model {"
    for page, parts in nesting.parts.items():
        yield f"  {nesting.ids[page]} = system {_quoted(page.title)} {{"
        if page.document:
            yield from _body(page.document, "    ")
        else:
            yield from _link(page, "    ")
        for element in parts:
            yield from _element(element, nesting, "    ")
        yield "  }"
    for element in nesting.external:
        yield from _element(element, nesting, "  ")
    for relation in nesting.relations(".".join):
        label = f" {_quoted(relation.label)}" if relation.label else ""
        yield f"  {relation.source} -> {relation.target}{label}"
    yield "}"


def _element(element: Element, nesting: Nesting, indent: str) -> Iterator[str]:
    kind = _KINDS.get(element.nature, "system")
    yield f"{indent}{nesting.ids[element]} = {kind} {_quoted(element.title)} {{"
    yield from _body(element, f"{indent}  ")
    yield f"{indent}}}"


def _body(element: Element, indent: str) -> Iterator[str]:
    tags = ["#external"] if element.nature is Nature.EXTERNAL else []
    if element.text_by_meaning(Meaning.LIFECYCLE):
        tags.append(f"#{_STAGES[element.stage()]}")
    if tags:
        yield f"{indent}{' '.join(tags)}"
    known = {"technology": element.text_by_meaning(Meaning.TECHNOLOGY), "description": element.description()}
    for key, value in known.items():
        if value:
            yield f"{indent}{key} {_quoted(value)}"
    yield from _link(element, indent)
    yield f"{indent}metadata {{"
    yield f"{indent}  archdoc_key {_quoted(element.key)}"
    for field, value in element.rest():
        yield f"{indent}  archdoc_{field.name} {_quoted(value)}"
    yield f"{indent}}}"


def _link(one: Element | ExportedPage, indent: str) -> Iterator[str]:
    if address := one.address:
        yield f"{indent}link {address}"


def _views(nesting: Nesting) -> Iterator[str]:
    yield "views {"
    yield "  view index {"
    yield "    include *"
    yield "  }"
    for page, parts in nesting.parts.items():
        if parts:
            yield f"  view view_of_{nesting.ids[page]} of {nesting.ids[page]} {{"
            yield "    include *"
            yield "  }"
    yield "}"


def _quoted(text: str) -> str:
    """Return a text on one line as a string."""
    escaped = one_line(text).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


FORMAT = ExportFormat(
    title="LikeC4",
    help="A model with views, as a .c4 file.",
    places={
        Nature.RUNS: "element of the kind `component` in its page",
        Nature.EXTERNAL: "element of the kind `external`, with the tag `#external`",
        Nature.DATA: "element of the kind `data` in its page",
        Nature.PAGE: "element of the kind `system`, with a view of what is in it",
    },
    meanings={
        Meaning.LIFECYCLE: "tag: `#draft`, `#active` or `#deprecated`",
        Meaning.PURPOSE: "`description`",
        Meaning.TECHNOLOGY: "`technology`",
    },
    dependency="relation, with the reason as its title",
    others="`metadata`",
    write=write,
)
