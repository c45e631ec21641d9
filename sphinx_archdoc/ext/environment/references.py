"""Links from the page that is being written, and from its entries to what is no entry."""

from __future__ import annotations

import os
import posixpath
from typing import cast
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri

from sphinx_archdoc.catalogue.digest import Destination
from sphinx_archdoc.catalogue.graph import Reference
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.parsing.values import is_address
from sphinx_archdoc.render.spans import Markup

WRITTEN_ON = "archdoc_page"
"""Attribute of a reference: the page that it was written on, where that is not the one that shows it."""


class PageLinks:
    """Links from the page *docname*."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self.builder = builder
        self.docname = docname
        self._pages: dict[str, str] = {}

    def uri(self, page: str, anchor: str) -> str:
        """The address of a place, for HTML."""
        if page == self.docname and anchor:
            return f"#{anchor}"
        if page not in self._pages:
            self._pages[page] = self.builder.get_relative_uri(self.docname, page)
        uri = self._pages[page]
        if not anchor:
            return uri
        return f"#{anchor}" if uri.startswith("#") else f"{uri}#{anchor}"  # all pages in one: no second #

    def reference(self, page: str, anchor: str, child: nodes.Element) -> nodes.reference:
        """A reference to a place around *child*.

        Sphinx's own ``make_refnode`` gives an address with two ``#`` where all pages are in one file.

        :raises NoUri: if the page is not among what is written.
        """
        if page == self.docname and anchor:
            return nodes.reference("", "", child, internal=True, refid=anchor)
        return nodes.reference("", "", child, internal=True, refuri=self.uri(page, anchor))

    def link(self, page: str, anchor: str, child: nodes.Element) -> nodes.Element:
        """A reference to a place around *child*; only *child* where the page is not among what is written."""
        try:
            return self.reference(page, anchor, child)
        except NoUri:
            return nodes.inline("", "", child)


class OutsideLinks:
    """Links from the page *docname* to what the catalogue does not hold: pages, labels, other projects."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self.env = env
        self.docname = docname

    def elsewhere(self, reference: Reference) -> nodes.reference | None:
        """A link for a reference that another project's inventory knows."""
        return find_elsewhere(self.env, reference.text, reference.field.targets, self.docname)

    def words(self, entry: Entry, text: str) -> str:
        """What to call the target of a link: the title of the page, if it is one."""
        target = page_target(self.env, text, entry.page)
        return self.env.titles[target[1:]].astext() if target[1:] in self.env.titles else text

    def target(self, entry: Entry, text: str, child: nodes.Element) -> nodes.Node:
        """A link to a page or label of the project, or of another one, for Sphinx to resolve."""
        target = page_target(self.env, text, entry.page) or text
        return pending(self.env, "", "any", target, self.docname, child)


class IndexLinks:
    """Links from the page *docname* to the index pages that *builder* writes."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self.env = builder.env
        self.docname = docname
        self.writes_any = not isinstance(builder, SingleFileHTMLBuilder)

    def has(self, kind: str) -> bool:
        """Whether there is an index page of a kind."""
        return self.writes_any and index_label(kind) in self.env.domains.standard_domain.anonlabels

    def __call__(self, kind: str, words: str) -> Markup | None:
        """A link to the index of a kind, for Sphinx to resolve; None where there is no such page."""
        if not self.has(kind):
            return None
        label = index_label(kind)
        return Markup([pending(self.env, "std", "ref", label, self.docname, nodes.inline(words, words))])


def page_target(env: BuildEnvironment, text: str, page: str) -> str:
    """The document that *text* names, from the root or from the folder of *page*; empty if there is none."""
    bare = text.removeprefix("./").partition("#")[0]
    for suffix in env.config.source_suffix:
        bare = bare.removesuffix(suffix)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(page), bare))
    return next((f"/{name}" for name in (beside, bare.lstrip("/")) if name in env.all_docs), "")


def destination(env: BuildEnvironment, text: str, page: str) -> Destination | None:
    """Where the target of a link leads to: a page, a label, an address; None if to none of them."""
    if is_address(text):
        return Destination(text)
    if target := page_target(env, text, page):
        return Destination(target, _title(env, target[1:], text.partition("#")[2]))
    standard, label = env.domains.standard_domain, text.removeprefix("#").casefold()
    if label in standard.anonlabels:
        return Destination("#".join(standard.anonlabels[label]), str(standard.labels.get(label, "")))
    if text.startswith("#") or is_file(env, text, page):
        return Destination(text)  # MyST looks for the headings of a page itself
    found = find_elsewhere(env, text, (), page)
    return Destination(str(found.get("refuri", ""))) if found is not None else None


def _title(env: BuildEnvironment, page: str, heading: str) -> str:
    """The title of a page, or what MyST knows of the heading with this anchor."""
    known = env.metadata[page].get("myst_slugs", {})
    if heading in known:
        return str(known[heading][2])
    return env.titles[page].astext() if page in env.titles else ""


def is_file(env: BuildEnvironment, text: str, page: str) -> bool:
    """Whether *text* is the path of a file, from the folder of *page*: of any, not only of a document.

    A path that begins with a slash starts at the source directory, as everywhere in Sphinx, and not at the
    root of the machine, where different files are on each.
    """
    path = unquote(text.partition("#")[0])
    folder = str(env.srcdir) if path.startswith("/") else os.path.dirname(str(env.doc2path(page)))  # noqa: PTH120
    beside = os.path.join(folder, path.lstrip("/"))  # noqa: PTH118
    return bool(path) and os.path.isfile(beside)  # noqa: PTH113  (no error, whatever the path is)


def find_elsewhere(
    env: BuildEnvironment,
    text: str,
    kinds: tuple[str, ...],
    page: str,
) -> nodes.reference | None:
    """Ask the handlers of missing references, intersphinx first of all, for a name of one of *kinds*."""
    for domain, kind in [("archdoc", kind) for kind in kinds] or [("", "any")]:
        child = nodes.inline(text, text)
        node = pending(env, domain, kind, text, page, child)
        try:
            found = env.events.emit_firstresult(
                "missing-reference", env, node, child, allowed_exceptions=(NoUri,)
            )
        except NoUri:
            continue
        if found is not None:
            return cast("nodes.reference", found)
    return None


def pending(
    env: BuildEnvironment,
    domain: str,
    kind: str,
    target: str,
    page: str,
    child: nodes.Element,
) -> addnodes.pending_xref:
    """A reference for Sphinx to resolve; if it leads nowhere, that was reported already."""
    return addnodes.pending_xref(
        child.astext(),
        child,
        refdomain=domain,
        reftype=kind,
        reftarget=target,
        refdoc=page,
        refexplicit=True,
        refwarn=False,
        archdoc=True,
    )
