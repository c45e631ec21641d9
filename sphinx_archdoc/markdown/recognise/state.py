"""The state that all rules for one document share: what is read of it, and what is known of its parts."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, ParagraphBlock, text_before_next
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import COLONS
from sphinx_archdoc.markdown.document.sections import Section, sections_of
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.headings.entry_signs import EntrySigns
from sphinx_archdoc.markdown.recognise.headings.shapes import HeadingShapes
from sphinx_archdoc.markdown.recognise.headings.siblings import Siblings
from sphinx_archdoc.markdown.recognise.markers.placed import markers_by_line
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry, RecognitionResult
from sphinx_archdoc.markdown.recognise.names.listed_names import ListedNames
from sphinx_archdoc.markdown.recognise.names.repeated_forms import RepeatedForms
from sphinx_archdoc.markdown.recognise.paragraphs.lines import with_lines_apart
from sphinx_archdoc.markdown.recognise.paragraphs.points import with_points_of_shape
from sphinx_archdoc.markdown.recognise.rule import Node, RuleList
from sphinx_archdoc.markdown.recognise.tables.rows import TableReader
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind


class Announced(msgspec.Struct, frozen=True):
    """A part of a document in which a heading or a marker announces entries."""

    start: int
    end: int
    kind: Kind | None
    """Kind of the entries; None for a section, such as an overview, that is about something else."""
    title: str
    """Plain words of the heading; empty for a block below a marker."""


class TableRead(msgspec.Struct, frozen=True):
    """A table whose rows were read as entries."""

    line: int
    keys: tuple[str, ...]
    """The keys of the headings of its columns."""

    def resembles(self, keys: Sequence[str]) -> bool:
        """Return whether three in four columns of both tables are the same."""
        same = len({*self.keys} & {*keys})
        return same * 4 >= max(len(self.keys), len(keys)) * 3


class Document(msgspec.Struct, frozen=True):
    """A whole document, as a node."""

    blocks: Sequence[Block]

    @property
    def start(self) -> int:
        """First line."""
        return self.blocks[0].start if self.blocks else 1

    @property
    def end(self) -> int:
        """Last line."""
        return self.blocks[-1].end if self.blocks else 1


class DocumentState:
    """State that all rules for one document share.

    :param source: how problems name the file of the document.
    :param is_page: whether it is a page; else it is the content of a directive that holds entries.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        vocabulary: Vocabulary,
        source: str,
        rules: DocumentRules,
        *,
        is_page: bool = True,
    ) -> None:
        self.blocks = blocks
        self.is_page = is_page
        self.vocabulary = vocabulary
        self.result = RecognitionResult(source)
        self.tables = TableReader(vocabulary, self.result)
        self.markers = markers_by_line(blocks, vocabulary, self.result)
        self.used_markers: set[int] = set()
        """First lines of the marked blocks that were reached."""
        self.document: RecognisedEntry | None = None
        """The entry of the document itself, once it is found."""
        self.announced: list[Announced] = []
        """The parts of the document in which a heading or a marker announces entries."""
        self.groups: list[tuple[int, list[RecognisedEntry]]] = []
        """Lines of headings that repeat a field of all entries below them, and these entries."""
        self.tables_read: dict[tuple[str, str], TableRead] = {}
        """The last table that was read, by its kind and the key of the heading of its first column."""
        self._rules = rules
        self._named = [kind for kind in vocabulary.kinds.values() if kind.takes_name]
        self.group_levels: dict[str, set[int]] = {}
        """The levels of headings that group labelled entries of a kind, once they are known."""
        self._with_columns: dict[Section, bool] = {}
        self._told: dict[tuple[Section, str], int] = {}
        self._siblings: dict[Section, Siblings] = {}
        self._signs: dict[Section, EntrySigns] = {}

    @functools.cached_property
    def root(self) -> Section:
        """The whole document as a section."""
        return sections_of(with_lines_apart(self.blocks))

    @functools.cached_property
    def heading_shapes(self) -> HeadingShapes:
        """The headings of the document by the shape of their names."""
        return HeadingShapes(all_sections(self.root))

    @functools.cached_property
    def listed(self) -> ListedNames:
        """The names that the document lists already."""
        return ListedNames(self.blocks, self.result.entries)

    @functools.cached_property
    def forms(self) -> RepeatedForms:
        """The words and headings that lists and tables of the document have in common."""
        return RepeatedForms(self.blocks)

    def signs_of(self, section: Section) -> EntrySigns:
        """Return the labels of a section, which are read only once."""
        if section not in self._signs:
            self._signs[section] = EntrySigns(section, self.vocabulary)
        return self._signs[section]

    def lists_columns_below(self, parent: Section) -> bool:
        """Return whether columns are listed below a heading directly below a section; asked once."""
        if parent not in self._with_columns:
            self._with_columns[parent] = any(self.signs_of(child).has_columns for child in parent.children)
        return self._with_columns[parent]

    def told_below(self, parent: Section, kind: Kind) -> int:
        """Return the number of headings directly below a section with the label that tells of *kind*."""
        if (parent, kind.name) not in self._told:
            told = sum(1 for child in parent.children if self.signs_of(child).has_telling_label(kind))
            self._told[parent, kind.name] = told
        return self._told[parent, kind.name]

    def siblings_of(self, parent: Section) -> Siblings:
        """Return what is common to the headings directly below a section, which is counted only once."""
        if parent not in self._siblings:
            self._siblings[parent] = Siblings(parent)
        return self._siblings[parent]

    def are_codes(self, section: Section) -> bool:
        """Return whether names in capitals at the level of a section are those of a kind of codes: errors."""
        return any(self.heading_shapes.are_codes(kind, section.level) for kind in self._named)

    def candidates(self, context: HeadingContext) -> list[Kind]:
        """Return the kinds that entries can be of; in a directive for entries, only its own."""
        if context.kind and not context.heading:
            return [context.kind]
        return self._named

    def announce(self, node: Node, kind: Kind | None, title: str) -> None:
        """Note that a heading or a marker announces entries of *kind*; None ends what others announce."""
        self.announced.append(Announced(node.start, node.end, kind, plain_text(title)))

    def visit(self, node: Node, context: HeadingContext) -> None:
        """Apply the first rule that matches *node*; leave a node that none matches as it is."""
        self._rules.apply(node, context, self)

    def read_section(self, section: Section, context: HeadingContext) -> None:
        """Visit the blocks and the subsections of a section.

        :param context: the meaning of the heading of the section and those above it.
        """
        section = with_points_of_shape(section, self.vocabulary) if self.is_page else section
        inner = msgspec.structs.replace(context, section=section, before="")
        before = ""
        for block in section.blocks:
            self.visit(block, msgspec.structs.replace(inner, before=before) if before else inner)
            before = text_before_next(block)
        last = section.blocks[-1] if section.blocks else None
        announced = last.text if section.children and isinstance(last, ParagraphBlock) else ""
        if kind := self._announced(announced):
            inner = msgspec.structs.replace(inner, kind=kind, is_nearest=True, is_exact=True)
        for child in section.children:
            self.visit(child, inner)
            if not (section.level or inner.titles) and child.level == 1:  # the title of the page
                inner = msgspec.structs.replace(inner, titles=(child.title,))

    def _announced(self, before: str) -> Kind | None:
        """Return the one kind that the last line above headings says these are: "Suggested tables:"."""
        last = before[before.rfind(". ") + 1 :]
        is_sentence = last.endswith(COLONS) and not last.startswith(("*", "_"))  # and no label
        found = self.vocabulary.kinds_announced(last) if is_sentence else ()
        return found[0] if len(found) == 1 and found[0].takes_name else None


def all_sections(root: Section) -> Iterator[Section]:
    """Yield a section and all sections below it."""
    stack = [root]
    while stack:
        section = stack.pop()
        stack += section.children
        yield section


DocumentRules = RuleList[HeadingContext, DocumentState]
