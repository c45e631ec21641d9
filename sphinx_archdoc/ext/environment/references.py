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

from sphinx_archdoc.catalogue.graph import Reference
from sphinx_archdoc.content.link_resolver import Destination
from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.parsing.values import is_address

WRITTEN_ON = "archdoc_page"
"""Attribute of a reference: the page that it was written on, where that is not the one that shows it."""


class PageLinks:
    """Links from the page *docname*."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self.builder = builder
        self.env = builder.env
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


class BuildLinkResolver:
    """What pages of a build show of what the catalogue does not hold; each answer is computed once.

    It implements :class:`sphinx_archdoc.content.link_resolver.LinkResolver`.
    """

    def __init__(self, builder: Builder) -> None:
        self.env = builder.env
        self._has_indices = not isinstance(builder, SingleFileHTMLBuilder)
        self._destinations: dict[tuple[str, str], Destination | None] = {}
        self._uris: dict[tuple[str, tuple[str, ...], str], str] = {}

    def destination(self, target: str, page: str) -> Destination | None:
        """Return where a link leads to that is written on *page*; None if it leads nowhere."""
        key = target, page
        if key not in self._destinations:
            self._destinations[key] = destination(self.env, target, page)
        return self._destinations[key]

    def title(self, target: str, page: str) -> str:
        """Return the title of the page that *target* names, or *target* itself."""
        name = page_target(self.env, target, page)[1:]
        return self.env.titles[name].astext() if name in self.env.titles else target

    def foreign_uri(self, reference: Reference) -> str:
        """Return the URI of a reference that another project's inventory knows; empty if none does."""
        key = reference.text, reference.field.targets, reference.source.page
        if key not in self._uris:
            found = find_elsewhere(self.env, *key)
            self._uris[key] = str(found.get("refuri", "")) if found is not None else ""
        return self._uris[key]

    def has_index(self, kind: str) -> bool:
        """Return whether the build writes an index page of a kind."""
        return self._has_indices and index_label(kind) in self.env.domains.standard_domain.anonlabels


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
