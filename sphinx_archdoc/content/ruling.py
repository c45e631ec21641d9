"""Apply the rules of a project to its entries: in a build, or to the entries of a file.

Both have one implementation. What differs is where the problems and the suppressions come from, which
:class:`Ruling` holds.
"""

from __future__ import annotations

import datetime
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from sphinx_archdoc.catalogue.expression import ColumnContent, holds
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, EntryKey
from sphinx_archdoc.content.column_values import cell_of
from sphinx_archdoc.digest import digest_value
from sphinx_archdoc.parsing.page_settings import Suppression
from sphinx_archdoc.problems import Location, shorten
from sphinx_archdoc.rules.finding import Finding, Suppressed
from sphinx_archdoc.rules.project_rules import DOCUMENT, ProjectRule, Violation
from sphinx_archdoc.rules.suppressions import covers

ReferenceOf = Callable[[Entry], str]
"""Returns the reference that finds an entry."""


class Ruling:
    """What a project demands of its entries, and what that is judged by.

    :param rules: the rules of the project.
    :param catalogue: the name of the catalogue.
    :param reference_of: returns the reference that finds an entry.
    :param problems: the code of each problem that the build reported, with its place.
    :param suppressions: what each page says to ignore, by the name of the page.
    :param today: the day up to which the function ``age`` counts.
    """

    def __init__(
        self,
        rules: Sequence[ProjectRule] = (),
        *,
        catalogue: str = "",
        reference_of: ReferenceOf = lambda entry: f"{entry.page}#{entry.anchor}",
        problems: Iterable[tuple[Location, str]] = (),
        suppressions: Mapping[str, Sequence[Suppression]] | None = None,
        today: datetime.date = datetime.date.min,
    ) -> None:
        self.rules = tuple(rules)
        self.catalogue = catalogue
        self.reference_of = reference_of
        self.suppressions = suppressions or {}
        self.today = today
        self._codes: dict[Location, dict[str, None]] = defaultdict(dict)
        for where, code in sorted(problems):
            self._codes[where][code] = None

    @functools.cached_property
    def digest(self) -> str:
        """A digest of everything that results depend on beside the entries."""
        if not self.rules:
            return self.catalogue
        day = self.today.isoformat() if any(rule.uses_age for rule in self.rules) else ""
        codes = [(where.source, where.line, list(found)) for where, found in self._codes.items()]
        ignored = [(page, list(map(repr, ones))) for page, ones in sorted(self.suppressions.items()) if ones]
        return digest_value([list(map(repr, self.rules)), self.catalogue, day, codes, ignored])

    def judge(self, graph: Graph) -> Judgement:
        """Return what the rules say of the entries of a graph, which caches it."""
        return graph.derived((Ruling, self.digest), lambda graph: _Judge(self, graph).judgement())

    def codes_at(self, entry: Entry) -> list[str]:
        """Return the codes of the problems at the lines of an entry."""
        lines = dict.fromkeys((entry.where.line, *entry.lines.values()))
        places = (entry.where.at(line) for line in lines if line)
        return list(dict.fromkeys(code for place in places for code in self._codes.get(place, ())))


class Verdict(msgspec.Struct, frozen=True):
    """What one rule says of one entry that it is about."""

    rule: ProjectRule
    violation: Violation | None = None
    """None if the entry keeps the rule."""


class Judgement(msgspec.Struct, frozen=True):
    """What the rules say of all entries."""

    verdicts: Mapping[EntryKey, tuple[Verdict, ...]] = {}
    """The verdicts on each entry, without those on what its author says to ignore."""
    violations: tuple[Violation, ...] = ()
    """Sorted by place; without those that are ignored."""
    suppressed: tuple[Suppressed, ...] = ()
    about_suppressions: tuple[Finding, ...] = ()
    """Suppressions of rules that have no reason, or that nothing breaks."""


