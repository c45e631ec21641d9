"""``sphinx-archdoc check``: compare the documents with the code, without Sphinx."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.checks.finding import Severity
from sphinx_archdoc.checks.rules import builtin_rules
from sphinx_archdoc.cli.check_report import CheckReport, worst
from sphinx_archdoc.cli.formats import renderer
from sphinx_archdoc.cli.project import check, load_project
from sphinx_archdoc.cli.terminal import Exit, UsageError, complain, printable, say
from sphinx_archdoc.problems import did_you_mean


class CheckRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of the command."""

    folder: str | None = None
    config: str | None = None
    outputs: Sequence[tuple[str, str | None]] = (("text", None),)
    """Pairs of a format and a file; None for standard output."""
    fail_on: str = "error"
    """A severity, or ``never``."""
    use_cache: bool = True


def run(request: CheckRequest) -> Exit:
    """Check the documents and print the report.

    :raises UsageError: if the folder, the configuration or the root of the code cannot be used.
    """
    project = load_project(request.folder, request.config)
    for problem in project.problems:
        complain(f"{problem.where.source}:{problem.where.line or 1}: {problem}")
    outcome = check(project, use_cache=request.use_cache)
    for line in outcome.problems:
        complain(line)
    relative = os.path.relpath(project.folder).replace(os.sep, "/")
    report = CheckReport(
        findings=outcome.checked.findings,
        suppressed=outcome.checked.suppressed,
        passed_by=outcome.passed_by,
        folder="" if relative == "." else f"{relative}/",
    )
    for name, file in request.outputs:
        write(renderer(name)(report), file)
    return status(report, request.fail_on)


def status(report: CheckReport, fail_on: str) -> Exit:
    """Return the exit status: whether a finding is as severe as *fail_on*."""
    order = [str(severity) for severity in Severity]
    failed = fail_on in order and order.index(worst(report.findings)) <= order.index(fail_on)
    return Exit.NOT_UNDERSTOOD if failed and report.findings else Exit.DONE


def write(text: str, file: str | None) -> None:
    """Write the output to a file, or to standard output.

    :raises UsageError: if the file cannot be written.
    """
    if file is None or file == "-":
        say(text)
        return
    try:
        Path(file).write_text(f"{text}\n", "utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"'{printable(file)}' cannot be written: {reason}") from None


def explain(rule_id: str) -> Exit:
    """Print what a rule says.

    :raises UsageError: if there is no such rule.
    """
    rules = builtin_rules()
    if rule_id not in rules:
        hint = did_you_mean(rule_id, rules) or f"the rules are {', '.join(rules)}"
        raise UsageError(f"there is no rule '{printable(rule_id)}'; {hint}")
    rule = rules[rule_id]
    about = f" of {', '.join(rule.kinds)}" if rule.kinds else ""
    say(f"{rule.id} ({rule.severity}{about})", "bold")
    say(f"\n{rule.meaning}\n\n{rule.remedy}")
    return Exit.DONE
