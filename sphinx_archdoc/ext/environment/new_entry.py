"""Add entries to the page that is being read: those of directives and those of plain Markdown alike."""

from __future__ import annotations

from typing import NamedTuple

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_id

from sphinx_archdoc.catalogue.implied import with_implied_fields
from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.environment.store import current_page, store_of
from sphinx_archdoc.parsing.entry import ParsedEntry
from sphinx_archdoc.parsing.names import composed
from sphinx_archdoc.parsing.page_settings import suppression
from sphinx_archdoc.problems import Location
from sphinx_archdoc.schema.model import Kind


class NewEntry(NamedTuple):
    """An entry that was parsed and has no anchor yet."""

    kind: Kind
    parsed: ParsedEntry
    where: Location
    parent: Entry | None
    """The parent, which a field can refer to implicitly."""
    is_recognised: bool = False
    """True for an entry of plain Markdown."""


def note_entry(env: BuildEnvironment, document: nodes.document, new: NewEntry) -> Entry:
    """Add an entry to the page that is being read, and return it with its name, title and anchor.

    An entry of a kind that takes no name is the page itself, and has the page's name. An entry without a name
    has the title of its kind. The anchor is an id that *document* does not have yet, made by Sphinx's
    ``make_id``; add the node that carries it to the document before you note the next entry.
    """
    kind, parsed = new.kind, new.parsed
    name = parsed.name if kind.takes_name else env.docname
    entry = Entry(
        kind=kind.name,
        name=name,
        title=name or store_of(env).words(kind.title),
        page=env.docname,
        anchor=make_id(env, document, f"archdoc-{kind.name}", composed(name) or None),
        where=new.where,
        values=with_implied_fields(kind, parsed.values, new.parent),
        lines=parsed.lines,
        shapes=parsed.shapes,
        parent=new.parent.anchor if new.parent else "",
        is_recognised=new.is_recognised,
    )
    page = current_page(env)
    page.entries.append(entry)
    page.suppressions += [suppression(text, where, entry.anchor) for text, where in parsed.ignored]
    return entry
