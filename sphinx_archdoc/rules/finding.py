"""Findings: claims of documents that are not true, as values with a stable key."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Literal

import msgspec

from sphinx_archdoc.problems import Location


class Severity(StrEnum):
    """How bad a finding is. A build reports errors and warnings as warnings, and notes as information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"
    """The rule is not applied."""


Level = Literal["error", "warning", "note"]
"""The severity of a rule that is applied, as files spell it."""


class CodePlace(msgspec.Struct, frozen=True, order=True, gc=False):
    """A place in the code that a finding rests on."""

    file: str
    """The path relative to the root of the code."""
    line: int = 0
    """1-based; 0 if only the file is known."""


class Finding(msgspec.Struct, frozen=True, order=True, kw_only=True, gc=False):
    """A statement of the documents that is not true, or something they leave out."""

    where: Location
    rule: str
    name: str
    """The name that the finding is about: with the page and the rule, its identity."""
    page: str
    """The docname of the page; the name of the configuration file for findings about that."""
    kind: str = ""
    """The kind of the entry; empty if it is about none."""
    message: str
    """What is written, and what is there, as a clause without a full stop."""
    hint: str = ""
    """What was looked at, and what to do about it."""
    evidence: tuple[CodePlace, ...] = ()
    severity: Severity = Severity.WARNING
    anchor: str = ""
    """The anchor of the entry; empty if it is about none."""

    @property
    def key(self) -> tuple[str, str, str]:
        """The identity of the finding: it stays when text moves or a message is reworded."""
        return self.page, self.rule, self.name

    @property
    def fingerprint(self) -> str:
        """The key as a digest."""
        return hashlib.sha256("\0".join(self.key).encode("utf-8", "backslashreplace")).hexdigest()


class Suppressed(msgspec.Struct, frozen=True, order=True):
    """A finding that is not reported, and why."""

    finding: Finding
    reason: str


class Checked(msgspec.Struct, frozen=True):
    """What was found."""

    findings: tuple[Finding, ...] = ()
    """Sorted by location; without those that are off or suppressed."""
    suppressed: tuple[Suppressed, ...] = ()
