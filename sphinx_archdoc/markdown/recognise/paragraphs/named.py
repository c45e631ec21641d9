"""Paragraphs below a heading that names a kind that are meant as headings, or as points of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_archdoc.markdown.document.blocks import (
    Block,
    CodeBlock,
    HeadingBlock,
    ListBlock,
    OpaqueBlock,
    ParagraphBlock,
    ThematicBreak,
)
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import COLONS, any_label, only_bold, split_label, title_of
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.document.source_text import Separator
from sphinx_archdoc.markdown.recognise.names.item_words import first_text, split_sentence
from sphinx_archdoc.markdown.recognise.names.names_below import is_whole_name, whole_names
from sphinx_archdoc.markdown.recognise.names.shape import has_shape, is_likely
from sphinx_archdoc.markdown.recognise.paragraphs.captions import with_captions
from sphinx_archdoc.markdown.recognise.paragraphs.points import (
    SEVERAL_NAMES,
    grouped,
    name_before_text,
    with_points,
)
from sphinx_archdoc.markdown.recognise.words.heading_words import CIRCUMSTANCE
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind, NameStyle
from sphinx_archdoc.schema.own_forms import number_field, sql_field

_CODE_ALONE = re.compile(r"(?:\*\*`[^`\n]+`\*\*|`[^`\n]+`)(?:\s+\([^()\n]*\))?:?")
"""A name in code, and what is said in parentheses: ``**`PORT`** (required)``."""

_NAME_IN_DATABASE = re.compile(r"[a-z][a-z0-9_]*")
"""A name of a table or a column."""

_NUMBERED = re.compile(r"\d{1,3}[.)][ \t]+\S[^\n]{0,160}")
"""The only item of a list, which the text below it continues: "1. The oven does not heat"."""

_STATUS = re.compile(r"\b[45]\d\d\b")
"""The number of an error, whose response can be shown as code."""

_LONGEST_PROBLEM = 100
"""Characters of a line that is a problem, above what to do."""

_SUMMARY = re.compile(r"<details[^<>]*>\s*<summary[^<>]*>(?P<words>.*?)</summary>", re.I | re.S)
"""The beginning of a text that readers open, and its name."""

_TAG = re.compile(r"<[^<>]*>")

_COUNT = re.compile(r"\s*#?\d+$")
"""The number of a label: "Issue 3", "Problem #2"."""


def with_names_as_written(section: Section, kind: Kind, vocabulary: Vocabulary) -> Section:
    """Return a section in which paragraphs that are names, or begin with one, are headings or points.

    :param kind: the kind that the heading of the section names.
    """
    section = with_captions(_with_names_as_headings(section, kind, vocabulary), kind, vocabulary)
    return with_points(with_whole_names(section, kind), kind, vocabulary)


def _with_names_as_headings(section: Section, kind: Kind, vocabulary: Vocabulary) -> Section:
    """Return a section in which paragraphs that are nothing but a name are headings.

    At least two of them must be followed by something else, and none be a label. Kinds that no label tells
    (``wording.telling``) must have a text below each: bold words above tables are groups.
    """
    blocks = [part for block in section.blocks for part in _parted(block, kind, vocabulary)]
    blocks = _without_breaks(blocks, kind, vocabulary)
    names = {
        i: name
        for i, block in enumerate(blocks)
        if (name := _name_alone(block, kind, vocabulary) or _name_above_columns(blocks[i : i + 2], kind))
    }
    labelled = [i for i in names if _is_labelled_name(blocks[i], kind, vocabulary)]
    if len(labelled) >= SEVERAL_NAMES:  # then "**Solution:**" alone is a label
        names = {i: names[i] for i in labelled}
    are_labels = any(vocabulary.field_of(kind, name) for name in names.values())
    if len(names) < SEVERAL_NAMES or are_labels:
        return section
    if any(isinstance(block, ThematicBreak) for block in blocks[:-1]):  # one at the end only ends the section
        return section
    at = list(names)
    ends = [*at[1:], len(blocks)]
    if any(end - start < 2 for start, end in zip(at, ends, strict=True)):
        return section
    texts: tuple[type[Block], ...] = (ParagraphBlock, ListBlock) if sql_field(kind) else (ParagraphBlock,)
    if number_field(kind) and all(_STATUS.search(name) for name in names.values()):
        texts = (*texts, CodeBlock)
    if not kind.wording.telling and not all(isinstance(blocks[start + 1], texts) for start in at):
        return section
    below = [
        Section(_as_heading(blocks[start], names[start], section), blocks[start + 1 : end])
        for start, end in zip(at, ends, strict=True)
    ]
    return Section(section.heading, blocks[: at[0]], [*below, *section.children])


def _without_breaks(blocks: list[Block], kind: Kind, vocabulary: Vocabulary) -> list[Block]:
    """Return the blocks without thematic breaks that are each directly above a name that stands alone."""
    breaks = {i for i, block in enumerate(blocks[:-1]) if isinstance(block, ThematicBreak)}
    if not all(_name_alone(blocks[i + 1], kind, vocabulary) for i in breaks):
        return blocks
    return [block for i, block in enumerate(blocks) if i not in breaks]


def with_whole_names(section: Section, kind: Kind) -> Section:
    """Return a section in which several paragraphs that are whole names, or begin with one, are headings.

    Such names have the form that the kind prescribes, ``GET /orders``, so that they need no words above them.
    Thematic breaks may divide them.
    """
    if kind.pattern is None:
        return section
    blocks = section.blocks
    begun = [_whole_name_before_sign(block, kind) for block in blocks]
    if len({*begun} - {""}) >= SEVERAL_NAMES:
        return Section(section.heading, list(grouped(blocks, begun)), section.children)
    at = [place for place, block in enumerate(blocks) if whole_names([block], kind)]
    if len(whole_names(blocks, kind)) < SEVERAL_NAMES:
        return section
    below = []
    for start, end in zip(at, [*at[1:], len(blocks)], strict=True):
        heading = _as_heading(blocks[start], blocks[start].source.strip(), section)
        content = [block for block in blocks[start + 1 : end] if not isinstance(block, ThematicBreak)]
        below.append(Section(heading, content))
    return Section(section.heading, blocks[: at[0]], [*below, *section.children])


def _whole_name_before_sign(block: Block, kind: Kind) -> str:
    """Return the whole name that a paragraph begins with, before a dash or a colon; words can be prose."""
    name = name_before_text(block)
    if not isinstance(block, ParagraphBlock) or not is_whole_name(name, kind):
        return ""
    is_label = split_label(block.text.split("\n")[0], any_label) is not None
    return name if is_label or split_sentence(block.text)[2] in (Separator.DASH, Separator.COLON) else ""


def with_labelled_names(section: Section, kind: Kind, vocabulary: Vocabulary) -> Section:
    """Return a section in which several paragraphs such as ``**Issue:** the queue is full`` are headings."""
    if not labels_names(section, kind, vocabulary):
        return section
    return _with_names_as_headings(section, kind, vocabulary)


def labels_names(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether several paragraphs below a heading are names after a label."""
    return sum(1 for block in section.content if _is_labelled_name(block, kind, vocabulary)) >= SEVERAL_NAMES