class _Judge:
    def __init__(self, ruling: Ruling, graph: Graph) -> None:
        self.ruling = ruling
        self.graph = graph
        self.suppressed: list[Suppressed] = []
        self.used: set[Suppression] = set()

    def judgement(self) -> Judgement:
        verdicts: dict[EntryKey, list[Verdict]] = defaultdict(list)
        for rule in self.ruling.rules:
            for entry in self._entries(rule):
                if verdict := self._verdict(rule, entry):
                    verdicts[entry.key].append(verdict)
        violations = [one.violation for found in verdicts.values() for one in found if one.violation]
        return Judgement(
            {key: tuple(found) for key, found in verdicts.items()},
            tuple(sorted(violations)),
            tuple(sorted(self.suppressed)),
            tuple(sorted(self._about_suppressions())),
        )

    def _entries(self, rule: ProjectRule) -> Iterator[Entry]:
        """Yield the entries that a rule is about."""
        catalogue = self.graph.catalogue
        for kind in dict.fromkeys(rule.kinds or catalogue.kinds):
            for entry in catalogue.of_kind(kind):
                cell = functools.partial(self._cell_or_behind, entry)
                if rule.applies is None or holds(rule.applies, cell, self.ruling.today):
                    yield entry

    def _verdict(self, rule: ProjectRule, entry: Entry) -> Verdict | None:
        """Return what a rule says of an entry; None if its author says to ignore that."""
        if not holds(rule.where, functools.partial(self._cell, entry), self.ruling.today):
            return Verdict(rule)
        violation = self._violation(rule, entry)
        ignored = self.ruling.suppressions.get(entry.page, ())
        matching = [one for one in ignored if covers(one, violation)]
        if not matching:
            return Verdict(rule, violation)
        self.used.update(matching)
        self.suppressed.append(Suppressed(violation, matching[0].reason))
        return None

    def _violation(self, rule: ProjectRule, entry: Entry) -> Violation:
        return Violation(
            where=entry.where,
            rule=rule.id,
            name=entry.name,
            page=entry.page,
            kind=entry.kind,
            anchor=entry.anchor,
            message=f"{entry.kind} '{shorten(entry.written_title)}' {rule.message}",
            hint=rule.hint,
            severity=rule.level,
            catalogue=self.ruling.catalogue,
            reference=self.ruling.reference_of(entry),
            rule_owner=rule.owner,
        )

    def _cell(self, entry: Entry, column: str) -> ColumnContent:
        """Return the content of a column for expressions."""
        if column.startswith(DOCUMENT):
            document = self.graph.catalogue.document_of(entry.page)
            return cell_of(document, column.removeprefix(DOCUMENT), self.graph) if document else []
        if column not in self.graph.catalogue.kind_of(entry).fields:
            if column == "problems":
                return self.ruling.codes_at(entry)
            if column == "catalogue":
                return [self.ruling.catalogue]
        return cell_of(entry, column, self.graph)

    def _cell_or_behind(self, entry: Entry, column: str) -> ColumnContent:
        """Return the content of a column; what an entry does not say, the document of its page may."""
        cell = self._cell(entry, column)
        document = self.graph.catalogue.document_of(entry.page)
        if cell or document is None or column in entry.values:
            return cell
        declared = self.graph.catalogue.kind_of(document).fields
        return self._cell(document, column) if column in declared else cell

    def _about_suppressions(self) -> Iterator[Finding]:
        """Yield what is wrong with suppressions that name one of the rules."""
        from sphinx_archdoc.rules.builtin import builtin_rules

        ids = {rule.id for rule in self.ruling.rules}
        for page, ignored in self.ruling.suppressions.items():
            for one in ignored:
                wrong = {"suppression-reason": not one.reason, "suppression-unused": one not in self.used}
                for name, is_wrong in wrong.items():
                    if is_wrong and one.rule in ids:
                        yield builtin_rules()[name].at(one.where, page=page, name=one.text, what=one.text)
