"""The names of profile pages: ``archdoc-<kind>/<anchor>``, as for documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.digest import digest_text

_LONGEST = 120
"""Maximum number of characters of an anchor in a name: file systems take 255 bytes, with a suffix."""


def profile_names(
    catalogue: Catalogue, kinds: Iterable[str], taken: Container[str] = ()
) -> Mapping[EntryKey, str]:
    """Return the name of the profile page of each entry of *kinds*.

    Anchors are unique on a page only. Where several entries of a kind have the same, upper and lower case
    aside, because not all file systems tell these apart, the name of the page comes before the anchor.

    :param taken: names that the pages must not have, such as those of documents.
    """
    names: dict[EntryKey, str] = {}
    used: set[str] = set()
    for kind in dict.fromkeys(kinds):
        entries = list(catalogue.of_kind(kind))
        numbers = Counter(_file(entry).casefold() for entry in entries)
        for entry in entries:
            is_shared = numbers[_file(entry).casefold()] > 1
            middle = f"{entry.page}/" if is_shared else ""
            name = f"archdoc-{kind}/{middle}{_file(entry)}"
            if name.casefold() in used or name in taken:
                name += f"-{digest_text(repr(entry.key))[:8]}"
            used.add(name.casefold())
            names[entry.key] = name
    return names


def is_profile_name(name: str) -> bool:
    """Return whether a page has the name of a profile page; a document may have one, too."""
    return name.startswith("archdoc-") and "/" in name


def _file(entry: Entry) -> str:
    anchor = entry.anchor
    if len(anchor) <= _LONGEST:
        return anchor
    return f"{anchor[: _LONGEST - 9]}-{digest_text(anchor)[:8]}"
