"""``sphinx-archdoc diff``: what changed between two states, and what it means to others."""

from __future__ import annotations

import datetime
import os
import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sphinx_archdoc.answers.answer import answer
from sphinx_archdoc.changes.accepted import Accepted, WrongAccepted, accept, read_accepted
from sphinx_archdoc.changes.change import CatalogueChange
from sphinx_archdoc.changes.classes import Risk
from sphinx_archdoc.changes.comment import comment, counts
from sphinx_archdoc.changes.compare import Comparison, compare
from sphinx_archdoc.cli.catalogue.diff_report import NAMED, report_of_changes
from sphinx_archdoc.cli.catalogue.load import Catalogues, load_catalogues
from sphinx_archdoc.cli.output.formats import renderer
from sphinx_archdoc.cli.output.tables import show_places
from sphinx_archdoc.cli.output.terminal import (
    Exit,
    UsageError,
    as_json,
    complain,
    on_terminal,
    printable,
    reason,
    say,
    say_source,
)
from sphinx_archdoc.remote.fetching import is_url

_STYLES = {Risk.BREAKING: "bold red", Risk.RISKY: "yellow", Risk.HARMLESS: "dim"}


class DiffRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of the command."""

    old: str
    new: str
    format: str = "text"
    fail_on: str = "never"
    """A class, ``any`` or ``never``."""
    accepted: str | None = None
    """The path of a file with accepted changes."""
    strict: bool = False
    """Fail if one of them does not occur."""
    dependants: Sequence[str] = ()
    """The sources of other catalogues."""
    documents: str | None = None
    """The folder of the documents; None to find out."""


def show_diff(request: DiffRequest) -> Exit:
    """Print the changes from one state to another.

    :raises UsageError: if a state, all dependants or the file with accepted changes cannot be read.
    """
    before, after = (load_catalogues([source]).loaded[0] for source in (request.old, request.new))
    others = load_catalogues(request.dependants) if request.dependants else Catalogues(())
    comparison = compare(before, after, others.loaded)
    marked = _accepted(comparison, request.accepted)
    unread = (f"{source} cannot be read, so what it relies on is not known" for source in others.missing)
    notes = (*comparison.notes, *unread, *marked.notes)
    comparison = msgspec.structs.replace(comparison, changes=marked.changes, notes=notes)
    for note in notes if request.format != "markdown" else ():
        complain(printable(note))
    for print_ in marked.stale:
        complain(printable(f"the accepted change {print_} no longer occurs"))
    match request.format:
        case "json":
            say(as_json(answer(comparison.changes, missing=others.missing)))
        case "markdown":
            say(comment(comparison, request.accepted or ""))
        case "text":
            _text(comparison)
        case name:
            say_source(renderer(name)(report_of_changes(comparison, name, _folder(request))))
    return others.exit or _status(comparison, request.fail_on, is_stale=request.strict and bool(marked.stale))


def _folder(request: DiffRequest) -> str:
    """Return the path of the documents from the current folder: empty, or with a slash at the end."""
    folder = request.documents
    if folder is None:
        revision, colon, below = request.new.partition(":")
        is_source = Path(request.new, "conf.py").is_file()
        is_revision = colon and not Path(request.new).exists() and not is_url(request.new)
        folder = request.new if is_source else below.lstrip("/") if is_revision and revision else "."
    relative = posixpath.normpath(folder.replace(os.sep, "/") or ".")
    return "" if relative == "." else f"{relative}/"


def _accepted(comparison: Comparison, file: str | None) -> Accepted:
    if file is None:
        return Accepted(comparison.changes, (), ())
    try:
        accepted = read_accepted(Path(file).read_text("utf-8"))
    except (OSError, ValueError, WrongAccepted) as error:
        raise UsageError(f"'{printable(file)}' cannot be read: {printable(reason(error))}") from None
    return accept(comparison.changes, accepted, datetime.datetime.now(datetime.UTC).date())


def _status(comparison: Comparison, fail_on: str, *, is_stale: bool) -> Exit:
    failing = {"breaking": [Risk.BREAKING], "risky": [Risk.BREAKING, Risk.RISKY], "any": list(Risk)}
    failed = any(comparison.number(risk) for risk in failing.get(fail_on, ()))
    return Exit.FOUND if failed or is_stale else Exit.DONE


def _text(comparison: Comparison) -> None:
    for risk in Risk:
        rows = [one for one in comparison.changes if one.risk is risk]
        if rows:
            say(f"{risk.capitalize()}", _STYLES[risk])
            if on_terminal():
                show_places([(f"  {printable(_place(change))}", [*_lines(change)]) for change in rows])
            else:
                for change in rows:
                    first, *others = _lines(change)
                    place = _place(change)
                    say(f"  {printable(place)}{': ' if place else ''}{first}")
                    for line in others:
                        say(f"      {line}")
            say("")
    say(counts(comparison), "bold")


def _place(change: CatalogueChange) -> str:
    return f"{change.source}:{change.line}" if change.line else ""


def _lines(change: CatalogueChange) -> Iterator[str]:
    """Yield what changed, and who is affected."""
    field = f" {change.field}" if change.field else ""
    joined = " → ".join(change.values(70))
    values = f": {joined}" if joined else ""
    accepted = f" (accepted: {change.accepted})" if change.accepted else ""
    yield printable(f"{change.key}: {change.id}{field}{values} [{change.fingerprint}]{accepted}")
    if names := change.affected_names(NAMED):
        yield printable(f"affects {names}")
