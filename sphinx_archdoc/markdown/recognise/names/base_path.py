"""The path that a heading gives to the names below it: ``## Sign-in — `/api/auth` ``.

The reference is "What is the name of an entry?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.heading_name import read_heading
from sphinx_archdoc.schema.model import Kind

_BASE = re.compile(
    r"(?:(?:[^`/]*\S)??\s*[-–—:(\[|]\s*)?(?P<mark>`?)(?P<path>(?:/[\w.{}:<>~-]+)+)(?:/|/\*+)?(?P=mark)[)\]]?\s*"
)
"""A heading that ends with a path, after a dash, a colon or a bracket, or that is one."""

_LONGEST = 120
"""Characters of a heading that can end with a path; longer ones are sentences."""

_OF_API = re.compile(r"/(?:\S*/)?(?:api|v\d+)\b")
"""A path that is that of an API, and not of a folder."""

_OPEN = re.compile(r"/(?:[:{<\[]\S*)?")
"""A path that names nothing itself, ``/`` or ``/:id``, and so is relative."""


def base_of(heading: str) -> str:
    """Return the path at the end of a heading, without a slash after it, or an empty string."""
    found = _BASE.fullmatch(heading.strip()) if len(heading) <= _LONGEST else None
    return found["path"] if found else ""


def complete_paths(entries: Sequence[RecognisedEntry], kind: Kind, context: HeadingContext) -> None:
    """Put the path in a heading before those of entries that are relative to it: ``POST /login``.

    They are if none of them, nor a heading beside them, begins with it or with the path of an API. It must be
    the path of an API itself, or a name must be nothing but ``/`` or a parameter: else it can be that of a
    folder.
    """
    if kind.pattern is None or not kind.wording.shape or kind.shown_name not in kind.name_fields:
        return
    headings = (context.heading, *reversed(context.titles))
    base = next((found for heading in headings if (found := base_of(heading))), "")
    if not base:
        return
    matches = ((entry, kind.pattern.fullmatch(entry.name)) for entry in entries)
    paths = [(entry, found.span(kind.shown_name)) for entry, found in matches if found]
    written = [entry.name[start:end] for entry, (start, end) in paths]
    is_full = re.compile(rf"{re.escape(base)}(?![\w-])")
    is_heading = any(entry.place is EntrySource.HEADING for entry in entries)
    headings_beside = context.section.children if is_heading else []  # rows repeat them
    names = (kind.pattern.fullmatch(read_heading(o.title, kind).name) for o in headings_beside)
    beside = [name[kind.shown_name] for name in names if name]
    if any(is_full.match(path) or not path.startswith("/") for path in (*written, *beside)):
        return
    if any(map(_OF_API.match, written)):
        return
    if not (_OF_API.match(base) or any(map(_OPEN.fullmatch, written))):
        return
    for entry, (start, end) in paths:
        path = entry.name[start:end]
        entry.name = f"{entry.name[:start]}{base}{'' if path == '/' else path}{entry.name[end:]}"
