"""Links from the page that is being written: to entries, pages, labels, files and other projects."""

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

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.content.link_resolver import Destination
from sphinx_archdoc.ext.environment.formats import profile_kinds
from sphinx_archdoc.ext.environment.index_entries import index_label
from sphinx_archdoc.ext.environment.profiles import names_of_profiles
from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.parsing.names import composed
from sphinx_archdoc.parsing.values import is_address

WRITTEN_ON = "archdoc_page"
"""Attribute of a reference that is copied to another page: the page whose source contains it."""


class PageLinks:
    """Factory of links from the page *docname*."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self.builder = builder
        self.env = builder.env
        self.docname = docname
        self._pages: dict[str, str] = {}

    def uri(self, page: str, anchor: str) -> str:
        """Return the relative URI of an anchor on *page*, or of the page itself if *anchor* is empty."""
        if page == self.docname and anchor:
            return f"#{anchor}"
        if page not in self._pages:
            self._pages[page] = self.builder.get_relative_uri(self.docname, page)
        uri = self._pages[page]
        if not anchor:
            return uri
        return f"#{anchor}" if uri.startswith("#") else f"{uri}#{anchor}"  # singlehtml: "#document-page"

    def reference(self, page: str, anchor: str, child: nodes.Element) -> nodes.reference:
        """Return a reference that contains *child*.

        Sphinx 9.0's ``make_refnode`` gives a URI with two ``#`` in ``singlehtml``
        (https://github.com/sphinx-doc/sphinx/issues/14221), so it cannot be used.

        :raises NoUri: if the build does not write *page*.
        """
        if page == self.docname and anchor:
            return nodes.reference("", "", child, internal=True, refid=anchor)
        return nodes.reference("", "", child, internal=True, refuri=self.uri(page, anchor))

    def link(self, page: str, anchor: str, child: nodes.Element) -> nodes.Element:
        """Return a reference that contains *child*, or *child* alone if the build does not write *page*."""
        try:
            return self.reference(page, anchor, child)
        except NoUri:
            return nodes.inline("", "", child)


class BuildLinkResolver:
    """Resolver of links to targets that are not in the catalogue, with a cache for the current build.

    It implements :class:`sphinx_archdoc.content.link_resolver.LinkResolver`.
    """

    def __init__(self, builder: Builder) -> None:
        self.env = builder.env
        self._has_indices = not isinstance(builder, SingleFileHTMLBuilder)
        self._has_profiles = bool(profile_kinds(builder))
        self._destinations: dict[tuple[str, str], Destination | None] = {}
        self._uris: dict[tuple[str, tuple[str, ...], str], str | None] = {}

    def destination(self, target: str, page: str) -> Destination | None:
        """Return the destination of a link on *page*, or None if the link is broken."""
        key = target, page
        if key not in self._destinations:
            self._destinations[key] = destination(self.env, target, page)
        return self._destinations[key]

    def title(self, target: str, page: str) -> str:
        """Return the title of the page that *target* names, or *target* itself."""
        name = page_target(self.env, target, page)[1:]
        return self.env.titles[name].astext() if name in self.env.titles else target

    def foreign_uri(self, text: str, kinds: tuple[str, ...], page: str) -> str | None:
        """Return the URI of an object in another project's inventory, or None."""
        key = text, kinds, page
        if key not in self._uris:
            found = resolve_external(self.env, *key)
            self._uris[key] = str(found.get("refuri", "")) if found is not None else None
        return self._uris[key]

    def has_index(self, kind: str) -> bool:
        """Return whether the build writes an index page of a kind."""
        label = index_label(kind)
        is_labelled = label in self.env.domains.standard_domain.anonlabels
        return self._has_indices and is_labelled and label not in self.env.all_docs

    def profile(self, entry: Entry) -> str:
        """Return the name of the profile page of an entry, or an empty string."""
        return names_of_profiles(store_of(self.env)).get(entry.key, "") if self._has_profiles else ""


def page_target(env: BuildEnvironment, text: str, page: str) -> str:
    """Return ``/docname`` of the document that *text* names, or an empty string if there is none.

    The path is relative to the folder of *page*, or else to the source directory. Its suffix is optional.
    """
    bare = composed(text).removeprefix("./").partition("#")[0]  # as Sphinx 9.0 composes the names of pages
    for suffix in env.config.source_suffix:
        bare = bare.removesuffix(suffix)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(page), bare))
    return next((f"/{name}" for name in (beside, bare.lstrip("/")) if name in env.all_docs), "")


def destination(env: BuildEnvironment, text: str, page: str) -> Destination | None:
    """Return the destination of a link on *page*, or None if the link is broken.

    :param text: an address, or the name of a page, a label, a file or an object of another project.
    """
    if is_address(text):
        return Destination(text)
    if target := page_target(env, text, page):
        return Destination(target, _title(env, target[1:], text.partition("#")[2]))
    standard, label = env.domains.standard_domain, text.removeprefix("#").casefold()
    if label in standard.anonlabels:
        return Destination("#".join(standard.anonlabels[label]), str(standard.labels.get(label, "")))
    if text.startswith("#") or is_file(env, text, page):
        return Destination(text)  # MyST resolves links to headings of the same page itself
    found = resolve_external(env, text, (), page)
    return Destination(str(found.get("refuri", ""))) if found is not None else None


def _title(env: BuildEnvironment, page: str, heading: str) -> str:
    """Return the title of the heading with the slug *heading*, or the title of the page.

    MyST 5.2 stores headings as ``(line, id, title)`` in ``env.metadata[page]["myst_slugs"]``;
    ``test_the_metadata_of_a_page_say_the_titles_of_its_headings`` fails when that changes.
    """
    known = env.metadata[page].get("myst_slugs", {})
    if heading in known:
        return str(known[heading][2])
    return env.titles[page].astext() if page in env.titles else ""


def is_file(env: BuildEnvironment, text: str, page: str) -> bool:
    """Return whether *text* is the path of an existing file of any type, relative to the folder of *page*.

    A leading slash means the source directory, as everywhere in Sphinx. Resolving it against the root of the
    file system would make the result depend on the machine.
    """
    path = unquote(text.partition("#")[0])
    folder = str(env.srcdir) if path.startswith("/") else os.path.dirname(str(env.doc2path(page)))  # noqa: PTH120
    absolute = os.path.join(folder, path.lstrip("/"))  # noqa: PTH118
    return bool(path) and os.path.isfile(absolute)  # noqa: PTH113  (never raises, whatever the path is)


def resolve_external(
    env: BuildEnvironment,
    text: str,
    kinds: tuple[str, ...],
    page: str,
) -> nodes.reference | None:
    """Resolve a name of one of *kinds*, or of any object if *kinds* is empty, in other projects.

    This emits ``missing-reference``, which intersphinx handles, with a node that is not in a document;
    ``test_missing_references_can_be_asked_for_outside_of_a_document`` checks that Sphinx 9.0 allows it.

    :returns: the reference, or None if no handler resolves the name.
    """
    for domain, kind in [("archdoc", kind) for kind in kinds] or [("", "any")]:
        child = nodes.inline(text, text)
        node = pending(domain, kind, text, page, child)
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
    domain: str,
    kind: str,
    target: str,
    page: str,
    child: nodes.Element,
) -> addnodes.pending_xref:
    """Return a reference for Sphinx to resolve; it does not warn about a broken one, as we report it."""
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
