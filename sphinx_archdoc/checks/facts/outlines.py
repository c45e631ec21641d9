"""What the text around an entry says of it: that it is planned, that it is gone, or that it is in a diagram.

Entries do not know what stands above them, so headings are read from the text of a page, line by line:
``read_blocks`` would take more than ten times as long, and a run in which nothing has changed does not import
it. As there, headings may be underlined, and code, comments, HTML and fences have none. But headings in items
of lists count as those of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sphinx_archdoc.parsing.states import DEPRECATED, EXPECTED, FORMER, GONE, PLANNED, THINGS
from sphinx_archdoc.problems import Location
from sphinx_archdoc.rules.pages import CheckedPage
from sphinx_archdoc.sources.tree import CodeTree

_HEADING = re.compile(r" {0,3}(?P<signs>#{1,6})[ \t]+(?P<title>.{1,300})")
_FENCE = re.compile(r" {0,20}(?P<signs>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>[^`\n]{0,100})")
_UNDERLINE = re.compile(r" {0,3}(?:(?P<first>=+)|-+)[ \t]*\Z")
_NO_PARAGRAPH = re.compile(r"(?:[-*+#]|\d{1,9}[.)])(?:\s|\Z)|[>%<]|\([\w-]+\)=")
"""How a line begins, if it does not begin a paragraph, whose last line may be underlined."""
_BREAK = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
_HTML = re.compile(
    r" {0,3}(?:</?(?:address|article|aside|blockquote|body|center|col|dd|details|dialog|dir|div|dl|dt|fig\w+|"
    r"footer|form|h\d|header|hr|html|i?frame|legend|li|link|main|menu\w*|nav|ol|option|p|section|summary|table|tbody|td|"
    r"tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|\Z)|<(?P<raw>pre|script|style|textarea)(?=[\s>]|\Z)|"
    r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?>\s*\Z)",
    re.IGNORECASE,
)
"""The first line of HTML, which ends at an empty line, or at the tag of its element."""
_STATUS = re.compile(
    r"(?:>[ \t]{0,3})?[*_:]{0,3}status[*_]{0,3}[ \t]?:[*_]{0,3}[ \t]{1,4}(?P<status>\S.{0,100})\Z",
    re.IGNORECASE,
)
"""A line that is nothing but the label and a short value: ``> **Status**: planned``."""
_GONE = rf"(?:{GONE}|{DEPRECATED}|{FORMER})"
_PLANNED = re.compile(
    rf"\b(?:{PLANNED}|to be (?:created|implemented|added|done|removed)|to create|(?-i:TODO)|wish ?list|"
    rf"future {THINGS})\b|\A[\W\d]{{0,12}}(?:{EXPECTED}) {THINGS}\b|"
    rf"\bfuture\W{{0,4}}\Z|\((?:future\b|(?:{EXPECTED})\b[^(),]*\))|\Aroadmap\W{{0,4}}\Z",
    re.IGNORECASE,
)
"""What a heading says of things that are not there yet."""
_NOT_YET = re.compile(
    r"(?:these|the following|all)\b[^.\n|]{0,80}\bnot (?P<yet>yet )?(?:been )?"
    r"(?:created|implemented|built|available)\b(?(yet)|(?: yet\b|[*_]{0,3}[.:;!]))",
    re.IGNORECASE,
)
"""What the first lines of a section say of what it lists.

