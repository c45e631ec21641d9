"""The shape of names: what can be told of a kind from its names alone."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, ListBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import any_label, split_label
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.heading_name import read_heading
from sphinx_archdoc.markdown.recognise.kind_words import LONGEST_LABEL, key_of
from sphinx_archdoc.parsing.values import is_placeholder
from sphinx_archdoc.schema.model import Kind, NameStyle

NUMBERED = re.compile(r"[^\w`]*\d+[.):]\s")
"""A heading that begins with a number: ``3. Ports are shared``."""

PLACED = re.compile(r"\(`[^`]+`[^()]*\)\s*$")
"""A heading that ends with code in parentheses: where a component is, ``Router (`pkg/router`)``."""

SUBTITLED = re.compile(r"(?P<name>\S+(?: \S+){0,3}?)\s+[–—]\s+(?P<rest>\S.*)")
"""A heading with a name, a dash and a text: ``Router — leads loaves to ovens``."""

_SEVERAL = 3
"""Headings from which they confirm each other by the form of their text."""

_LEAST_COMMON = 2
"""Labels that a heading must have in common with most of those beside it."""

_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_PROTOCOL = re.compile(r"\s+HTTP/[\d.]+$")
_QUERY = re.compile(r"\?\S*=\S*$")


def has_shape(name: str, kind: Kind) -> bool:
    """Return whether a name has the shape of the kind's names (``wording.shape``)."""
    return bool(kind.wording.shape) and re.fullmatch(kind.wording.shape, name) is not None


def is_constant(name: str) -> bool:
    """Return whether a name consists of several words in capitals: ``DISK_FULL``."""
    return _CONSTANT.fullmatch(name) is not None


def _tell_of(names: Sequence[str], kind: Kind) -> bool:
    telling = sum(1 for name in names if re.search(kind.wording.likely, name.replace("_", " ")))
    return len(names) >= _SEVERAL and telling * 5 >= len(names) * 2


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


def name_below(section: Section, kind: Kind) -> tuple[str, Block | None] | None:
    """Return the name that stands alone in the first line of code below a heading, and that block.

    Only a name with a pattern can be told from other code: ``POST /orders`` in an ``http`` fence. Its parts
    can be the values of labels as well, "Method: POST" and "Path: /orders": then there is no such block.
    """
    if not kind.pattern or not kind.wording.shape:
        return None
    return _name_in_code(section, kind) or _name_in_labels(section, kind)


def _name_in_labels(section: Section, kind: Kind) -> tuple[str, None] | None:
    """Return the name of which each part is the value of a label."""
    given: dict[str, str] = {}
    for block in section.content[:4]:
        paragraphs = [block] if isinstance(block, ParagraphBlock) else []
        if isinstance(block, ListBlock):
            firsts = (item.blocks[0] for item in block.items if item.blocks)
            paragraphs = [first for first in firsts if isinstance(first, ParagraphBlock)]
        for paragraph in paragraphs:
            for line in paragraph.text.split("\n"):
                if label := split_label(line, any_label):
                    given.setdefault(key_of(label[0]), plain_text(label[1]))
    parts = (next((given[key] for key in keys if key in given), "") for keys in _keys_of_parts(kind) if given)
    name = " ".join(parts)
    return (name, None) if " /" in name and name.count(" ") == 1 and has_shape(name, kind) else None


def _keys_of_parts(kind: Kind) -> Iterator[list[str]]:
    """Yield the keys of the labels of each part of a name."""
    for part in kind.name_fields:
        words = [kind.fields[part].title, part, *kind.wording.fields.get(part, ())]
        if part == kind.shown_name:
            words += [kind.heading, *kind.wording.names]
        yield [key_of(word) for word in words]


def name_in_code(block: Block, kind: Kind) -> str:
    """Return the name in the first line of a code block, or an empty string."""
    if not isinstance(block, CodeBlock) or not kind.pattern or not kind.wording.shape:
        return ""
    lines = [_QUERY.sub("", _PROTOCOL.sub("", line.strip())) for line in block.text.strip().split("\n")]
    if not _is_request(lines[0], kind) or (len(lines) > 1 and all(_is_request(line, kind) for line in lines)):
        return ""  # if each line is a name, each is an entry
    return lines[0]


def _is_request(line: str, kind: Kind) -> bool:
    return has_shape(line, kind) and " /" in line and line.count(" ") == 1


def _name_in_code(section: Section, kind: Kind) -> tuple[str, Block] | None:
    for block in section.content[:4]:
        if isinstance(block, CodeBlock):
            line = name_in_code(block, kind)
            if line and sum(1 for other in section.content if name_in_code(other, kind)) > 1:
                return None  # each of them is an entry
        elif isinstance(block, ParagraphBlock):
            label = split_label(block.text.split("\n")[0])
            line = plain_text(label[1] if label else block.text)
        else:
            continue
        if has_shape(line, kind) and " /" in line and line.count(" ") == 1:
            return line, block
    return None


def _labels_below(section: Section) -> set[str]:
    """Return the keys of the labels before texts and at the beginning of items directly below a heading."""
    found: set[str] = set()
    for block in section.content:
        if isinstance(block, ParagraphBlock):
            first, *others = block.text.split("\n")
            labels = [split_label(first, any_label) or _bare(block.text), *map(split_label, others)]
            found |= {key_of(label[0]) for label in labels if label}
        elif isinstance(block, ListBlock):
            firsts = (item.blocks[0] for item in block.items if item.blocks)
            texts = (first.text.split("\n")[0] for first in firsts if isinstance(first, ParagraphBlock))
            found |= {key_of(label[0]) for text in texts if (label := split_label(text))}
    return found


