"""The rules table: :file:`rules.toml` as records."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from sphinx_archdoc.problems import Location, shorten
from sphinx_archdoc.rules.finding import CodePlace, Finding, Severity

if TYPE_CHECKING:
    from sphinx_archdoc.catalogue.model import Entry


class CheckRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the table. :file:`rules.toml` documents the keys."""

    id: str
    kinds: tuple[str, ...] = ()
    severity: Severity
    meaning: str
    remedy: str
    forms: Mapping[str, str]
    covers_plans: bool = False
    """Whether it also looks at what a page says is planned, or gone."""
    suppressible: bool = True
    """Whether an author can say to ignore its findings."""
    acceptable: bool = True
    """Whether a baseline can have its findings."""

    def about(
        self,
        entry: Entry,
        form: str = "found",
        *,
        key: str = "",
        field: str = "",
        line: int = 0,
        hint: str = "",
        evidence: Iterable[CodePlace] = (),
        **words: str,
    ) -> Finding:
        """Return the finding about an entry, at the line of *field*, or of the entry if that has none.

        :param form: which of the messages to take.
        :param key: what the finding is about, such as ``orders.note`` for a column; by default, the entry.
        :param line: the line within the entry's file, if that is known more exactly.
        :param words: what to fill the message with; ``name`` is the name of the entry.
        """
        return self.at(
            entry.line_of(field).at(line or None),
            form,
            page=entry.page,
            name=entry.name,
            kind=entry.kind,
            anchor=entry.anchor,
            key=key,
            hint=hint,
            evidence=evidence,
            **words,
        )

    def at(
        self,
        where: Location,
        form: str = "found",
        *,
        page: str,
        name: str,
        kind: str = "",
        anchor: str = "",
        key: str = "",
        hint: str = "",
        evidence: Iterable[CodePlace] = (),
        **words: str,
    ) -> Finding:
        """Return a finding that is not about an entry, at a line of a page or of a configuration file.

        :param name: the word ``name`` of the message.
        :param key: what it is about, by default *name*: with page and rule, the identity of the finding.
        """
        filled = {word: shorten(text) for word, text in {"name": name, **words}.items()}
        return Finding(
            where=where,
            rule=self.id,
            name=key or name,
            page=page,
            kind=kind,
            anchor=anchor,
            message=self.forms[form].format_map(filled),
            hint=hint,
            evidence=tuple(evidence),
            severity=self.severity,
        )


@functools.cache
def builtin_rules() -> Mapping[str, CheckRule]:
    """Return the rules by id, in the order of the table."""
    text = resources.files("sphinx_archdoc.rules").joinpath("rules.toml").read_text("utf-8")
    rows = ({"id": name, **row} for name, row in tomllib.loads(text).items())
    return {rule.id: rule for rule in msgspec.convert(list(rows), list[CheckRule])}
