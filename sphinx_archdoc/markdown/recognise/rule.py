"""Rules: small named functions that decide, in order, what a part of a document is.

A rule looks at one node (the document, a section, a block, or a part of these) and returns a ``Match`` or
None. It changes nothing: the match says why, and knows how to read the node. A ``RuleList`` takes the first
match of its rules, records it in the result, and lets it read. There are three such lists, all of rules with
this one signature: ``rules.RULES`` for documents, ``card_rules.CARD_RULES`` for what is below the heading of
an entry, and ``item_rules.ITEM_RULES`` for the words of a list item.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, ParagraphBlock, text_before_next
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import COLONS
from sphinx_archdoc.markdown.document.sections import Section, sections_of
from sphinx_archdoc.markdown.recognise.entry_signs import EntrySigns
from sphinx_archdoc.markdown.recognise.heading_shapes import HeadingShapes
from sphinx_archdoc.markdown.recognise.listed_names import ListedNames
from sphinx_archdoc.markdown.recognise.markers import markers_by_line
from sphinx_archdoc.markdown.recognise.model import AppliedRule, RecognisedEntry, RecognitionResult
from sphinx_archdoc.markdown.recognise.paragraph_points import with_points_of_shape
from sphinx_archdoc.markdown.recognise.repeated_forms import RepeatedForms
from sphinx_archdoc.markdown.recognise.siblings import Siblings
from sphinx_archdoc.markdown.recognise.tables import TableReader
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.schema.model import Kind


class Match(msgspec.Struct, frozen=True):
    """The decision of a rule that a node is what the rule looks for."""

    reason: str
    """Why, in words that continue "because": "the columns are those of envvar"."""
    read: Callable[[], object]
    """Read the node into the result; called at most once, and only if the rule wins."""
    kind: Kind | None = None


class Node(Protocol):
    """Anything with a first and a last line."""

    @property
    def start(self) -> int:
        """First line, from 1."""

    @property
    def end(self) -> int:
        """Last line."""


class HasResult(Protocol):
    """The state that a list of rules shares; at least the result."""

    @property
    def result(self) -> RecognitionResult:
        """Where applied rules are recorded."""


N = TypeVar("N")
C = TypeVar("C")
S = TypeVar("S", bound=HasResult)


class Rule(msgspec.Struct, Generic[N, C, S], frozen=True):
    """A rule for nodes of one type.

    ``match(node, context, state)`` returns a match or None. *context* says where the node is; *state* is
    shared by the whole document, card or item.
    """

    node: type[N]
    match: Callable[[N, C, S], Match | None]

    @property
    def name(self) -> str:
        """Name of the rule, which also is the name of its file of cases in ``tests/markdown/cases``."""
        return self.match.__name__


class RuleList(Generic[C, S]):
    """Rules in order: the first one that matches a node decides."""

    def __init__(self, *rules: Rule[Any, C, S]) -> None:
        self.rules = rules
        self._by_type: dict[type[Node], tuple[Rule[Any, C, S], ...]] = {}

    def __iter__(self) -> Iterator[Rule[Any, C, S]]:
        return iter(self.rules)

    def apply(self, node: Node, context: C, state: S) -> None:
        """Let the first rule that matches *node* read it; leave a node that none matches as it is."""
        for rule in self._rules_for(type(node)):
            if match := rule.match(node, context, state):
                kind = match.kind.name if match.kind else ""
                state.result.applied.append(AppliedRule(rule.name, node.start, node.end, kind, match.reason))
                match.read()
                return

    def _rules_for(self, node_type: type[Node]) -> tuple[Rule[Any, C, S], ...]:
        if node_type not in self._by_type:
            self._by_type[node_type] = tuple(r for r in self.rules if issubclass(node_type, r.node))
        return self._by_type[node_type]


class HeadingContext(msgspec.Struct, frozen=True):
    """The meaning of the headings above a node."""

    kind: Kind | None = None
    """The kind named by the nearest heading that names one."""
    is_nearest: bool = False
    """Whether that heading is the nearest of all, and says nothing else."""
    is_exact: bool = False
    """Whether that heading says nothing else, wherever it is."""
    heading: str = ""
    """The nearest heading, as Markdown."""
    section: Section = msgspec.field(default_factory=Section)
    """The section that the node is directly in."""
    titles: tuple[str, ...] = ()
    """The headings above the nearest one, as Markdown."""
    before: str = ""
    """The paragraph directly before the node, as Markdown."""

    def below(
        self, title: str, kind: Kind | None = None, *, is_nearest: bool = False, is_exact: bool = False
    ) -> HeadingContext:
        """Return the meaning of a heading below these.

        :param kind: the kind that the heading names, or that goes on below it.
        """
        titles = (*self.titles, self.heading) if self.heading else self.titles
        return HeadingContext(kind, is_nearest, is_nearest or is_exact, title, titles=titles)


class Announced(msgspec.Struct, frozen=True):
    """A part of a document in which a heading or a marker announces entries."""

    start: int
    end: int
    kind: Kind | None
    """Kind of the entries; None for a section, such as an overview, that is about something else."""
    title: str
    """Plain words of the heading; empty for a block below a marker."""


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
        self._rules = rules
        self._named = [kind for kind in vocabulary.kinds.values() if kind.takes_name]
        self.group_levels: dict[str, set[int]] = {}
        """The levels of headings that group labelled entries of a kind, once they are known."""
        self._with_columns: dict[int, tuple[Section, bool]] = {}
        self._siblings: dict[int, tuple[Section, Siblings]] = {}
        self._signs: dict[int, tuple[Section, EntrySigns]] = {}
        """Signs by the identity of their section, which is kept alive here so that it stays the only one."""

    @functools.cached_property
    def root(self) -> Section:
        """The whole document as a section."""
        return sections_of(self.blocks)

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
        if id(section) not in self._signs:
            self._signs[id(section)] = (section, EntrySigns(section, self.vocabulary))
        return self._signs[id(section)][1]

    def lists_columns_below(self, parent: Section) -> bool:
        """Return whether columns are listed below a heading directly below a section; asked once."""
        if id(parent) not in self._with_columns:
            found = any(self.signs_of(child).has_columns for child in parent.children)
            self._with_columns[id(parent)] = (parent, found)
        return self._with_columns[id(parent)][1]

    def siblings_of(self, parent: Section) -> Siblings:
        """Return what is common to the headings directly below a section, which is counted only once."""
        if id(parent) not in self._siblings:
            self._siblings[id(parent)] = (parent, Siblings(parent))
        return self._siblings[id(parent)][1]

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
