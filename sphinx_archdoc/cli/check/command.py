"""``sphinx-archdoc check``: compare the documents with the code, without Sphinx."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.cli.check.project import below, load_project
from sphinx_archdoc.cli.check.run import CheckRun
from sphinx_archdoc.cli.output.files import write_or_fail
from sphinx_archdoc.cli.output.finding_report import FindingReport, is_as_severe
from sphinx_archdoc.cli.output.formats import renderer
from sphinx_archdoc.cli.output.terminal import Exit, UsageError, complain, printable, say
from sphinx_archdoc.problems import counted
from sphinx_archdoc.rules.baseline import (
    ComparedBaseline,
    WrongBaseline,
    acceptable,
    compare_baseline,
    read_baseline,
    write_baseline,
)
from sphinx_archdoc.rules.configuration import BASELINE
from sphinx_archdoc.rules.finding import Finding
from sphinx_archdoc.spelling import did_you_mean


class CheckRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of the command."""

    folder: str | None = None
    config: str | None = None
    outputs: Sequence[tuple[str, str | None]] = (("text", None),)
    """Pairs of a format and a file; None for standard output."""
    fail_on: str = "error"
    """A severity, or ``never``."""
    new_from: str | None = None
    """A commit; only what it does not have is reported."""
    write_baseline: bool = False
    prune_baseline: bool = False
    use_cache: bool = True
    build: bool = False
    """True to build the documents with Sphinx, False to read them without it."""


def run(request: CheckRequest) -> Exit:
    """Check the documents and print the report.

    :raises UsageError: if the folder, the configuration or the root of the code cannot be used.
    """
    if request.build and request.new_from is not None:
        raise UsageError(
            "--new-from cannot be used with --build: it reads an earlier commit, and does not build it"
        )
    project = load_project(request.folder, request.config)
    for problem in project.problems:
        complain(f"{problem.where.source}:{problem.where.line or 1}: {problem}")
    done = CheckRun(project, use_cache=request.use_cache, build=request.build)
    for line in done.outcome.problems:
        complain(line)
    file = _baseline_file(done)
    findings = done.outcome.checked.findings
    if request.write_baseline:
        written = _write_baseline(file or _beside_configuration(done), findings)
        if file is None:
            complain(_unused_baseline(done))
        return written
    compared = _compare(done, file, findings)
    if compared.stale and request.prune_baseline and file:
        kept = read_baseline(file.read_bytes()) - set(compared.stale)
        write_or_fail(file, write_baseline(kept))
    report = _report(done, compared, request.new_from, is_compared=file is not None)
    for name, output in request.outputs:
        write(renderer(name)(report), output)
    if compared.stale and not request.prune_baseline:
        complain(_stale(compared))
        return Exit.FOUND
    return status(report, request.fail_on)


def _report(
    done: CheckRun, compared: ComparedBaseline, new_from: str | None, *, is_compared: bool
) -> FindingReport:
    """Return the report about what the baseline does not accept.

    :param new_from: the commit with which to compare.
    :param is_compared: whether there is a baseline.
    """
    new = compared.new
    causes: Mapping[str, str] = {}
    if new_from is not None:
        from sphinx_archdoc.cli.check.new_only import only_new

        found, causes = only_new(done, new_from)
        only = set(found)
        new = tuple(finding for finding in new if finding in only)
    return FindingReport(
        findings=new,
        suppressed=done.outcome.checked.suppressed,
        accepted=compared.accepted,
        passed_by=done.outcome.passed_by,
        folder=_from_here(done.project.folder),
        root=_from_here(done.project.root),
        is_compared=is_compared or new_from is not None,
        causes=causes,
    )


def _from_here(folder: Path) -> str:
    """Return the path of a folder from the current one, with a slash at the end; empty for that one."""
    relative = os.path.relpath(folder).replace(os.sep, "/")
    return "" if relative == "." else f"{relative}/"


def status(report: FindingReport, fail_on: str) -> Exit:
    """Return the exit status: whether a finding is as severe as *fail_on*."""
    return Exit.FOUND if is_as_severe(report.findings, fail_on) else Exit.DONE


def write(text: str, file: str | None) -> None:
    """Write the output to a file, or to standard output.

    :raises UsageError: if the file cannot be written.
    """
    if file is None or file == "-":
        say(text)
    else:
        write_or_fail(Path(file), f"{text}\n".encode("utf-8", "backslashreplace"))


def _baseline_file(done: CheckRun) -> Path | None:
    """Return the baseline that the configuration names."""
    name = done.project.configuration.check.baseline
    return _beside_configuration(done, name) if name else None


def _beside_configuration(done: CheckRun, name: str = BASELINE) -> Path:
    source = done.project.configuration.source
    return done.project.folder / posixpath.dirname(source) / name


def _write_baseline(file: Path, findings: Sequence[Finding]) -> Exit:
    keys = set(acceptable(findings))
    write_or_fail(file, write_baseline(keys))
    say(f"{counted(len(keys), 'finding')} written to {printable(os.path.relpath(file))}")
    for finding in findings:
        if finding.key not in keys:
            complain(f"{finding.where.source}:{finding.where.line}: {finding.rule} cannot be accepted")
    return Exit.DONE


def _unused_baseline(done: CheckRun) -> str:
    configuration = printable(os.path.relpath(done.project.folder / done.project.configuration.source))
    return (
        f'the file is not used yet: to use it, write baseline = "{BASELINE}" below [check] in {configuration}'
    )


def _compare(done: CheckRun, file: Path | None, findings: tuple[Finding, ...]) -> ComparedBaseline:
    if file is None or not file.exists():
        return ComparedBaseline(findings, (), ())
    try:
        baseline = read_baseline(file.read_bytes())
    except (OSError, WrongBaseline) as error:
        raise UsageError(f"the baseline '{printable(file)}' cannot be read: {error}") from None
    start = below(done.project.folder, done.project.root)
    pages = {posixpath.splitext(finding.where.source)[0] for finding in findings}

    def renamed(page: str) -> str:
        if start is None or page in pages or done.tree.exists(f"{start}{page}.md"):
            return page
        to = done.tree.moved_to(f"{start}{page}.md").removeprefix(start)
        return posixpath.splitext(to)[0] or page

    return compare_baseline(findings, baseline, renamed)


def _stale(compared: ComparedBaseline) -> str:
    number = len(compared.stale)
    page, rule, name = compared.stale[0]
    return (
        f"the baseline accepts {counted(number, 'finding')} that no longer "
        f"{'exists' if number == 1 else 'exist'}, such as {rule} {printable(name)} on {printable(page)}; "
        "remove them with --prune-baseline"
    )


def explain(rule_id: str) -> Exit:
    """Print what a rule says.

    :raises UsageError: if there is no such rule.
    """
    from sphinx_archdoc.rules.builtin import builtin_rules

    rules = builtin_rules()
    if rule_id not in rules:
        hint = did_you_mean(rule_id, rules) or f"the rules are {', '.join(rules)}"
        raise UsageError(f"there is no rule '{printable(rule_id)}'; {hint}")
    rule = rules[rule_id]
    about = f" of {', '.join(rule.kinds)}" if rule.kinds else ""
    say(f"{rule.id} ({rule.severity}{about})", "bold")
    say(f"\n{rule.meaning}\n\n{rule.remedy}")
    return Exit.DONE
