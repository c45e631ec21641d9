"""Changes that are accepted, and the command."""

from __future__ import annotations

import datetime

import pytest

from sphinx_archdoc.changes.accepted import WrongAccepted, accept, read_accepted
from sphinx_archdoc.changes.compare import compare
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import loaded

OLD = graph_of([page("a", [entry("envvar", "P")])])
NEW = graph_of([page("a", [entry("envvar", "P", required=True)])])
(CHANGE,) = compare(loaded(OLD), loaded(NEW)).changes
TODAY = datetime.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "accepted", "notes"),
    [
        ("reason = 'Agreed'", "Agreed", 0),
        ("reason = 'Agreed'\nuntil = 2026-11-29", "Agreed", 0),
        ("reason = 'Agreed'\nuntil = 2026-11-28", "", 1),
    ],
)
def test_a_reason_and_a_date(text: str, accepted: str, notes: int) -> None:
    marked = accept([CHANGE], read_accepted(f"[{CHANGE.fingerprint}]\n{text}"), TODAY)
    assert (marked.changes[0].accepted, len(marked.notes), marked.stale) == (accepted, notes, ())


def test_what_no_longer_occurs() -> None:
    assert accept([], read_accepted("[aaaaaaaaaaaa]\nreason = 'x'"), TODAY).stale == ("aaaaaaaaaaaa",)


@pytest.mark.parametrize(
    "text",
    [
        "[a]",
        "[a]\nreason = ''",
        "[a]\nreason = 1",
        "a",
        "[a]\nreason='x'\nwhy=1",
        "[a]\nreason='x'\nuntil='y'",
    ],
)
def test_a_file_without_reasons(text: str) -> None:
    with pytest.raises(WrongAccepted):
        read_accepted(text)


def test_the_fingerprint_is_of_what_changed() -> None:
    assert CHANGE.fingerprint == compare(loaded(OLD), loaded(NEW)).changes[0].fingerprint
