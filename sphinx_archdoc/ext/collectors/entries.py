"""Collect the titles, texts and mentions of a document, which other pages need.

This happens at ``doctree-read`` because translations are in place by then, and MyST 5.2 has resolved the
links within the page (its transform has the priority 879, the event 880).
``test_links_of_markdown_have_the_shapes_that_we_read`` checks the shapes of MyST's references on which this
module relies.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util import docname_join

from sphinx_archdoc.catalogue.model import Mention, Page, ProseLink
from sphinx_archdoc.digest import digest_text
from sphinx_archdoc.ext.doctree.ancestors import ancestors
from sphinx_archdoc.ext.doctree.found_nodes import PageNodes
from sphinx_archdoc.ext.doctree.fragments import Fragment, fragment_of, parsed_text
from sphinx_archdoc.ext.doctree.marks import TEXTS, add_part
from sphinx_archdoc.ext.doctree.nodes import entry_mark, field_text, view_node
from sphinx_archdoc.ext.doctree.object_description import adjacent, anchors_in, anchors_of, merge_adjacent
from sphinx_archdoc.ext.doctree.targets_before import separate_targets
from sphinx_archdoc.ext.environment.index_entries import index_entry, index_label, index_titles
from sphinx_archdoc.ext.environment.source_lines import line_of_text, lines_of, location
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.ext.transforms.translated_titles import untranslated_title
from sphinx_archdoc.problems import Location


class EntryCollector(EnvironmentCollector):
    """Collector of the entries, texts and mentions of a document.

    Sphinx registers its own collectors of titles and tables of contents first, and so calls them first;
    ``test_titles_and_contents_are_collected_before_our_handlers_run`` checks that.
    """

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Store the parts of *doctree* that other pages need."""
        collect(store_of(app.env), doctree)

    def get_outdated_docs(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Return all pages if the kinds or the translations of our strings have changed since the last build.

        Sphinx cannot tell: it compares only the name of the file with the kinds, and knows no dependency on
        translations. If they have not changed, return the pages with links to pages that were added.
        """
        store = store_of(env)
        now = digest_text(msgspec.json.encode(store.kinds).decode() + store.words.digest)
        before, store.data["kinds"] = store.data["kinds"], now
        return (
            sorted(env.found_docs) if before and before != now else list(_pages_with_links_to(added, store))
        )

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Do nothing: the domain removes the document itself."""

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Do nothing: the domain merges the data itself."""


def _pages_with_links_to(added: Set[str], store: EntryStore) -> Iterator[str]:
    """Yield the pages whose links to *added* pages led nowhere when they were read.

    MyST 5.2 decides at reading whether a path is that of a page, and never again;
    ``test_a_page_that_comes_back_has_its_backlinks`` in ``tests/ext/test_incremental.py`` checks it.
    """
    suffixes = tuple(store.env.config.source_suffix)
    for docname, page in store.pages.items() if added else ():
        paths = (link.target[1:].partition("#")[0] for link in page.links if link.target.startswith("#"))
        files = (path for path in paths if path.endswith(suffixes))
        if any(docname_join(docname, file.rpartition(".")[0]) in added for file in files):
            yield docname


def collect(store: EntryStore, doctree: nodes.document) -> None:
    """Store the parts of *doctree* that other pages need, and merge adjacent descriptions without content."""
    env = store.env
    found = PageNodes(doctree)
    separate_targets(env, doctree, found.descriptions)
    references = found.of(addnodes.pending_xref)
    mentions, links = _mentions(store, references), list(_links(references))
    indices = _indices(store, references)
    if env.docname not in store.pages and not mentions and not links and not indices:
        return
    page = store.note_page(env.docname)
    page.title = env.titles[env.docname].astext() if env.docname in env.titles else env.docname
    page.mentions += mentions
    page.links = links
    page.indices = indices
    _drop_unplaced(page, found)
    _retitle(page, store)
    _note_index(page, store)
    if fragments := dict(_fragments(page, found)):
        store.fragments[env.docname] = fragments
        page.texts = {key: parsed_text(fragment) for key, fragment in fragments.items()}
    merge_adjacent(doctree, found.descriptions)
    page.runs = [tuple(anchors_in(run)) for run in adjacent(PageNodes(doctree).descriptions)]
    page.marks = [str(mark["ids"][0]) for mark in found.of(entry_mark)]
    page.views = [place["view"] for place in found.of(view_node)]
    for number, place in enumerate(found.of(view_node)):
        place["number"] = number


def _drop_unplaced(page: Page, found: PageNodes) -> None:
    """Remove entries that have no node in the document, such as those in an unused substitution."""
    anchors = {str(mark["ids"][0]) for mark in found.of(entry_mark)}
    anchors |= {anchor for node in found.descriptions for anchor in anchors_of(node)}
    page.entries = [entry for entry in page.entries if entry.anchor in anchors]


def _retitle(page: Page, store: EntryStore) -> None:
    """Set the page's title as the title of entries that are the page itself."""
    written = untranslated_title(store.env)
    page.entries = [
        entry
        if store.kinds[entry.kind].takes_name
        else msgspec.structs.replace(entry, title=page.title, untranslated=written)
        for entry in page.entries
    ]


def _note_index(page: Page, store: EntryStore) -> None:
    """Add the entries to the general index.

    Sphinx 9.0's ``IndexDomain`` would collect them from ``index`` nodes in the same form;
    ``test_entries_of_the_general_index_are_tuples_of_five`` and the test after it check that.
    """
    noted = store.env.domains.index_domain.entries.setdefault(page.docname, [])
    for entry in page.entries:
        noted.append(index_entry(store.kinds[entry.kind], entry, store.words))


def _fragments(page: Page, found: PageNodes) -> Iterator[tuple[tuple[str, str], Fragment]]:
    """Yield the texts that differ from the entry's values, because they have markup or are translated."""
    entries = {entry.anchor: entry for entry in page.entries}
    for key, fragment in _texts(found):
        if not isinstance(fragment, str):
            yield key, _detached(fragment)
        elif key[0] in entries and fragment != entries[key[0]].values.get(key[1]):
            yield key, fragment


def _texts(found: PageNodes) -> Iterator[tuple[tuple[str, str], Fragment]]:
    """Yield the texts of entries with their anchor and field, from directives and from plain Markdown."""
    for node in found.of(field_text):
        yield (_context_of(node).anchor, str(node["field"])), fragment_of(node)
    recognised: dict[tuple[str, str], list[nodes.Node]] = {}
    for marked, mark in found.marked:
        if mark.is_text:
            add_part(recognised.setdefault((mark.anchor, mark.field), []), marked, mark)
    for key, blocks in recognised.items():
        yield key, fragment_of(field_text("", *blocks))


def _detached(fragment: list[nodes.Node]) -> Fragment:
    """Return a picklable copy of a text without references to its document, and without messages of parsers.

    Sphinx removes such messages from the page only after ``doctree-read``.
    """
    text = field_text("", *(node.deepcopy() for node in fragment))
    for message in list(text.findall(nodes.system_message)):
        message.parent.remove(message)
    for found in text.findall():
        found.document = None  # type: ignore[assignment]  # as in a node that was never added to a document
        if isinstance(found, nodes.problematic):
            found.attributes.pop("refid", None)  # the id of its message
    return fragment_of(text)


class _Context(NamedTuple):
    """Where in an entry a node is."""

    anchor: str = ""
    """Anchor of the innermost entry that contains the node; empty if it is in no entry."""
    fields: tuple[str, ...] = ()
    """Names of the fields whose first paragraph contains the node."""


def _context_of(node: nodes.Node) -> _Context:
    fields: tuple[str, ...] | None = None
    block = node
    for parent in ancestors(node):
        if isinstance(parent, field_text) and fields is None:
            first = next((child for child in parent.children if isinstance(child, nodes.paragraph)), None)
            fields = (str(parent["field"]),) if block is first else ()  # cells show only the first paragraph
        elif isinstance(parent, nodes.Element) and (marks := parent.get(TEXTS)):
            return _Context(marks[0].anchor, tuple(dict.fromkeys(mark.field for mark in marks)))
        elif isinstance(parent, addnodes.desc) and parent.get("domain") == "archdoc":
            return _Context(anchors_of(parent)[0], fields or ())
        block = parent
    return _Context()


def _mentions(store: EntryStore, references: Iterable[addnodes.pending_xref]) -> list[Mention]:
    """Return the references in running text that refer, or can refer, to an entry."""
    found = []
    seen: Counter[tuple[Location, str]] = Counter()
    lines = functools.cache(lambda source: lines_of(store.env, source))
    for node in references:
        target = str(node.get("reftarget", ""))
        meaning = _possible_entry(store, node, target)
        if meaning is None:
            continue
        kinds, text, checked = meaning
        paragraph = _location_of(store.env, node)
        where = line_of_text(lines(paragraph.source), paragraph, text, seen[paragraph, text])
        seen[paragraph, text] += 1
        label = target.casefold() if node.get("reftype") == "myst" else ""
        context = _context_of(node)
        found.append(
            Mention(
                text=text,
                kinds=kinds,
                checked=checked,
                anchor=context.anchor,
                fields=context.fields,
                where=where,
                label=label,
            )
        )
    return found


def _links(references: Iterable[addnodes.pending_xref]) -> Iterator[ProseLink]:
    """Yield the links to pages and labels: Sphinx does not rewrite a page when their titles change."""
    for node in references:
        target = str(node.get("reftarget", ""))
        page = f"/{docname_join(node.get('refdoc', ''), target)}"
        match node.get("refdomain", ""), node.get("reftype", ""):
            case "std", "doc":
                targets = [page]
            case "doc", "myst":
                targets = [f"/{target}#{node.get('reftargetid') or ''}"]
            case "", "any":
                targets = [page, f"#{target}"]
            case ("std", "ref") | (_, "myst"):
                targets = [f"#{target}"]
            case _:
                continue
        titled = not node.get("refexplicit")
        context = _context_of(node)
        for one in targets:
            yield ProseLink(target=one, anchor=context.anchor, fields=context.fields, is_titled=titled)


def _indices(store: EntryStore, references: Iterable[addnodes.pending_xref]) -> list[str]:
    """Return the names of the indices that the document links to by their labels."""
    targets = {str(node.get("reftarget", "")) for node in references}
    return [name for name in index_titles(store.kinds) if index_label(name) in targets]


def _possible_entry(
    store: EntryStore,
    node: addnodes.pending_xref,
    target: str,
) -> tuple[tuple[str, ...], str, bool] | None:
    """Return the entry that a reference can refer to, or None if it cannot refer to an entry.

    :returns: the possible kinds (empty for any), the name, and whether it can refer to nothing but an entry.
    """
    prefix, dot, name = target.partition(".")
    match node.get("refdomain", ""), node.get("reftype", ""):
        case "archdoc", kind:
            return ((kind,), target, True) if "intersphinx" not in node else None
        case "", "any":
            return (), target, False
        case "doc", "myst":
            return _page_kinds(store), f"/{target}", False
        case "std", "doc":
            return _page_kinds(store), f"/{docname_join(store.env.docname, target)}", False
        case _, "myst" if dot and prefix in store.kinds:
            return (prefix,), name, True
        case _, "myst":
            return (), target, False
    return None


def _page_kinds(store: EntryStore) -> tuple[str, ...]:
    """Return the kinds whose entries are pages; a link to such a page mentions its entry."""
    return tuple(name for name, kind in store.kinds.items() if not kind.takes_name)


def _location_of(env: BuildEnvironment, node: nodes.Node) -> Location:
    """Return the location of *node*, or of its nearest ancestor that has a line."""
    located = next((found for found in [node, *ancestors(node)] if found.line), None)
    return location(env, located.source, located.line) if located else location(env, None, None)