Without "yet", the sentence must end there: "not available to guests" is about what exists.
"""
_INTRODUCTION = 4
"""How many lines of a section may introduce what it lists."""
_PAST = re.compile(rf"\A[\W\d]{{0,12}}{_GONE}\b|\((?:[\w ]{{1,40}} )?{_GONE}\b", re.IGNORECASE)
"""What a heading says of things that are gone. Within a heading, such a word may be what it is about."""
_STATUSES = re.compile(
    rf"\W{{0,8}}(?:{_GONE}|{PLANNED}|{EXPECTED}|planning|design|proposal|concept|idea|rfc|rejected)"
    r"(?: yet)?(?: phase| stage| only)?"
    r"(?:\W{0,8}\Z|\s(?:by|in|on|for|since|as of)\s|\s?[(\u2014]|\s[\u2013-]\s|[.;]\s|"
    r",\s(?:use|see|replaced|superseded)\s|\s?[|\u00b7]\s?\*\*)",
    re.IGNORECASE,
)
"""What the value of a status begins with. Several values with commas between them explain a field."""
_NAMES = re.compile(r"`[^`]{1,200}`|\S*[/_]\S*")
"""What a heading names, which says nothing."""
_BELOW_HEADER = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\Z")
_BEGINNING = 30
"""Lines of a page in which its status may be, up to the first section."""
_DEEPEST = 20
"""Colon fences within each other."""
_DIAGRAM = re.compile(r"\{?mermaid\b")
_DRAWING = re.compile(r"(?:|text|txt|plain|plaintext|ascii)\s*\Z", re.IGNORECASE)
"""The info string of a fence that may hold a drawing of signs and words."""


def is_separator(line: str) -> bool:
    """Return whether a line is that of dashes below the header of a table."""
    return _BELOW_HEADER.match(line) is not None


def cells_of_row(line: str) -> list[str]:
    """Return the cells of a row of a table, without the blanks around them."""
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


class Outline:
    """The headings and the diagrams of a page, by line."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        reader = _LineReader(self.lines)
        self._diagrams = reader.diagrams
        self._drawings = reader.drawings
        self._starts = [heading.line for heading in reader.headings]
        self._titles: list[tuple[str, ...]] = []
        self._sections: list[tuple[int, ...]] = []
        above: list[_Heading] = []
        for heading in reader.headings:
            above = [*(one for one in above if one.level < heading.level), heading]
            self._titles.append(tuple(one.title for one in above))
            self._sections.append(tuple(one.line for one in above))
        self._is_in_use = not any(map(_STATUSES.match, reader.statuses))

    def headings(self, line: int) -> Sequence[str]:
        """Return the titles of the sections that a line is in, the outermost first."""
        number = bisect_right(self._starts, line) - 1
        return self._titles[number] if number >= 0 else ()

    def sections(self, line: int) -> Sequence[int]:
        """Return the lines of the headings of the sections that a line is in, the outermost first."""
        number = bisect_right(self._starts, line) - 1
        return self._sections[number] if number >= 0 else ()

    def section(self, line: int) -> int:
        """Return the line of the heading that a line is below; 0 if there is none."""
        number = bisect_right(self._starts, line) - 1
        return self._starts[number] if number >= 0 else 0

    def end_of_section(self, line: int) -> int:
        """Return the last line of the section that a line is in, up to the next heading."""
        number = bisect_right(self._starts, line)
        return self._starts[number] - 1 if number < len(self._starts) else len(self.lines)

    def is_in_diagram(self, line: int) -> bool:
        """Return whether a line belongs to a diagram."""
        number = bisect_right(self._diagrams, (line, len(self.lines) + 1)) - 1
        return number >= 0 and line < self._diagrams[number][1]

    def drawn(self) -> Iterator[str]:
        """Yield the lines within fences that name no language, which may be drawings."""
        for first, last in self._drawings:
            yield from self.lines[first : last - 1]

    def is_about_now(self, line: int) -> bool:
        """Return whether what a line describes should be there, as far as the page says."""
        titles = [_NAMES.sub("", title) for title in self.headings(line)]
        if not self._is_in_use or any(_PLANNED.search(title) or _PAST.search(title) for title in titles):
            return False
        start = self.section(line)
        return not any(map(_NOT_YET.match, self.lines[start : min(line, start + _INTRODUCTION)]))


class _Heading(NamedTuple):
    line: int
    level: int
    title: str


