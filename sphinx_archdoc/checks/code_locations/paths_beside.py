"""Find the paths beside the name of an entry, such as ``**Cache** (`app/cache.py`)``."""

from __future__ import annotations

import re

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.checks.code_locations.paths_in_text import PathsInText
from sphinx_archdoc.checks.facts.paths import is_path_in_folders

_ITEM = re.compile(
    r"\s{0,12}(?:[-*+]|\d{1,3}[.)])\s{1,4}(?:\*\*[^*`\n]{1,80}\*\*|\*\*`[^`\n]{1,80}`\*\*):?\s{0,4}"
    r"(?:\((?P<inner>`[^`\n]{1,200}`(?:,\s?`[^`\n]{1,200}`){0,9})\)|[-–—:]?\s{0,2}(?P<after>`[^`\n]{1,200}`)\s*\Z)"
)
"""An item with a name in bold and its paths, in parentheses, or one as all that follows."""
_LABEL = re.compile(
    r"\s{0,4}(?:[-*+]\s{1,4})?\*\*(?P<label>[^*`\n]{1,40}?):?\*\*:?\s{0,4}(?P<path>`[^`\n]{1,200}`)\s*\Z"
)
"""A line with a label and a path."""
_BELOW = 6
"""Lines below a heading among which the label of its path is."""


class PathsBeside(PathsInText):
    """The paths beside the names of entries: a label for one ends with one of the words."""

    def of(self, entry: Entry) -> tuple[str, ...]:
        """Return the paths beside the name of an entry; none if too many of its page are not there."""
        paths, _ = self._found(entry)
        lines = self._scope.project.outlines.of(entry.page).lines
        all_paths = (path for line in lines for path in self._paths(line))
        return paths if paths and self._is_trusted(entry, entry.page, all_paths) else ()

    def line_of(self, entry: Entry) -> int:
        """Return the line of these paths; 0 if there are none."""
        return self._found(entry)[1]

    def _found(self, entry: Entry) -> tuple[tuple[str, ...], int]:
        outline, line = self._scope.project.outlines.of(entry.page), entry.where.line or 0
        if not 0 < line <= len(outline.lines):
            return (), 0
        end = min(outline.end_of_section(line), line + _BELOW)
        numbers = range(line, end + 1) if outline.section(line) == line else (line,)
        paths = ((self._paths(outline.lines[number - 1]), number) for number in numbers)
        return next((one for one in paths if one[0]), ((), 0))

    def _paths(self, line: str) -> tuple[str, ...]:
        """Return the paths of a line that is an item or a label."""
        item = _ITEM.match(line) if "`" in line else None
        label = _LABEL.match(line) if "`" in line and not item else None
        if label and label["label"].split(" ")[-1].casefold() not in self._words:
            return ()
        text = (item["inner"] or item["after"]) if item else label["path"] if label else ""
        return tuple(filter(is_path_in_folders, text.split("`")[1::2]))
