"""Say why a line of a document is read as it is: what speaks for and against each kind there."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sphinx_archdoc.markdown.document.blocks import Block, ListBlock, TableBlock
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import Evidence
from sphinx_archdoc.markdown.recognise.heading_evidence.evidence import heading_evidence
from sphinx_archdoc.markdown.recognise.lists.evidence import list_evidence
from sphinx_archdoc.markdown.recognise.lists.words import ListWords
from sphinx_archdoc.markdown.recognise.model import AppliedRule
from sphinx_archdoc.markdown.recognise.page import document_context
from sphinx_archdoc.markdown.recognise.rule import Node
from sphinx_archdoc.markdown.recognise.rules import RULES
from sphinx_archdoc.markdown.recognise.state import Document, DocumentState
from sphinx_archdoc.markdown.recognise.tables.evidence import table_evidence
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.problems import Problem
from sphinx_archdoc.schema.model import Kind


class Explanation(msgspec.Struct, frozen=True):
    """Why a line is read as it is."""

    start: int
    """First line of the part of the document that the line is in."""
    end: int
    evidence: tuple[Evidence, ...]
    """The evidence for each kind of which anything speaks, the strongest first."""
    rules: tuple[AppliedRule, ...]
    """The rules that decided, from the whole document to the part."""
    problems: tuple[Problem, ...]
    """What is wrong at the line itself, such as a mistake in a marker."""


class _VisitedNode(msgspec.Struct, frozen=True):
    node: Node
    context: HeadingContext


class _RecordingState(DocumentState):
    """A state that remembers the innermost node at a line."""

    def __init__(self, blocks: Sequence[Block], vocabulary: Vocabulary, line: int) -> None:
        super().__init__(blocks, vocabulary, "", RULES)
        self.line = line
        self.innermost: _VisitedNode | None = None

    def visit(self, node: Node, context: HeadingContext) -> None:
        if node.start <= self.line <= node.end and not isinstance(node, Document):
            self.innermost = _VisitedNode(node, context)
        super().visit(node, context)


def explain(blocks: Sequence[Block], vocabulary: Vocabulary, line: int) -> Explanation:
    """Return why a line, from 1, is read as it is."""
    state = _RecordingState(blocks, vocabulary, line)
    state.visit(Document(blocks), HeadingContext())
    state.read_section(state.root, document_context(blocks, vocabulary))
    rules = tuple(rule for rule in state.result.applied if rule.start <= line <= rule.end)
    problems = tuple(problem for problem in state.result.problems if problem.where.line == line)
    found = state.innermost
    if found is None:
        return Explanation(line, line, (), rules, problems)
    kinds = state.candidates(found.context)
    evidence = [one for kind in kinds if (one := _evidence(found, kind, state)) and one.signs]
    telling = [one for one in evidence if any(sign.points > 0 for sign in one.signs)]
    telling.sort(key=lambda one: -one.points)
    return Explanation(found.node.start, found.node.end, tuple(telling), rules, problems)


def _evidence(found: _VisitedNode, kind: Kind, state: DocumentState) -> Evidence | None:
    node, context = found.node, found.context
    if isinstance(node, Section):
        return heading_evidence(node, kind, context, state)
    if isinstance(node, TableBlock):
        one = table_evidence(node, kind, context, state.vocabulary, is_whole=True)
        return one.evidence if one else None
    if isinstance(node, ListBlock):
        return list_evidence(ListWords(node), kind, context, state.vocabulary).evidence
    return None
