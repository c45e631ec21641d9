"""The name of an entry that stands below its heading: in code, or in labels for each of its parts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    ListBlock,
    ListBlockItem,
    ParagraphBlock,
)
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import any_label, split_label
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.names.heading_name import code_in_heading
from sphinx_archdoc.markdown.recognise.names.item_words import ASIDE
from sphinx_archdoc.markdown.recognise.names.shape import has_shape
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.schema.model import Kind

_PROTOCOL = re.compile(r"\s+HTTP/[\d.]+$")
_FIRST_PARTS = re.compile(r"[^\s,/|]+")
"""The methods in "GET, PUT" and "GET/PUT"."""

_QUERY = re.compile(r"\?\S*=\S*$")


def name_below(section: Section, kind: Kind) -> tuple[str, Block | None] | None:
    """Return the name that stands alone in the first line of code below a heading, and that block.

    Only a name with a pattern can be told from other code: ``POST /orders`` in an ``http`` fence. Its parts
    can be the values of labels as well, "Method: POST" and "Path: /orders": then there is no such block.
    """
    if not kind.pattern or not kind.wording.shape:
        return None
    return _name_in_code(section, kind) or _name_in_labels(section, kind)


def _name_in_labels(section: Section, kind: Kind) -> tuple[str, None] | None:
    """Return the first name of which each part is the value of a label."""
    name = next(iter(names_in_labels(section, kind)), None)
    return (name, None) if name else None


def names_in_labels(section: Section, kind: Kind) -> list[str]:
    """Return the names of which each part is the value of a label; the last part may be the heading.

    "Methods: GET, PUT" gives two.
    """
    if not kind.pattern or not kind.wording.shape:
        return []
    given = _values_of_labels(section.content[:4])
    parts = [_part_of_name(given, keys) for keys in _keys_of_parts(kind) if given]
    if whole := next((part for part in parts if is_whole_name(part, kind)), ""):
        return [whole]
    path, _ = code_in_heading(section.title)
    if parts and not parts[-1] and path.startswith("/") and " " not in path:
        parts[-1] = path
    *firsts, last = parts or [""]
    names = [f"{first} {last}" for first in _FIRST_PARTS.findall(" ".join(firsts))]
    return names if names and all(is_whole_name(name, kind) for name in names) else []


def names_in_item(item: ListBlockItem, kind: Kind) -> list[str]:
    """Return the names of which each part is the value of a label below the first words of an item."""
    if not kind.pattern or len(item.blocks) == 1:
        return []
    return names_in_labels(Section(blocks=list(item.blocks[1:])), kind)


def _part_of_name(given: Mapping[str, str], keys: Sequence[str]) -> str:
    """Return the value of a part of a name: of "Method: save" and "HTTP method: POST", the latter."""
    values = [given[key] for key in keys if key in given]
    return next(iter(sorted(values, key=lambda value: not value.isupper())), "")


def _values_of_labels(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the texts after labels at the beginning of lines and of items, by the keys of the labels."""
    given: dict[str, str] = {}
    for block in blocks:
        paragraphs = [block] if isinstance(block, ParagraphBlock) else []
        if isinstance(block, ListBlock):
            firsts = (item.blocks[0] for item in block.items if item.blocks)
            paragraphs = [first for first in firsts if isinstance(first, ParagraphBlock)]
        for line in (line for paragraph in paragraphs for line in paragraph.text.split("\n")):
            if label := split_label(line, any_label):
                given.setdefault(key_of(label[0]), plain_text(label[1]))
    return given


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
    written = (" ".join(line.split()) for line in block.text.strip().split("\n"))
    told = itertools.dropwhile(lambda line: line.startswith("# "), written)  # a comment above a request
    lines = [_QUERY.sub("", _PROTOCOL.sub("", line)) for line in told]
    if not (lines and is_whole_name(lines[0], kind)) or (
        len(lines) > 1 and all(is_whole_name(line, kind) for line in lines)
    ):
        return ""  # if each line is a name, each is an entry
    return lines[0]


def whole_names(blocks: Iterable[Block], kind: Kind) -> set[str]:
    """Return what paragraphs say that are nothing but a name of the kind's form: ``GET /orders``."""
    texts = (plain_text(ASIDE.sub("", block.text)) for block in blocks if isinstance(block, ParagraphBlock))
    return {text for text in texts if is_whole_name(text, kind)}


def is_whole_name(line: str, kind: Kind) -> bool:
    """Return whether a line is a name of the form that the kind prescribes: ``GET /orders``."""
    return kind.pattern is not None and " /" in line and line.count(" ") == 1 and has_shape(line, kind)


def _lists_names(block: Block, kind: Kind) -> bool:
    """Return whether code has several lines that begin with a name: ``GET /orders  # all of them``."""
    lines = block.text.split("\n") if isinstance(block, CodeBlock) else []
    names = [" ".join(line.split()[:2]) for line in lines if line.strip()]
    return len(names) > 1 and all(is_whole_name(name, kind) for name in names)


CODE_FIRST = re.compile(
    r"(?P<code>`[^`\n]+`)(?=[ \t]*(?:`[^`\n]+`[ \t]*$|[（(][^()（）\n]*[)）][ \t]*$|→|->|[-–—]\s))", re.M
)
"""Code at the beginning of a paragraph, before other code or words in parentheses only, or before a sign."""


def _name_in_code(section: Section, kind: Kind) -> tuple[str, Block] | None:
    if any(_lists_names(block, kind) for block in section.content):
        return None
    for block in section.content[:4]:
        if isinstance(block, CodeBlock):
            line = name_in_code(block, kind)
            if line and sum(1 for other in section.content if name_in_code(other, kind)) > 1:
                return None  # each of them is an entry
        elif isinstance(block, ParagraphBlock):
            label = split_label(block.text.split("\n")[0])
            code = CODE_FIRST.match(block.text)
            line = plain_text(label[1] if label else code["code"] if code else block.text)
            if not label and len(whole_names(section.blocks, kind)) > 1:
                return None
        else:
            continue
        if is_whole_name(line, kind):
            return line, block
    return None
