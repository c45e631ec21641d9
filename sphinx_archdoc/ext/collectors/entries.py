"""Collect from a document that was read what other pages need of it: titles, texts, mentions.

At ``doctree-read``, and not earlier: only then are translations in place, and has MyST resolved the
links within the page.
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
from sphinx_archdoc.ext.doctree.found_nodes import PageNodes
from sphinx_archdoc.ext.doctree.fragments import Fragment, fragment_of, parsed_text
from sphinx_archdoc.ext.doctree.marks import TEXTS, add_part
from sphinx_archdoc.ext.doctree.nodes import entry_mark, field_text, view_node
from sphinx_archdoc.ext.doctree.object_description import adjacent, anchors_in, anchors_of, merge_adjacent
from sphinx_archdoc.ext.doctree.targets_before import separate_targets
from sphinx_archdoc.ext.environment.index_entries import index_entry, index_label
from sphinx_archdoc.ext.environment.source_lines import line_of_text, lines_of, location
from sphinx_archdoc.ext.environment.store import EntryStore, store_of
from sphinx_archdoc.ext.transforms.translated_titles import untranslated_title
from sphinx_archdoc.problems import Location


class EntryCollector(EnvironmentCollector):
    """Stores the entries, texts and mentions of a document.

    Sphinx calls it after its own collectors of titles and tables of contents: these were registered before.
    """

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Store what other pages need of *doctree*."""
        store = store_of(app.env)
        collect(store, doctree)

    def get_outdated_docs(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Return all pages if a kind or a translation of our words has changed since they were read.

        Sphinx sees only the name of the file with the kinds, and does not see our translations.
        """
        store = store_of(env)
        now = digest_text(msgspec.json.encode(store.kinds).decode() + store.words.digest)
        before, store.data["kinds"] = store.data["kinds"], now
        return sorted(env.found_docs) if before and before != now else []

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Do nothing: the domain forgets the document itself."""

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Do nothing: the domain merges what another process has read."""


def collect(domain: EntryStore, doctree: nodes.document) -> None:
    """Store what other pages need of *doctree*, and merge the descriptions of adjacent rows."""
    env = domain.env
    found = PageNodes(doctree)
    separate_targets(env, doctree, found.descriptions)
    references = found.of(addnodes.pending_xref)
    mentions, links = _mentions(domain, references), list(_links(references))
    indices = _indices(domain, references)
    if env.docname not in domain.pages and not mentions and not links and not indices:
        return
    page = domain.note_page(env.docname)
    page.title = env.titles[env.docname].astext() if env.docname in env.titles else env.docname
    page.mentions += mentions
    page.links = links
    page.indices = indices
    _keep_shown(page, found)
    _retitle(page, domain)
    _note_index(page, domain)
    if fragments := dict(_fragments(page, found)):
        domain.fragments[env.docname] = fragments
        page.texts = {key: parsed_text(fragment) for key, fragment in fragments.items()}
    merge_adjacent(doctree, found.descriptions)
    page.runs = [tuple(anchors_in(run)) for run in adjacent(PageNodes(doctree).descriptions)]
    page.marks = [str(mark["ids"][0]) for mark in found.of(entry_mark)]
    page.views = [place["view"] for place in found.of(view_node)]
    for number, place in enumerate(found.of(view_node)):
        place["number"] = number


def _keep_shown(page: Page, found: PageNodes) -> None:
    """Forget entries that stand nowhere in the document, such as those of an unused substitution."""
    anchors = {str(mark["ids"][0]) for mark in found.of(entry_mark)}
    anchors |= {anchor for node in found.descriptions for anchor in anchors_of(node)}
    page.entries = [entry for entry in page.entries if entry.anchor in anchors]


def _retitle(page: Page, domain: EntryStore) -> None:
    """Give the entry that is the page itself the page's title."""
    written = untranslated_title(domain.env)
    page.entries = [
        entry
        if domain.kinds[entry.kind].takes_name
        else msgspec.structs.replace(entry, title=page.title, untranslated=written)
        for entry in page.entries
    ]


def _note_index(page: Page, domain: EntryStore) -> None:
    """Note the entries in the general index, as nodes would be."""
    noted = domain.env.domains.index_domain.entries.setdefault(page.docname, [])
    for entry in page.entries:
        noted.append(index_entry(domain.kinds[entry.kind], entry, domain.words))


def _fragments(page: Page, found: PageNodes) -> Iterator[tuple[tuple[str, str], Fragment]]:
    """The texts that are more than the words in the entry's values: with markup, or translated."""
    entries = {entry.anchor: entry for entry in page.entries}
    for key, fragment in _texts(found):
        if not isinstance(fragment, str):
            yield key, [_detached(child) for child in fragment]
        elif key[0] in entries and fragment != entries[key[0]].values.get(key[1]):
            yield key, fragment


def _texts(found: PageNodes) -> Iterator[tuple[tuple[str, str], Fragment]]:
    """The texts of entries by anchor and field: as directives left them, and those of plain Markdown."""
    for node in found.of(field_text):
        yield (_home_of(node).anchor, str(node["field"])), fragment_of(node)
    recognised: dict[tuple[str, str], list[nodes.Node]] = {}
    for marked, mark in found.marked:
        if mark.is_text:
            add_part(recognised.setdefault((mark.anchor, mark.field), []), marked, mark)
    for key, blocks in recognised.items():
        yield key, fragment_of(field_text("", *blocks))


def _detached(node: nodes.Node) -> nodes.Node:
    """A copy that can be stored: it does not hold on to its document."""
    copy = node.deepcopy()
    for found in copy.findall():
        found.document = None  # type: ignore[assignment]  # docutils leaves it so until a node is added
    return copy


class _Home(NamedTuple):
    """The entry, by its anchor, that a node stands in, and the fields whose first paragraph it stands in."""

    anchor: str = ""
    fields: tuple[str, ...] = ()


def _home_of(node: nodes.Node) -> _Home:
    fields: tuple[str, ...] | None = None
    block, parent = node, node.parent
    while parent is not None:
        if isinstance(parent, field_text) and fields is None:
            first = next((child for child in parent.children if isinstance(child, nodes.paragraph)), None)
            fields = (str(parent["field"]),) if block is first else ()  # cells show no more
        elif isinstance(parent, nodes.Element) and (marks := parent.get(TEXTS)):
            return _Home(marks[0].anchor, tuple(dict.fromkeys(mark.field for mark in marks)))
        elif isinstance(parent, addnodes.desc) and parent.get("domain") == "archdoc":
            return _Home(anchors_of(parent)[0], fields or ())
        block, parent = parent, parent.parent
    return _Home()


def _mentions(domain: EntryStore, references: Iterable[addnodes.pending_xref]) -> list[Mention]:
    """The references in running text that mean, or may mean, an entry."""
    found = []
    seen: Counter[tuple[Location, str]] = Counter()
    lines = functools.cache(lambda source: lines_of(domain.env, source))
    for node in references:
        target = str(node.get("reftarget", ""))
        wanted = _meaning(domain, node, target)
        if wanted is None:
            continue
        kinds, text, checked = wanted
        paragraph = _place(domain.env, node)
        where = line_of_text(lines(paragraph.source), paragraph, text, seen[paragraph, text])
        seen[paragraph, text] += 1
        label = target.casefold() if node.get("reftype") == "myst" else ""
        home = _home_of(node)
        found.append(
            Mention(
                text=text,
                kinds=kinds,
                checked=checked,
                anchor=home.anchor,
                fields=home.fields,
                where=where,
                label=label,
            )
        )
    return found


def _links(references: Iterable[addnodes.pending_xref]) -> Iterator[ProseLink]:
    """The links to pages and labels: Sphinx does not write a page again when their titles change."""
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
        home = _home_of(node)
        for one in targets:
            yield ProseLink(target=one, anchor=home.anchor, fields=home.fields, is_titled=titled)


def _indices(domain: EntryStore, references: Iterable[addnodes.pending_xref]) -> list[str]:
    """The kinds whose index page the document links to by its label."""
    targets = {str(node.get("reftarget", "")) for node in references}
    return [kind for kind in domain.kinds if index_label(kind) in targets]


def _meaning(
    domain: EntryStore,
    node: addnodes.pending_xref,
    target: str,
) -> tuple[tuple[str, ...], str, bool] | None:
    """The kinds, the name, and whether it can mean nothing else; None if it means no entry."""
    prefix, dot, name = target.partition(".")
    match node.get("refdomain", ""), node.get("reftype", ""):
        case "archdoc", kind:
            return ((kind,), target, True) if "intersphinx" not in node else None
        case "", "any":
            return (), target, False
        case "doc", "myst":
            return _page_kinds(domain), f"/{target}", False
        case "std", "doc":
            return _page_kinds(domain), f"/{docname_join(domain.env.docname, target)}", False
        case _, "myst" if dot and prefix in domain.kinds:
            return (prefix,), name, True
        case _, "myst":
            return (), target, False
    return None


def _page_kinds(domain: EntryStore) -> tuple[str, ...]:
    """The kinds whose entries are pages: a link to the page is a mention of its entry."""
    return tuple(name for name, kind in domain.kinds.items() if not kind.takes_name)


def _place(env: BuildEnvironment, node: nodes.Node | None) -> Location:
    while node is not None and not node.line:
        node = node.parent
    return location(env, node.source, node.line) if node is not None else location(env, None, None)
