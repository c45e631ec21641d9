"""Create a Sphinx project in a temporary folder, build it, and inspect the result."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from sphinx import locale
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
"""Default configuration of a site."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PROBLEM = re.compile(r"(.*?):(\d+): WARNING: (.*) \[archdoc\.([\w-]+)\]")

_WITHIN_WORDS = set("a abbr b bdi code em i kbd span strong sub sup u wbr".split())  # noqa: SIM905
"""Inline elements, which may occur within a word; all other elements separate words."""


class ReportedProblem(NamedTuple):
    """A problem that a build reported."""

    code: str
    """Code without the prefix ``archdoc.``, as in the problem reference."""
    source: str
    """Path of the file, relative to the source directory."""
    line: int
    """1-based line number."""
    message: str
    """Description and, after a semicolon, a suggestion."""


class ShownEntry(NamedTuple):
    """An entry of the catalogue."""

    kind: str
    name: str
    """Name as written; empty if the author gave none, and for kinds whose entries are pages."""
    title: str
    """Displayed name; translated if the site is."""
    page: str
    """Name of the document (docname)."""
    anchor: str
    """HTML id on the page."""
    fields: dict[str, str]
    """Text of each given field, as a table shows it: references by the title of their target, several values
    joined by ``, ``, and flags as ``✓`` or ``✗``."""


@dataclass
class Built:
    """The result of a build."""

    out: Path
    """Output directory of the builder."""
    warnings: list[str]
    """Lines of all warnings, including those of Sphinx, with paths relative to the source directory."""
    read: set[str] = field(default_factory=set)
    """Docnames that this build read."""
    written: set[str] = field(default_factory=set)
    """Docnames that this build wrote."""
    said: str = ""
    """Sphinx's status output."""
    _entries: list[ShownEntry] = field(default_factory=list, repr=False, compare=False)

    @property
    def problems(self) -> list[ReportedProblem]:
        """The problems that this extension reported, in order, without suppressed ones."""
        found = map(_PROBLEM.fullmatch, self.warnings)
        return [ReportedProblem(m[4], m[1], int(m[2]), m[3]) for m in found if m]

    @property
    def codes(self) -> list[str]:
        """Each problem as ``source:line code``."""
        return [f"{problem.source}:{problem.line} {problem.code}" for problem in self.problems]

    @property
    def entries(self) -> list[ShownEntry]:
        """All entries of the project, ordered by page and position."""
        return list(self._entries)

    def entry(self, kind: str, name: str) -> ShownEntry:
        """Return the first entry of a kind with this name, or on this page if its name is empty.

        :raises LookupError: if there is none; the message lists the existing names.
        """
        of_kind = [entry for entry in self.entries if entry.kind == kind]
        for entry in of_kind:
            if (entry.name or entry.page) == name:
                return entry
        names = ", ".join(sorted(entry.name or entry.page for entry in of_kind)) or "none"
        raise LookupError(f"no {kind} is named {name!r}; there are: {names}")

    def text(self, name: str) -> str:
        """Return the content of an output file, such as ``index.html``.

        :raises FileNotFoundError: if the builder wrote no such file.
        """
        return (self.out / name).read_text("utf-8")

    def body(self, page: str) -> str:
        """Return the HTML of a page's body, without the header and sidebar of the theme ``basic``."""
        return body_of(self.text(f"{page}.html"))

    def words(self, page: str) -> str:
        """Return the text of a page's body, without permalinks and with white space collapsed."""
        return _Words(self.body(page)).text

    def bodies(self) -> dict[str, str]:
        """Return the HTML bodies of all documents and domain indices, by page name."""
        pages = (p.relative_to(self.out).with_suffix("").as_posix() for p in self.out.rglob("*.html"))
        return {page: self.body(page) for page in sorted(pages) if page not in ("search", "genindex")}


class Site:
    """A Sphinx project that a test can edit and build again.

    :param folder: parent of the source and output directories; created if missing.
    :raises FileExistsError: if the folder contains a site already.
    """

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source"
        """Source directory, with the pages and ``conf.py``."""
        self.source.mkdir(parents=True)
        self.conf: dict[str, Any] = dict(CONF)
        """Configuration values by name; each build writes them to ``conf.py``."""

    def write(self, files: Mapping[str, str]) -> None:
        """Write files.

        :param files: content by path, relative to the source directory.
        """
        for name, text in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def remove(self, name: str) -> None:
        """Delete a file, given by its path relative to the source directory."""
        (self.source / name).unlink()

    def write_conf(self) -> None:
        """Write ``conf.py``; only needed if you run Sphinx in another way than by :meth:`build`."""
        (self.source / "conf.py").write_text(conf_py(self.conf), "utf-8")

    def build(
        self, builder: str = "html", *, out: str = "build", parallel: int = 0, fresh: bool = False
    ) -> Built:
        """Build the site, incrementally if *out* contains an earlier build.

        :param builder: name of a Sphinx builder. ``dummy`` reads and checks but writes nothing: it takes a
            third of the time, and is sufficient for tests of problems and entries.
        :param out: name of the output directory, next to the source directory.
        :param parallel: number of processes; 0 builds in this process.
        :param fresh: read all pages again.
        """
        self.write_conf()
        # Sphinx keeps the language of an earlier build in this process for a build in English
        locale.translators.clear()
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
            # before the cleanup, which unloads the translations
            entries = _entries_of(app)
            return Built(Path(app.outdir), lines, read, written, app.status.getvalue(), entries)
        finally:
            app.cleanup()


def conf_py(conf: Mapping[str, Any]) -> str:
    """Return the content of a ``conf.py`` that sets these values."""
    return "".join(f"{name} = {value!r}\n" for name, value in conf.items())


def body_of(html: str) -> str:
    """Return the body of a page in the theme ``basic``, without header and sidebar.

    :raises ValueError: if the page has another structure.
    """
    return html[html.index('<div class="body"') : html.index('<div class="sphinxsidebar"')]


def _lines(text: str, source: Path) -> list[str]:
    return [line for line in _COLOUR.sub("", text).replace(f"{source}/", "").splitlines() if line]


def _entries_of(app: Sphinx) -> list[ShownEntry]:
    """Return all entries of a project; an empty list if the extension is not loaded."""
    store = app.env.domains.get("archdoc")
    if not isinstance(store, EntryStore):
        return []
    return [_shown(entry, store.graph) for entry in store.graph.catalogue.entries]


def _shown(entry: Entry, graph: Graph) -> ShownEntry:
    fields = {name: title_of_cell(entry, name, graph) for name in entry.values}
    return ShownEntry(entry.kind, entry.name, entry.title, entry.page, entry.anchor, fields)


class _Words(HTMLParser):
    """Extracts the text of a page, without permalinks."""

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
