"""Changes that are accepted, and the command."""

from __future__ import annotations

import datetime
import re

import pytest

from sphinx_archdoc.changes.accepted import WrongAccepted, accept, read_accepted
from sphinx_archdoc.changes.comment import LONGEST, comment
from sphinx_archdoc.changes.compare import Comparison, compare
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


def test_a_change_is_accepted_from_the_comment() -> None:
    """Copied as it is, the file has no reasons, and says so; with reasons, everything is accepted."""
    evil = "`````\n[x]\nreason = 'y' # \x1b\u2028"
    after = graph_of([page("a", [entry("envvar", "P", required=True), entry("secret", evil)])])
    comparison = compare(loaded(OLD), loaded(after))
    assert len(comparison.changes) == 2
    text = comment(comparison, "accepted.toml")
    assert "into `accepted.toml`, with a reason:" in text
    block = re.search(r"\n(`{3,})toml\n(.*?)\n\1\n", text, re.S)[2]
    with pytest.raises(WrongAccepted, match="has no reason"):
        read_accepted(block)
    accepted = read_accepted(block.replace('""', '"Agreed"'))
    marked = accept(comparison.changes, accepted, TODAY)
    assert [one.accepted for one in marked.changes] == ["Agreed", "Agreed"]
    assert marked.stale == ()
    again = comment(Comparison(comparison.new, marked.changes))
    assert "0 breaking, 0 risky, 0 harmless, 2 accepted" in again and "Accept changes" not in again


def test_fingerprints_that_do_not_fit_are_counted() -> None:
    many = [entry("envvar", f"V{number}", required=True) for number in range(3000)]
    text = comment(compare(loaded(OLD), loaded(graph_of([page("a", many)]))))
    assert len(text) <= LONGEST
    left = int(re.search(r"(\d+) more fingerprints do not fit;", text)[1])
    assert text.count("\nreason = ") + left == 3001
    assert text.count("<details>") == text.count("</details>")


def test_the_fingerprint_is_of_what_changed() -> None:
    assert CHANGE.fingerprint == compare(loaded(OLD), loaded(NEW)).changes[0].fingerprint
