"""A small site whose build notes what Sphinx, docutils and MyST do: for ``test_sphinx_contract.py``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains import Domain, Index, IndexEntry
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

CONF = """\
import tests.contract_site
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
project = "Contract"
html_theme = "basic"
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 2
suppress_warnings = ["myst", "ref.any"]
intersphinx_mapping = {"payments": ("https://payments.example/", INVENTORY)}
setup = tests.contract_site.register
"""

INVENTORY = Path(__file__).parent.parent / "docs/examples/payments.inv"

PAGES = {
    "index.md": """\
# Start

`two  words`, [](second.md), [](second.md#sub), [](#thing.ONE), {any}`thing` and {doc}`third`.

| Name | Use |
|---|---|
| one | the first |

```{record} a name
:option: value

Text *here*.
```

::::{record}
:::{record} inner
:::
::::

```{toctree}
:numbered:

second
third
```
""",
    "second.md": "# Second\n\n## Sub\n\n```{thing}\n```\n",
    "third.rst": """\
Third
=====

.. record:: a name
   :option: value
   :more: x

   Text *here*.

.. index:: apple

.. py:function:: f()
""",
}


class Record(SphinxDirective):
    """Notes what the parser hands over."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = None

    def run(self) -> list[nodes.Node]:
        inline, _ = self.state.inline_text("{doc}`second`", 40)
        parent = nodes.Element()
        parent.document = self.state.document
        self.state.nested_parse(self.content, self.content_offset, parent)
        SEEN.directives.append(
            SimpleNamespace(
                arguments=self.arguments,
                options=self.options,
                content=list(self.content),
                block=self.block_text.splitlines(),
                line=self.state_machine.get_source_and_line(self.lineno)[1],
                lines=[p.line for p in parent.findall(nodes.paragraph)],
                inline=[x.line for node in inline for x in node.findall(addnodes.pending_xref)],
                id=make_id(self.env, self.state.document, "archdoc-envvar", "PORT"),
                notes=self.env.current_document.setdefault("archdoc:contract", []),
            )
        )
        return []


class Thing(SphinxDirective):
    """Describes an object whose heading says by itself what the contents list."""

    def run(self) -> list[nodes.Node]:
        heading = addnodes.desc_signature("ONE", "", ids=["one"], _toc_parts=("ONE",), _toc_name="One")
        description = addnodes.desc("", heading, addnodes.desc_content(), domain="thing", objtype="thing")
        self.state.document.note_explicit_target(heading)
        return [description]


class UsedIndex(Index):
    name = "used"
    localname = "Used"
    shortname = None

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        return [("O", [IndexEntry("ONE", 0, "second", "one", "", "", "")])], False


class CutIndex(UsedIndex):
    name = "cut"


class LastIndex(UsedIndex):
    name = "last"


class EmptyIndex(UsedIndex):
    name = "empty"

    def generate(
        self, docnames: Iterable[str] | None = None
    ) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        return [], False


class ThingDomain(Domain):
    name = "thing"
    label = "Thing"
    indices: ClassVar[list[type[Index]]] = [UsedIndex, CutIndex, LastIndex, EmptyIndex]


class Seen:
    """What the events of a build told."""

    def __init__(self) -> None:
        self.order: list[tuple[str, str]] = []
        self.templates: dict[str, str] = {}
        self.toctrees: dict[str, str] = {}
        self.directives: list[Any] = []
        self.doctrees: dict[str, nodes.document] = {}
        self.index_entries: dict[str, list[Any]] = {}


SEEN = Seen()


def register(app: Sphinx) -> None:
    app.add_directive("record", Record)
    app.add_directive("thing", Thing)
    app.connect("config-inited", lambda app, config: _register_late(app))


def _register_late(app: Sphinx) -> None:
    app.add_domain(ThingDomain)
    app.config.exclude_patterns = [*app.config.exclude_patterns, "left"]
    app.connect("doctree-read", _note_read, priority=600)
    app.connect("doctree-resolved", lambda app, tree, name: SEEN.order.append(("resolved", name)))
    app.connect("html-page-context", _note_page)
    app.connect("html-collect-pages", lambda app: SEEN.order.append(("collect", "")) or [])


def _note_read(app: Sphinx, doctree: nodes.document) -> None:
    entries = app.env.domains.index_domain.entries[app.env.docname]
    SEEN.index_entries[app.env.docname] = list(entries)
    entries.append(("single", "noted", "noted", "", None))
    SEEN.doctrees[app.env.docname] = doctree


def _note_page(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: object) -> str | None:
    SEEN.order.append(("page", name))
    SEEN.templates[name] = template
    if name not in app.env.all_docs and "toctree" in context:
        SEEN.toctrees[name] = context["toctree"](collapse=True)
    if name == "genindex":
        app.builder.domain_indices[:] = [i for i in app.builder.domain_indices if i[0] != "thing-cut"]
    if name == "thing-last":
        context |= {"body": "<p>in place of the table</p>", "toc": "", "display_toc": False, "meta": {}}
        return "page.html"
    return None
