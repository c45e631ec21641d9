"""``sphinx-archdoc coverage``: how much is described, and what breaks the rules of a project."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.answers.answer import Question
from sphinx_archdoc.answers.badge import badge
from sphinx_archdoc.answers.coverage import (
    ComparisonRecord,
    Coverage,
    CoverageTable,
    coverage_answer,
    coverage_in,
)
from sphinx_archdoc.answers.markdown import markdown_code, markdown_table, markdown_text
from sphinx_archdoc.cli.catalogue import against
from sphinx_archdoc.cli.catalogue.load import Catalogues, load_catalogues
from sphinx_archdoc.cli.catalogue.project_rules import project_rules
from sphinx_archdoc.cli.output.files import write_or_fail
from sphinx_archdoc.cli.output.finding_report import is_as_severe
from sphinx_archdoc.cli.output.tables import TextGroup, say_gap, show_table
from sphinx_archdoc.cli.output.terminal import (
    Exit,
    UsageError,
    as_json,
    complain,
    on_terminal,
    printable,
    reason,
    say,
)
from sphinx_archdoc.content.coverage import Share
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.inventory.cache import today
from sphinx_archdoc.problems import counted
from sphinx_archdoc.rules.baseline import (
    ComparedBaseline,
    WrongBaseline,
    compare_baseline,
    read_baseline,
    write_baseline,
)
from sphinx_archdoc.rules.finding import Severity
from sphinx_archdoc.rules.project_rules import ProjectRule, Violation

_WORDS = Translator()
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_LABEL = "documented"
_MOST_ROWS = 50
"""Violations that a report in Markdown lists."""


class CoverageRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of the command."""

    sources: Sequence[str] = ()
    by: Sequence[str] = ("owner",)
    kinds: Sequence[str] = ()
    rules: str | None = None
    """The path of a file with rules, or ``recommended``; empty for none; None for those of the project."""
    fail_under: float | None = None
    fail_on: str | None = None
    """A level, or ``never``; None for the default."""
    baseline: str | None = None
    update_baseline: bool = False
    today: str | None = None
    against: Sequence[str] = ()
    """Files of Backstage to compare with, folders that have some, and patterns."""
    check: bool = False
    """Whether a difference from these makes the status 1."""
    format: str = "table"


class _Report(msgspec.Struct, frozen=True):
    """What is to be printed."""

    coverage: Coverage
    rules: tuple[ProjectRule, ...] | None
    """None if no rules are given."""
    compared: ComparedBaseline
    catalogues: Catalogues
    against: ComparisonRecord | None
    """None if there is nothing to compare with."""
    missing: tuple[str, ...]
    """What could not be read."""

    @property
    def new(self) -> list[Violation]:
        """The violations that the baseline does not accept."""
        return [one for one in self.compared.new if isinstance(one, Violation)]


def show_coverage(request: CoverageRequest) -> Exit:
    """Print how much is described.

    :raises UsageError: if a source, the rules or the baseline cannot be read, or an option is wrong.
    """
    day = _day(request)
    if request.fail_under is not None and not 0 <= request.fail_under <= 100:
        raise UsageError(f"fail-under: {request.fail_under:g} is not a percentage from 0 to 100")
    if request.update_baseline and not request.baseline:
        raise UsageError("--update-baseline needs --baseline")
    if request.check and not request.against:
        raise UsageError("--check needs --against")
    files = against.read_files(request.against) if request.against else None
    catalogues = load_catalogues(request.sources)
    rules = project_rules(request.rules, request.sources, catalogues)
    if rules is None and (request.baseline or request.fail_on):
        raise UsageError(f"--{'baseline' if request.baseline else 'fail-on'} needs --rules")
    try:
        coverage = coverage_in(catalogues.loaded, rules or (), request.by, day, request.kinds)
    except Question as error:
        raise UsageError(printable(str(error))) from None
    for finding in coverage.about_suppressions:
        complain(
            printable(f"{finding.where.source}:{finding.where.line}: {finding.message} ({finding.rule})")
        )
    violations = [one for own in coverage.violations for one in own]
    compared = _compare(request, catalogues, violations)
    found = against.compare_with(files, catalogues, request.kinds) if files else None
    missing = (*catalogues.missing, *(files.missing if files else ()))
    report = _Report(coverage, rules, compared, catalogues, found, missing)
    _PRINTERS[request.format](report)
    return Exit.FAILED if missing else _status(request, report)


def _day(request: CoverageRequest) -> datetime.date:
    if request.today is None:
        return today()
    try:
        return datetime.date.fromisoformat(request.today)
    except ValueError:
        raise UsageError(f"today: '{printable(request.today)}' is not a date as YYYY-MM-DD") from None


def _compare(
    request: CoverageRequest, catalogues: Catalogues, found: Sequence[Violation]
) -> ComparedBaseline:
    if request.baseline is None:
        return ComparedBaseline(tuple(found), (), ())
    path = Path(request.baseline)
    shown = printable(request.baseline)
    is_first = request.update_baseline and not path.exists()
    try:
        baseline = frozenset(one.key for one in found) if is_first else read_baseline(path.read_bytes())
    except (OSError, WrongBaseline, ValueError) as error:
        hint = "; create it with --update-baseline" if isinstance(error, FileNotFoundError) else ""
        raise UsageError(f"the baseline '{shown}' cannot be read: {printable(reason(error))}{hint}") from None
    compared = compare_baseline(found, baseline, lambda catalogue: catalogue)
    if catalogues.missing:  # what they violate is not known
        return msgspec.structs.replace(compared, stale=())
    if request.update_baseline:
        write_or_fail(path, write_baseline(baseline - set(compared.stale)))
        changed = f"{len(baseline)} accepted" if is_first else f"{len(compared.stale)} removed"
        complain(f"wrote the baseline '{shown}': {changed}")
    else:
        for _, rule, reference in compared.stale:
            accepted = f"the baseline accepts that {reference} breaks {rule}, but it no longer does"
            complain(printable(accepted))
        if compared.stale:
            complain("remove these from the baseline with --update-baseline")
    return compared


