"""A Sphinx project of a few pages in a folder of its own, and the result of building it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.column_values import title_of_cell
from sphinx_archdoc.ext.environment.store import EntryStore

CONF: Mapping[str, Any] = MappingProxyType(
    {
        "project": "Test",
        "extensions": ["myst_parser", "sphinx_archdoc"],
        "myst_enable_extensions": ["colon_fence"],
        "myst_heading_anchors": 2,
        "html_theme": "basic",
        "html_copy_source": False,
    }
)
"""The configuration of a new site."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PROBLEM = re.compile(r"(.*?):(\d+): WARNING: (.*) \[archdoc\.([\w-]+)\]")

_WITHIN_WORDS = set("a abbr b bdi code em i kbd span strong sub sup u wbr".split())  # noqa: SIM905
"""Tags that may stand in the middle of a word; all others end it."""


class ReportedProblem(NamedTuple):
    """A problem as the build reported it: not suppressed, and in the order of the report."""

    code: str
    """Its code without ``archdoc.``, as the reference of the problems lists it."""
    source: str
    """Path of the file, relative to the source directory."""
    line: int
    """1-based."""
    message: str
    """What is wrong and, after a semicolon, what to do about it."""


class ShownEntry(NamedTuple):
    """An entry of the catalogue."""

    kind: str
    name: str
    """Empty if the author gave none, and for a kind whose entries are pages."""
    title: str
    """What readers see in place of the name; translated if the site is."""
    page: str
    """Name of the document."""
    anchor: str
    """Its id on the page."""
    fields: dict[str, str]
    """The words of each field that is given, as a table shows them: references by the title of what they
    lead to, several values joined by ``, ``, a flag as ``✓`` or ``✗``."""


@dataclass
class Built:
    """The result of a build."""

    out: Path
    """The folder that the builder wrote to."""
    warnings: list[str]
    """Each line of the warnings, those of Sphinx included, with paths relative to the source directory."""
    read: set[str] = field(default_factory=set)
    """Names of the documents that this build read."""
    written: set[str] = field(default_factory=set)
    """Names of the documents that this build wrote."""
    said: str = ""
    """What Sphinx printed of the course of the build."""
    _graph: Graph | None = field(default=None, repr=False, compare=False)

    @property
    def problems(self) -> list[ReportedProblem]:
        """The problems of this extension, without the warnings of Sphinx."""
        found = map(_PROBLEM.fullmatch, self.warnings)
        return [ReportedProblem(m[4], m[1], int(m[2]), m[3]) for m in found if m]

    @property
    def codes(self) -> list[str]:
        """``page:line code`` of each problem."""
        return [f"{problem.source}:{problem.line} {problem.code}" for problem in self.problems]

    @property
    def entries(self) -> list[ShownEntry]:
        """Every entry of the project, by page and in the order of the page."""
        graph = self._graph
        return [_shown(entry, graph) for entry in graph.catalogue.entries] if graph else []

    def entry(self, kind: str, name: str) -> ShownEntry:
        """Return the first entry of *kind* with this name; by its page if the kind takes no name.

        :raises LookupError: if there is none; the message lists the names of that kind.
        """
        of_kind = [entry for entry in self.entries if entry.kind == kind]
        for entry in of_kind:
            if (entry.name or entry.page) == name:
                return entry
        names = ", ".join(sorted(entry.name or entry.page for entry in of_kind)) or "none"
        raise LookupError(f"no {kind} is named {name!r}; there are: {names}")

    def text(self, name: str) -> str:
        """Return the content of a file that the builder wrote, such as ``index.html``."""
        return (self.out / name).read_text("utf-8")

    def body(self, page: str) -> str:
        """Return the HTML of a page without what the theme ``basic`` puts around it."""
        return body_of(self.text(f"{page}.html"))

    def words(self, page: str) -> str:
        """Return the words of the body of an HTML page: no tags, no permalinks, one space between words."""
        return _Words(self.body(page)).text

    def bodies(self) -> dict[str, str]:
        """Return the HTML of all pages by name, those of the indices included."""
        pages = (p.relative_to(self.out).with_suffix("").as_posix() for p in self.out.rglob("*.html"))
        return {page: self.body(page) for page in sorted(pages) if page not in ("search", "genindex")}


class Site:
    """A Sphinx project in a folder of its own, to edit and to build again.

    :param folder: where to put it; made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source"
        """The folder of the pages and of ``conf.py``."""
        self.source.mkdir(parents=True)
        self.conf: dict[str, Any] = dict(CONF)
        """The configuration by name; each build writes it to ``conf.py``."""

    def write(self, files: Mapping[str, str]) -> None:
        """Write files, by path relative to the source directory."""
        for name, text in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def remove(self, name: str) -> None:
        """Delete a file."""
        (self.source / name).unlink()

    def write_conf(self) -> None:
        """Write ``conf.py``, for those who run Sphinx in another way than :meth:`build`."""
        (self.source / "conf.py").write_text(conf_py(self.conf), "utf-8")

    def build(
        self, builder: str = "html", *, out: str = "build", parallel: int = 0, fresh: bool = False
    ) -> Built:
        """Build the site, incrementally if it was built to the same folder before.

        :param builder: a name that Sphinx knows. ``dummy`` reads and checks but writes nothing: it takes
            a third of the time, and is enough to look at problems and entries.
        :param out: folder of the environment and of the output, beside the source directory.
        :param parallel: number of processes; 0 for this one.
        :param fresh: whether to read every page again.
        """
        self.write_conf()
        read: set[str] = set()
        written: set[str] = set()
        app = SphinxTestApp(
            buildername=builder,
            srcdir=self.source,
            builddir=self.source.parent / out,
            freshenv=fresh,
            parallel=parallel,
        )
        try:
            app.connect("env-before-read-docs", lambda app, env, docnames: read.update(docnames))
            app.connect("doctree-resolved", lambda app, tree, docname: written.add(docname))
            app.build()
            lines = _lines(app.warning.getvalue(), self.source)
            return Built(Path(app.outdir), lines, read, written, app.status.getvalue(), _graph_of(app))
        finally:
            app.cleanup()


def conf_py(conf: Mapping[str, Any]) -> str:
    """Return a ``conf.py`` with these values."""
    return "".join(f"{name} = {value!r}\n" for name, value in conf.items())


def body_of(html: str) -> str:
    """Return the content of a page of the theme ``basic``."""
    return html[html.index('<div class="body"') : html.index('<div class="sphinxsidebar"')]


def _lines(text: str, source: Path) -> list[str]:
    return [line for line in _COLOUR.sub("", text).replace(f"{source}/", "").splitlines() if line]


def _graph_of(app: Sphinx) -> Graph | None:
    """Return what was read, if the extension is in use."""
    store = app.env.domains.get("archdoc")
    return store.graph if isinstance(store, EntryStore) else None


def _shown(entry: Entry, graph: Graph) -> ShownEntry:
    fields = {name: title_of_cell(entry, name, graph) for name in entry.values}
    return ShownEntry(entry.kind, entry.name, entry.title, entry.page, entry.anchor, fields)


class _Words(HTMLParser):
    """Collects the words of a page, without its permalinks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.in_permalink = False
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_permalink = tag == "a" and ("class", "headerlink") in attrs
        if tag not in _WITHIN_WORDS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.in_permalink = False
        if tag not in _WITHIN_WORDS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.in_permalink:
            self.parts.append(data)