def _is_labelled_name(block: Block, kind: Kind, vocabulary: Vocabulary) -> bool:
    if not isinstance(block, ParagraphBlock):
        return False
    return bool(_labelled_name(block.text.split("\n")[0], kind, vocabulary))


def names_paragraphs(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether paragraphs directly below a heading are names, so that it is not one itself."""
    return len(_with_names_as_headings(section, kind, vocabulary).children) > len(section.children)


def holds_names(section: Section, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether paragraphs below a heading are names, by their labels or by their shape."""
    is_by_shape = bool(kind.wording.shape) and names_paragraphs(section, kind, vocabulary)
    return is_by_shape or labels_names(section, kind, vocabulary)


def problems_below(section: Section, kind: Kind, vocabulary: Vocabulary) -> Section:
    """Return a section in which paragraphs in bold type are headings, if most of them tell of a problem.

    The heading of the section groups them: "**SendGrid errors:**" below "Email issues".
    """
    if not kind.wording.likely or not vocabulary.names_several(kind, section.title):
        return section
    named = _with_names_as_headings(section, kind, vocabulary)
    names = [child.title for child in named.children[: len(named.children) - len(section.children)]]
    likely = sum(1 for name in names if re.search(kind.wording.likely, plain_text(name)))
    return named if names and likely * 2 >= len(names) else section


def _parted(block: Block, kind: Kind, vocabulary: Vocabulary) -> Iterator[Block]:
    """Yield a paragraph, or its first line and the others if that line is a name after its label.

    ``**Issue:** the queue is full`` is one, whatever is below it: labels, steps, or a list of checks.
    """
    lines = block.text.split("\n") if isinstance(block, ParagraphBlock) else []
    is_above_label = len(lines) > 1 and _is_field(lines[1], kind, vocabulary)
    if len(lines) < 2 or not _labelled_name(lines[0], kind, vocabulary, is_bold=not is_above_label):
        yield block
        return
    for start, end in ((0, 1), (1, len(lines))):
        source = "\n".join(lines[start:end])
        text = "\n".join(_with_bold_label(line) for line in lines[start:end]) if is_above_label else source
        yield ParagraphBlock(start=block.start + start, end=block.start + end - 1, source=source, text=text)


def _with_bold_label(line: str) -> str:
    label = split_label(line, any_label)
    return f"**{label[0]}:** {label[1]}" if label else line


def _is_field(line: str, kind: Kind, vocabulary: Vocabulary) -> bool:
    label = split_label(line, any_label)
    return label is not None and vocabulary.field_of(kind, label[0]) is not None


def _labelled_name(line: str, kind: Kind, vocabulary: Vocabulary, *, is_bold: bool = True) -> str:
    """Return the name after a label such as "Issue" or "Problem 2", for kinds that one label tells.

    :param is_bold: whether the label must be in bold type.
    """
    label = split_label(line, only_bold if is_bold else any_label) if kind.wording.telling else None
    return label[1] if label and label[1] and vocabulary.is_name(kind, _COUNT.sub("", label[0])) else ""


def _name_alone(block: Block, kind: Kind, vocabulary: Vocabulary) -> str:
    """Return the name that a paragraph consists of: in bold type, as code, after its label, or by its shape.

    A problem can also be the only item of a list, if its text is below the list: "1. The oven does not heat".
    """
    if isinstance(block, ListBlock) and kind.name_style is NameStyle.TEXT:
        source = block.source.strip()
        return source if len(block.items) == 1 and _NUMBERED.fullmatch(source) else ""
    if isinstance(block, OpaqueBlock) and kind.wording.telling:
        summary = _SUMMARY.fullmatch(block.source.strip())
        return " ".join(plain_text(_TAG.sub("", summary["words"])).split()) if summary else ""
    if not isinstance(block, ParagraphBlock):
        return ""
    if "\n" not in block.text and (name := _labelled_name(block.text, kind, vocabulary)):
        return name
    text = block.text.strip()
    is_name = _CODE_ALONE.fullmatch(text) or (kind.wording.shape and has_shape(text, kind))
    if kind.wording.telling and _tells_of_problem(text, kind):
        return text.rstrip(":： ")
    return title_of(block.text) or (text if is_name and not kind.wording.telling else "")


def _tells_of_problem(text: str, kind: Kind) -> bool:
    """Return whether a line ends with a colon and says that something is wrong: "The search fails:"."""
    if "\n" in text or len(text) > _LONGEST_PROBLEM or not text.endswith(COLONS) or text.startswith("*"):
        return False
    return not CIRCUMSTANCE.match(text) and is_likely(plain_text(text), kind)


def _name_above_columns(blocks: Sequence[Block], kind: Kind) -> str:
    """Return the name of a table without any markup, directly above a list of the names of its columns.

    :param blocks: a block, and the one below it.
    """
    name, columns = blocks[0], blocks[-1]
    if not (sql_field(kind) and isinstance(name, ParagraphBlock) and isinstance(columns, ListBlock)):
        return ""
    words = [name.text.strip(), *map(first_text, columns.items)]
    return words[0] if all(map(_NAME_IN_DATABASE.fullmatch, words)) else ""


def _as_heading(block: Block, name: str, section: Section) -> HeadingBlock:
    return HeadingBlock(
        start=block.start, end=block.end, source=block.source, level=section.level + 1, text=name
    )
