"""The shape of names: what can be told of a kind from its names alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import split_label
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.heading_name import read_heading
from sphinx_archdoc.parsing.values import is_placeholder
from sphinx_archdoc.schema.model import Kind

NUMBERED = re.compile(r"[^\w`]*\d+[.):]\s")
"""A heading that begins with a number: ``3. Ports are shared``."""

_PROTOCOL = re.compile(r"\s+HTTP/[\d.]+$")


def has_shape(name: str, kind: Kind) -> bool:
    """Return whether a name has the shape of the kind's names (``wording.shape``)."""
    return bool(kind.wording.shape) and re.fullmatch(kind.wording.shape, name) is not None


def is_valid(name: str, kind: Kind) -> bool:
    """Return whether a name has the form that the kind prescribes; its shape in any case, if it has one."""
    if kind.pattern is None:
        return True
    if has_shape(name, kind):
        return True
    is_alike = re.fullmatch(kind.wording.shape or kind.argument, name, re.I) is not None
    return is_alike and ("/" in name or not kind.wording.shape)


def lacks_form(name: str, kind: Kind) -> bool:
    """Return whether an entry with this name would be refused, as the kind requires another form.

    A placeholder is not a wrong name, and is reported as what it is.
    """
    return kind.pattern is not None and not kind.pattern.fullmatch(name) and not is_placeholder(name)


def is_refused(name: str, kind: Kind) -> bool:
    """Return whether the kind refuses a name (``wording.refused``): that of a success among errors."""
    return bool(kind.wording.refused) and re.fullmatch(kind.wording.refused, name.strip()) is not None


def name_below(section: Section, kind: Kind) -> tuple[str, Block] | None:
    """Return the name that stands alone in the first line of code below a heading, and that block.

    Only a name with a pattern can be told from other code: ``POST /orders`` in an ``http`` fence.
    """
    if not kind.pattern or not kind.wording.shape:
        return None
    for block in section.content[:4]:
        if isinstance(block, CodeBlock):
            line = _PROTOCOL.sub("", block.text.strip().split("\n")[0].strip())
        elif isinstance(block, ParagraphBlock):
            label = split_label(block.text.split("\n")[0])
            line = plain_text(label[1] if label else block.text)
        else:
            continue
        if has_shape(line, kind) and " /" in line and line.count(" ") == 1:
            return line, block
    return None


class HeadingShapes:
    """Counts the headings of a document that have the shape of the names of a kind, by their level.

    :param sections: all sections of the document.
    """

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sections = list(sections)
        self._counts: dict[str, Counter[int]] = {}
        self._below: dict[str, Counter[int]] = {}

    def count(self, kind: Kind, level: int) -> int:
        """Return the number of headings of a level that have the shape of the names of *kind*."""
        if kind.name not in self._counts:
            self._counts[kind.name] = Counter(
                section.level
                for section in self._sections
                if has_shape(read_heading(section.title, kind).name, kind)
            )
        return self._counts[kind.name][level]

    def count_below(self, kind: Kind, level: int) -> int:
        """Return the number of headings of a level with such a name below them."""
        if kind.name not in self._below:
            self._below[kind.name] = Counter(
                section.level for section in self._sections if name_below(section, kind)
            )
        return self._below[kind.name][level]


class Siblings:
    """The headings directly below one section, counted once for all of them."""

    def __init__(self, parent: Section) -> None:
        self._sections = parent.children
        self._places = {id(section): place for place, section in enumerate(parent.children)}
        self.numbered = sum(1 for section in parent.children if NUMBERED.match(section.title))
        self._likely: dict[str, int] = {}

    def beside(self, section: Section) -> list[Section]:
        """Return the headings directly before and after one."""
        place = self._places.get(id(section))
        if place is None:
            return []
        return [*self._sections[max(place - 1, 0) : place], *self._sections[place + 1 : place + 2]]

    def likely(self, kind: Kind) -> int:
        """Return the number of headings with a word that names of *kind* often have."""
        if kind.name not in self._likely:
            titles = (plain_text(section.title) for section in self._sections)
            self._likely[kind.name] = sum(1 for title in titles if re.search(kind.wording.likely, title))
        return self._likely[kind.name]