def _bare(text: str) -> tuple[str] | None:
    """Return the words of a short paragraph that consists of a label, with its colon."""
    words = text.strip("*_ \n")
    is_label = words.endswith(":") and len(words) <= LONGEST_LABEL and "\n" not in words
    return (words[:-1],) if is_label else None


def form_of(section: Section) -> tuple[type[Block], ...]:
    """Return the types of the first blocks below a heading, by which the texts of two headings are alike."""
    return tuple(type(block) for block in section.content[:2])


class HeadingShapes:
    """Counts the headings of a document that have the shape of the names of a kind, by their level.

    :param sections: all sections of the document.
    """

    def __init__(self, sections: Iterable[Section]) -> None:
        self._sections = list(sections)
        self.leaves = sum(1 for section in self._sections if not section.children)
        """The number of headings without headings below them."""
        self._counts: dict[str, Counter[int]] = {}
        self._below: dict[str, Counter[int]] = {}
        self._codes: dict[str, dict[int, bool]] = {}

    @functools.cached_property
    def titles(self) -> Counter[str]:
        """How many headings have the same words, by their keys."""
        return Counter(key_of(section.title) for section in self._sections if section.title)

    def count(self, kind: Kind, level: int) -> int:
        """Return the number of headings of a level that have the shape of the names of *kind*."""
        if kind.name not in self._counts:
            self._counts[kind.name] = Counter(
                section.level
                for section in self._sections
                if has_shape(read_heading(section.title, kind).name, kind)
            )
        return self._counts[kind.name][level]

    def are_codes(self, kind: Kind, level: int) -> bool:
        """Return whether names in capitals are names of *kind*, which have no shape but often certain words.

        ``SESSION_NOT_FOUND`` and ``DISK_FULL`` are errors if two fifths of at least three such headings of a
        level have a word that tells of one. As variables have such names as well, this is told of kinds whose
        names are codes.
        """
        if not kind.wording.likely or kind.name_style is not NameStyle.CODE:
            return False
        if kind.name not in self._codes:
            self._codes[kind.name] = {
                level: _tell_of(names, kind) for level, names in self._names_in_capitals.items()
            }
        return self._codes[kind.name].get(level, False)

    @functools.cached_property
    def _names_in_capitals(self) -> dict[int, list[str]]:
        """The headings in capitals, with several words, by their level."""
        names: dict[int, list[str]] = {}
        for section in self._sections:
            if is_constant(name := plain_text(section.title)):
                names.setdefault(section.level, []).append(name)
        return names

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
        self.placed = sum(1 for section in parent.children if PLACED.search(section.title))
        self.subtitled = sum(1 for section in parent.children if SUBTITLED.fullmatch(section.title))
        self.count = len(parent.children)
        self._endings = Counter(
            key_of(plain_text(section.title)).rpartition("-")[2] for section in parent.children
        )
        self._likely: dict[str, int] = {}
        self._shaped: dict[str, int] = {}
        self._first_words: dict[str, set[str]] = {}

    def has_common_labels(self, section: Section) -> bool:
        """Return whether a heading has two labels that most others have, whatever they mean."""
        return len(_labels_below(section) & self._common_labels) >= _LEAST_COMMON

    @functools.cached_property
    def _common_labels(self) -> set[str]:
        counts = Counter(label for section in self._sections for label in _labels_below(section))
        least = max(_SEVERAL, self.count * 3 // 5)
        return {label for label, count in counts.items() if count >= least}

    @functools.cached_property
    def is_uniform(self) -> bool:
        """Whether the text below all headings has one form, which is more than a paragraph."""
        forms = {form_of(section) for section in self._sections}
        return self.count >= _SEVERAL and len(forms) == 1 and not forms & {(), (ParagraphBlock,)}

    def beside(self, section: Section) -> list[Section]:
        """Return the headings directly before and after one."""
        place = self._places.get(id(section))
        if place is None:
            return []
        return [*self._sections[max(place - 1, 0) : place], *self._sections[place + 1 : place + 2]]

    def ending(self, word: str) -> int:
        """Return the number of headings whose last word is *word*."""
        return self._endings[word]

    def shaped(self, kind: Kind) -> int:
        """Return the number of headings that have the shape of the names of *kind*."""
        if kind.name not in self._shaped:
            names = (read_heading(section.title, kind).name for section in self._sections)
            shaped = [name.split()[0] for name in names if has_shape(name, kind)]
            self._shaped[kind.name] = len(shaped)
            self._first_words[kind.name] = set(shaped)
        return self._shaped[kind.name]

    def first_words(self, kind: Kind) -> int:
        """Return the number of words that names with the shape of those of *kind* begin with: methods."""
        self.shaped(kind)
        return len(self._first_words[kind.name])

    def likely(self, kind: Kind) -> int:
        """Return the number of headings with a word that names of *kind* often have."""
        if kind.name not in self._likely:
            titles = (plain_text(section.title) for section in self._sections)
            self._likely[kind.name] = sum(1 for title in titles if re.search(kind.wording.likely, title))
        return self._likely[kind.name]