def _status(request: CoverageRequest, report: _Report) -> Exit:
    fail_on = request.fail_on or ("warning" if request.baseline else "error")
    is_broken = is_as_severe(report.new, fail_on)
    share = report.coverage.fields if report.rules is None else report.coverage.points
    if request.fail_under is not None and not share.possible:
        complain("there is nothing to count")
    is_under = request.fail_under is not None and share.is_under(request.fail_under)
    if is_under:
        complain(f"{share.text(_WORDS)} is less than {request.fail_under:g} %")
    is_different = request.check and report.against is not None and bool(report.against.items)
    return Exit.FOUND if is_broken or is_under or is_different else Exit.DONE


def _table(report: _Report) -> None:
    coverage, new = report.coverage, set(report.new)
    for loaded, own in zip(report.catalogues.loaded, coverage.violations, strict=True):
        name = f"{loaded.name}: " if len(report.catalogues.loaded) > 1 else ""
        for one in own:
            if one in new:
                place = f"{name}{one.where.source}:{one.where.line}"
                line = f"{place}: {one.severity}: {one.message} ({one.rule})"
                say(printable(line), _STYLES[one.severity])
    if new:
        say_gap()
    if report.against:
        against.say_differences(report.against)
    for table in coverage.tables:
        cells = [[printable(cell) for cell in row] for row in _groups(report, table)]
        _show([printable(table.title), *_headings(report)], cells)
    if report.rules:
        _show(*_by_rule(report))
        say(_counts(report), "bold")
    if report.against:
        say(against.summary(report.against), "bold")


def _show(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table with an empty line below; in a terminal, it has one."""
    show_table(headings, [TextGroup("", rows)])
    if not on_terminal():
        say("")


def _groups(report: _Report, table: CoverageTable) -> list[list[str]]:
    """Return the cells of the groups of a table, and at the end those of all entries."""
    groups = [[group.title, *_shares(report, group.fields, group.points)] for group in table.groups]
    return [*groups, ["All", *_shares(report, report.coverage.fields, report.coverage.points)]]


def _headings(report: _Report) -> list[str]:
    return ["Fields", "Points"] if report.rules else ["Fields"]


def _shares(report: _Report, fields: Share, points: Share) -> list[str]:
    return [share.text(_WORDS) for share in ((fields, points) if report.rules else (fields,))]


def _by_rule(report: _Report) -> tuple[Sequence[str], list[list[str]]]:
    """Return headings, and for each rule how many of the entries that it is about keep it."""
    kept: Counter[str] = Counter()
    about: Counter[str] = Counter()
    for _, scores in report.coverage.scores:
        for verdict in (verdict for score in scores for verdict in score.verdicts):
            about[verdict.rule.id] += 1
            kept[verdict.rule.id] += verdict.violation is None
    rules = report.rules or ()
    rows = [[rule.id, str(rule.level), Share(kept[rule.id], about[rule.id]).text(_WORDS)] for rule in rules]
    if not any(rule.owner for rule in rules):
        return ("Rule", "Level", "Kept"), rows
    owned = [[*row, printable(rule.owner)] for rule, row in zip(rules, rows, strict=True)]
    return ("Rule", "Level", "Kept", "Owner"), owned


def _counts(report: _Report) -> str:
    found = Counter(one.severity for one in report.new)
    parts = [counted(found[level], level) for level in (Severity.ERROR, Severity.WARNING, Severity.NOTE)]
    others = {
        "in the baseline": len(report.compared.accepted),
        "suppressed": report.coverage.number_suppressed,
    }
    return "; ".join([", ".join(parts), *(f"{number} {what}" for what, number in others.items() if number)])


def _markdown(report: _Report) -> None:
    coverage = report.coverage
    for table in coverage.tables:
        cells = ([markdown_text(cell) for cell in row] for row in _groups(report, table))
        say("\n".join(markdown_table([markdown_text(table.title), *_headings(report)], cells)))
        say("")
    if report.rules:
        _rules_in_markdown(report)
    if report.against:
        against.say_differences_in_markdown(report.against)


def _rules_in_markdown(report: _Report) -> None:
    headings, rules = _by_rule(report)
    cells = ([markdown_code(id_), *map(markdown_text, others)] for id_, *others in rules)
    say("\n".join(markdown_table(headings, cells)))
    say(f"\n**{_counts(report)}**")
    if report.new:
        say("\n".join(["", *markdown_table(("Place", "Level", "What"), _rows(report.new[:_MOST_ROWS]))]))
    if len(report.new) > _MOST_ROWS:
        say(f"\n{len(report.new) - _MOST_ROWS} more are not shown.")


def _rows(violations: Iterable[Violation]) -> Iterable[Sequence[str]]:
    for one in violations:
        place = f"{one.where.source}:{one.where.line}"
        yield markdown_code(place), one.severity, f"{markdown_text(one.message)} ({markdown_code(one.rule)})"


def _json(report: _Report) -> None:
    say(as_json(coverage_answer(report.coverage, report.new, report.missing, report.against)))


def _badge(report: _Report) -> None:
    coverage = report.coverage
    say(badge(_LABEL, coverage.points if report.rules else coverage.fields))


_PRINTERS = {"table": _table, "markdown": _markdown, "json": _json, "badge": _badge}
