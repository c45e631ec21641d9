"""What all pages say about endpoints. It is computed once, for all scopes."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set

from sphinx_archdoc.catalogue.catalogue import Catalogue
from sphinx_archdoc.checks.facts.endpoints.interfaces import ServedEndpoints, served_by
from sphinx_archdoc.checks.facts.endpoints.written import KNOWN_METHODS, WrittenEndpoint, written_endpoint
from sphinx_archdoc.checks.facts.outlines import Outlines
from sphinx_archdoc.sources.openapi import ApiDescription, DescribedEndpoint
from sphinx_archdoc.sources.url_paths import path_segments

_NAMED = re.compile(
    rf"\b(?P<method>{'|'.join(sorted(KNOWN_METHODS))})\b[`*| \t]{{1,8}}(?P<path>/[^\s`|,;)]{{1,200}})"
)


class ProjectEndpoints:
    """The endpoints of all pages, and those of the descriptions that scopes share.

    :param pages: docnames.
    """

    def __init__(self, catalogue: Catalogue, pages: Iterable[str], outlines: Outlines) -> None:
        self._catalogue = catalogue
        self._pages = sorted(pages)
        self._outlines = outlines
        self._served: dict[tuple[str, ...], ServedEndpoints] = {}
        self._documented: dict[tuple[ServedEndpoints, tuple[str, ...]], Set[DescribedEndpoint]] = {}
        self._written: dict[str, Sequence[WrittenEndpoint]] = {}

    def served(self, descriptions: Sequence[ApiDescription]) -> ServedEndpoints:
        """Return the endpoints of some descriptions, the same object for the same files."""
        paths = tuple(one.path for one in descriptions)
        if paths not in self._served:
            self._served[paths] = served_by(descriptions)
        return self._served[paths]

    def documented(self, served: ServedEndpoints, kinds: Sequence[str]) -> Set[DescribedEndpoint]:
        """Return which of the endpoints entries of any page document.

        :param kinds: the kinds of these entries.
        """
        key = served, tuple(kinds)
        if key not in self._documented:
            written = (one for kind in kinds for one in self._of_kind(kind))
            self._documented[key] = {
                one for entry in written for one in entry.among(served) if entry.means(one)
            }
        return self._documented[key]

    def _of_kind(self, kind: str) -> Sequence[WrittenEndpoint]:
        if kind not in self._written:
            written = map(written_endpoint, self._catalogue.of_kind(kind))
            self._written[kind] = [one for one in written if one]
        return self._written[kind]

    @functools.cached_property
    def named(self) -> Mapping[str, Collection[tuple[str, ...]]]:
        """The paths that the text of the pages names, by method: what is told in prose is documented."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for page in self._pages:
            for line in self._outlines.of(page).lines:
                for named in _NAMED.finditer(line):
                    segments = path_segments(named["path"].rstrip(".:"))
                    found[named["method"]].update(segments[number:] for number in range(len(segments)))
        return found
