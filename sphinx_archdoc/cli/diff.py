"""``sphinx-archdoc diff``: what changed between two states, and what it means to others."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from sphinx_archdoc.answers.answer import answer
from sphinx_archdoc.changes.accepted import Accepted, WrongAccepted, accept, read_accepted
from sphinx_archdoc.changes.change import CatalogueChange
from sphinx_archdoc.changes.classes import Risk
from sphinx_archdoc.changes.comment import comment, counts
from sphinx_archdoc.changes.compare import Comparison, compare
from sphinx_archdoc.cli.catalogues import load_catalogues
from sphinx_archdoc.cli.terminal import Exit, UsageError, as_json, complain, printable, say

_STYLES = {Risk.BREAKING: "bold red", Risk.RISKY: "yellow", Risk.HARMLESS: "dim"}
_NAMED = 5
"""Affected entries that a line names."""


def show_diff(
    old: str,
    new: str,
    format_: str,
    *,
    fail_on: str = "never",
    accepted: str | None = None,
    strict: bool = False,
) -> Exit:
    """Print the changes from one state to another.

    :param fail_on: a class, ``any`` or ``never``.
    :param accepted: the path of a file with accepted changes.
    :param strict: fail if one of them does not occur.
    :raises UsageError: if a state or the file cannot be read.
    """
    before, after = (load_catalogues([source]).loaded[0] for source in (old, new))
    comparison = compare(before, after)
    marked = _accepted(comparison, accepted)
    comparison = msgspec.structs.replace(comparison, changes=marked.changes)
    for note in (*(comparison.notes if format_ != "markdown" else ()), *marked.notes):
        complain(printable(note))
    for print_ in marked.stale:
        complain(printable(f"the accepted change {print_} does not occur"))
    if format_ == "json":
        say(as_json(answer(comparison.changes)))
    elif format_ == "markdown":
        say(comment(comparison))
    else:
        _text(comparison)
    return _status(comparison, fail_on, is_stale=strict and bool(marked.stale))


def _accepted(comparison: Comparison, file: str | None) -> Accepted:
    if file is None:
        return Accepted(comparison.changes, (), ())
    try:
        accepted = read_accepted(Path(file).read_text("utf-8"))
    except (OSError, ValueError, WrongAccepted) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"'{printable(file)}' cannot be read: {printable(str(reason))}") from None
    return accept(comparison.changes, accepted, datetime.datetime.now(datetime.UTC).date())


def _status(comparison: Comparison, fail_on: str, *, is_stale: bool) -> Exit:
    failing = {"breaking": [Risk.BREAKING], "risky": [Risk.BREAKING, Risk.RISKY], "any": list(Risk)}
    failed = any(comparison.number(risk) for risk in failing.get(fail_on, ()))
    return Exit.NOT_UNDERSTOOD if failed or is_stale else Exit.DONE


def _text(comparison: Comparison) -> None:
    for risk in Risk:
        rows = [one for one in comparison.changes if one.risk is risk]
        if rows:
            say(f"{risk.capitalize()}", _STYLES[risk])
            for change in rows:
                say(f"  {printable(_line(change))}")
                if names := _names(change):
                    say(f"      affects {printable(names)}", "dim")
            say("")
    say(counts(comparison), "bold")


def _line(change: CatalogueChange) -> str:
    where = f"{change.source}:{change.line}: " if change.line else ""
    field = f" {change.field}" if change.field else ""
    joined = " → ".join(change.values(70))
    values = f": {joined}" if joined else ""
    accepted = f" (accepted: {change.accepted})" if change.accepted else ""
    return f"{where}{change.key}: {change.id}{field}{values} [{change.fingerprint}]{accepted}"


def _names(change: CatalogueChange) -> str:
    names = [f"{one.key} ({one.owner})" if one.owner else one.key for one in change.affected[:_NAMED]]
    left = len(change.affected) - len(names)
    more = f" and {'at least ' if change.more_affected else ''}{left} more" if left else ""
    return f"{', '.join(names)}{more}"