class _LineReader:
    """Reads the lines of a page, once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.headings: list[_Heading] = []
        self.diagrams: list[tuple[int, int]] = []
        self.drawings: list[tuple[int, int]] = []
        start = _end_of_front_matter(lines)
        self.statuses = [found["status"] for found in map(_STATUS.match, lines[:start]) if found]
        self._has_begun = False
        self._fence, self._info, self._opened = "", "", 0
        self._colons: list[int] = []
        self._html = ""
        """What ends the HTML that a line is in: its tag, or a line feed for the next empty line."""
        self._paragraph: list[str] | None = []
        """The lines of the paragraph; None within another block."""
        for number, line in enumerate(lines[start:], start + 1):
            self._read(number, line)

    def _read(self, number: int, line: str) -> None:
        if self._html:
            if self._html in line.lower() or not (self._html.strip() or line.strip()):
                self._html = ""
            return
        if found := _FENCE.match(line):
            self._paragraph = []
            self._read_fence(number, found)
        elif self._fence or self._colons:
            return
        elif self._begins_html(line):
            self._paragraph = []
        else:
            self._read_text(number, line)

    def _read_fence(self, number: int, found: re.Match[str]) -> None:
        signs, info = found["signs"], found["info"]
        if not self._fence and signs[0] == ":":
            self._colons = _fences_after(self._colons, len(signs), info.strip())
        elif not self._fence:
            self._fence, self._info, self._opened = signs, info, number
        elif signs.startswith(self._fence) and not info.strip():
            for expression, found_lines in ((_DIAGRAM, self.diagrams), (_DRAWING, self.drawings)):
                if expression.match(self._info):
                    found_lines.append((self._opened, number))
            self._fence = ""

    def _begins_html(self, line: str) -> bool:
        """Return whether a line begins HTML, and remember what ends it unless that is in the line, too."""
        begun = line.lstrip()
        if begun.startswith("<!--"):
            self._html = "" if "-->" in begun else "-->"
            return True
        if (found := _HTML.match(line)) is None:
            return False
        end = f"</{found['raw'].lower()}>" if found["raw"] else "\n"
        self._html = "" if end in line.lower() else end
        return True

    def _read_text(self, number: int, line: str) -> None:
        if heading := _HEADING.match(line):
            self._add(_Heading(number, len(heading["signs"]), heading["title"]))
            return
        if self._paragraph and (underline := _UNDERLINE.match(line)):
            level = 1 if underline["first"] else 2
            title = " ".join(map(str.strip, self._paragraph))[:300]
            self._add(_Heading(number - len(self._paragraph), level, title))
            return
        if not line.strip() or _BREAK.match(line):
            self._paragraph = []
        elif _is_below_header(line) if self._paragraph else _NO_PARAGRAPH.match(line):
            self._paragraph = None
        elif self._paragraph is not None and (self._paragraph or not line[0].isspace()):
            self._paragraph.append(line)  # an indented one is code, or in an item of a list
        if not self._has_begun and number <= _BEGINNING and (status := _STATUS.match(line)):
            self.statuses.append(status["status"])

    def _add(self, heading: _Heading) -> None:
        self._has_begun = self._has_begun or heading.level > 1
        self.headings.append(heading)
        self._paragraph = []


def _is_below_header(line: str) -> bool:
    """Return whether a line is like the one below the header of a table: ``| --- | :-: |``."""
    return "|" in line and not line.strip(" \t|:-")


def _end_of_front_matter(lines: Sequence[str]) -> int:
    """Return how many lines of a page its front matter takes; 0 if it has none."""
    if lines[0].rstrip() != "---":
        return 0
    return next((number + 1 for number, line in enumerate(lines) if number and line.rstrip() == "---"), 0)


def _fences_after(colons: list[int], length: int, info: str) -> list[int]:
    """Return the lengths of the colon fences that are open after a line of colons, the outermost first.

    A line without a name closes the outermost fence that is not longer, and all within it.
    """
    if info:
        return [*colons, length] if len(colons) < _DEEPEST else colons
    return colons[: next((depth for depth, one in enumerate(colons) if one <= length), len(colons))]


class Outlines:
    """The outlines of all pages; each is made when it is first asked for."""

    def __init__(self, tree: CodeTree, pages: Mapping[str, CheckedPage]) -> None:
        self._tree = tree
        self._pages = pages
        self._known: dict[str, Outline] = {}

    def of(self, docname: str) -> Outline:
        """Return the outline of a page; an empty one if its text is not below the root of the code."""
        if docname not in self._known:
            page = self._pages.get(docname)
            text = self._tree.text(page.path) if page and page.path else None
            self._known[docname] = Outline(text or "")
        return self._known[docname]

    def is_about_now(self, docname: str, where: Location) -> bool:
        """Return whether what a location describes should be there, as far as its page says."""
        page = self._pages.get(docname)
        if page is None or where.source != page.source or not where.line:
            return True
        return self.of(docname).is_about_now(where.line)
