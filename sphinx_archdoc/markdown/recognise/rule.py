"""Rules: small named functions that decide, in order, what a part of a document is.

A rule looks at one node (the document, a section, a block, or a part of these) and returns a ``Match`` or
None. It changes nothing: the match says why, and knows how to read the node. A ``RuleList`` takes the first
match of its rules, records it in the result, and lets it read. There are three such lists, all of rules with
this one signature: ``rules.RULES`` for documents, ``cards.rules.CARD_RULES`` for what is below the heading of
an entry, and ``lists.item_rules.ITEM_RULES`` for the words of a list item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from sphinx_archdoc.markdown.recognise.model import AppliedRule, RecognitionResult
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
